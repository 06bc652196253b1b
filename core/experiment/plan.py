"""What a plan is asked for and what it says: a workload with its needs, and the choices that meet them."""

import math
from dataclasses import dataclass
from typing import Literal

from core.base import Checks
from core.batching import DynamicBatch, RealTime
from core.experiment.result import Engine
from core.metrics.objective import LONGEST_S, LatencyObjective
from core.serving import LinearCost
from core.workload import Bursty, Daily, Poisson, Replay, Steady

Stream = Poisson | Steady | Bursty | Daily | Replay
Mode = Literal["real_time", "dynamic", "batch"]

MOST_REPLICAS = 1000
HOUR_S, MILLION = 3600.0, 1e6


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """A workload: what arrives, how soon the answers are needed, what a batch costs one machine, and what it costs.

    hour_price: of one machine, in any currency. largest_batch: the most texts that fit into one call.
    start_s: how long a machine needs from being asked for to its first answer; only batch jobs pay it.
    deadline_s: how late a batch job may hand over an answer; None where it is held to the objective like any other.
    """

    arrivals: Stream
    objective: LatencyObjective
    cost: LinearCost
    hour_price: float = 1.0
    largest_batch: int = 256
    start_s: float = 60.0
    deadline_s: float | None = None

    def __post_init__(self) -> None:
        checks = Checks()
        if not math.isfinite(self.arrivals.rate):
            checks.add("arrivals", "all come at one moment", "give a recording that lasts for a while")
        checks.number("hour_price", self.hour_price, above=0, most=1e6)
        checks.whole("largest_batch", self.largest_batch, least=1, most=1024)
        checks.number("start_s", self.start_s, least=0, most=3600, unit="seconds")
        if self.deadline_s is not None:
            checks.number("deadline_s", self.deadline_s, above=0, most=LONGEST_S, unit="seconds")
        checks.done()

    @property
    def rate(self) -> float:
        """Texts per second, on average."""
        return self.arrivals.rate

    def bound_s(self, mode: Mode) -> float:
        """How late an answer may be when it is served in this mode."""
        if mode == "batch" and self.deadline_s is not None:
            return self.deadline_s
        return self.objective.bound_s


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One way to serve a workload that meets its objective.

    tail_s: latency at the objective's percentile (of a batch job: of its last text). busy: share of the machines' time
    spent on calls. hour_cost: machines per hour times the price of one. period_s: of a batch job, from one start to
    the next; None for a service that is always on. n: texts simulated; 0 for a batch job, which is worked out.
    """

    mode: Mode
    max_batch_size: int
    max_wait_s: float
    replicas: int
    tail_s: float
    busy: float
    hour_cost: float
    period_s: float | None = None
    n: int = 0

    @property
    def engine(self) -> Engine:
        """Who says so."""
        return "theory" if self.mode == "batch" else "simulated"

    @property
    def policy(self) -> RealTime | DynamicBatch:
        """The policy of each replica."""
        if self.max_batch_size == 1:
            return RealTime()
        return DynamicBatch(max_batch_size=self.max_batch_size, max_wait_s=self.max_wait_s)


@dataclass(frozen=True, slots=True, kw_only=True)
class AtLoad:
    """The recommended set-up at another load. replicas: how many would be needed there; None if too many.

    tail_s, met: with the replicas of the plan as it is; tail_s is None where the queue would grow without end.
    """

    scale: float
    tail_s: float | None
    met: bool
    replicas: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The cheapest choice that meets the objective, with what it was chosen from.

    by_mode: the cheapest choice of each mode that can meet it. frontier: always-on choices, cheapest
    first, each dearer than the one before and clearly quicker. sensitivity: at 70, 100 and 130 % of the load. headroom: how many times the load the
    chosen replicas still meet the objective (None for a batch job). assumes: what was taken for granted, in words.
    """

    need: Need
    best: Choice
    by_mode: tuple[Choice, ...]
    frontier: tuple[Choice, ...]
    sensitivity: tuple[AtLoad, ...]
    headroom: float | None
    assumes: tuple[str, ...]

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Everything worth showing, each once: the cheapest of each mode and the frontier."""
        return tuple(dict.fromkeys((*self.by_mode, *self.frontier)))

    @property
    def per_million(self) -> float:
        """What a million texts cost."""
        return per_million(self.best, self.need.rate)


def per_million(choice: Choice, rate: float) -> float:
    """What a million texts cost at this rate: hour_cost · 10⁶/(3600 · rate)."""
    return choice.hour_cost * MILLION / (HOUR_S * rate)
