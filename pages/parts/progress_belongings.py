"""The end of the progress page: take everything with you, or delete it."""

import streamlit as st

from core.learning.exports import belongings, csv_table, json_document
from core.learning.progress import Progress
from pages.parts import cached, clock, session


def keep_or_delete(progress: Progress) -> None:
    """Two downloads, made only when they are asked for, and the deletion behind a question."""
    st.header("Yours", anchor=False)
    st.markdown(
        "There is no account. Your progress belongs to a random cookie in this browser, and whoever uses this browser "
        "sees it. Nothing is sent anywhere else. If the cookie is deleted, nobody can find the progress again."
    )
    if progress.last_activity is None:
        return
    with st.container(horizontal=True, gap="small"):
        _downloads(session.learner())
        if st.button("Delete everything…", key="progress_delete"):
            _confirm()


def _downloads(learner: str) -> None:
    # The files are made in a thread of their own, where nothing of this visit can be asked any more.
    store, today = cached.store(), f"{clock.now():%Y-%m-%d}"
    st.download_button(
        "Everything as JSON",
        data=lambda: json_document(belongings(store, learner)),
        file_name=f"batchwise-{today}.json",
        mime="application/json",
        help="All events, the kept runs with their logs, and your own texts.",
        on_click="ignore",
        key="progress_json",
    )
    st.download_button(
        "Events as CSV",
        data=lambda: csv_table(belongings(store, learner)).encode("utf-8-sig"),
        file_name=f"batchwise-{today}.csv",
        mime="text/csv",
        help="One row for each thing you did, to open in a spreadsheet.",
        on_click="ignore",
        key="progress_csv",
    )


@st.dialog("Delete everything?")
def _confirm() -> None:
    st.markdown(
        "This deletes all you read, ran, guessed and answered, and your own texts if you kept any. "
        "It cannot be undone. Download it first if you may want it again."
    )
    with st.container(horizontal=True, gap="small"):
        if st.button("Delete everything", type="primary", key="progress_delete_now"):
            session.forget()
            st.rerun()
        if st.button("Keep it", key="progress_keep"):
            st.rerun()
