"""Drawing the items of a test: by difficulty, spread over the objectives, those seen most recently last."""

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from core.base import Fault, InvalidInput, stream
from core.learning.events import Recorded, TestStarted
from core.learning.events_test import Purpose, TestItem
from core.learning.exam_rule import QUOTA, RESERVE
from core.learning.first_answers import FirstAnswer, first_answers
from core.learning.library import Library, Placed
from core.learning.question import Difficulty
from core.learning.variants import MOST_SEED


def draw_test(
    library: Library, records: Iterable[Recorded], seed: int, *, purpose: Purpose = "full"
) -> TestStarted:
    """The next test of this learner: 3 easy, 4 medium, 3 hard and up to five in reserve; five for a lasting check.

    Items never answered come first, then those answered longest ago; parameterised ones get new numbers. The test is
    named by its number among the learner's tests, so that two tabs start the same one. Raises InvalidInput if the
    test pool is too small.
    """
    book = tuple(records)
    number = 1 + sum(isinstance(record.event, TestStarted) for record in book)
    rng = stream(seed, f"test {number}")
    hat = _Hat(library.placed("test"), first_answers(book), rng)
    wanted: list[Difficulty] = [name for name, count in QUOTA[purpose].items() for _ in range(count)]
    drawn = [hat.draw(difficulty) for difficulty in wanted]
    if None in drawn:
        short = sorted({name for name, item in zip(wanted, drawn, strict=True) if item is None})
        problem = f"the banks have too few {' and '.join(short)} questions for a test"
        raise InvalidInput([Fault(field="pool test", problem=problem, fix="add questions to the banks")])
    reserve = [hat.draw(difficulty) for difficulty in RESERVE] if purpose == "full" else []
    items = tuple(str(item) for item in (*drawn, *reserve) if item is not None)
    return TestStarted(test=f"test-{number}", items=items, purpose=purpose)


class _Hat:
    """The questions that can still be drawn, and how often each objective was."""

    def __init__(
        self, pool: Sequence[Placed], firsts: Sequence[FirstAnswer], rng: np.random.Generator
    ) -> None:
        order = rng.permutation(len(pool))
        self._left = [pool[index] for index in order]
        self._last_seen = {first.spot: first.id for first in firsts}
        self._drawn: Counter[str] = Counter()
        self._rng = rng

    def draw(self, difficulty: Difficulty) -> TestItem | None:
        """The best item left of this difficulty: unseen before seen, then rare objectives, then longest unseen."""
        fitting = [placed for placed in self._left if placed.question.difficulty == difficulty]
        if not fitting:
            return None
        best = min(fitting, key=self._rank)
        self._left.remove(best)
        question = best.question
        self._drawn[question.objective] += 1
        seed = int(self._rng.integers(MOST_SEED))
        return TestItem(bank=best.bank, question=question.id, rev=question.rev, seed=seed)

    def _rank(self, placed: Placed) -> tuple[bool, int, int]:
        seen = self._last_seen.get((placed.bank, placed.question.id), 0)
        return seen > 0, self._drawn[placed.question.objective], seen
