"""What is made once and shared: the store, the two hosts, the classifiers, lessons and banks. The only st.cache_*."""

import os
import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import streamlit as st
from threadpoolctl import threadpool_limits

from core.experiment import BUILT_IN, Result, Scenario, simulate
from core.experiment.case import Case, Offer, Situation
from core.experiment.case_outcome import Solution, solution
from core.experiment.drift import DriftStage
from core.experiment.drift_stages import POSITIVE, built_in_stage, leaky_built_in_stage
from core.experiment.held_out import held_out
from core.experiment.plan import Need, Plan
from core.experiment.simulation_jobs import plan_by, serve_by
from core.learning.bank import load_bank
from core.learning.case_file import load_cases
from core.learning.code_file import load_snippets
from core.learning.code_snippet import CodeSnippet
from core.learning.glossary import load_glossary
from core.learning.glossary_marks import Glossary
from core.learning.lesson import load_lesson, load_lessons
from core.learning.lesson_values import Lesson
from core.learning.library import Library, load_library
from core.learning.own_run import own_run_bank
from core.learning.question import Bank
from core.learning.selection import POOLS
from core.learning.store import Store
from core.learning.store_engine import database_url
from core.learning.teaching_export.export import Exported, Format, export
from core.metrics.classification_scores import Examined, examine
from core.serving import Cost, LinearCost
from core.serving.cost import fit_from_plain
from core.serving.host import JobHost
from core.serving.job import Job
from core.serving.kept_costs import KeptCosts, MeasuredCost
from core.text import CATALOGUE, Trained, TrainedModels, default_corpus
from pages.parts import clock, turn


@dataclass(slots=True)
class FirstRun:
    """sides: of the run, once this server has measured it.

    job: that measures it. tried: when it was last begun, by a clock that only rises.
    """

    sides: tuple[Result, ...] = ()
    job: Job | None = None
    tried: float | None = None


ROOT = Path(__file__).parents[2]
START_UP_S = 180.0
MOST_SIMULATIONS = 200

shared = partial(st.cache_resource, show_spinner=False)


@shared
def store() -> Store:
    """The database of this server."""
    return Store(database_url(os.environ, ROOT))


@shared
def host() -> JobHost:
    """The measuring host of this server."""
    return JobHost([sys.executable, "-m", "core.experiment.worker", "--warm", ",".join(CATALOGUE)])


@shared
def simulating() -> JobHost:
    """The host of the long simulations."""
    return JobHost([sys.executable, "-m", "core.experiment.simulations"], longest_queue=MOST_SIMULATIONS)


@shared
def models() -> TrainedModels:
    """The classifiers that pages call themselves: one sentence, one snippet."""
    return TrainedModels()


def trained(classifier: str) -> Trained:
    """A built-in classifier, trained; at once after the warm start."""
    return models().get(classifier, default_corpus())


@shared
def examined(classifier: str, positive: str) -> Examined:
    """A built-in classifier's scores on its held-out messages, with every threshold's counts and both curves."""
    return examine(held_out(trained(classifier)), positive)


def warm() -> bool:
    """Whether every built-in classifier is trained."""
    return len(models()) >= len(CATALOGUE)


def start() -> None:
    """Makes all of the above before the first visitor: called by the server, once.

    Numeric libraries are held to one thread for good: for sums as small as ours, starting more costs more than it
    saves, and they would be taken from the other visitors.
    """
    threadpool_limits(limits=1)
    store()
    measuring = host()
    simulating()
    library()
    cases()
    for name in CATALOGUE:
        trained(name)
        examined(name, POSITIVE)
    drift_stage()
    leaky_stage()
    if not measuring.ready.wait(START_UP_S):
        raise RuntimeError(f"the measuring process was not ready within {START_UP_S:.0f} s")


@shared(max_entries=256)
def simulated(scenario: Scenario, cost: Cost) -> Result:
    """What the simulator expects of a scenario."""
    return simulate(scenario, cost)


@shared
def costs() -> KeptCosts:
    """What calls cost here: measured at the warm start, then by whoever measures anew, or again by itself."""
    kept, now = KeptCosts(), clock.now()
    for classifier, fits in (host().hello or {"fits": {}})["fits"].items():
        for pace, fit in fits.items():
            kept.take((classifier, BUILT_IN, pace), MeasuredCost(fit=fit_from_plain(fit), at=now))
    return kept


@shared
def first_run() -> FirstRun:
    """The run that the home page replays."""
    return FirstRun()


@shared
def drift_stage() -> DriftStage:
    """A model frozen on the built-in messages, and the days that come after; it keeps the scores it has computed."""
    return built_in_stage()


@shared
def leaky_stage() -> DriftStage:
    """The same days, met by a model whose training and test messages carried a mark that live ones do not."""
    return leaky_built_in_stage()


@shared
def lessons() -> tuple[Lesson, ...]:
    """All lessons, in their order; the first is the main one."""
    return load_lessons(ROOT / "lessons", _banks())


def lesson(name: str) -> Lesson:
    """A lesson by its id. Raises KeyError if there is none."""
    return {one.id: one for one in lessons()}[name]


@shared
def sheet(name: str) -> Lesson:
    """A sheet by its file's name: written as a lesson is, but for paper."""
    return load_lesson(ROOT / "lessons" / "sheets" / f"{name}.md")


@shared
def bank(name: str) -> Bank:
    """A question bank by its file's name."""
    return load_bank(ROOT / "quizzes" / f"{name}.yaml")


@shared
def _banks() -> Library:
    return load_library(ROOT / "quizzes")


def library() -> Library:
    """Every question bank."""
    return _banks()


@shared(max_entries=64)
def own_run(_run_id: str, _result: Result, _cost: LinearCost, seed: int) -> Bank:
    """The questions about a run; its seed stands for the run and the cost. Making them takes some simulations."""
    return own_run_bank(_result, _cost, seed)


@shared
def cases() -> tuple[Case, ...]:
    """The case studies, in their order."""
    return load_cases(ROOT / "lessons" / "cases")


@shared
def snippets() -> tuple[CodeSnippet, ...]:
    """The snippets of the Code way, in their order."""
    return load_snippets(ROOT / "lessons" / "code")


@shared
def glossary() -> Glossary:
    """The words that are explained where they first stand on a page."""
    return Glossary(load_glossary(ROOT / "lessons" / "glossary.yaml"))


@shared(max_entries=64)
def marked(texts: tuple[str, ...], known: frozenset[str]) -> tuple[str, ...]:
    """The texts of a page with the terms of the glossary marked, but for those that are known already."""
    return glossary().all_marked(texts, known)


def solved(situation: Situation, offer: Offer) -> Solution:
    """Every choice offered in a case, simulated: up to seconds of simulations, away from here."""
    with turn.left_to_others():
        return _solved(situation, offer)


@shared(max_entries=256)
def _solved(situation: Situation, offer: Offer) -> Solution:
    served = serve_by(simulating(), situation.need, offer.servings)
    errors = situation.errors
    return solution(situation, offer, served, examined(errors.classifier, errors.positive))


def planned(need: Need) -> Plan:
    """What the planner recommends: seconds of simulations, away from here. Raises InvalidInput as it does."""
    with turn.left_to_others():
        return _planned(need)


@shared(max_entries=256)
def _planned(need: Need) -> Plan:
    return plan_by(simulating(), need)


@shared(max_entries=25)
def teaching_export(format: Format, variants: int) -> Exported:
    """The questions of practice and review for a teacher: never those of the test, whose keys would be out."""
    banks, at = library().banks, clock.now()
    return export(banks, format, at=at, pools=POOLS, seeds=tuple(range(variants)))
