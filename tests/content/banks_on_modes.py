"""The four banks on modes, batching and choosing as tests read them, and runs to hold their claims against."""

from core.batching import DynamicBatch, Policy, RealTime
from core.experiment import Result, simulate
from core.experiment.scenario import Scenario
from core.learning.question import MultiQuestion, Question, SingleQuestion
from core.serving import Cost, LinearCost
from core.workload import Arrivals, Poisson
from tests.built_in import bundled_bank

NAMES = ("modes", "dynamic-batching", "batching-cost", "choosing")
BANKS = {name: bundled_bank(name) for name in NAMES}
QUESTIONS: dict[str, Question] = {q.id: q for bank in BANKS.values() for q in bank.questions}
DRAWN = [q for q in QUESTIONS.values() if q.params]
EXAMPLE = LinearCost(fixed_s=0.010, per_item_s=0.001)
ONE = RealTime()


def ran(
    policy: Policy, arrivals: Arrivals | float, cost: Cost = EXAMPLE, n: int = 100_000, seed: int = 1
) -> Result:
    """A simulated run; a number for the arrivals is a Poisson rate."""
    stream = Poisson(rate=arrivals) if isinstance(arrivals, int | float) else arrivals
    return simulate(
        Scenario(classifier="tfidf-logreg", policy=policy, arrivals=stream, requests=n, seed=seed), cost
    )


def mean_ms(result: Result) -> float:
    assert not result.unstable
    return 1000 * float(result.log.latency_s.mean())


def up_to(size: int, wait_ms: float = 0.0) -> DynamicBatch:
    return DynamicBatch(max_batch_size=size, max_wait_s=wait_ms / 1000)


def whole_text(question: Question) -> str:
    """Everything that the question says, in one string, with ordinary spaces."""
    return str(question.model_dump()).replace("\\xa0", " ").replace("\xa0", " ")


def keys_of(question: Question) -> set[str]:
    assert isinstance(question, SingleQuestion | MultiQuestion)
    return {option.id for option in question.options if option.correct}
