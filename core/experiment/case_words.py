"""A decision in words: how it did, what each knob of it cost, and what of it outlives a twist."""

from core.experiment.case import Serving, Situation
from core.experiment.case_brief import machines, money, serving_words, tail_name
from core.experiment.case_gap import AS_GOOD, Gap, Step, Verdict
from core.experiment.case_outcome import Flagged, Outcome, Served
from core.experiment.finding import time_words

MODE_WITH = {
    "real_time": "one text at a time",
    "dynamic": "dynamic batches",
    "batch": "a batch job",
}
RULE = "Best: within 1 % of the cheapest choice offered. Near: within 10 %. Dear: more than that."


def verdict_words(gap: Gap, situation: Situation) -> str:
    """How the decision did, in one line."""
    cost = f"{money(gap.mine.day_cost)} a day"
    match gap.verdict:
        case "best":
            return f"Best: {cost}, and nothing offered does it for clearly less"
        case "near" | "dear":
            return f"{gap.verdict.capitalize()}: {cost}, {money(gap.day_extra)} more than the best"
        case "missed":
            return f"{_missed(gap.mine, situation)}: it costs {cost}; the best that keeps to all of it, {money(gap.best.day_cost)}"


def latency_words(served: Served, situation: Situation) -> str:
    """What the simulation found of a way to serve, with how sure it is."""
    objective = situation.need.objective
    name, bound = tail_name(situation), time_words(objective.bound_s)
    if served.tail.tail_s is None:
        return (
            f"More comes in than the machines can answer: the queue grows without end. {bound} were allowed."
        )
    piles = served.serving.mode == "batch"
    said = [name]
    interval = served.interval_s
    if interval is not None and interval[1] - interval[0] > 0.01 * served.tail.tail_s:
        said.append(f"95 %: {time_words(max(interval[0], 0.0))} to {time_words(interval[1])}")
    what = (
        f"{100 * objective.percentile:g} of 100 {'piles are handed over' if piles else 'texts are answered'} within "
        f"{time_words(served.tail.tail_s)} ({', '.join(said)}); {bound} are allowed"
    )
    if not served.tail.late_share:
        none = f"None of the {served.tail.n:,} {'piles' if piles else 'texts'} simulated was late"
        return f"{what}. {none}: the objective is kept to."
    if served.tail.late_share > 0.995:
        return f"{what}. Nearly every {'pile' if piles else 'text'} is late: the objective is not kept to."
    late = f"at most {_of_100(served.tail.late_share)} of 100 are late, {_of_100(1 - objective.percentile)} may be"
    return (
        f"{what}. With 95 % confidence {late}: the objective is {'kept to' if served.met else 'not kept to'}."
    )


def step_words(step: Step) -> str:
    """What one knob cost, or what it takes to meet the objective."""
    before, after = step.before.serving, step.after.serving
    if step.mends:
        more = -step.day_saving
        cost = (
            f"{money(more)} a day more"
            if more > 0
            else f"{money(-more)} a day less"
            if more < 0
            else "the same cost"
        )
        return f"{_mended(step)} {serving_words(after)} would do, for {cost}."
    match step.knob:
        case "replicas":
            excess = before.replicas - after.replicas
            many = f"{_counted(excess)} too many" if excess > 0 else f"{_counted(-excess)} too few"
            why = (
                f"{machines(after.replicas)} would do"
                if excess > 0
                else "with more, each is on for a shorter time"
            )
            return f"{many}: {money(step.day_saving)} a day. {why[0].upper()}{why[1:]}."
        case "wait_s":
            what = f"{_wait(before)} rather than {_wait(after).lower().removeprefix('collecting ')}"
        case "batch_size":
            what = f"Batches of {before.batch_size} rather than {after.batch_size}"
        case "mode":
            what = f"{MODE_WITH[before.mode].capitalize()} rather than {MODE_WITH[after.mode]}"
    return f"{what}: {money(step.day_saving)} a day. {_machines_words(step)}"


def threshold_words(gap: Gap, n: int) -> str:
    """What the threshold cost, or that it is the cheapest; n: held-out texts."""
    mine, best = gap.mine.flagged, gap.best.flagged
    if not mine.fits:
        dearer = best.day_cost - mine.day_cost
        why = (
            f" That costs {money(dearer)} a day more in errors, for want of reviewers." if dearer > 0 else ""
        )
        return (
            f"Threshold too low: it flags {mine.flagged:,.0f} texts a day, more than can be reviewed. From "
            f"{_percent(best.threshold)} on, {best.flagged:,.0f} are flagged.{why}"
        )
    if mine.threshold == best.threshold or gap.threshold_extra <= 0:
        return f"The threshold, {_percent(mine.threshold)}, is the cheapest offered: {money(mine.day_cost)} a day in errors."
    low, high = gap.threshold_range
    chance = ", so it may be chance" if low <= 0 else ""
    side = "high" if mine.threshold > best.threshold else "low"
    what = (
        f"The threshold, {_percent(mine.threshold)}, is about as good as the cheapest, {_percent(best.threshold)}"
        if as_good(mine, best)
        else f"Threshold {'perhaps ' if low <= 0 else ''}too {side}, {_percent(mine.threshold)} rather than {_percent(best.threshold)}"
    )
    return (
        f"{what}: {money(gap.threshold_extra)} a day "
        f"(95 %: {money(low)} to {money(high)}, n = {n:,}{chance}). {_more(gap.misses, 'miss', 'misses')} and "
        f"{_more(gap.alarms, 'false alarm', 'false alarms')} a day."
    )


def as_good(mine: Flagged, best: Flagged) -> bool:
    """Whether a threshold costs hardly more than the best one, in a day."""
    return mine.day_cost <= (1 + AS_GOOD) * best.day_cost


def kept_words(
    old: Outcome, old_best: Outcome, now: Outcome, new_best: Outcome, situation: Situation
) -> tuple[str, ...]:
    """Had nothing been changed: what of an earlier decision still holds after a twist, and what breaks.

    old_best, new_best: the best ones before the twist and after it.
    """
    said = []
    tail = now.served.tail.tail_s
    found = (
        "The queue would grow without end"
        if tail is None
        else f"{tail_name(situation)} would be {time_words(tail)}"
    )
    bound = time_words(situation.need.objective.bound_s)
    if now.served.met:
        said.append(f"**Holds:** the way of serving. {found}; {bound} are allowed.")
        extra = now.served.day_cost - new_best.served.day_cost
        if extra > AS_GOOD * new_best.served.day_cost:
            was_dear = old.served.day_cost > (1 + AS_GOOD) * old_best.served.day_cost
            said.append(
                f"**{_dear(was_dear)}:** it would cost {money(extra)} a day more than the best way of serving now."
            )
    else:
        was = "Missed before, and misses now" if not old.served.met else "Breaks"
        said.append(f"**{was}:** the way of serving. {found}; {bound} are allowed.")
    extra = now.flagged.day_cost - new_best.flagged.day_cost
    at, cheapest = _percent(now.flagged.threshold), _percent(new_best.flagged.threshold)
    if not now.flagged.fits:
        said.append(
            f"**Breaks:** the threshold of {at} would flag {now.flagged.flagged:,.0f} texts a day, more than can be reviewed."
        )
    elif as_good(now.flagged, new_best.flagged):
        how = "is the cheapest offered" if extra <= 0 else f"is about as good as the cheapest, {cheapest}"
        said.append(f"**Holds:** the threshold of {at} {how}.")
    else:
        was_dear = not as_good(old.flagged, old_best.flagged)
        said.append(
            f"**{_dear(was_dear)}:** the threshold of {at} would cost {money(extra)} a day more than {cheapest}."
        )
    return tuple(said)


def _dear(before: bool) -> str:
    return "Dear before, and dear now" if before else "Dear now"


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


VERDICT_NAME: dict[Verdict, str] = {
    "best": "best",
    "near": "near the best",
    "dear": "dear",
    "missed": "missed what is needed",
}


def _missed(mine: Outcome, situation: Situation) -> str:
    if mine.served.met:
        return "Too many flags to review"
    return (
        "Misses the objective" if mine.flagged.fits else "Misses the objective, with too many flags to review"
    )


def _mended(step: Step) -> str:
    before = step.before.serving
    match step.knob:
        case "replicas":
            missing = step.after.serving.replicas - before.replicas
            return f"{_counted(missing)} too few." if missing > 0 else f"{_counted(-missing)} too many."
        case "wait_s":
            return f"No number of machines offered will do with {_wait(before).lower()}."
        case "batch_size":
            return f"No wait and no number of machines offered will do with batches of {before.batch_size}."
        case "mode":
            return f"Nothing offered will do with {MODE_WITH[before.mode]}."


def _machines_words(step: Step) -> str:
    before, after = step.before.serving, step.after.serving
    if after.mode == "batch" or before.mode == "batch":
        return f"{serving_words(after)} will do."
    return f"It takes {machines(before.replicas)}, where {machines(after.replicas)} will do."


def _counted(count: int) -> str:
    words = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
    return f"{words[count] if count < len(words) else count} {'machine' if count == 1 else 'machines'}"


def _wait(serving: Serving) -> str:
    if serving.mode == "batch":
        return f"Collecting for {time_words(serving.wait_s)}"
    return f"A wait of {time_words(serving.wait_s)}" if serving.wait_s else "No wait"


def _more(count: float, one: str, many: str) -> str:
    size = f"{abs(count):,.0f}" if abs(count) >= 10 else f"{abs(count):.2g}"
    return f"{size} {'more' if count >= 0 else 'fewer'} {one if size == '1' else many}"


def _of_100(share: float) -> str:
    return f"{100 * share:.0f}" if share >= 0.1 else f"{100 * share:.2g}"
