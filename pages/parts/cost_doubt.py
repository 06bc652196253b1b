"""How a cost in use was measured, in words, with a word of doubt where other work on the machine was in the way."""

from core.serving import LinearCost
from core.serving.kept_costs import Key
from pages.parts import cached, session


def measured_words(key: Key) -> str:
    """When the cost in use was measured, from how many calls, and how far off it may be; empty where that is not known."""
    kept = cached.costs().measured(key)
    if kept is None:
        return ""
    fit, at = kept.fit, session.their_time(kept.at)
    words = f" Measured {at}: n = {sum(fit.calls)} calls, the line is off by {100 * fit.worst_error:.0f} % at worst."
    if kept.doubtful:
        words += (
            f" Other work had the processor for {100 * fit.disturbed:.0f} % of that time, so it is measured again by itself "
            "as soon as the machine is quiet."
        )
    return words


def doubt_words(cost: LinearCost) -> str:
    """A sentence to add to the cost, with a space before it; empty where there is nothing to doubt.

    >>> doubt_words(LinearCost(fixed_s=0.01, per_item_s=0.001))
    ''
    >>> doubt_words(LinearCost(fixed_s=0.041, per_item_s=0))[:44]
    ' That more texts took no more time is hard t'
    """
    if cost.per_item_s > 0:
        return ""
    return (
        " That more texts took no more time is hard to believe: the machine must have been busy with other work. Measure "
        "every batch size again in the lab before you rely on it."
    )
