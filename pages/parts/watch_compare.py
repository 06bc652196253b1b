"""Runs side by side: their latencies on one pair of axes, their figures in one table, and what repetitions say."""

import html
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from core.experiment import Result
from core.experiment.compare import replication_words, replications
from core.figures.compare import compared_distributions, compared_words
from core.figures.compare_table import compared_table
from pages.parts import look


def side_by_side(results: Sequence[Result]) -> None:
    """The chart with its finding, then the table, then the note on repetitions."""
    if not results:
        st.caption("Choose a run to see its figures.")
        return
    alt = f"Share of texts answered within each time, one line a run. {compared_words(results)}. The table below has all figures."
    look.figure(compared_distributions(results), key="watch_distributions", alt=alt)
    st.html(_table(compared_table(results)))
    groups = replications(results)
    for group in groups:
        with st.container(key=f"watch_repeated_{groups.index(group)}"):
            st.markdown(f"**Repeated.** {replication_words(group)}")
    if not groups and len(results) > 1:
        st.caption(
            "To see what was chance, run the same set-up with another draw (in the lab, under “All settings”) and put "
            "the runs side by side: how far they differ is said here. Runs that are void, unstable or cut short do not count."
        )


def _table(table: pd.DataFrame) -> str:
    """The table as HTML that scrolls by itself on a narrow screen, by keyboard too."""
    head = "".join(f'<th scope="col">{html.escape(str(name))}</th>' for name in table.columns)
    rows = "".join(
        f'<tr><th scope="row">{html.escape(str(name))}</th>'
        + "".join(f"<td>{html.escape(str(cell))}</td>" for cell in row)
        + "</tr>"
        for name, row in zip(table.index, table.to_numpy(), strict=True)
    )
    return (
        '<div class="watch-table" role="region" aria-label="The runs in figures" tabindex="0"><table>'
        f'<thead><tr><th scope="col">{html.escape(str(table.index.name))}</th>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )
