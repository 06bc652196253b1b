"""What the measuring process does for the quality side: both ways on the same texts, and leaks trial by trial."""

from typing import Any

from core.experiment.leakage import LeakTrial
from core.experiment.leakage_trials import run_trials, trials_to_plain
from core.experiment.same_matrix import Handling, labelled_texts, run_both
from core.experiment.same_matrix_words import same_matrix_to_plain
from core.serving.job_process import Report, Stop
from core.text import Corpus, Trained


def same_matrix_job(trained: Trained, task: dict[str, Any], report: Report, stop: Stop) -> dict[str, Any]:
    """{"corpus", "texts", "rate", "positive", "handling"} → {"found": the comparison}; reports with the side that runs."""
    found = run_both(
        trained,
        labelled_texts(trained, task["corpus"], int(task["texts"])),
        positive=task["positive"],
        rate=float(task["rate"]),
        handling=Handling(**task["handling"]),
        report=lambda side, snapshot: report({"side": side, **snapshot}),
        stop=stop,
    )
    return {"found": same_matrix_to_plain(found)}


def leak_job(own: Corpus | None, task: dict[str, Any], report: Report, stop: Stop) -> dict[str, Any]:
    """{"leak", "trials"} → {"trials": each trial}; reports those that are done. own: a learner's texts, None: built-in."""
    done = list[LeakTrial]()

    def tell(trial: LeakTrial) -> None:
        done.append(trial)
        report({"trials": trials_to_plain(done)})

    return {"trials": trials_to_plain(run_trials(task["leak"], own, trials=int(task["trials"]), report=tell, stop=stop))}  # fmt: skip
