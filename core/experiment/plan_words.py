"""A plan in words: what it recommends and why, and what it takes for granted."""

from core.experiment.finding import rate_words, time_words
from core.experiment.plan import Choice, Need, Plan, per_million
from core.workload import Bursty, Daily, Replay, Steady

NAMES = {"real_time": "one text at a time", "dynamic": "dynamic batches", "batch": "batch jobs"}

ARRIVE = {
    "poisson": "at random",
    "steady": "evenly",
    "bursty": "in bursts",
    "daily": "in a daily wave",
    "replay": "as recorded",
}


def need_words(need: Need) -> str:
    """What was asked for, in a line."""
    said = [
        f"{rate_words(need.rate)} texts per second, {ARRIVE[need.arrivals.kind]}",
        f"{100 * need.objective.percentile:g} of 100 within {time_words(need.objective.bound_s)}",
    ]
    if need.deadline_s is not None:
        said.append(f"or by a batch job within {time_words(need.deadline_s)}")
    said.append(f"a call takes {time_words(need.cost.fixed_s)} and {time_words(need.cost.per_item_s)} a text")
    said.append(f"a machine-hour costs {need.hour_price:g}")
    return "; ".join(said)


def choice_words(choice: Choice) -> str:
    """A choice as one would tell it."""
    machines = f"{choice.replicas:,} {'machine' if choice.replicas == 1 else 'machines'}"
    match choice.mode:
        case "real_time":
            return f"One text at a time on {machines}"
        case "dynamic":
            wait = (
                f"waiting {time_words(choice.max_wait_s)} at most" if choice.max_wait_s else "with no waiting"
            )
            return f"Dynamic batches of up to {choice.max_batch_size}, {wait}, on {machines}"
        case "batch":
            assert choice.period_s is not None  # a batch job has one
            return f"A batch job every {time_words(choice.period_s)}, in batches of {choice.max_batch_size}, on {machines}"


def recommendation(plan: Plan) -> str:
    """The plan in a few sentences."""
    return f"{choice_words(plan.best)}. {reasons(plan)}"


def reasons(plan: Plan) -> str:
    """What the recommended choice keeps to and costs, and what the next best would cost."""
    best, need = plan.best, plan.need
    percentile = f"p{100 * need.objective.percentile:g}"
    kept = (
        f"Its last text is answered within {time_words(best.tail_s)}"
        if best.mode == "batch"
        else f"{100 * need.objective.percentile:g} of 100 texts are answered within {time_words(best.tail_s)} ({percentile})"
    )
    words = [
        f"{kept}; {time_words(need.bound_s(best.mode))} is allowed.",
        f"A million texts cost {plan.per_million:.3g}.",
    ]
    others = [choice for choice in plan.by_mode if choice.mode != best.mode]
    if others:
        other = min(others, key=lambda choice: choice.hour_cost)
        times = other.hour_cost / best.hour_cost
        cost = "the same" if times < 1.005 else f"{times:.2g} × as much"
        words.append(
            f"The next best, {NAMES[other.mode]}, costs {cost} ({per_million(other, need.rate):.3g})."
        )
    return " ".join(words)


def assumptions(need: Need, best: Choice) -> tuple[str, ...]:
    """What the plan takes for granted, and where it would be wrong."""
    said = [
        f"A batch of b texts takes {time_words(need.cost.fixed_s)} + b · {time_words(need.cost.per_item_s)} on every "
        "machine, each time. Real calls vary, and long texts take longer: leave room for that."
    ]
    if best.mode == "batch":
        said.append(
            "Machines are paid to the second, from their start to their last answer, and can be had whenever asked for, "
            "up to once a minute. If none is free, the job is late."
        )
        said.append(_piles(need))
        if need.bound_s("batch") > need.objective.bound_s:
            said.append(
                f"Nobody waits for a single answer. Those who need it within {time_words(need.objective.bound_s)} "
                "need one of the dearer set-ups."
            )
        return tuple(said)
    said.append(
        "Machines are on all the time, and each does one call at a time. If one stops, the others are too few: have "
        "one to spare where that must not happen."
    )
    match need.arrivals:
        case Daily():
            said.append("It is planned for the height of the daily wave; at other hours machines stand idle.")
        case Bursty():
            said.append("Bursts come as described. Longer or denser ones need more machines.")
        case Replay():
            said.append(
                "The recording is typical. What it does not hold, such as a holiday, is not planned for."
            )
        case Steady():
            said.append("Texts come evenly, dealt out to the machines in turn. Any randomness needs more.")
        case _:
            said.append("Texts come independently of each other. Bursts need more machines.")
    if best.replicas > 1:
        said.append(
            "A text goes to a machine at random. A router that knows who is free does somewhat better."
        )
    return tuple(said)


def _piles(need: Need) -> str:
    """What is taken for granted of the piles of a batch job."""
    match need.arrivals:
        case Daily():
            return "Every pile is planned for as if it were collected at the height of the daily wave; at other hours it is done sooner."
        case Bursty():
            return (
                "Bursts come as described. Longer or denser ones make larger piles, and those would be late."
            )
        case Replay():
            return "The recording is typical. A denser hour than it holds makes a larger pile, and that would be late."
        case _:
            return f"Texts come at {rate_words(need.rate)} per second all the time; a denser hour makes a larger pile."
