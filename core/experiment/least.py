"""The least whole number that will do, where every greater one will do too: found with few trials, for each is dear."""

from collections.abc import Callable


def least(will_do: Callable[[int], bool], *, above: int, most: int, near: int = 0) -> int | None:
    """The least above ``above`` and up to ``most``; None if not even the most will do. near: which to try first.

    From there up or down in steps that double, until the answer lies between two that were tried; then by halving.

    >>> least(lambda number: number >= 37, above=0, most=100, near=30), least(lambda number: False, above=0, most=9)
    (37, None)
    """
    low, high, step = above, min(max(near, above + 1), most), 1
    if will_do(high):
        while high - low > 1:
            lower = max(high - step, low + 1)
            if not will_do(lower):
                low = lower
                break
            high, step = lower, 2 * step
    else:
        low = high
        while True:
            high = min(low + step, most)
            if high <= low:
                return None
            if will_do(high):
                break
            low, step = high, 2 * step
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if will_do(middle) else (middle, high)
    return high
