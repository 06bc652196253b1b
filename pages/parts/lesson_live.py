"""A lesson's own run: what the reader may move, what SIM and THEORY say at once, and the same measured live."""

from collections.abc import Sequence

import streamlit as st

from core.experiment import BUILT_IN, Result, Scenario, agreement, comparison, finding
from core.experiment.record import from_record
from core.experiment.result import LABEL
from core.experiment.scenario import scenario_from_plain
from core.figures.latency import latency_distribution
from core.figures.run_sides import side_words
from core.figures.run_table import run_table
from core.figures.run_time import latency_over_time
from core.learning.lesson_live import LiveFigure, live_figure
from core.learning.lesson_measures import MEASURES
from core.learning.lesson_values import FigureRef, Prediction
from core.learning.lesson_verdict import Said
from pages.parts import cached, lesson_live_job, lesson_live_load, look, session
from pages.parts.lab_expect import expect

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
    sides = [_setup(live, step) for step in live.steps or (0.0,)]
    job = lesson_live_job.mine(sides)
    st.fragment(_panel, run_every=TICK_S if job is not None and job.active else None)(live, spot, sides)


def said(block: Prediction) -> list[Said]:
    """The measure of a prediction by whoever has a figure for it: LIVE first if it was run, then SIM."""
    assert block.measure is not None
    live = live_figure(block.figure.options)
    scenarios = _setup(live, live.start)
    measured = [result for result in (kept(scenarios), _simulated(live, scenarios)) if result]
    found = []
    for results in measured:
        if any(result.void for result in results):
            continue
        value = MEASURES[block.measure].of(results)
        if value is not None:
            found.append(Said(label=LABEL[results[0].engine], value=value))
    return found


def kept(scenarios: Sequence[Scenario]) -> list[Result]:
    """The learner's latest stored run of just these scenarios, up to a rate that was measured anew; or nothing."""
    store, learner = cached.store(), session.learner()
    names = [
        run.run_id
        for run in store.runs(learner)
        if run.run_id.endswith(".0") and _same(run.meta, scenarios[0])
    ]
    for name in names:
        runs = [store.run(learner, f"{name[:-1]}{side}") for side in range(len(scenarios) + 1)]
        if [run is not None for run in runs] != [True] * len(scenarios) + [False]:
            continue
        results = [from_record(run.meta, run.payload) for run in runs if run is not None and run.payload]
        if all(map(lesson_live_job.alike, (result.scenario for result in results), scenarios)):
            return results
    return []


def _same(meta: dict[str, object], scenario: Scenario) -> bool:
    plain = meta.get("scenario")
    return isinstance(plain, dict) and lesson_live_job.alike(scenario_from_plain(plain), scenario)


def _panel(live: LiveFigure, spot: str, sides: list[tuple[Scenario, ...]]) -> None:
    step = _step(live, spot)
    scenarios = _setup(live, step)
    job = lesson_live_job.mine(sides)
    results, simulated = kept(scenarios), _simulated(live, scenarios)
    st.caption(". ".join(side_words(scenario) for scenario in scenarios) + ".")
    shown = results or simulated
    if not shown:
        st.info(
            "This server has not measured yet what a call costs, so there is nothing to simulate. Run it live."
        )
    elif live.show == "against-load":
        lesson_live_load.show(spot, sides, scenarios)
    else:
        _chart(live, spot, results, simulated)
    if shown:
        st.markdown(_words(shown))
    for doubt in dict.fromkeys(result.void for result in results if result.void):
        st.warning(f"**Do not trust this run.** {doubt}", icon=":material/warning:")
    lesson_live_job.controls(spot, scenarios, job, again=bool(results))


def _chart(live: LiveFigure, spot: str, results: list[Result], simulated: list[Result]) -> None:
    """Measured where there is a run, with what the simulator expects of it beside; else simulated alone."""
    shown = results or simulated
    beside = _simulated(live, [result.scenario for result in results]) if results else []
    if live.show == "over-time":
        chart = latency_over_time(shown)
        alt = "Latency of each text against the time at which it was answered."
    else:
        chart = latency_distribution(shown, beside)
        alt = "Share of texts answered within each time."
    look.figure(
        chart, key=f"lesson_live_{spot}", alt=f"{alt} {_words(shown)}", table=run_table([*shown, *beside])
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
    return float(
        st.select_slider(
            LABELS[live.vary],
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


def _setup(live: LiveFigure, step: float) -> tuple[Scenario, ...]:
    cost = cached.costs().get((live.setup.classifier, BUILT_IN, "paced"))
    return live.setup_at(step, None if cost is None else cost.capacity(1)).scenarios()


def _simulated(live: LiveFigure, scenarios: Sequence[Scenario]) -> list[Result]:
    """SIM takes more texts than anyone would wait for, but where the course of just this run is shown."""
    wanted = scenarios if live.show == "over-time" else list(map(lesson_live_load.longer, scenarios))
    expected = [expect(scenario) for scenario in wanted]
    return [one.result for one in expected if one is not None] if all(expected) else []
