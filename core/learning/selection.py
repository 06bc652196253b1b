"""Practice anything: which questions fit what the learner asks for, and which of them comes next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.base import stream
from core.learning.calibration import CONFIDENT
from core.learning.events import AnswerGiven, GuessCommitted, HintOpened, Recorded, SolutionShown
from core.learning.first_answers import FirstAnswer, first_answers
from core.learning.grading import Attempt
from core.learning.library import Library, Placed
from core.learning.predict import presentation_at
from core.learning.progress_attempt import attempt_moves
from core.learning.question import (
    Difficulty,
    MultiQuestion,
    NumberQuestion,
    Pool,
    Question,
    SingleQuestion,
)
from core.learning.variants import MOST_SEED, variant

POOLS: tuple[Pool, ...] = ("practice", "review")
# A question does not come back before this many others were asked, if there are any.
APART = 3
_RISING: tuple[Difficulty, ...] = ("easy", "medium", "hard")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the learner wants to practise; None: whatever. missed: only what was wrong at the last first answer."""

    objective: str | None = None
    difficulty: Difficulty | None = None
    misconception: str | None = None
    missed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Presentation:
    """A question put before the learner. question: as in the bank. concrete: with the seed's numbers."""

    bank: str
    question: Question
    seed: int

    @property
    def concrete(self) -> Question:
        """The question as it is asked and graded."""
        return variant(self.question, self.seed)


def matching(library: Library, firsts: Sequence[FirstAnswer], wanted: Wanted) -> tuple[Placed, ...]:
    """The questions that fit, in the order of the banks; never one of the test pool."""
    wrong = {first.spot for first in missed(firsts)} if wanted.missed else None
    return tuple(
        placed
        for placed in library.placed(*POOLS)
        if wanted.objective in (None, placed.question.objective)
        and wanted.difficulty in (None, placed.question.difficulty)
        and (wanted.misconception is None or wanted.misconception in tempts_with(placed.question))
        and (wrong is None or (placed.bank, placed.question.id) in wrong)
    )


def missed(firsts: Sequence[FirstAnswer]) -> tuple[FirstAnswer, ...]:
    """For each question whose newest first answer was wrong, that answer: those given with confidence first, then newest."""
    newest = {first.spot: first for first in firsts}
    wrong = [first for first in newest.values() if not first.correct]
    return tuple(sorted(wrong, key=lambda first: (not _confident(first), -first.id)))


def tempts_with(question: Question) -> frozenset[str]:
    """The beliefs that a question's wrong answers stand for."""
    match question:
        case SingleQuestion() | MultiQuestion():
            named = [option.misconception for option in question.options if not option.correct]
        case NumberQuestion():
            named = [mistake.misconception for mistake in question.feedback]
        case _:
            named = []
    return frozenset(belief for belief in named if belief is not None)


def next_item(
    library: Library, records: Iterable[Recorded], wanted: Wanted, seed: int
) -> Presentation | None:
    """What to ask next; None if nothing fits. The same records and seed give the same presentation.

    One that was begun and is not done comes first. Else: what was never answered, the easier first; then what was
    missed, with confidence before without; then what was answered longest ago. None comes back at once.
    """
    book = tuple(records)
    firsts = first_answers(book)
    fitting = matching(library, firsts, wanted)
    begun = _begun(book, fitting)
    if begun is not None:
        return begun
    if not fitting:
        return None
    last = _last_met(book, firsts)
    lately = sorted(last, key=last.__getitem__)[-APART:]
    answered = {first.spot for first in firsts}
    # Whoever had the solution shown instead of answering has missed the question too.
    wrong = [first.spot for first in missed(firsts)] + [spot for spot in last if spot not in answered]
    order = stream(seed, "order of practice").permutation(len(fitting)).tolist()

    def rank(index: int) -> tuple[int, ...]:
        placed = fitting[index]
        spot = (placed.bank, placed.question.id)
        if spot not in last:
            return (0, 0, _RISING.index(placed.question.difficulty), order[index])
        standing_in_line = wrong.index(spot) if spot in wrong else len(wrong)
        return (1, int(spot in lately), standing_in_line, last[spot])

    chosen = fitting[min(range(len(fitting)), key=rank)]
    return _presented(chosen, book, seed)


def _last_met(book: Sequence[Recorded], firsts: Sequence[FirstAnswer]) -> dict[tuple[str, str], int]:
    """For each question that was answered, or whose solution was shown: the number of the newest such event."""
    last = {first.spot: first.id for first in firsts}
    for record in book:
        if isinstance(record.event, SolutionShown):
            spot = (record.event.bank, record.event.question)
            last[spot] = max(record.id, last.get(spot, 0))
    return last


def _presented(placed: Placed, book: Sequence[Recorded], seed: int) -> Presentation:
    """A new presentation: its seed follows from how often the question was presented before."""
    spot = (placed.bank, placed.question.id)
    before = {touched[2] for touched in map(_touched, book) if touched is not None and touched[:2] == spot}
    concern = f"presentation {len(before)} of {placed.bank}/{placed.question.id}"
    own = int(stream(seed, concern).integers(MOST_SEED))
    return Presentation(bank=placed.bank, question=placed.question, seed=own)


def _begun(book: Sequence[Recorded], fitting: Sequence[Placed]) -> Presentation | None:
    """The presentation that was touched last, if it fits and is not done."""
    touches = (touched for touched in map(_touched, reversed(book)) if touched is not None)
    bank, question_id, seed = next(touches, ("", "", None))
    found = (placed for placed in fitting if (placed.bank, placed.question.id) == (bank, question_id))
    placed = next(found, None)
    if placed is None or seed is None:
        return None
    question = placed.question
    moves = attempt_moves(book, bank=bank, question=question.id, rev=question.rev, seed=seed)
    ask = Presentation(bank=bank, question=question, seed=seed)
    return None if Attempt.replay(ask.concrete, moves).done else ask


def _touched(record: Recorded) -> tuple[str, str, int | None] | None:
    """Bank, question and seed of the presentation that an event belongs to; None if it belongs to none."""
    match record.event:
        case AnswerGiven() | HintOpened() | SolutionShown() as event:
            return event.bank, event.question, event.seed
        case GuessCommitted(place=place):
            return presentation_at(place)
        case _:
            return None


def _confident(first: FirstAnswer) -> bool:
    return first.certainty is not None and first.certainty >= CONFIDENT
