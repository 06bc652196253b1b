"""What a run found: the sentence first, then guess against measurement, the figures, the charts and their table."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import streamlit as st

from core.experiment import Result, Scenario, agreement, comparison, finding
from core.experiment.finding import rate_words, time_words
from core.figures import theme
from core.figures.latency import latency_distribution
from core.figures.run_sides import side_name, side_words
from core.figures.run_table import interval_words, run_figures, run_table
from core.figures.run_time import latency_over_time
from core.metrics import Distribution
from core.text import CATALOGUE
from pages.parts import lab_guess, look, runs_kept, session
from pages.parts.lab_expect import expect
from pages.parts.lab_judged import judged_view


@dataclass(frozen=True, slots=True, kw_only=True)
class Latest:
    """The learner's latest run: one result, or two of the same texts."""

    run_id: str
    at: datetime
    results: list[Result]


def latest() -> Latest | None:
    """The latest run that is stored; read again only when there is a newer one."""
    newest = next((done for done in session.progress().runs if "sweep" not in done.run.scenario), None)
    if newest is None:
        return None
    kept: Latest | None = session.remembered("lab_latest", None)
    if kept is None or kept.run_id != newest.run.run_id:
        results = runs_kept.latest_results(session.learner())
        kept = Latest(run_id=newest.run.run_id, at=newest.at, results=results) if results else None
        session.remember("lab_latest", kept)
    return kept


def has_run(scenarios: tuple[Scenario, ...]) -> bool:
    """Whether the latest run was of just these scenarios."""
    kept = latest()
    return kept is not None and tuple(result.scenario for result in kept.results) == scenarios


def show(run: Latest, *, before: bool = False) -> None:
    """The whole result. before: a later run has failed, so that this is the one before it."""
    results = run.results
    expected = [_expected(result) for result in results]
    with st.container(key="lab_result", gap="medium"):
        _words(run, before=before)
        for result, sim in zip(results, expected, strict=True):
            _figures(result, sim, named=len(results) > 1)
        # A side that was stopped before its first answer has nothing to draw or to judge.
        if answered := [result for result in results if len(result.log)]:
            _charts(answered, [sim for sim in expected if sim is not None])
            judged_view(answered)


def _expected(result: Result) -> Result | None:
    """What the simulator expects of just the texts that were answered."""
    answered = len(result.log)
    found = expect(replace(result.scenario, requests=answered)) if answered else None
    return None if found is None else found.result


def _words(run: Latest, *, before: bool) -> None:
    results = run.results
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="lab_found"):
        st.header("What the run before found" if before else "What the run found", anchor=False)
        for n in dict.fromkeys(result.summary.n for result in results):
            look.engine_badge("live", n)
    if void := any(result.void for result in results):
        st.error(_lines(results, [[result.void] for result in results]), title="Do not trust this run")
    # What a void run found is not said in large letters.
    with st.container(key="lab_void" if void else "lab_finding"):
        st.markdown(comparison(*results) if len(results) == 2 else finding(results[0]))
    lab_guess.show_reconciled(run.run_id)
    if len(results) == 2 and (same := agreement(*results)):
        st.markdown(same)
    title = CATALOGUE[results[0].scenario.classifier].title
    st.caption(f"{title}. " + ". ".join(side_words(result.scenario) for result in results) + ".")
    if any(result.warnings for result in results):
        st.warning(_lines(results, [list(result.warnings) for result in results]))


def _lines(results: list[Result], words: list[list[str | None]]) -> str:
    """What there is to say of each side, a paragraph each, with the side's name where there are two."""
    named = len(results) > 1
    lines = [
        f"{side_name(result.scenario)}: {one}" if named else one
        for result, said in zip(results, words, strict=True)
        for one in said
        if one
    ]
    return "\n\n".join(lines)


def _figures(result: Result, sim: Result | None, *, named: bool) -> None:
    summary, rows = result.summary, run_figures(result)
    law = rows["Little's law, off by"]
    with st.container(key=f"lab_figures_{result.scenario.policy.kind}", gap="small"):
        if named:
            st.subheader(side_name(result.scenario), anchor=False)
        if not summary.n:
            st.caption("Nothing was answered on this side.")
            return
        with st.grid(4, min_column_width=150, gap="medium"):
            rate = summary.throughput_per_s
            st.metric(
                "Texts per second", rate_words(rate) if rate else "–", f"{summary.n:,} answered", **_QUIET
            )
            for label, name in (
                ("Median latency (p50)", "p50"),
                ("p95 latency", "p95"),
                ("p99 latency", "p99"),
            ):
                _time_metric(label, name, summary.latency, unstable=result.unstable)
        st.caption(
            f"Classifier busy {rows['Server busy']} of the time · mean batch size {rows['Mean batch size']} · "
            f"Little's law (texts in the system = rate × latency) is off by {law}"
        )
        if sim is not None:
            st.caption(_sim_words(sim))


_QUIET: dict[str, Any] = {"delta_color": "off", "delta_arrow": "off"}


def _time_metric(label: str, name: str, latency: Distribution, *, unstable: bool) -> None:
    seconds, interval = getattr(latency, name), getattr(latency.ci, name)
    if unstable:
        st.metric(label, "none", "the queue grew all along", **_QUIET)
    elif seconds is None:
        st.metric(label, "–", "not enough texts", **_QUIET)
    else:
        words = f"95 %: {interval_words(interval)}" if interval else None
        st.metric(label, time_words(seconds), words, **_QUIET)


def _sim_words(sim: Result) -> str:
    """What the simulator had to say, in one sentence, for beside what was measured."""
    rate, median_s = sim.summary.throughput_per_s, sim.summary.latency.p50
    speed = f"SIM expected {rate_words(rate)} texts per second" if rate else "SIM expected nothing"
    if sim.unstable:
        return f"{speed} and a queue that grows all along."
    return f"{speed} and a median of {time_words(median_s)}." if median_s else f"{speed}."


def _charts(results: list[Result], expected: list[Result]) -> None:
    left, right = st.columns(2, gap="large")
    with left:
        words = " ".join(f"{side_name(result.scenario)}: {_in_words(result)}." for result in results)
        alt = f"Share of texts answered within each time, measured and simulated. {words} The table below has all figures."
        look.figure(
            latency_distribution(results, expected),
            key="lab_distribution",
            alt=alt,
            table=lambda: run_table([*results, *expected]),
        )
    with right:
        chart = latency_over_time(results)
        alt = f"Latency of each text in the order of the answers. {theme.heading(chart)[0]}."
        look.figure(chart, key="lab_over_time", alt=alt)


def _in_words(result: Result) -> str:
    rows = run_figures(result)
    return f"median {rows['Median latency (p50)']}, p99 {rows['p99 latency']}"
