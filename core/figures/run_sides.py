"""How the sides of a run are named and coloured, the same in every figure and table."""

from core.batching import DynamicBatch, FixedBatch, FormedAhead, LoopWindow, Offline, RealTime, SerialWindow
from core.experiment.result import Result
from core.experiment.scenario import Scenario
from core.figures import palette, theme
from core.workload import AllAtOnce, ClosedLoop, Poisson, Replay, Steady


def side_name(scenario: Scenario) -> str:
    """The side in a few words."""
    words = _policy_words(scenario)
    return f"{words}, closed loop" if isinstance(scenario.arrivals, ClosedLoop) else words


def _policy_words(scenario: Scenario) -> str:
    size = scenario.largest_batch
    match scenario.policy:
        case RealTime():
            return "One at a time"
        case FixedBatch() | Offline():
            return f"Batches of {size:,}"
        case SerialWindow():
            return f"Up to {size:,}, as TorchServe"
        case LoopWindow():
            return f"Up to {size:,}, as LitServe"
        case FormedAhead():
            return f"Up to {size:,}, as Ray Serve"
        case _:
            return f"Batches of up to {size:,}"


def side_colour(scenario: Scenario) -> str:
    """Its colour: one at a time, full batches, batches that leave after a wait."""
    match scenario.policy:
        case RealTime():
            return palette.REAL_TIME
        case FixedBatch() | Offline():
            return palette.BATCH
        case _:
            return palette.DYNAMIC


def side_words(scenario: Scenario) -> str:
    """The side in one sentence: how texts come, and when they leave.

    >>> from core.batching import RealTime
    >>> side_words(Scenario(classifier="x", policy=RealTime(), arrivals=Steady(rate=20), requests=300))
    'One at a time: 300 texts, one every 50 ms'
    """
    match scenario.arrivals:
        case AllAtOnce():
            come = "all there at the start"
        case Poisson(rate=rate):
            come = f"coming at random, {rate:.4g} a second on average"
        case Steady(rate=rate):
            come = f"one every {1000 / rate:.3g} ms"
        case Replay(rate=rate):
            come = f"coming as recorded, {rate:.3g} a second on average"
        case ClosedLoop(clients=1):
            come = "from a client who waits for each answer"
        case ClosedLoop(clients=clients):
            come = f"from {clients:,} clients who wait for each answer"
        case _:
            come = f"coming {scenario.arrival_rate:.4g} a second on average"
    match scenario.policy:
        case DynamicBatch(max_wait_s=0):
            leave = "; each call takes whoever waits"
        case DynamicBatch(max_wait_s=wait):
            leave = f"; a batch leaves when it is full or its oldest text has waited {1000 * wait:g} ms"
        case FixedBatch():
            leave = "; a batch leaves when it is full"
        case SerialWindow(max_wait_s=wait) | LoopWindow(max_wait_s=wait) | FormedAhead(max_wait_s=wait):
            leave = f"; its max wait is {1000 * wait:g} ms"
        case _:
            leave = ""
    texts = "1 text" if scenario.requests == 1 else f"{scenario.requests:,} texts"
    return f"{side_name(scenario)}: {texts}, {come}{leave}"


def who_says(results: list[Result]) -> str:
    """The label of a figure that shows these results."""
    return theme.labels(*(theme.label(result.engine, result.summary.n) for result in results))
