"""The load page's controls: widgets that become one frozen question. Settings live in the address."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from core.batching import DynamicBatch, Policy, RealTime
from core.experiment import BUILT_IN, Scenario
from core.experiment.finding import rate_words, time_words
from core.experiment.presets import BATCH_SIZES, RATES, TEXTS, WAITS_MS
from core.metrics.objective import LatencyObjective
from core.serving import LinearCost
from core.text import CATALOGUE
from core.workload import Arrivals, Bursty, Daily, Poisson, Replay, Steady
from pages.parts import cached, runs, session
from pages.parts.bound import choice, listed, steps
from pages.parts.cost_doubt import doubt_words, measured_words
from pages.parts.load_guess import digest
from pages.parts.load_recording import recording
from pages.parts.targets import objective_controls

# An option's words are what the address holds, so they are short.
POLICIES = {"one": "One at a time", "dynamic": "Dynamic batches"}
ARRIVALS = {
    "poisson": "At random",
    "steady": "Evenly",
    "bursty": "In bursts",
    "daily": "In a daily wave",
    "replay": "A recording",
}
LARGEST, LONGEST_MS = 256, 200
# So short that a simulated run and a live trial both see several of them.
WAVE_S, BURST_S, ON_SHARE = 2.0, 2.0, 0.25
ON_PERCENT, CYCLES_S, PERIODS_S = (5, 10, 25, 50, 75), (0.5, 1, 2, 5, 10), (1, 2, 5, 10, 20, 60)
DEFAULT = {
    "classifier": "tfidf-forest",
    "policy": "one",
    "batch": 16,
    "wait": 5,
    "arrivals": "poisson",
    "rate": 50,
    "requests": 5000,
    "on": round(100 * ON_SHARE),
    "cycle": round(BURST_S),
    "period": round(WAVE_S),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the page is about: a scenario at the chosen load, an objective, and what a batch costs here.

    window: the dynamic policy of the sliders, whether or not it is the one chosen.
    """

    scenario: Scenario
    objective: LatencyObjective
    cost: LinearCost
    window: DynamicBatch

    @property
    def tail(self) -> str:
        """The objective's percentile by its name."""
        return f"p{100 * self.objective.percentile:g}"

    @property
    def share(self) -> str:
        """The texts that the objective speaks of: so many of a hundred."""
        return f"{100 * self.objective.percentile:g} of 100"

    @property
    def bound(self) -> str:
        """The objective's bound in words."""
        return time_words(self.objective.bound_s)

    @property
    def capacity(self) -> float:
        """Texts per second that full batches can serve."""
        return self.cost.capacity(self.scenario.largest_batch)

    @property
    def rate(self) -> float:
        """Texts arriving per second."""
        rate = self.scenario.arrival_rate
        assert rate is not None  # every pattern of this page is a stream
        return rate

    @property
    def about(self) -> str:
        """What a guess is about besides its question, in a few characters: what serves, and how texts come."""
        return digest(runs.search_key(self.scenario), self.window)

    @property
    def unstable(self) -> bool:
        """Whether more arrives than can be served."""
        return self.rate >= self.capacity


def setup() -> Asked | None:
    """The controls in three groups; None while there is nothing to ask yet (no cost measured, no recording given)."""
    with st.container(key="load_setup"):
        st.header("Set up", anchor=False)
        system, load, objective = st.columns(3, gap="large")
        with system:
            st.subheader("What serves", anchor=False)
            classifier, policy, window = _system()
        with load:
            st.subheader("What arrives", anchor=False)
            arrivals, requests = _load()
        with objective:
            st.subheader("What is good enough", anchor=False)
            wanted = objective_controls()
            cost = cached.costs().get((classifier, BUILT_IN, "paced"))
            if cost is None:
                st.info("The measuring process is starting. Load this page again in a moment.")
            elif arrivals is not None:
                scenario = Scenario(
                    classifier=classifier, policy=policy, arrivals=arrivals, requests=requests, seed=1
                )
                asked = Asked(scenario=scenario, objective=wanted, cost=cost, window=window)
                _assumptions(asked)
                return asked
    return None


def unstable_words(asked: Asked) -> str:
    """Why no figure describes the chosen load."""
    return (
        f"{rate_words(asked.rate)} texts arrive per second and at most {rate_words(asked.capacity)} can be served. "
        "The queue grows for as long as texts come, so no mean and no percentile describes it."
    )


def _system() -> tuple[str, Policy, DynamicBatch]:
    classifier = _listed(
        "Classifier",
        list(CATALOGUE),
        "classifier",
        format_func=lambda name: CATALOGUE[name].title,
        help="Its cost was measured on this server; the simulator uses it.",
    )
    policy = _choice("It serves", POLICIES, "policy", "Dynamic: whoever waits goes together, up to a size.")
    batch, wait = DEFAULT["batch"], DEFAULT["wait"]
    if policy == "dynamic":
        sizes = tuple(size for size in BATCH_SIZES if size <= LARGEST)
        waits = tuple(ms for ms in WAITS_MS if ms <= LONGEST_MS)
        batch = _steps("Max batch size", sizes, "batch", "The most texts that one call may hold.")
        wait = _steps("Max wait (ms)", waits, "wait", "The longest that a text waits for company.")
    else:
        batch = session.remembered("control_load_batch", batch)
        wait = session.remembered("control_load_wait", wait)
    window = DynamicBatch(max_batch_size=int(batch), max_wait_s=int(wait) / 1000)
    return classifier, window if policy == "dynamic" else RealTime(), window


def _load() -> tuple[Arrivals | None, int]:
    pattern = _listed(
        "Texts come",
        list(ARRIVALS),
        "arrivals",
        format_func=ARRIVALS.__getitem__,
        help="Bursts: texts come for a while, then none do. Wave: a day squeezed into a few seconds.",
    )
    recorded = recording() if pattern == "replay" else None
    rate = 0.0
    if pattern != "replay":
        rate = float(_steps("Texts per second", RATES, "rate", "On average. They do not wait for answers."))
    shape = _shape(pattern)
    requests = int(_steps("Texts in a simulated run", TEXTS, "requests", "More texts, surer percentiles."))
    if recorded is not None:
        requests = min(requests, len(recorded.times_s))
        recorded = Replay(times_s=recorded.times_s[: max(requests, 2)])
    arrivals: dict[str, Arrivals | None] = (
        {"replay": recorded}
        if pattern == "replay"
        else {
            "poisson": Poisson(rate=rate),
            "steady": Steady(rate=rate),
            "bursty": Bursty(rate=rate, on_share=shape["on"] / 100, cycle_s=shape["cycle"]),
            "daily": Daily(rate=rate, period_s=shape["period"]),
        }
    )
    return arrivals[pattern], requests


def _shape(pattern: str) -> dict[str, float]:
    """How uneven bursts and waves are; only those of the pattern chosen are drawn, the others keep their value."""
    kept = {
        name: session.remembered(f"control_load_{name}", DEFAULT[name]) for name in ("on", "cycle", "period")
    }
    if pattern in ("bursty", "daily"):
        with st.popover("Advanced", icon=":material/tune:"):
            if pattern == "bursty":
                kept["on"] = _steps("On (% of the time)", ON_PERCENT, "on", "The shorter the bursts, the fiercer they are: the average rate stays.")  # fmt: skip
                kept["cycle"] = _steps("From burst to burst (s)", CYCLES_S, "cycle", "On average, on and off together.")  # fmt: skip
            else:
                kept["period"] = _steps("One day lasts (s)", PERIODS_S, "period", "Longer days let the queue of a busy noon grow longer.")  # fmt: skip
    return {name: float(value) for name, value in kept.items()}


def _assumptions(asked: Asked) -> None:
    cost, key = asked.cost, (asked.scenario.classifier, BUILT_IN, "paced")
    st.caption(
        f"SIM assumes τ₀ = {time_words(cost.fixed_s)} a call and α = {time_words(cost.per_item_s)} a text, measured on "
        f"this server with pauses between the calls. So it can serve at most **{rate_words(asked.capacity)} texts per "
        f"second** this way; you ask for {rate_words(asked.rate)}.{measured_words(key)}{doubt_words(cost)}"
    )


def _choice(label: str, options: dict[str, str], name: str, help_text: str) -> Any:
    return choice(label, options, f"load_{name}", str(DEFAULT[name]), help_text)


def _steps(label: str, options: Sequence[float], name: str, help_text: str) -> Any:
    return steps(label, options, f"load_{name}", DEFAULT[name], help_text)  # type: ignore[arg-type]


def _listed(label: str, options: Any, name: str, **more: Any) -> Any:
    return listed(label, list(options), f"load_{name}", DEFAULT[name], **more)
