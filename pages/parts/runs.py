"""Live runs of a learner: sent to the measuring host, stored the moment they end, found again after a refresh."""

from dataclasses import asdict, replace
from functools import partial
from typing import Any

from core.experiment import BUILT_IN, Result, Scenario, comparison, finding
from core.experiment.finding import rate_words, time_words
from core.experiment.live import LONGEST_RUN_S
from core.experiment.record import from_record
from core.experiment.result import result_to_plain
from core.experiment.scenario import scenario_from_plain, scenario_to_plain
from core.experiment.search import Trial, at_rate
from core.experiment.search_live import SEARCH_S
from core.experiment.sweep import SWEEP_S
from core.experiment.wire import decode
from core.figures.run_sides import side_name
from core.figures.sweep import limit_words
from core.learning.events import RunFinished
from core.learning.events_json import JsonObject
from core.learning.predictions import OpenGuess, answer
from core.metrics.objective import Judgement, LatencyObjective
from core.serving import CostFit
from core.serving.cost import fit_from_plain
from core.serving.job import Job
from core.serving.kept_costs import MeasuredCost
from core.text import Corpus
from pages.parts import cached, clock
from pages.parts.runs_kept import keep_sides
from pages.parts.submit import submit

# Training, warm-up and packing come on top of what is measured; of a learner's own texts, 5 MB of them perhaps, training
# a forest alone takes 25 seconds of a processor that others may want too.
OVERHEAD_S, OWN_OVERHEAD_S = 40.0, 120.0


def start_run(
    learner: str, scenarios: list[Scenario], corpus: Corpus | None = None, guess: OpenGuess | None = None
) -> Job:
    """Puts one live run of one or two scenarios in the queue. Raises HostBusy if the learner has one already.

    guess: what the learner expects of it, to be kept with the figures that answer it.
    """
    return submit(
        learner,
        {"do": "run", "scenarios": [scenario_to_plain(scenario) for scenario in scenarios]},
        limit_s=LONGEST_RUN_S + overhead_s(corpus),
        on_done=partial(_keep_run, guess=guess),
        attached=rows_of(corpus),
    )


def start_sweep(learner: str, classifier: str, corpus: Corpus | None = None) -> Job:
    """Puts a sweep over all batch sizes in the queue."""
    name = corpus.content_hash if corpus else BUILT_IN
    return submit(
        learner,
        {"do": "sweep", "classifier": classifier, "corpus": name},
        limit_s=SWEEP_S + overhead_s(corpus),
        on_done=_keep_sweep,
        attached=rows_of(corpus),
    )


def start_costing(learner: str, classifier: str) -> Job:
    """Has the cost of a built-in classifier's calls measured at the pace of a stream: a few seconds."""
    task = {"do": "sweep", "classifier": classifier, "corpus": BUILT_IN, "paced": True}
    return cached.host().submit(learner, task, limit_s=OVERHEAD_S, on_done=_keep_costing)


def is_costing(job: Job) -> bool:
    """Whether a job only measures what calls cost."""
    return job.task["do"] == "sweep" and "paced" in job.task


def costing_of(job: Job) -> CostFit:
    """What a job that measured the cost of calls has found."""
    assert job.result is not None
    return fit_from_plain(job.result["fit"])


def start_search(
    learner: str,
    scenario: Scenario,
    objective: LatencyObjective,
    *,
    low_rate: float,
    high_rate: float,
    trials: int,
) -> Job:
    """Puts a search for the highest load that meets an objective in the queue; it starts between these two rates."""
    task = {
        "do": "search",
        "scenario": scenario_to_plain(scenario),
        "objective": {"bound_s": objective.bound_s, "percentile": objective.percentile},
        "low_rate": low_rate,
        "high_rate": high_rate,
        "trials": trials,
    }
    # A trial beyond what can be served runs for up to twice its share of the time.
    return submit(learner, task, limit_s=2 * SEARCH_S + OVERHEAD_S, on_done=_keep_search)


def search_key(scenario: Scenario) -> dict[str, Any]:
    """What a stored search is found again by: all of its scenario but the rate, the length and the draw."""
    base = replace(at_rate(scenario, 1.0), requests=1, seed=0)
    return {"sweep": scenario.classifier, "of": "load", "scenario": scenario_to_plain(base)}


def search_key_of(job: Job) -> dict[str, Any]:
    """The key of the search that a job carries out."""
    return search_key(scenario_from_plain(job.task["scenario"]))


def trials_of(plain: list[dict[str, Any]]) -> tuple[Trial, ...]:
    """The trials as a search reports them."""
    return tuple(
        Trial(
            **{
                **one,
                "judgement": Judgement(**one["judgement"]),
                "repeated_s": tuple(one.get("repeated_s", ())),
            }
        )
        for one in plain
    )


def start_training(learner: str, classifier: str, corpus: Corpus) -> Job:
    """Has a classifier trained on the learner's own texts; the job's result says how good it is."""
    task = {"do": "train", "classifier": classifier, "corpus": corpus.content_hash}
    return submit(learner, task, limit_s=OWN_OVERHEAD_S, attached=rows_of(corpus))


def start_scoring(learner: str, classifiers: list[str], corpus: Corpus) -> Job:
    """Has classifiers trained on the learner's own texts; the job's result holds their scores on texts held out."""
    task = {"do": "score", "classifiers": classifiers, "corpus": corpus.content_hash}
    return submit(learner, task, limit_s=2 * OWN_OVERHEAD_S, attached=rows_of(corpus))


def overhead_s(corpus: Corpus | None) -> float:
    """What a job may take beside its measuring: more where a classifier may first be trained on a learner's texts."""
    return OVERHEAD_S if corpus is None else OWN_OVERHEAD_S


def results_of(job: Job) -> list[Result]:
    """The results of a run that is done, one for each scenario."""
    assert job.result is not None
    return [from_record(record["meta"], decode(record["data"])) for record in job.result["records"]]


def rows_of(corpus: Corpus | None) -> dict[str, Any]:
    """The learner's own texts as the measuring process is sent them; nothing for the built-in ones."""
    if corpus is None:
        return {}
    return {"corpus_rows": {"name": corpus.name, "texts": corpus.texts, "labels": corpus.labels}}


def _keep_run(job: Job, *, guess: OpenGuess | None) -> None:
    """Stores each result and writes the run down as one event. Runs in the host's thread, watched or not.

    A run that is void or was stopped answers no guess.
    """
    if job.result is None:
        return
    store, now, results = cached.store(), clock.now(), results_of(job)
    run_id = f"{now:%Y%m%d-%H%M%S}-{job.id}"
    keep_sides(job.owner, run_id, results, at=now)
    words = comparison(results[0], results[1]) if len(results) == 2 else finding(results[0])
    first = results[0]
    summary: JsonObject = {"sides": [result_to_plain(result) for result in results]}
    trusted = all(result.void is None and result.ended != "stopped" for result in results)
    if guess is not None and trusted:
        summary["guessed"] = answer(guess, results, [side_name(result.scenario) for result in results])
    event = RunFinished(
        run_id=run_id,
        engine="live",
        scenario=scenario_to_plain(first.scenario),
        summary=summary,
        finding=words,
    )
    store.append(job.owner, event, at=now, key=f"run/{run_id}")


def _keep_sweep(job: Job) -> None:
    """Has later simulations of this classifier use what was just measured, and writes the sweep down."""
    if job.result is None:
        return
    fit, now = fit_from_plain(job.result["fit"]), clock.now()
    for pace, name in (("tight", "fit"), ("paced", "paced_fit")):
        key = (job.task["classifier"], job.task["corpus"], pace)
        cached.costs().take(key, MeasuredCost(fit=fit_from_plain(job.result[name]), at=now))
    event = RunFinished(
        run_id=f"{now:%Y%m%d-%H%M%S}-{job.id}",
        engine="live",
        scenario={"sweep": job.task["classifier"], "corpus": job.task["corpus"]},
        summary={"fit": asdict(fit), "samples": job.result["samples"]},
        finding=f"{limit_words(fit)}.",
    )
    cached.store().append(job.owner, event, at=now, key=f"run/{event.run_id}")


def _keep_costing(job: Job) -> None:
    if job.result is not None:
        key = (job.task["classifier"], BUILT_IN, "paced")
        cached.costs().take(key, MeasuredCost(fit=costing_of(job), at=clock.now()))


def _keep_search(job: Job) -> None:
    """Writes a search down that tried at least one rate."""
    if job.result is None or not job.result["trials"]:
        return
    objective, now = LatencyObjective(**job.task["objective"]), clock.now()
    best, tried = job.result["best_rate"], len(job.result["trials"])
    bound = f"p{100 * objective.percentile:g} within {time_words(objective.bound_s)}"
    most = f"up to {rate_words(best)} texts per second" if best else "at no load tried"
    event = RunFinished(
        run_id=f"{now:%Y%m%d-%H%M%S}-{job.id}",
        engine="live",
        scenario=search_key_of(job),
        summary={
            "trials": job.result["trials"],
            "best_rate": best,
            "bound_s": objective.bound_s,
            "percentile": objective.percentile,
        },
        finding=f"{bound}: {most} ({tried} {'rate' if tried == 1 else 'rates'} tried).",
    )
    cached.store().append(job.owner, event, at=now, key=f"run/{event.run_id}")
