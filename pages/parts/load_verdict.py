"""The verdict on the chosen load: is the objective met, is that proven, and how much of the work was good."""

import streamlit as st

from core.experiment import Result, simulate
from core.experiment.finding import rate_words, time_words
from core.experiment.replications import MOST_REQUESTS, Replications, near_knee, replicate, requests_needed
from core.figures.run_table import interval_words
from core.metrics.objective import judge
from core.workload import Replay
from pages.parts import look
from pages.parts.load_guess import is_open
from pages.parts.load_setup import Asked, unstable_words
from pages.parts.run_closer import MARK, RULE, show_rates, verdict_words


def chosen_run(asked: Asked) -> Result:
    """The simulated run of the chosen load."""
    return simulate(asked.scenario, asked.cost)


def several_runs(asked: Asked) -> Replications | None:
    """Runs of the chosen load with other draws; None where one run says enough, or there is but one (a recording)."""
    recorded = isinstance(asked.scenario.arrivals, Replay)
    if recorded or not near_knee(asked.rate / asked.capacity):
        return None
    wanted = min(requests_needed(asked.rate / asked.capacity), MOST_REQUESTS)
    return replicate(asked.scenario, asked.cost, requests=max(asked.scenario.requests, wanted))


def verdict_view(asked: Asked) -> None:
    """The verdict in words, with throughput and goodput; after the guess, since it would give it away."""
    if not is_open("highest"):
        return
    result, several = chosen_run(asked), several_runs(asked)
    judgement = judge(result.log, asked.objective)
    alone = verdict_words(asked.objective, judgement, unstable=result.unstable)
    st.header(f"Are {rate_words(asked.rate)} texts per second too many?", anchor=False)
    look.engine_badge("simulated", judgement.n if several is None else several.n * len(several.runs))
    if result.unstable:
        st.warning(unstable_words(asked), title="Unstable")
    with st.container(key="load_verdict", gap="small"):
        st.markdown(alone if several is None else several_words(asked, several))
        show_rates(result, judgement)
    if several is None:
        st.caption(RULE)
        return
    share = 100 * asked.rate / asked.capacity
    st.caption(
        f"At {share:.0f} % of what can be served, texts queue together and are alike, so a single run knows less than its "
        f"number of texts suggests. {len(several.runs)} runs with other draws are independent of each other; the interval "
        "is Student's t over them, and the first tenth of each run is thrown away. "
        f"One run of {judgement.n:,} texts by itself, judged by MLPerf's rule as if its texts were independent, would "
        f"say: {judgement.verdict}."
    )
    if requests_needed(asked.rate / asked.capacity) > MOST_REQUESTS:
        st.caption(
            "So near to saturation even these runs are short, and each begins with an empty queue: the truth may well lie "
            "above the interval."
        )


def several_words(asked: Asked, several: Replications) -> str:
    """The verdict of several runs: their percentile with its interval, against the bound; and their mean."""
    verdict, tail, interval = (
        several.verdict(asked.objective),
        several.middle_s(asked.tail),
        several.interval_s(asked.tail),
    )
    mean, around = several.middle_s("mean"), several.interval_s("mean")
    found = f"{len(several.runs)} runs of {several.n:,} texts"
    if tail is None or interval is None or mean is None or around is None:
        return f"{MARK['not enough requests']} **Not enough requests** in {found} to say anything of {asked.tail}."
    said = (
        f"In {found} {asked.tail} is {time_words(tail)} (95 % sure: {interval_words(_positive(interval))}) and the mean "
        f"{time_words(mean)} ({interval_words(_positive(around))})"
    )
    match verdict:
        case "met":
            return f"{MARK['met']} **Met.** {said}: all of the interval of {asked.tail} lies within {asked.bound}."
        case "not met":
            return f"{MARK['not met']} **Not met.** {said}: all of the interval of {asked.tail} lies beyond {asked.bound}."
        case _:
            return f"{MARK['not enough requests']} **Not settled.** {said}: {asked.bound} lies inside the interval of {asked.tail}."


def _positive(interval: tuple[float, float]) -> tuple[float, float]:
    """No time is below 0, whatever the formula says of five very different runs."""
    return max(interval[0], 0.0), interval[1]
