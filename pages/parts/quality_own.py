"""The learner's own texts on the quality page: all four classifiers are trained elsewhere, their scores kept in this tab."""

from typing import Any

import streamlit as st

from core.base import BatchwiseError
from core.experiment.held_out import held_out_from_plain
from core.metrics.classification_scores import Examined, HeldOut, examine
from core.text import CATALOGUE, Corpus
from pages.parts import lab_live, runs, session
from pages.parts.lab_texts import given_texts


def own_scores() -> dict[str, HeldOut]:
    """Asks for texts, has the classifiers trained, and gives the scores there are, by classifier."""
    known: Corpus | None = session.remembered("lab_corpus", None)
    with st.expander("Your file", expanded=known is None or not _scores(known)):
        corpus = given_texts()
    if corpus is None:
        return {}
    lab_live.watch("score")
    scores = _scores(corpus)
    missing = [name for name in CATALOGUE if name not in scores]
    if missing and not lab_live.busy():
        st.button(
            f"Train {'all four classifiers' if len(missing) == len(CATALOGUE) else 'the rest'} on them",
            key="quality_train",
            type="primary",
            on_click=_train,
            args=(missing, corpus),
            help="70 of 100 texts to train on; the others are scored, and judge the classifiers here.",
        )
    if refused := session.remembered("quality_refused", ""):
        st.error(refused)
    return scores


def own_examined(classifier: str, positive: str, scores: dict[str, HeldOut]) -> Examined:
    """A classifier's scores on the learner's held-out texts, with every threshold's counts; kept with the scores."""
    kept: dict[tuple[str, str], Examined] = session.remembered("quality_own", {}).setdefault("examined", {})
    return kept.get((classifier, positive)) or kept.setdefault(
        (classifier, positive), examine(scores[classifier], positive)
    )


def _scores(corpus: Corpus) -> dict[str, HeldOut]:
    """Those of this corpus that this tab has; a job that has ended adds its own. Other texts' scores are dropped."""
    kept: dict[str, Any] = session.remembered("quality_own", {})
    if kept.get("corpus") != corpus.content_hash:
        kept = {"corpus": corpus.content_hash, "scores": {}, "examined": {}}
        session.remember("quality_own", kept)
    job = lab_live.current_job()
    if job is None or job.result is None or job.task["do"] != "score" or job.id == kept.get("job"):
        return kept["scores"]
    if job.task["corpus"] == corpus.content_hash:
        kept["job"] = job.id
        kept["scores"] |= {name: held_out_from_plain(plain) for name, plain in job.result["scores"].items()}
    return kept["scores"]


def _train(missing: list[str], corpus: Corpus) -> None:
    try:
        runs.start_scoring(session.learner(), missing, corpus)
        session.remember("quality_refused", "")
    except BatchwiseError as refused:
        session.remember("quality_refused", str(refused))
