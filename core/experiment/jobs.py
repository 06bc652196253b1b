"""What the measuring process can do: run scenarios, sweep batch sizes, train on a learner's own texts."""

from dataclasses import asdict
from functools import partial
from typing import Any

from core.base import Fault, InvalidInput
from core.experiment.drift_stages import quick
from core.experiment.held_out import held_out, held_out_to_plain
from core.experiment.live import LONGEST_RUN_S, Snapshot, run_live
from core.experiment.measuring_texts import measuring_texts
from core.experiment.one_text import answer_one
from core.experiment.quality_jobs import leak_job, same_matrix_job
from core.experiment.record import to_record
from core.experiment.repeat import WINDOW_S, run_of, stable
from core.experiment.result import Result
from core.experiment.scenario import BUILT_IN, Scenario, scenario_from_plain
from core.experiment.search_live import search_job
from core.experiment.sweep import CALIBRATION_SIZES, Samples, calibrate, measured, samples_to_plain, sweep
from core.experiment.wire import encode
from core.serving import fit_cost
from core.serving.job_process import Report, Stop
from core.text import Corpus, Trained, TrainedModels, default_corpus, held_out_texts

# A visitor waits for the warm start: so each cost is fitted in a moment, and anew with every sweep.
WARM_UP_FIT_S = 0.25

Task = dict[str, Any]


class Bench:
    """Keeps trained classifiers warm and carries out one task after the other."""

    def __init__(self) -> None:
        self._models = TrainedModels()
        self._own: dict[str, Corpus] = {}

    def do(self, task: Task, report: Report, stop: Stop) -> dict[str, Any]:
        """Carries out one task: {"do": "run" | "sweep" | "search" | "train" | …}. Raises InvalidInput if it cannot."""
        if rows := task.get("corpus_rows"):
            corpus = Corpus(name=rows["name"], texts=tuple(rows["texts"]), labels=tuple(rows["labels"]))
            self._own = {corpus.content_hash: corpus}  # only the latest: a learner's texts are not kept
        match task["do"]:
            case "run":
                scenarios = [scenario_from_plain(plain) for plain in task["scenarios"]]
                if task.get("until_stable"):
                    return self._repeat(scenarios, report, stop)
                return self._run(scenarios, report, stop)
            case "sweep":
                return self._sweep(
                    task["classifier"], task.get("corpus", BUILT_IN), task.get("paced"), report, stop
                )
            case "search":
                scenario = scenario_from_plain(task["scenario"])
                return search_job(self._trained(scenario.classifier, scenario.corpus), task, report, stop)
            case "answer":
                trained = self._trained(task["classifier"], BUILT_IN)
                return asdict(answer_one(trained, task["text"], due_s=task["due_s"]))
            case "train":
                return self._describe(self._trained(task["classifier"], task.get("corpus", BUILT_IN)))
            case "score":
                return self._score(task["classifiers"], task.get("corpus", BUILT_IN), report, stop)
            case "same_matrix":
                return same_matrix_job(self._trained(task["classifier"], task["corpus"]), task, report, stop)
            case "leak":
                own = None if task["corpus"] == BUILT_IN else quick(self._corpus(task["corpus"]))
                return leak_job(own, task, report, stop)
            case other:
                raise InvalidInput(
                    [
                        Fault(
                            field="do",
                            problem=f"{other!r} is not a task",
                            fix="run, sweep, search, answer, train, score, same_matrix or leak",
                        )
                    ]
                )

    def warm_up(self, classifiers: list[str]) -> dict[str, Any]:
        """Trains built-in classifiers, then fits the cost of each: at the pace of a stream, and of a tight loop.

        All are trained before the first is timed: by then whatever else starts with this process is nearly done.
        """
        models = {name: self._trained(name, BUILT_IN) for name in classifiers}
        texts = held_out_texts(max(CALIBRATION_SIZES), seed=0) if models else []
        return {
            name: {
                "paced": asdict(calibrate(model, texts, limit_s=WARM_UP_FIT_S, paced=True)),
                "tight": asdict(calibrate(model, texts, limit_s=WARM_UP_FIT_S, paced=False)),
            }
            for name, model in models.items()
        }

    def _run(self, scenarios: list[Scenario], report: Report, stop: Stop) -> dict[str, Any]:
        limit_s = LONGEST_RUN_S / len(scenarios)
        results = [self._side(k, scenario, limit_s, report, stop) for k, scenario in enumerate(scenarios)]
        return {"records": [_record(result) for result in results]}

    def _repeat(self, scenarios: list[Scenario], report: Report, stop: Stop) -> dict[str, Any]:
        """Runs one after the other until three in a row agree."""
        results: list[Result] = []
        while len(results) < len(scenarios) and not stop() and not stable([run_of(one) for one in results]):
            results.append(self._side(len(results), scenarios[len(results)], WINDOW_S, report, stop))
        return {"records": [_record(result) for result in results]}

    def _side(self, side: int, scenario: Scenario, limit_s: float, report: Report, stop: Stop) -> Result:
        trained = self._trained(scenario.classifier, scenario.corpus)
        texts = measuring_texts(trained, scenario.corpus, scenario.requests, scenario.seed)
        tell = partial(_report_side, report, side)
        return run_live(scenario, trained, texts, limit_s=limit_s, report=tell, stop=stop)

    def _sweep(
        self, classifier: str, corpus: str, paced: bool | None, report: Report, stop: Stop
    ) -> dict[str, Any]:
        trained = self._trained(classifier, corpus)
        texts = measuring_texts(trained, corpus, 1024)

        def show(samples: Samples) -> None:
            report({"rounds": min(map(len, samples.values())), "samples": samples_to_plain(samples)})

        if paced is not None:
            return {"fit": asdict(calibrate(trained, texts, paced=paced, stop=stop))}
        samples = measured(sweep(trained, texts, report=show, stop=stop))
        paced_fit = calibrate(trained, texts, limit_s=1.0, paced=True)
        return {
            "samples": samples_to_plain(samples),
            "fit": asdict(fit_cost(samples)),
            "paced_fit": asdict(paced_fit),
        }

    def _score(self, classifiers: list[str], corpus: str, report: Report, stop: Stop) -> dict[str, Any]:
        """Probabilities on the messages held out from training, of each classifier that was reached before Stop."""
        scores: dict[str, Any] = {}
        for name in classifiers:
            if not stop():
                scores[name] = held_out_to_plain(held_out(self._trained(name, corpus)))
                report({"scored": len(scores)})
        return {"scores": scores}

    def _trained(self, classifier: str, corpus: str) -> Trained:
        return self._models.get(classifier, self._corpus(corpus))

    def _corpus(self, corpus: str) -> Corpus:
        if corpus == BUILT_IN:
            return default_corpus()
        if corpus not in self._own:
            raise InvalidInput(
                [Fault(field="corpus", problem="your texts are not loaded", fix="upload them again")]
            )
        return self._own[corpus]

    @staticmethod
    def _describe(trained: Trained) -> dict[str, Any]:
        return {
            "trained_on": trained.trained_on,
            "classes": list(trained.classes),
            "n_train": trained.n_train,
            "n_test": trained.n_test,
            "accuracy": asdict(trained.accuracy),
        }


def _record(result: Result) -> dict[str, Any]:
    meta, data = to_record(result)
    return {"meta": meta, "data": encode(data)}


def _report_side(report: Report, side: int, snapshot: Snapshot) -> None:
    report({"side": side, **snapshot})
