"""The lab's fourth view: the learner's own labelled texts: read, checked, trained on, and kept only when asked."""

from collections import Counter
from typing import Any

import pandas as pd
import streamlit as st

from core.base import BatchwiseError, InvalidInput
from core.text import CATALOGUE, Corpus, read_labelled_csv
from pages.parts import cached, clock, lab_live, runs, session
from pages.parts.quality_measures import literal

KEPT_NAME = "my texts"
EXAMPLE = 'text,label\nWhere is my parcel?,delivery\n"I paid twice, please refund one",refund'


def own_corpus() -> Corpus | None:
    """The learner's texts in this tab, if there are any and the lab is to use them."""
    corpus: Corpus | None = session.remembered("lab_corpus", None)
    return corpus if corpus is not None and session.remembered("lab_use_own", False) else None


def own_accuracy(classifier: str, corpus: str) -> dict[str, Any] | None:
    """How good a classifier is on the learner's own texts (by their content hash), once it was trained on them."""
    job = lab_live.current_job()
    known: dict[tuple[str, str], dict[str, Any]] = session.remembered("lab_trained", {})
    if job is not None and job.task["do"] == "train" and job.result is not None:
        known = {**known, (job.task["classifier"], job.task["corpus"]): job.result}
        session.remember("lab_trained", known)
    return known.get((classifier, corpus))


def texts_view(classifier: str) -> None:
    """Upload, faults or summary, training, and keeping."""
    st.header("Your own texts", anchor=False)
    corpus = given_texts()
    if corpus is not None:
        _use(corpus, classifier)
        lab_live.watch("train")
        _trained(corpus, classifier)


def given_texts() -> Corpus | None:
    """Asks for a file, or for what was kept of one, with its faults or its summary; None while there are no texts."""
    st.markdown(
        "Give a CSV file with a column of texts and a column of labels: at most 5 MB and 50,000 rows, 2 to 20 labels. "
        "It stays in this tab's memory and is gone when you close or reload it, unless you have the lab keep it for you."
    )
    _upload()
    _kept()
    corpus: Corpus | None = session.remembered("lab_corpus", None)
    if corpus is None:
        st.caption("A file looks like this:")
        st.code(EXAMPLE, language=None)
    else:
        _summary(corpus)
    return corpus


def _upload() -> None:
    file = st.file_uploader("Labelled CSV", type=["csv", "tsv", "txt"], max_upload_size=5, key="lab_file")
    if file is None:
        return
    read: tuple[str, InvalidInput | None] = session.remembered("lab_file_read", ("", None))
    if read[0] != file.file_id:
        read = (file.file_id, _read(file.getvalue(), file.name))
        session.remember("lab_file_read", read)
    if read[1] is not None:
        _faults(read[1])


def _read(content: bytes, name: str) -> InvalidInput | None:
    """Takes the texts of a file, read once: a large one takes a second. What is wrong with it, if it cannot be."""
    try:
        corpus = read_labelled_csv(content, name=name)
    except InvalidInput as refused:
        return refused
    _take(corpus, content)
    return None


def _take(corpus: Corpus, content: bytes) -> None:
    session.remember("lab_corpus", corpus)
    session.remember("lab_content", content)
    session.remember("lab_use_own", True)


def _faults(refused: InvalidInput) -> None:
    n = len(refused.faults)
    st.error(
        "Nothing was read. Correct the file and give it again.", title=f"{n} fault{'s' if n > 1 else ''}"
    )
    rows = [(fault.where or "file", fault.field, fault.problem, fault.fix) for fault in refused.faults]
    st.table(pd.DataFrame(rows, columns=["Where", "What", "Is wrong", "Do this"]), hide_index=True)


def _summary(corpus: Corpus) -> None:
    counts = Counter(corpus.labels).most_common()
    dropped = f" {corpus.repeats_dropped:,} repeated texts were left out." if corpus.repeats_dropped else ""
    st.markdown(f"**{corpus.name}**: {len(corpus):,} texts with {len(counts)} labels.{dropped}")
    rows = [(literal(label), n) for label, n in counts]
    st.table(pd.DataFrame(rows, columns=["Label", "Texts"]), hide_index=True)


def _use(corpus: Corpus, classifier: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if st.button(
            f"Train {CATALOGUE[classifier].title} on them",
            key="lab_train",
            type="primary",
            disabled=lab_live.busy(),
            help="70 of 100 texts to train on, the others to judge and to measure with.",
        ):
            try:
                runs.start_training(session.learner(), classifier, corpus)
            except BatchwiseError as refused:
                st.error(str(refused))
            else:
                st.rerun()
        st.button(
            "Keep it on this server for my next visit", key="lab_keep", on_click=_keep, type="secondary"
        )
        st.button("Drop these texts", key="lab_drop", on_click=_drop, type="tertiary")
    if session.remembered("lab_keep_refused", ""):
        st.error(session.remembered("lab_keep_refused", ""))


def _trained(corpus: Corpus, classifier: str) -> None:
    found = own_accuracy(classifier, corpus.content_hash)
    if found is not None and not lab_live.busy():
        st.success(
            f"{CATALOGUE[classifier].title} was trained on {found['n_train']:,} of your texts and judged on the other "
            f"{found['n_test']:,}. Runs and sweeps now use it."
        )


def _keep() -> None:
    content: bytes = session.remembered("lab_content", b"")
    try:
        cached.store().save_dataset(session.learner(), KEPT_NAME, content, at=clock.now())
        session.remember("lab_keep_refused", "")
    except BatchwiseError as refused:
        session.remember("lab_keep_refused", str(refused))


def _drop() -> None:
    for name in ("lab_corpus", "lab_content"):
        session.remember(name, None)
    session.remember("lab_use_own", False)


def _kept() -> None:
    kept = next((one for one in cached.store().datasets(session.learner()) if one.name == KEPT_NAME), None)
    if kept is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"Kept on this server since {kept.at:%d %B %Y}: {kept.size_bytes / 1e3:,.0f} kB.")
        st.button("Load it", key="lab_load", on_click=_load)
        st.button("Delete it from the server", key="lab_delete", type="tertiary", on_click=_delete)


def _load() -> None:
    kept = cached.store().dataset(session.learner(), KEPT_NAME)
    if kept is not None and kept.content is not None:
        _take(read_labelled_csv(kept.content, name=KEPT_NAME), kept.content)


def _delete() -> None:
    cached.store().delete_dataset(session.learner(), KEPT_NAME)
