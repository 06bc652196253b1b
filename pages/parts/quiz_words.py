"""How practice says things: points, costs, verdicts."""

from core.learning.grading import HINT_COSTS, Attempt


def points(score: float) -> str:
    """A score as a person reads it.

    >>> points(1.0), points(0.9), points(2 / 3)
    ('1', '0.9', '0.67')
    """
    return f"{score:.2f}".rstrip("0").rstrip(".")


def cost(hint: int) -> str:
    """What opening the hint at this place (0, 1, 2) costs.

    >>> cost(1)
    'costs 0.15 points'
    """
    return f"costs {points(HINT_COSTS[hint])} points"


def state_words(attempt: Attempt, *, current: bool) -> str:
    """Where an attempt stands, in a word or two."""
    if attempt.revealed:
        return "shown, 0"
    if attempt.done:
        return (
            f"right, {points(attempt.score or 0.0)}"
            if attempt.correct
            else f"done, {points(attempt.score or 0.0)}"
        )
    if attempt.tries:
        return {1: "tried once", 2: "tried twice"}.get(attempt.tries, f"tried {attempt.tries} times")
    return "now" if current else "open"


def used(attempt: Attempt) -> str:
    """How it was come by, if not at the first try and without help."""
    tries = f"{attempt.tries} tries" if attempt.tries > 1 else ""
    hints = f"{attempt.hints} {'hint' if attempt.hints == 1 else 'hints'}" if attempt.hints else ""
    spent = " and ".join(part for part in (tries, hints) if part)
    return f", with {spent}" if spent else ""
