"""One run, two watches: started when a text is due, or when a naive load generator gets round to sending it."""

import streamlit as st

from core.experiment.finding import rate_words, time_words
from core.figures.omission import omission_figure, omission_finding, two_watches
from pages.parts import look
from pages.parts.load_setup import Asked
from pages.parts.load_verdict import chosen_run


@st.fragment
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
    result = chosen_run(asked)
    watches = two_watches(result)
    read = watches.sending if from_sending else watches.due
    other = watches.due if from_sending else watches.sending
    with st.grid(3, min_column_width=150, gap="medium"):
        for name in ("p50", "p95", "p99"):
            seconds, otherwise = getattr(read, name), getattr(other, name)
            st.metric(
                f"{name}, from {'sending' if from_sending else 'due'}",
                "–" if seconds is None else time_words(seconds),
                None if otherwise is None else f"the other watch: {time_words(otherwise)}",
                delta_color="off",
                delta_arrow="off",
            )
    words = omission_finding(result)
    look.figure(
        omission_figure(result, from_sending=from_sending),
        key="load_omission",
        alt=f"Share of texts answered within each time, by two watches. {words}.",
    )
    if result.unstable:
        st.caption("This load is unstable: these figures say how long the run was, and little else.")
