"""How every page looks: frame, header, labels, and charts with their words."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st
from streamlit.navigation.page import StreamlitPage

from core.experiment.result import Engine
from core.figures import theme
from core.learning.glossary_marks import ANCHOR
from pages.parts import cached

HERE = Path(__file__).parent
_SCRIPTS = "".join(
    (HERE / f"look_{what}.js").read_text(encoding="utf-8") for what in ("menu", "focus", "terms", "units")
)


def frame(page: StreamlitPage) -> None:
    """What surrounds every page: the tab's title and icon, the few styles that the theme cannot say, scripts."""
    title = "Batchwise" if page.title == "Batchwise" else f"{page.title} · Batchwise"
    st.set_page_config(page_title=title, page_icon=HERE / "icon.svg", layout="wide")
    st.html(HERE / "look.css")
    st.html(f"<script>{_SCRIPTS}</script>", unsafe_allow_javascript=True)


def name(title: str) -> None:
    """Names the tab after what the page shows, where that is not always the same."""
    st.set_page_config(page_title=f"{title} · Batchwise")


def header(title: str, sentence: str, *, above: str = "", terms: bool = True) -> None:
    """The page's one first heading, the one sentence that says what it is for, and a small line above if any.

    terms: whether those of the glossary carry their meaning; not where a question asks for it.
    """
    with st.container(key="page_header", gap="xsmall"):
        if above:
            st.caption(above)
        st.title(title, anchor=False)
        st.markdown(cached.glossary().marked(sentence) if terms else sentence)


def engine_badge(engine: Engine, n: int | None = None) -> None:
    """LIVE, SIM or THEORY, and from how many requests, in words."""
    _label(theme.label(engine, n))


def _label(words: str) -> None:
    """A label such as LIVE, which says on hover, focus or tap what it means."""
    meant = next((term for term in cached.glossary().terms if words.startswith(term.term)), None)
    badge = f":gray-badge[{words}]"
    st.markdown(badge if meant is None else f'[{badge}](#{ANCHOR}{meant.id} "{meant.says}")', width="content")


def figure(
    chart: go.Figure, *, key: str, alt: str, table: Callable[[], pd.DataFrame] | None = None, **options: Any
) -> Any:
    """A chart with its finding and its label as text above it, and its numbers as a table below it, made when opened.

    Returns what st.plotly_chart returns; options go to it (on_select and the like).
    """
    title, label = theme.heading(chart)
    with st.container(key=f"figure_{key}", gap="xsmall"):
        if title:
            st.markdown(f"**{title}**")
        if label:
            _label(label)
        shown = st.plotly_chart(
            chart,
            key=key,
            alt=alt,
            width="stretch",
            config={"displayModeBar": False, "responsive": True},
            **options,
        )
        if table is not None:
            with st.expander("The same as a table", key=f"table_{key}", on_change="rerun") as numbers:
                if numbers.open:
                    st.dataframe(table(), hide_index=True, width="stretch")
    return shown
