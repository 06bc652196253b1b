"""The moving picture of a run: one lane a side, fed with snapshots, drawn in the browser."""

from pathlib import Path
from typing import Any

import streamlit as st

from core.experiment.live import LONGEST_RUN_S
from core.experiment.scenario import Scenario, scenario_from_plain
from core.figures import palette
from core.figures.run_sides import side_colour, side_name
from core.serving.job import Job
from core.workload import AllAtOnce
from pages.parts import session

_HERE = Path(__file__).parent
_lanes = st.components.v2.component(
    "lab_lanes",
    html=(_HERE / "lab_lanes.html").read_text(encoding="utf-8"),
    css=(_HERE / "lab_lanes.css").read_text(encoding="utf-8"),
    js=(_HERE / "lab_lanes.js").read_text(encoding="utf-8"),
)


def lanes(job: Job) -> None:
    """Draws where a run stands; call it again with each snapshot."""
    shots = _snapshots(job)
    scenarios = [scenario_from_plain(plain) for plain in job.task["scenarios"]]
    _lanes(
        key="lab_lanes",
        data={
            "run": job.id,
            "colours": {"waiting": palette.WAITING, "service": palette.SERVICE},
            "sides": [
                _side(job, side, len(scenarios), scenario, shots) for side, scenario in enumerate(scenarios)
            ],
        },
    )


def _snapshots(job: Job) -> dict[int, dict[str, Any]]:
    """The latest snapshot of each side; a job itself remembers only the one of the side that runs now."""
    run, shots = session.remembered("lab_snapshots", (None, {}))
    shots = dict(shots) if run == job.id else {}
    if job.latest is not None:
        shots[job.latest["side"]] = job.latest
    session.remember("lab_snapshots", (job.id, shots))
    return shots


def _side(
    job: Job, side: int, sides: int, scenario: Scenario, shots: dict[int, dict[str, Any]]
) -> dict[str, Any]:
    state = "queued" if job.state == "queued" else _state(side, max(shots, default=None))
    shot = shots.get(side)
    return {
        "name": side_name(scenario),
        "colour": side_colour(scenario),
        "of": scenario.requests,
        "limit_s": LONGEST_RUN_S / sides,
        "at_once": isinstance(scenario.arrivals, AllAtOnce),
        "state": state,
        "words": {
            "queued": "in the queue",
            "next": "comes next",
            "warm": "warming up, not measured",
            "running": "being measured",
            "done": "measured",
        }[state],
        "shot": shot
        and {name: value for name, value in shot.items() if name not in ("event", "job", "side")},
    }


def _state(side: int, latest: int | None) -> str:
    if latest is None:
        return "warm" if side == 0 else "next"
    if side == latest:
        return "running"
    return "done" if side < latest else "next"
