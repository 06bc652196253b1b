"""What a day behind a threshold costs, in words: what a rule of thumb would choose, and what reviewers cannot do."""

from collections.abc import Mapping

import numpy as np

from core.base.numbers_format import NO_BREAK, count, pct
from core.metrics.classification_scores import Examined
from core.metrics.thresholds_day import DayScan, agreement_range, agrees, extra_cost

RATIOS = np.geomspace(0.1, 1000, 81)


Rules = Mapping[str, int | None]
"""The thresholds of the two rules of thumb, by their places in the scan; None where a rule has none to offer."""


def rules_of(days: DayScan, precision: float, recall: float) -> Rules:
    """What the rules of thumb choose: for batch at least this precision, for real time at least this recall."""
    return {"batch rule": days.precision_first(precision), "real-time rule": days.recall_first(recall)}


def rules_words(
    examined: Examined, days: DayScan, rules: Rules, best: int, precision: float, recall: float
) -> str:
    """A list: where each rule draws the line and whether it pays, and what the limit of reviews costs if anything."""
    said = {
        "batch rule": f"The rule for batch (precision of at least {pct(precision)})",
        "real-time rule": f"The rule for real time (recall of at least {pct(recall)})",
    }
    lines = [
        f"- {said[name]} {_rule_words(examined, days, place, best)} {_range_words(days, place)}"
        for name, place in rules.items()
    ]
    return "\n".join(lines) + _capacity_words(days, best)


def _rule_words(examined: Examined, days: DayScan, place: int | None, best: int) -> str:
    """Where a rule draws the line, and what that costs beyond the cheapest line that reviewers can keep up with."""
    if place is None:
        return "has no line to offer: no threshold has flags that are right so often."
    where = f"flags from {place_words(days, place)} on, {money(days.cost[place])} a day"
    if not days.fits[place]:
        too_many = days.flagged[place] - days.day.reviews
        return f"{where}, but that is {count(np.ceil(too_many))} more flags a day than can be reviewed: **it does not fit**."
    extra, (low, high) = extra_cost(examined.scan, days, place, best)
    if agrees(days, place, best):
        return f"{where}. **It agrees**: {money(extra)} more than the cheapest, at most 5{NO_BREAK}% of it."
    return (
        f"{where}. **It does not agree**: {money(extra)} a day more than the cheapest "
        f"(95{NO_BREAK}%: {money(low)} to {money(high)}, from n{NO_BREAK}={NO_BREAK}{count(examined.n)})."
    )


def _range_words(days: DayScan, place: int | None) -> str:
    """For which costs a rule's line is as good as the cheapest."""
    ends = agreement_range(days, place, RATIOS)
    if ends is None:
        return "" if place is None or not days.fits[place] else "Whatever a miss costs, it does not agree."
    low, high = ends
    if low == RATIOS[0]:
        return f"It agrees while a miss costs no more than about {_times(high)} a false alarm."
    if high == RATIOS[-1]:
        return f"It agrees once a miss costs about {_times(low)} a false alarm."
    return f"It agrees while a miss costs between about {_times(low)} and {_times(high)} a false alarm."


def _capacity_words(days: DayScan, best: int) -> str:
    """What the limit of reviews costs, as one more line of the list; nothing if it costs nothing."""
    free = days.cheapest()
    if days.fits[free]:
        return ""
    saved = days.cost[best] - days.cost[free]
    return (
        f"\n- Could all flags be reviewed, the line would stand at {place_words(days, free)}, with {count(days.flagged[free])} "
        f"flags a day: **the limit of {count(days.day.reviews)} reviews costs {money(saved)} a day**."
    )


def verdict_words(days: DayScan, rules: Rules, best: int) -> str:
    """The cheapest line, which rules agree with it, and what the dearest of the others would cost."""
    cheapest = f"Cheapest: **flag from {place_words(days, best)} on, {money(days.cost[best])} a day**"
    if float(days.thresholds[best]) > float(days.thresholds[-2]):
        cheapest = f"Cheapest: **flag nothing, {money(days.cost[best])} a day**"
    good = [name for name, place in rules.items() if agrees(days, place, best)]
    if len(good) == len(rules):
        return f"{cheapest}. Both rules agree with it here."
    words = f"The {good[0]} agrees" if good else "Neither rule agrees"
    dear = {
        name: float(days.cost[place] - days.cost[best])
        for name, place in rules.items()
        if name not in good and place is not None and days.fits[place]
    }
    if dear:
        name = max(dear, key=lambda one: dear[one])
        words += f"; the {name} would cost {money(dear[name])} a day more"
    return f"{cheapest}. {words}. The mode is nowhere in this sum: costs, prevalence and capacity are."


def place_words(days: DayScan, place: int) -> str:
    """The threshold at a place of the scan."""
    return pct(min(float(days.thresholds[place]), 1.0))


def money(amount: float) -> str:
    """Whole pounds, with a true minus."""
    return f"{'−' if round(amount) < 0 else ''}£{abs(amount):,.0f}"


def _times(ratio: float) -> str:
    return f"{ratio:.2g}{NO_BREAK}×" if ratio < 100 else f"{ratio:,.0f}{NO_BREAK}×"
