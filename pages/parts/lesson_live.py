"""A lesson's own run: what the reader may move, what SIM and THEORY say at once, and the same measured live."""

from collections.abc import Sequence

import streamlit as st

from core.experiment import BUILT_IN, Result, Scenario, agreement, comparison, finding
from core.experiment.record import from_record
from core.experiment.result import LABEL
from core.experiment.scenario import scenario_from_plain
from core.figures.latency import latency_distribution
from core.figures.run_inside import inside_over_time
from core.figures.run_sides import side_words
from core.figures.run_table import run_table
from core.figures.run_time import latency_over_time
from core.learning.lesson_live import LiveFigure, live_figure
from core.learning.lesson_measures import MEASURES
from core.learning.lesson_values import FigureRef, Prediction
from core.learning.lesson_verdict import Said, other_load
from core.learning.store import KeptRun
from pages.parts import cached, lesson_live_job, lesson_live_load, look, session, turn
from pages.parts.lab_expect import expect
from pages.parts.lesson_live_job import Sides

TICK_S = 0.5
LABELS = {
    "load": "How busy one at a time would be",
    "rate": "Texts per second",
    "batch-size": "Largest batch",
    "max-wait-ms": "Longest wait for others",
}


def show(lesson: str, figure: FigureRef) -> None:
    """The figure; while a run of it lasts, only this part of the page is drawn again."""
    live, spot = live_figure(figure.options), f"{lesson}_{figure.id}"
    job = lesson_live_job.mine(spot, _steps(live), by_load=live.by_load)
    turn.fragment(_panel, run_every=TICK_S if job is not None and job.active else None)(live, spot)


def said(block: Prediction) -> list[Said]:
    """The measure of a prediction by whoever has a figure for it: LIVE first if it was run, then SIM."""
    assert block.measure is not None
    live = live_figure(block.figure.options)
    steps, scenarios = _steps(live), _setup(live, live.start)
    found = []
    for results in (kept(live, scenarios, steps), _simulated(live, scenarios)):
        if results:
            lacks = _doubt(live, results)
            value = None if lacks else MEASURES[block.measure].of(results)
            lacks = lacks or f"{results[0].summary.n:,} texts are too few"
            found.append(Said(label=LABEL[results[0].engine], value=value, lacks=lacks))
    return found


def _doubt(live: LiveFigure, results: list[Result]) -> str:
    """Why a run cannot decide about a guess; "" if it can."""
    if any(result.void for result in results):
        return "disturbed, so it does not count"
    measured = live.vary == "load" and results[0].engine == "live"
    return other_load(results, live.start) if measured else ""


def kept(live: LiveFigure, scenarios: Sides, steps: Sequence[Sides]) -> list[Result]:
    """The learner's latest stored run of this step, both sides; or nothing."""
    store, learner = cached.store(), session.learner()
    runs: dict[str, list[KeptRun]] = {}
    for run in store.runs(learner):
        runs.setdefault(run.run_id.rpartition(".")[0], []).insert(0, run)  # they come newest first
    for sides in runs.values():
        asked = tuple(scenario_from_plain(run.meta["scenario"]) for run in sides)
        if lesson_live_job.step_of(asked, steps, by_load=live.by_load) == scenarios:
            whole = [store.run(learner, run.run_id) for run in sides]
            return [from_record(run.meta, run.payload) for run in whole if run is not None and run.payload]
    return []


def _panel(live: LiveFigure, spot: str) -> None:
    step = _step(live, spot)
    # The job first: what a call costs is stored before the job that measured it is seen to have ended.
    job = lesson_live_job.mine(spot, _steps(live), by_load=live.by_load)
    steps, scenarios = _steps(live), _setup(live, step)
    results, simulated = kept(live, scenarios, steps), _simulated(live, scenarios)
    # A run that is shown had the rate that made this load then.
    told = [result.scenario for result in results] or scenarios
    st.caption(". ".join(map(side_words, told)) + ".")
    shown = results or simulated
    if not shown:
        st.info(
            "This server has not measured yet what a call costs, so there is nothing to simulate. Run it live."
        )
    elif live.show == "against-load":
        lesson_live_load.show(spot, steps, scenarios)
    else:
        _chart(live, spot, results, simulated)
    if shown:
        st.markdown(_words(shown))
    for doubt in dict.fromkeys(result.void for result in results if result.void):
        st.warning(f"**Do not trust this run.** {doubt}", icon=":material/warning:")
    lesson_live_job.controls(spot, scenarios, job, again=bool(results), by_load=live.by_load)


def _chart(live: LiveFigure, spot: str, results: list[Result], simulated: list[Result]) -> None:
    """Measured where there is a run, with what the simulator expects of it beside; else simulated alone."""
    shown = results or simulated
    beside = _simulated(live, [result.scenario for result in results]) if results else []
    if live.show == "over-time":
        chart = latency_over_time(shown)
        alt = "Latency of each text against the time at which it was answered."
    elif live.show == "inside":
        chart = inside_over_time(shown)
        alt = "How many texts wait or are being answered, from moment to moment, and their average."
    else:
        chart = latency_distribution(shown, beside)
        alt = "Share of texts answered within each time."
    look.figure(
        chart,
        key=f"lesson_live_{spot}",
        alt=f"{alt} {_words(shown)}",
        table=lambda: run_table([*shown, *beside]),
    )


def _words(results: list[Result]) -> str:
    """What the run found, and who says so."""
    said = comparison(*results) if len(results) == 2 else finding(results[0])
    same = agreement(*results) if len(results) == 2 else None
    return " ".join([f"**{results[0].label}.** {said}", *([same] if same else [])])


def _step(live: LiveFigure, spot: str) -> float:
    """Where the reader has put what may be moved."""
    if live.vary is None:
        return 0.0
    alone = live.vary == "load" and live.setup.mode == "real_time"
    return float(
        st.select_slider(
            "How busy the server is" if alone else LABELS[live.vary],
            live.steps,
            live.start,
            format_func=lambda step: _step_words(live, step),
            key=f"lesson_step_{spot}",
        )
    )


def _step_words(live: LiveFigure, step: float) -> str:
    match live.vary:
        case "load":
            return f"{100 * step:.0f} %"
        case "max-wait-ms":
            return f"{step:.0f} ms"
        case _:
            return f"{step:.0f}"


def _steps(live: LiveFigure) -> list[Sides]:
    return [_setup(live, step) for step in live.steps or (0.0,)]


def _setup(live: LiveFigure, step: float) -> Sides:
    cost = cached.costs().get((live.setup.classifier, BUILT_IN, "paced"))
    return live.setup_at(step, None if cost is None else cost.capacity(1)).scenarios()


def _simulated(live: LiveFigure, scenarios: Sequence[Scenario]) -> list[Result]:
    """SIM takes more texts than anyone would wait for, but where the course of just this run is shown."""
    wanted = (
        scenarios if live.show in ("over-time", "inside") else list(map(lesson_live_load.longer, scenarios))
    )
    expected = [expect(scenario) for scenario in wanted]
    return [one.result for one in expected if one is not None] if all(expected) else []
