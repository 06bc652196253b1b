"""A case's facts in words: what arrives, what is needed, what things cost, what a twist changes, what was decided."""

from core.experiment.case import Decision, Serving, Situation
from core.experiment.finding import rate_words, time_words
from core.workload import Bursty, Daily, Steady


def money(amount: float) -> str:
    """Money as a person reads it.

    >>> money(1234.5), money(12.345), money(0.0213), money(-3), money(0)
    ('£1,234', '£12.35', '£0.021', '−£3', '£0')
    """
    sign, size = "−" if amount < 0 else "", abs(amount)
    if size == 0 or size >= 100:
        return f"{sign}£{size:,.0f}"
    if size >= 0.1:
        return f"{sign}£{size:,.2f}".removesuffix(".00")
    return f"{sign}£{float(f'{size:.2g}'):.10f}".rstrip("0")


def machines(count: int) -> str:
    """So many machines."""
    return f"{count:,} {'machine' if count == 1 else 'machines'}"


def tail_name(situation: Situation) -> str:
    """The objective's percentile by its name."""
    return f"p{100 * situation.need.objective.percentile:g}"


def serving_words(serving: Serving) -> str:
    """A way to serve as one would tell it."""
    on = f"on {machines(serving.replicas)}"
    match serving.mode:
        case "real_time":
            return f"One text at a time {on}"
        case "dynamic":
            wait = f"waiting {time_words(serving.wait_s)} at most" if serving.wait_s else "with no waiting"
            return f"Dynamic batches of up to {serving.batch_size}, {wait}, {on}"
        case "batch":
            every = time_words(serving.wait_s)
            return f"A batch job every {every}, in batches of {serving.batch_size}, {on}"


def decision_words(decision: Decision) -> str:
    """The whole decision."""
    return f"{serving_words(decision.serving)}; flag from a score of {100 * decision.threshold:.0f} % on"


def arrivals_words(situation: Situation) -> str:
    """What arrives."""
    rate = f"{rate_words(situation.need.rate)} texts a second"
    match situation.need.arrivals:
        case Bursty(on_share=share, cycle_s=cycle_s):
            dense = f"{1 / share:.3g} times as dense while a burst lasts"
            return f"{rate} on average, in bursts about every {time_words(cycle_s)}, {dense}"
        case Daily(swing=swing):
            return f"{rate} on average, in a daily wave up to {1 + swing:.2g} times that"
        case Steady():
            return f"{rate}, evenly ({situation.texts_a_day:,} a day)"
        case _:
            return f"{rate}, at random"


def brief(situation: Situation, looked_for: str) -> tuple[tuple[str, str], ...]:
    """The facts of a situation, each with its name."""
    need, errors = situation.need, situation.errors
    objective = need.objective
    facts = [
        ("Arrives", arrivals_words(situation)),
        (
            "Needed",
            f"{100 * objective.percentile:g} of 100 texts answered within {time_words(objective.bound_s)}",
        ),
        (
            "A call takes",
            f"{time_words(need.cost.fixed_s)}, plus {time_words(need.cost.per_item_s)} for each text",
        ),
        ("A machine", f"{money(need.hour_price)} an hour, {time_words(need.start_s)} to start"),
        ("How common", f"{looked_for} in {_of_many(errors.prevalence)} texts"),
        ("A miss costs", _each(errors.miss_cost)),
        ("A false alarm costs", _each(errors.alarm_cost)),
    ]
    if errors.reviews is not None:
        facts.append(("Can be reviewed", f"{errors.reviews:,} flagged texts a day"))
    return tuple(facts)


def changes(before: Situation, after: Situation, looked_for: str) -> tuple[tuple[str, str, str], ...]:
    """What a twist changes: the name of each fact that differs, then and now."""
    then, now = dict(brief(before, looked_for)), dict(brief(after, looked_for))
    return tuple(
        (name, then.get(name, "no limit"), value) for name, value in now.items() if then.get(name) != value
    )


def _each(cost: float) -> str:
    return money(cost) if cost >= 0.01 else f"{money(1000 * cost)} per 1,000"


def _of_many(share: float) -> str:
    return f"{100 * share:.3g} of 100" if share >= 0.01 else f"{1000 * share:.3g} of 1,000"
