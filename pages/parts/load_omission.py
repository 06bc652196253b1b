"""One run, two watches: started when a text is due, or when a naive load generator gets round to sending it."""

import streamlit as st

from core.experiment.finding import rate_words
from pages.parts import turn
from pages.parts.load_setup import Asked
from pages.parts.load_verdict import chosen_run
from pages.parts.run_closer import show_watches


@turn.fragment
def omission_view(asked: Asked) -> None:
    """The toggle, what the chosen watch reads, and both distributions."""
    st.header("A watch that starts too late", anchor=False)
    st.markdown(
        f"The very same simulated run, {rate_words(asked.rate)} texts per second. A load generator that sends a text only "
        "when the server has answered the one before, and starts its watch then, leaves out the time that the text "
        "should already have been on its way. This is called coordinated omission."
    )
    from_sending = st.toggle(
        "Time it from the moment of sending",
        key="load_sending",
        bind="query-params",
        help="Off: from the moment when the text was due, as a visitor feels it.",
    )
    show_watches(chosen_run(asked), from_sending=from_sending, key="load_omission")
