"""A word of doubt about a measured cost, where other work on the machine has drowned what a text costs."""

from core.serving import LinearCost


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
