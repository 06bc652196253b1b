"""How to run a result again: the command line, and the lab's set-up, that make the very same scenario."""

import math
import shlex
from collections.abc import Sequence
from dataclasses import dataclass

from core.base import InvalidInput
from core.batching import FixedBatch, Offline, RealTime
from core.experiment.presets import BATCH_SIZES, RATES, SEEDS, TEXTS, WAITS_MS, Mode, Setup
from core.experiment.result import Result
from core.experiment.scenario import BUILT_IN, Scenario
from core.serving import LinearCost
from core.workload import AllAtOnce, Bursty, ClosedLoop, Daily, Poisson, Replay, Steady

RECORDED = "batchwise-arrivals.csv"
"""The file of a recording's times that a command reads, as it is offered beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """command: what to type; None where no command can say it. but: what the command does not repeat, or why there is none."""

    command: str | None
    but: str = ""


def command_of(result: Result) -> Again:
    """The ``python -m core run`` that makes the result's scenario, on its engine, with its seed."""
    scenario = result.scenario
    arrivals = _arrivals(scenario)
    if arrivals is None:
        return Again(
            command=None, but="The command line has no such arrivals, so no command repeats this run."
        )
    engine = ["--engine", "live" if result.engine == "live" else "simulated"]
    cost: list[str] = []
    if result.engine != "live":
        if not isinstance(result.cost, LinearCost):
            return Again(
                command=None, but="The command line has no such cost, so no command repeats this run."
            )
        cost = ["--fixed-ms", _ms(result.cost.fixed_s), "--per-item-ms", _ms(result.cost.per_item_s)]
    words = [
        *("python", "-m", "core", "run"),
        *engine,
        *("--classifier", scenario.classifier),
        *_policy(scenario),
        *arrivals,
        *("--requests", str(scenario.requests), "--seed", str(scenario.seed)),
        *cost,
        "--json",
    ]
    but = []
    if scenario.corpus != BUILT_IN:
        but.append("It runs on the built-in texts, not on your own.")
    if isinstance(scenario.arrivals, Replay):
        but.append(f"{RECORDED} holds the recorded times: download it, and run the command where it lies.")
    return Again(command=shlex.join(words), but=" ".join(but))


def setup_of(scenarios: Sequence[Scenario]) -> Setup | None:
    """The lab's set-up that gives just these scenarios (the texts apart), or None if the lab's controls cannot say it.

    >>> setup_of(Setup(mode="batch", batch_size=16).scenarios()) == Setup(mode="batch", batch_size=16)
    True
    """
    if not 1 <= len(scenarios) <= 2:
        return None
    modes: tuple[Mode, ...] = ("both",) if len(scenarios) == 2 else ("batch", "real_time")
    for mode in modes:
        found = _setup(mode, scenarios[0], scenarios[-1])
        if found is not None and found.scenarios() == tuple(scenarios):
            return found
    return None


def _setup(mode: Mode, batch: Scenario, stream: Scenario) -> Setup | None:
    """The set-up that may give the scenarios; whether it does is for the caller to see."""
    rate = next((one.arrival_rate for one in (stream, batch) if one.arrival_rate is not None), None)
    wait_s = getattr(batch.policy, "max_wait_s", None)
    chosen: dict[str, int] = {"requests": batch.requests, "seed": batch.seed}
    if rate is not None:
        chosen["rate"] = round(rate)
    if mode != "real_time":
        chosen["batch_size"] = batch.largest_batch
    if wait_s is not None:
        chosen["max_wait_ms"] = round(1000 * wait_s)
    steps = {
        "requests": TEXTS,
        "seed": SEEDS,
        "rate": RATES,
        "batch_size": BATCH_SIZES,
        "max_wait_ms": WAITS_MS,
    }
    if any(value not in steps[name] for name, value in chosen.items()):
        return None
    try:
        return Setup(
            mode=mode,
            classifier=batch.classifier,
            come=Setup().come if mode == "real_time" or isinstance(batch.arrivals, AllAtOnce) else "stream",
            leave="full" if isinstance(batch.policy, FixedBatch) else "full_or_waited",
            pattern="steady" if isinstance(stream.arrivals, Steady) else "poisson",
            corpus=batch.corpus,
            **chosen,
        )
    except InvalidInput:
        return None


def _policy(scenario: Scenario) -> list[str]:
    policy = scenario.policy
    words = ["--policy", policy.kind]
    match policy:
        case RealTime():
            return words
        case FixedBatch(batch_size=size) | Offline(batch_size=size):
            return [*words, "--batch-size", str(size)]
        case _:
            size = policy.max_batch_size
            return [*words, "--batch-size", str(size), "--max-wait-ms", _ms(policy.max_wait_s)]


def _arrivals(scenario: Scenario) -> list[str] | None:
    """The flags of the arrivals; None where there are none that say them."""
    match scenario.arrivals:
        case AllAtOnce():
            return [] if isinstance(scenario.policy, Offline) else None
        case ClosedLoop(clients=clients, think_s=think_s):
            return ["--closed-loop", str(clients), "--think-ms", _ms(think_s)]
        case Replay(times_s=times_s):
            # A file's times are counted from its first.
            return ["--arrivals", scenario.arrivals.kind, "--times", RECORDED] if times_s[0] == 0 else None
        case Poisson() | Steady():
            shape: dict[str, float] = {}
        case Bursty(on_share=on_share, cycle_s=cycle_s):
            shape = {"--on-share": on_share, "--cycle-s": cycle_s}
        case Daily(swing=swing, period_s=period_s):
            shape = {"--swing": swing, "--period-s": period_s}
    stream = scenario.arrivals
    flags = {"--arrival-rate": stream.rate, **shape}
    said = [word for flag, value in flags.items() for word in (flag, _short(value))]
    return ["--arrival", stream.kind, *said]


def _ms(seconds: float) -> str:
    """Milliseconds that, read and divided by 1000, give the very same seconds.

    There are some for whatever was given in milliseconds; of other numbers some have none, and then it is the nearest,
    which is off in the sixteenth digit.

    >>> _ms(0.01), _ms(0.0), float(_ms(0.1 + 0.2)) / 1000 == 0.1 + 0.2
    ('10', '0', True)
    """
    near = 1000 * seconds
    candidates = (near, round(near, 9), math.nextafter(near, math.inf), math.nextafter(near, -math.inf))
    exact = [_short(ms) for ms in candidates if ms / 1000 == seconds]
    return min(exact or [_short(near)], key=len)


def _short(number: float) -> str:
    return str(int(number)) if float(number).is_integer() and abs(number) < 1e15 else repr(float(number))
