"""The rule of the ten-question test: from right and wrong answers to a level, by counts that anybody can check."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeAlias

from core.learning.events_test import Purpose
from core.learning.question import Difficulty
from core.learning.skill import Outcome, skill

Level: TypeAlias = Literal["open", "strong", "unsettled", "not yet", "held", "not held"]

QUOTA: dict[Purpose, dict[Difficulty, int]] = {
    "full": {"easy": 3, "medium": 4, "hard": 3},
    "lasting": {"easy": 1, "medium": 2, "hard": 2},
}
RESERVE: tuple[Difficulty, ...] = ("medium", "hard", "medium", "hard", "hard")
ITEMS, STRONG, UNSETTLED = 10, 9, 8
LASTING_ITEMS, HELD = 5, 4
HARD_SHARE = 2 / 3
# Nine of ten leaves P(q ≥ 0.70) = 0.803: whoever needs more items has to bring as much evidence.
SURE = 0.80
FOUR_OPTIONS = 1 / 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """One item as answered."""

    right: bool
    difficulty: Difficulty
    guess: float = FOUR_OPTIONS

    @property
    def outcome(self) -> Outcome:
        """What it says about the skill."""
        return Outcome(right=self.right, guess=self.guess)


def level_of(marked: Sequence[Marked], reserve: Sequence[Difficulty] = RESERVE) -> Level:
    """The level that the answers so far come to; ``reserve``: the difficulties of the items kept for after the ten.

    Ten answered: strong with k ≥ 9 and at least 2/3 of the hard ones; not yet with k ≤ 7. With 8 it is unsettled, and
    the reserve is asked one by one: strong as soon as k of n leave P(q ≥ 0.70) ≥ 0.80 (four options, slip 0.05) with
    2/3 of the hard ones, which from 8 of 10 takes 13 of 15; not yet as soon as that is out of reach.
    """
    if len(marked) < ITEMS:
        return "open"
    right = sum(mark.right for mark in marked[:ITEMS])
    if right < UNSETTLED:
        return "not yet"
    if right >= STRONG:
        return "strong" if _hard_enough(marked[:ITEMS]) else "not yet"
    more = marked[ITEMS:]
    if any(_convinces(marked[: ITEMS + count]) for count in range(1, len(more) + 1)):
        return "strong"
    left = reserve[len(more) :]
    ahead = [Marked(right=True, difficulty=difficulty) for difficulty in left]
    within_reach = any(_convinces([*marked, *ahead[:count]]) for count in range(1, len(ahead) + 1))
    complete = len(reserve) >= len(RESERVE)
    return "unsettled" if within_reach or not complete else "not yet"


def lasting_level(marked: Sequence[Marked]) -> Level:
    """The level of a check after a day: held with at least 4 of 5."""
    if len(marked) < LASTING_ITEMS:
        return "open"
    return "held" if sum(mark.right for mark in marked) >= HELD else "not held"


@cache
def needed(items: int) -> int:
    """The fewest right answers out of ``items`` that leave P(q ≥ 0.70) ≥ 0.80, with four options each.

    >>> [needed(items) for items in range(10, 16)]
    [9, 10, 11, 12, 13, 13]
    """
    for right in range(items + 1):
        outcomes = [Outcome(right=place < right, guess=FOUR_OPTIONS) for place in range(items)]
        if skill(outcomes).enough >= SURE:
            return right
    return items + 1


def _convinces(marked: Sequence[Marked]) -> bool:
    return sum(mark.right for mark in marked) >= needed(len(marked)) and _hard_enough(marked)


def _hard_enough(marked: Sequence[Marked]) -> bool:
    hard = [mark.right for mark in marked if mark.difficulty == "hard"]
    return sum(hard) >= HARD_SHARE * len(hard) - 1e-9
