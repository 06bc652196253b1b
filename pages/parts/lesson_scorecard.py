"""The lesson's scorecard: a good set-up, an overloaded one and the learner's own latest run, held against targets."""

import streamlit as st

from core.batching import Offline, RealTime
from core.experiment import BUILT_IN, Result, Scenario
from core.figures import scorecard as scorecard_figure
from core.figures.run_sides import side_words, who_says
from core.learning.numbers import Targets
from core.learning.scorecard import Line, batch_lines, real_time_lines
from core.serving import LinearCost
from core.workload import AllAtOnce, Arrivals, Poisson
from pages.parts import cached, look, runs_kept, session, turn
from pages.parts.lesson_dynamic import SERVER

SLOW, GOOD, BAD, OWN = "A slow tail", "A good set-up", "A bad one", "Your latest run"
# A tail needs more texts to be seen.
TEXTS, TEXTS_OF_A_TAIL = 2_000, 20_000


@turn.fragment
def scorecard() -> None:
    """Pick a set-up, see each target met or missed, in words; the targets can be changed."""
    own = runs_kept.latest_results(session.learner())
    choices = [SLOW, GOOD, BAD, *([OWN] if own else [])]
    chosen = st.segmented_control(
        "Which set-up", choices, default=SLOW, required=True, key="lesson_scorecard"
    )
    targets = _targets()
    results = own if chosen == OWN else _simulated(chosen or SLOW)
    lines = [line for result in results for line in _lines(result, targets)]
    st.caption(". ".join(side_words(result.scenario) for result in results) + ".")
    chart = scorecard_figure.scorecard(
        [(line.what, line.times_as_good, line.verdict) for line in lines], who_says(results)
    )
    words = "; ".join(f"{line.what}: {line.verdict.lower()}" for line in lines)
    look.figure(
        chart, key="lesson_scorecard_chart", alt=f"Each line of the scorecard beside its target. {words}."
    )
    rows = "\n".join(
        f"| {line.what} | {line.target} | {line.measured} | {_verdict(line)} |" for line in lines
    )
    st.markdown(f"| What counts | Target | Here | Verdict |\n|---|---|---|---|\n{rows}")
    if not own:
        st.caption("Run something, above or in the lab, and your own run can be judged here too.")


def _targets() -> Targets:
    start = Targets()
    with st.expander("Change the targets"):
        return Targets(
            batch_throughput_rate=float(
                st.number_input("Batch: texts per second", 1, 1_000_000, int(start.batch_throughput_rate), 100,
                                key="lesson_target_rate")
            ),
            accuracy=st.number_input("Batch: accuracy (%)", 50.0, 99.9, 100 * start.accuracy, 0.5,
                                     key="lesson_target_accuracy") / 100,
            latency_s=st.number_input("Real time: latency of the slowest (ms)", 1, 60_000, 100, 10,
                                      key="lesson_target_latency") / 1000,
            throughput_rate=float(
                st.number_input("Real time: requests per second", 1, 100_000, int(start.throughput_rate), 5,
                                key="lesson_target_requests")
            ),
            recall=st.number_input("Real time: recall on spam (%)", 1.0, 99.9, 100 * start.recall, 0.5,
                                   key="lesson_target_recall") / 100,
        )  # fmt: skip


def _lines(result: Result, targets: Targets) -> tuple[Line, ...]:
    """A pile is judged as a batch job, a stream as a real-time service; quality only for the built-in texts."""
    known = result.scenario.corpus == BUILT_IN
    trained = cached.trained(result.scenario.classifier) if known else None
    if isinstance(result.scenario.arrivals, AllAtOnce):
        return batch_lines(result, trained, targets)
    return real_time_lines(result, trained, "spam", targets)


def _verdict(line: Line) -> str:
    icon = {"Met": ":material/check: ", "Missed": ":material/close: "}.get(line.verdict, "")
    return f"{icon}**{line.verdict}**"


def _simulated(which: str) -> list[Result]:
    """Two simulated sides. Good: large batches, and a load that leaves room. Bad: batches of one, too much load.

    A slow tail: large batches, and one at a time a load that it keeps up with, but only just.
    """
    classifier, size, load = {
        SLOW: ("tfidf-forest", 256, 0.93),
        GOOD: ("tfidf-logreg", 256, 0.3),
        BAD: ("tfidf-forest", 1, 1.3),
    }[which]
    cost, texts = _cost(classifier, "paced"), TEXTS_OF_A_TAIL if which == SLOW else TEXTS
    rate = max(1.0, float(f"{load * cost.capacity(1):.2g}"))
    sides: tuple[tuple[Offline | RealTime, Arrivals, LinearCost], ...] = (
        (Offline(batch_size=size), AllAtOnce(), _cost(classifier, "tight")),
        (RealTime(), Poisson(rate=rate), cost),
    )
    return [
        cached.simulated(
            Scenario(classifier=classifier, policy=policy, arrivals=arrivals, requests=texts), side_cost
        )
        for policy, arrivals, side_cost in sides
    ]


def _cost(classifier: str, pace: str) -> LinearCost:
    """As measured at the start of the server; the lesson's example server where that is not known."""
    return cached.costs().get((classifier, BUILT_IN, pace), SERVER)
