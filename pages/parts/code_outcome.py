"""What code came to when it ran: a value or an exception, as Python gave it, and how long it took."""

import streamlit as st

from core.learning.snippet import Outcome


def show(outcome: Outcome, *, seconds: float | None = None) -> None:
    """Everything that came back. seconds: what it took, if that is known."""
    with st.container(gap="xsmall"):
        if outcome.printed:
            st.code(outcome.printed.strip("\n"), language=None, wrap_lines=True)
        if outcome.error_type is not None:
            st.markdown(f":gray-badge[LIVE] It raised **{outcome.error_type}**:")
            st.code(outcome.error_message or "", language=None, wrap_lines=True)
        elif outcome.value is not None:
            st.markdown(f":gray-badge[LIVE] It gave back a value of type **{outcome.value_type}**:")
            st.code(outcome.value, language=None, wrap_lines=True)
        else:
            st.markdown(":gray-badge[LIVE] It ran and gave nothing back.")
        if seconds is not None:
            st.caption(
                f"LIVE, n = 1: {1000 * seconds:,.1f} ms for all of it, on this server, beside whatever else it does."
            )
