"""Levels of the test in words."""

from core.learning.exam_rule import Level
from core.learning.exam_verdict import Verdict
from core.learning.standing import Standing

TITLES: dict[Level, str] = {
    "open": "Not finished",
    "strong": "Strong",
    "unsettled": "Unsettled",
    "not yet": "Not yet",
    "held": "Strong and lasting",
    "not held": "It did not last",
}
MEANINGS: dict[Level, str] = {
    "open": "Some questions are still to be answered.",
    "strong": "You have this skill. Come back after a day: five fresh questions tell whether it lasts.",
    "unsettled": "Eight of ten is too good for a no and too little for a yes. Up to five more questions decide: "
    "all five right make it strong.",
    "not yet": "The skill is not firm yet. Below is what to work on, and where.",
    "held": "A day or more later you still have it. It can be lost again: a later test or check decides anew.",
    "not held": "It was there, and it has faded. Below is what to refresh.",
}


def score_words(found: Verdict) -> str:
    """The score in one sentence.

    >>> _count(3, 3, "hard one")
    'all 3 hard ones'
    """
    hard = f", {_count(found.hard_right, found.hard, 'hard one')} among them" if found.hard else ""
    return f"{found.right} of {found.asked} right{hard}."


def standing_words(now: Standing) -> str:
    """Where the learner stands over all tests, in a sentence or two; empty for somebody new."""
    match now.level:
        case "untested":
            return ""
        case "strong":
            return "You are **strong**. A day after the test, five fresh questions tell whether it lasts."
        case "strong and lasting":
            return "You are **strong and lasting**. A later test or check can take it away."
        case other:
            lost = " You were strong before." if now.lost else ""
            return f"Your latest verdict: **{other}**.{lost}"


def _count(right: int, of: int, what: str) -> str:
    plural = f"{what}{'' if of == 1 else 's'}"
    return f"all {of} {plural}" if right == of and of > 1 else f"{right} of {of} {plural}"
