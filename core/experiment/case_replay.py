"""A decision to be watched: the run of one of its machines that it was judged by, text by text."""

from core.batching import DynamicBatch, RealTime
from core.experiment.case import Serving, Situation
from core.experiment.case_gap import Gap
from core.experiment.finding import time_words
from core.experiment.plan import Stream
from core.experiment.plan_runs import one_share, requests_of
from core.experiment.result import Result
from core.experiment.scenario import Scenario
from core.experiment.simulate import simulate

YOURS, BEST, BOTH = "Yours", "The best", "Yours, and the best"
# The first of the runs that a set-up is judged by.
SEED = 0

Lanes = tuple[tuple[str, Result], ...]


def watched(gap: Gap, situation: Situation) -> Lanes:
    """The decided way to serve and the best one, each with its name and its run.

    A batch job is left out: nothing moves in it while a pile is collected. One lane where both are the same.
    """
    mine, best = gap.mine.served.serving, gap.best.served.serving
    lanes = ((BOTH, mine),) if mine == best else ((YOURS, mine), (BEST, best))
    moving = [(name, serving) for name, serving in lanes if serving.mode != "batch"]
    shares = [one_share(situation.need.arrivals, serving.replicas, SEED) for _, serving in moving]
    # Both for as long as the busier one is simulated, or one would stand still while the other is watched.
    lasts_s = min((requests_of(share) / share.rate for share in shares), default=0.0)
    return tuple(
        (name, _run(serving, situation, share, max(1, round(lasts_s * share.rate))))
        for (name, serving), share in zip(moving, shares, strict=True)
    )


def watched_words(lanes: Lanes, gap: Gap, situation: Situation) -> tuple[str, ...]:
    """What is watched, a line a side, and how many of its texts come too late."""
    bound = time_words(situation.need.objective.bound_s)
    said = []
    for name, result in lanes:
        serving = gap.best.served.serving if name == BEST else gap.mine.served.serving
        of = "the one machine" if serving.replicas == 1 else f"one of the {serving.replicas} machines"
        if (gap.best if name == BEST else gap.mine).served.tail.tail_s is None:
            said.append(f"**{name}**, {of}: more texts come than it can answer, so the queue only grows.")
            continue
        late = int((result.log.latency_s > situation.need.objective.bound_s).sum())
        many = f"{late:,}" if late else "none"
        said.append(
            f"**{name}**, {of}: {many} of {len(result.log):,} texts answered later than the {bound} allowed."
        )
    for whose, one in (("Your batch job", gap.mine), ("The best, a batch job,", gap.best)):
        serving = one.served.serving
        if serving.mode == "batch":
            said.append(
                f"{whose} is not shown: it collects texts for {time_words(serving.wait_s)} before any is answered."
            )
    return tuple(said)


def _run(serving: Serving, situation: Situation, share: Stream, requests: int) -> Result:
    dynamic = DynamicBatch(max_batch_size=serving.batch_size, max_wait_s=serving.wait_s)
    scenario = Scenario(
        classifier=situation.errors.classifier,
        policy=RealTime() if serving.mode == "real_time" else dynamic,
        arrivals=share,
        requests=requests,
        seed=SEED,
    )
    return simulate(scenario, situation.need.cost)
