"""The drift page's jobs: sent to the measuring host, written down when they end, and found again by their settings."""

from dataclasses import asdict, replace
from typing import Any

from core.experiment.leakage import Leak, LeakTrial
from core.experiment.leakage_trials import TRIALS, leak_finding, summary_of, trials_from_plain
from core.experiment.live import LONGEST_RUN_S
from core.experiment.same_matrix import Handling, SameMatrix
from core.experiment.same_matrix_words import (
    same_matrix_finding,
    same_matrix_from_plain,
    same_matrix_to_plain,
)
from core.learning.events import RunFinished
from core.serving.job import Job
from pages.parts import cached, clock, lab_live, session
from pages.parts.drift_texts import Texts
from pages.parts.runs import overhead_s, rows_of
from pages.parts.submit import submit

Settings = dict[str, Any]

LEAK_MODEL = "tfidf-logreg"
LEAK_S = 60.0


def same_settings(texts: Texts, classifier: str, n: int, rate: int, handling: Handling) -> Settings:
    """All that decides a comparison, as plain values: the job's task, and what its result is found again by."""
    return {
        "classifier": classifier, "corpus": texts.corpus, "positive": texts.positive,
        "texts": n, "rate": rate, "handling": asdict(handling),
    }  # fmt: skip


def leak_settings(texts: Texts, leak: Leak) -> Settings:
    """All that decides the trials of a leak."""
    return {"leak": leak, "corpus": texts.corpus, "trials": TRIALS}


def start(kind: str, settings: Settings, texts: Texts) -> Job:
    """Puts a job ("same_matrix", "leak") in the queue. Raises HostBusy if the learner has one already."""
    limit_s = (LONGEST_RUN_S if kind == "same_matrix" else LEAK_S) + overhead_s(texts.own)
    return submit(
        session.learner(),
        {"do": kind, **settings},
        limit_s=limit_s,
        on_done=_keep,
        attached=rows_of(texts.own),
    )


def my_job(kind: str, settings: Settings) -> Job | None:
    """The learner's latest job if it is of this kind and has these settings."""
    job = lab_live.current_job()
    if job is None or job.task["do"] != kind or _settings_of(job.task) != settings:
        return None
    return job


def comparison_found(settings: Settings) -> SameMatrix | None:
    """The latest comparison with these settings; with examples only while its job is at hand."""
    job = my_job("same_matrix", settings)
    if job is not None and job.result is not None:
        return same_matrix_from_plain(job.result["found"])
    plain = _stored("same_matrix", settings)
    return None if plain is None else same_matrix_from_plain(plain["found"])


def trials_found(settings: Settings) -> tuple[LeakTrial, ...]:
    """The trials that there are with these settings: of the job under way, else as they were written down."""
    job = my_job("leak", settings)
    if job is not None and (latest := job.result or job.latest):
        return trials_from_plain(latest["trials"])
    plain = _stored("leak", settings)
    return () if plain is None else trials_from_plain(plain["trials"])


def _settings_of(task: dict[str, Any]) -> Settings:
    return {name: value for name, value in task.items() if name not in ("do", "corpus_rows", "job")}


def _scenario(kind: str, settings: Settings) -> dict[str, Any]:
    return {"sweep": settings.get("classifier", LEAK_MODEL), "of": kind, **settings}


def _stored(kind: str, settings: Settings) -> dict[str, Any] | None:
    wanted = _scenario(kind, settings)
    for done in session.progress().runs:
        if done.run.scenario == wanted:
            return dict(done.run.summary)
    return None


def _keep(job: Job) -> None:
    """Writes down what a job found, without a word of the texts. Runs in the host's thread, watched or not."""
    kind, now = job.task["do"], clock.now()
    if job.result is None or (kind == "leak" and not job.result["trials"]):
        return
    if kind == "leak":
        words = leak_finding(summary_of(trials_from_plain(job.result["trials"])))
        summary: dict[str, Any] = {"trials": job.result["trials"]}
    else:
        found = same_matrix_from_plain(job.result["found"])
        words, summary = (
            same_matrix_finding(found),
            {"found": same_matrix_to_plain(replace(found, examples=()))},
        )
    event = RunFinished(
        run_id=f"{now:%Y%m%d-%H%M%S}-{job.id}",
        engine="live",
        scenario=_scenario(kind, _settings_of(job.task)),
        summary=summary,
        finding=f"{words}.",
    )
    cached.store().append(job.owner, event, at=now, key=f"run/{event.run_id}")
