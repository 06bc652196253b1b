"""The picture on the home page: a small real run, slowed down, the same texts one at a time and in batches."""

import streamlit as st

from core.base.numbers_format import pct
from core.experiment import Result
from core.experiment.finding import rate_words, time_words
from core.figures.run_sides import side_name
from pages.parts import first_run, look, turn
from pages.parts.registry import WATCH
from pages.parts.watch_replay import picture
from pages.parts.watch_runs import MEASURED

# Who comes while the server is still measuring sees it turn from simulated to live.
TICK_S = 1.0


def show() -> None:
    """Draws it with its figures in words; nothing if nothing is known yet."""
    awaited = first_run.under_way()
    turn.fragment(_draw, run_every=TICK_S if awaited else None)(awaited)


def _draw(awaited: bool) -> None:
    if awaited and not first_run.under_way():
        st.rerun()
    sides = first_run.sides()
    if not sides:
        return
    with st.container(key="home_picture", gap="xsmall"):
        st.markdown(f"**{_finding(sides)}**")
        picture(sides)
        with st.container(key="home_picture_words", gap="xsmall"):
            st.markdown("  \n".join(_words(side) for side in sides))
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                look.engine_badge(sides[0].engine, len(sides[0].log))
                st.caption(_origin(sides[0]), width="content")
                if sides[0].engine == "live":
                    st.page_link(WATCH.script, label="Step through it", query_params={"watch_run": MEASURED})


def _finding(sides: tuple[Result, ...]) -> str:
    """What the two sides say of each other."""
    alone, batch = sides
    words = f"The same {len(alone.log)} texts both ways: {_calls(batch)} calls instead of {_calls(alone)}"
    if alone.summary.latency.p50 and batch.summary.latency.p50:
        times = batch.summary.latency.p50 / alone.summary.latency.p50
        words += f", and the middle text takes {rate_words(times)} × as long"
    return words


def _calls(side: Result) -> int:
    return len(set(side.log.batch_id.tolist()))


def _words(side: Result) -> str:
    """What a side came to, as the text that stands for the picture."""
    summary = side.summary
    words = f"**{side_name(side.scenario)}:** {_calls(side)} calls, the server busy {pct(summary.utilisation or 0.0, 0)} of the time"
    if summary.latency.p50 is not None:
        words += f", half of the answers within {time_words(summary.latency.p50)}"
    return f"{words}."


def _origin(side: Result) -> str:
    if side.engine == "live":
        return "a side, measured on this server"
    return "a side, from what a call cost when this server started"
