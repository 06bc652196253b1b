"""A plan's tables in words: what it was chosen from, and what becomes of it at other loads."""

from core.experiment.finding import time_words
from core.experiment.plan import Choice, Plan, per_million
from core.experiment.plan_words import choice_words


def choice_rows(plan: Plan) -> list[tuple[str, str, str, str]]:
    """The cheapest of each mode, then what more money would buy: set-up, tail, cost per hour, cost per million texts."""
    return [_choice_row(choice, plan.need.rate) for choice in plan.choices]


def load_rows(plan: Plan) -> list[tuple[str, str, str, str]]:
    """For each load: how much of the planned one, the tail there, met or not, and the machines that it would take."""
    return [
        (
            f"{100 * point.scale:.0f} %",
            "grows without end" if point.tail_s is None else time_words(point.tail_s),
            "met" if point.met else "not met",
            "none will do" if point.replicas is None else f"{point.replicas:,}",
        )
        for point in plan.sensitivity
    ]


def headroom_words(plan: Plan) -> str:
    """How far the load can grow before the plan breaks."""
    if plan.headroom is None:
        return "A batch job takes more machines, or starts more often, as the pile grows."
    more = plan.headroom - 1
    if more < 0.02:
        return "There is no room: with any more load the objective is missed."
    if more > 1:
        return f"The load can grow to at least {plan.headroom:.2g} times what it is before the objective is missed."
    return f"The load can grow by {100 * more:.0f} % before the objective is missed."


def _choice_row(choice: Choice, rate: float) -> tuple[str, str, str, str]:
    cost = f"{choice.hour_cost:.3g}", f"{per_million(choice, rate):.3g}"
    return choice_words(choice), time_words(choice.tail_s), *cost
