"""Where the time of the chosen load goes, percentile by percentile."""

import streamlit as st

from pages.parts.load_setup import Asked, unstable_words
from pages.parts.load_verdict import chosen_run
from pages.parts.run_closer import show_split


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
    show_split(result, key="load_split")
