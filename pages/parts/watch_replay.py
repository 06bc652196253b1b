"""The replay: a run's requests as moving dots, slowed down, drawn in the browser from a bounded stretch of the log."""

from pathlib import Path
from typing import Any

import streamlit as st

from core.experiment import Result
from core.experiment.finding import time_words
from core.experiment.frames_window import (
    MOST_REQUESTS,
    SPEEDS,
    Moment,
    Window,
    fitting_speed,
    is_long,
    lane,
    window_of,
)
from core.figures import palette
from core.figures.run_sides import side_colour, side_name

_HERE = Path(__file__).parent
_SCRIPTS = ("watch_frames.js", "watch_pile.js", "watch_scene.js", "watch_replay.js")
_replay = st.components.v2.component(
    "watch_replay",
    html=(_HERE / "watch_replay.html").read_text(encoding="utf-8"),
    css=(_HERE / "watch_replay.css").read_text(encoding="utf-8"),
    js="\n".join((_HERE / name).read_text(encoding="utf-8") for name in _SCRIPTS),
)

# How long a picture moves, and how long the last answers then take to come to rest.
PICTURE_S, LAST_FLIGHT_S = 10.0, 1.1

MOMENTS: dict[Moment, str] = {
    "start": "The start",
    "busiest": "The busiest moment",
    "slowest": "The slowest text",
}


def replay(
    run_id: str,
    sides: tuple[Result, ...],
    *,
    names: tuple[str, ...] = (),
    begin: Moment = "start",
    most: int = MOST_REQUESTS,
) -> None:
    """Draws the run from the moment that the learner chooses. sides: on one clock, none of them empty.

    names: whose each side is. begin: the moment offered first. most: how many texts a side are drawn at most.
    """
    logs = [side.log for side in sides]
    moment: Moment = st.segmented_control(
        "Watch from",
        list(MOMENTS),
        format_func=MOMENTS.__getitem__,
        key="watch_from",
        default=begin,
        required=True,
        help="The busiest moment is when the most texts were waiting or in the classifier.",
    )
    window = window_of(logs, moment, most)
    if is_long(logs, most):
        st.caption(_window_words(window, sides, most))
    data = _data(f"{run_id}/{moment}", window, sides, most)
    for lane_of, name in zip(data["lanes"], names, strict=False):
        lane_of["name"] = f"{name}: {lane_of['name'].lower()}"
    _replay(key="watch_replay", data=data)


def picture(sides: tuple[Result, ...]) -> None:
    """A short run as a picture that moves: play and restart are its only controls. With reduced motion it stands at its end."""
    window = window_of([side.log for side in sides])
    slowed = max(1, round(PICTURE_S / (window.end_s - window.begin_s)))
    data = _data(f"picture/{sides[0].engine}", window, sides)
    settled = data["length"] + round(LAST_FLIGHT_S * 1e6 / slowed)
    _replay(key="watch_picture", data={**data, "speed": slowed, "length": settled, "picture": True})


def _data(name: str, window: Window, sides: tuple[Result, ...], most: int = MOST_REQUESTS) -> dict[str, Any]:
    return {
        "run": name,
        "begin": round(1e6 * window.begin_s),
        "length": round(1e6 * (window.end_s - window.begin_s)),
        "at": round(1e6 * (window.at_s - window.begin_s)),
        "speed": fitting_speed([side.log for side in sides]),
        "speeds": list(SPEEDS),
        "colours": {"waiting": palette.WAITING, "service": palette.SERVICE},
        "lanes": [_lane(side, window, most) for side in sides],
    }


def _lane(side: Result, window: Window, most: int) -> dict[str, Any]:
    return {
        **lane(side.log, window, most),
        "name": side_name(side.scenario),
        "colour": side_colour(side.scenario),
        "largest": side.scenario.largest_batch,
    }


def _window_words(window: Window, sides: tuple[Result, ...], most: int) -> str:
    texts = max(len(side.log) for side in sides)
    return (
        f"A long run: {texts:,} texts. Shown are {time_words(window.end_s - window.begin_s)} "
        f"from {time_words(window.begin_s)} on, "
        f"with at most {most:,} texts a side; the others are counted, not drawn."
    )
