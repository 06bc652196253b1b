"""The workloads of the lesson on choosing: the shop's messages at two loads, needed at once or by the morning."""

from dataclasses import dataclass

from core.experiment.case import DAY_S, Errors, Offer, Situation
from core.experiment.plan import Need
from core.learning.numbers import FIXED_S, PER_TEXT_S
from core.metrics.objective import LatencyObjective
from core.serving import LinearCost
from core.workload import Poisson

HOUR_S, HOUR_PRICE, START_S = 3600.0, 1.0, 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Workload:
    """title: what it is called on the page. story: one sentence on who waits for what."""

    id: str
    title: str
    story: str
    situation: Situation


OFFER = Offer(
    batch_sizes=(4, 8, 32),
    waits_s=(0.0, 0.005, 0.02),
    collects_s=(HOUR_S, 6 * HOUR_S, DAY_S),
    replicas=(1, 2, 3, 4, 6),
    thresholds=(0.5,),
)
"""What may be chosen for each of them. Only the way to serve is: the threshold is another lesson's."""


def _situation(rate: float, within_s: float) -> Situation:
    need = Need(
        arrivals=Poisson(rate=rate),
        objective=LatencyObjective(bound_s=within_s, percentile=0.99),
        cost=LinearCost(fixed_s=FIXED_S, per_item_s=PER_TEXT_S),
        hour_price=HOUR_PRICE,
        largest_batch=OFFER.batch_sizes[-1],
        start_s=START_S,
    )
    # Whatever errors cost, they cost it in every mode: the answers are the same.
    errors = Errors(classifier="tfidf-logreg", positive="spam", prevalence=0.3, miss_cost=0.0, alarm_cost=0.0)
    return Situation(need=need, errors=errors)


WORKLOADS = (
    Workload(
        id="quiet",
        title="A quiet day",
        story="Ines waits for the label of each message as it comes.",
        situation=_situation(10.0, 0.1),
    ),
    Workload(
        id="sale",
        title="Sale day",
        story="The same desk on the busiest day of the year. Ines waits as before.",
        situation=_situation(300.0, 0.1),
    ),
    Workload(
        id="hurry",
        title="Sale day, in a hurry",
        story="The label is now one of several steps before a message shows, so less time is left for it.",
        situation=_situation(300.0, 0.03),
    ),
    Workload(
        id="report",
        title="The morning report",
        story="The messages of a quiet day again. Only Tom's report needs the labels, within eight hours after midnight.",
        situation=_situation(10.0, DAY_S + 8 * HOUR_S),
    ),
)
"""In the order in which the lesson offers them."""
