"""The chosen load held against all targets together: latency, throughput, accuracy and recall."""

import streamlit as st

from core.experiment import Result
from core.experiment.finding import rate_words, time_words
from core.figures import scorecard as scorecard_figure
from core.figures.run_sides import side_words, who_says
from core.learning.numbers import Targets
from core.learning.scorecard import Line, Verdict, batch_lines, real_time_lines
from core.metrics.objective import judge
from pages.parts import cached, look
from pages.parts.load_setup import Asked
from pages.parts.load_verdict import chosen_run

POSITIVE = "spam"
VERDICTS: dict[str, Verdict] = {"met": "Met", "not met": "Missed", "not enough requests": "Not enough to say"}
ICON = {"Met": ":material/check: ", "Missed": ":material/close: "}


@st.fragment
def scorecard_view(asked: Asked) -> None:
    """The targets, the verdict on all of them in words, and a line each."""
    st.header("Good enough, all in all?", anchor=False)
    st.markdown(
        "Fast and wrong is not good, and right but late is not either. The latency target is the objective above; the "
        "other three start from common examples and are yours to change."
    )
    targets = _targets(asked)
    result = chosen_run(asked)
    lines = card(asked, result, targets)
    with st.container(key="load_finding"):
        st.markdown(all_in_all(lines))
    st.caption(
        f"{side_words(result.scenario)}. Simulated; accuracy and recall are measured on messages not trained on."
    )
    rows = "\n".join(
        f"| {line.what} | {line.target} | {line.measured} | {ICON.get(line.verdict, '')}**{line.verdict}** |"
        for line in lines
    )
    with st.container(key="load_card"):
        st.markdown(f"| What counts | Target | Here | Verdict |\n|:--|:--|:--|:--|\n{rows}")
    chart = scorecard_figure.scorecard(
        [(line.what, line.times_as_good, line.verdict) for line in lines], who_says([result])
    )
    words = "; ".join(f"{line.what}: {line.verdict.lower()}" for line in lines)
    look.figure(chart, key="load_scorecard", alt=f"Each line of the scorecard beside its target. {words}.")


def card(asked: Asked, result: Result, targets: Targets) -> tuple[Line, ...]:
    """Latency by the objective's own verdict, then throughput, accuracy and recall."""
    trained = cached.trained(asked.scenario.classifier)
    _, steady, recall = real_time_lines(result, trained, POSITIVE, targets)
    accuracy = batch_lines(result, trained, targets)[-1]
    return (_latency(asked, result), steady, accuracy, recall)


def all_in_all(lines: tuple[Line, ...]) -> str:
    """One sentence on all lines together."""
    missed = [line.what.lower() for line in lines if line.verdict == "Missed"]
    unsure = [line.what.lower() for line in lines if line.verdict == "Not enough to say"]
    if missed:
        return f"**Not good enough**: {_listed(missed)} {'is' if len(missed) == 1 else 'are'} not as wanted."
    if unsure:
        return f"**Not proven**: too few texts to say of {_listed(unsure)}."
    return f"**Good**: all {len(lines)} targets are met."


def _targets(asked: Asked) -> Targets:
    start = Targets()
    rate, accuracy, recall = st.columns(3, gap="large")
    with rate:
        wanted = st.number_input(
            "At least (texts per second)", 1, 100_000, int(start.throughput_rate), 5, key="load_target_rate", bind="query-params"
        )  # fmt: skip
    with accuracy:
        right = st.slider(
            "Accuracy around (%)", 50.0, 99.5, 100 * start.accuracy, 0.5, key="load_target_accuracy", bind="query-params"
        )  # fmt: skip
    with recall:
        found = st.slider(
            f"Recall on {POSITIVE} around (%)", 50.0, 99.5, 100 * start.recall, 0.5, key="load_target_recall", bind="query-params"
        )  # fmt: skip
    return Targets(
        latency_s=asked.objective.bound_s,
        throughput_rate=float(wanted),
        accuracy=right / 100,
        recall=found / 100,
    )


def _latency(asked: Asked, result: Result) -> Line:
    judgement = judge(result.log, asked.objective)
    what, target = f"Latency, {asked.tail}", f"within {asked.bound}"
    if result.unstable:
        return Line(what=what, target=target, measured="none: the queue kept growing", verdict="Missed", times_as_good=0.0)  # fmt: skip
    seconds: float | None = getattr(result.summary.latency, asked.tail)
    verdict = VERDICTS[judgement.verdict]
    measured = f"{judgement.n} texts are too few" if seconds is None else time_words(seconds)
    if verdict == "Not enough to say":
        measured += f"; needs n ≥ {judgement.needed:,}"
    return Line(
        what=what,
        target=target,
        measured=f"{measured}, {rate_words(judgement.goodput_per_s or 0)} texts per second in time",
        verdict=verdict,
        times_as_good=None
        if seconds is None or verdict == "Not enough to say"
        else asked.objective.bound_s / seconds,
    )


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
