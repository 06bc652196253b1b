"""Where the time of the chosen load goes, percentile by percentile."""

import streamlit as st

from core.figures.split import split_figure, split_finding, split_table
from pages.parts import look
from pages.parts.load_setup import Asked, unstable_words
from pages.parts.load_verdict import chosen_run


def split_view(asked: Asked) -> None:
    """Each bar is one percentile of latency, cut into its three parts."""
    st.header("Where does the time go?", anchor=False)
    st.markdown(
        "A text waits while the server is busy with earlier ones, then while its own batch fills, and then it is "
        "served. Each bar is what the texts around one percentile spent: on the left the quick ones, on the right the slowest."
    )
    result = chosen_run(asked)
    if result.unstable:
        st.warning(unstable_words(asked), title="Unstable: no percentile to cut up")
        return
    words = split_finding(result)
    alt = f"Stacked bars of latency at each percentile: service, waiting for the batch, waiting for the server. {words}."
    look.figure(split_figure(result), key="load_split", alt=alt, table=split_table(result))
