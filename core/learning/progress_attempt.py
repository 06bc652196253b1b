"""From a learner's events to the moves that rebuild an attempt at one question (core.learning.grading)."""

from collections.abc import Iterable

from core.learning import grading, predict
from core.learning.events import (
    AnswerGiven,
    GuessCommitted,
    HintOpened,
    PracticeRestarted,
    Recorded,
    SolutionShown,
)


def attempt_moves(
    records: Iterable[Recorded], *, bank: str, question: str, rev: int, seed: int | None = None
) -> tuple[grading.Event, ...]:
    """The moves at one presentation of a question (its seed; None: on the practice page), for ``Attempt.replay``.

    Only those since its bank was last started afresh, where the seed is None. Times are seconds since 1970 (UTC),
    the clock on which the page's later moves must also be. A hint that two tabs opened counts once.
    """
    spot = (bank, question, rev, seed)
    guessed_at = predict.place(bank, question, seed)
    moves: list[grading.Event] = []
    hints: set[int] = set()
    for record in sorted(records, key=lambda record: record.id):
        at_s = record.at.timestamp()
        match record.event:
            case PracticeRestarted(bank=restarted) if restarted == bank and seed is None:
                moves.clear()
                hints.clear()
            case GuessCommitted(place=place, guess=guess) if place == guessed_at:
                moves.append(grading.Event(kind="answer", at_s=at_s, chosen=(str(guess.get("answer", "")),)))
            case AnswerGiven() | HintOpened() | SolutionShown() as event:
                if (event.bank, event.question, event.rev, event.seed) != spot:
                    continue
                if isinstance(event, HintOpened):
                    if event.level in hints:
                        continue
                    hints.add(event.level)
                moves += _moves(event, at_s)
            case _:
                pass
    return tuple(moves)


def _moves(event: AnswerGiven | HintOpened | SolutionShown, at_s: float) -> list[grading.Event]:
    match event:
        case AnswerGiven(answer=answer, measured=measured):
            given = grading.Event(kind="answer", at_s=at_s, chosen=answer)
            if measured is None:
                return [given]
            return [given, grading.Event(kind="measured", at_s=at_s, measured=measured)]
        case HintOpened():
            return [grading.Event(kind="hint", at_s=at_s)]
        case SolutionShown():
            return [grading.Event(kind="reveal", at_s=at_s)]
