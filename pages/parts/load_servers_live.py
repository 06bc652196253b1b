"""The servers' windows run live on the real classifier: what is kept of each, and how it comes back."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from core.batching import Policy
from core.experiment import Result, Scenario
from core.experiment.finding import time_words
from core.figures.windows import LiveTail
from core.workload import Replay
from pages.parts.load_group import LiveGroup, live_group
from pages.parts.load_setup import Asked

SERVERS = "servers"
# Each window gets a quarter of the longest run; fewer texts than this and p99 could not be said.
SHARE_S, FEWEST, MOST = 4.0, 400, 2_000


def servers_scenarios(asked: Asked, windows: Mapping[str, Policy]) -> tuple[Scenario, ...]:
    """What a live run of all windows sends: so many texts that p99 can be said, and each window has its share of time."""
    arrivals = asked.scenario.arrivals
    requests = min(max(int(asked.rate * SHARE_S), FEWEST), MOST)
    if isinstance(arrivals, Replay):
        # No more of a recording than is sent: a stored run holds its times.
        arrivals = Replay(times_s=arrivals.times_s[:requests])
        requests = len(arrivals.times_s)
    sent = replace(asked.scenario, arrivals=arrivals, requests=requests)
    return tuple(replace(sent, policy=policy) for policy in windows.values())


def servers_live(asked: Asked, windows: Mapping[str, Policy]) -> dict[str, LiveTail]:
    """The controls of a live run of all windows, by the names of their servers; what the latest one found, if any."""
    names = tuple(windows)
    group = LiveGroup(
        of=SERVERS,
        title="The same max wait on five servers",
        sides=names,
        what="Each window on this server's classifier, 5 seconds at most; four in turn.",
        keep=_keep,
        finding=lambda kept: _finding(names, kept),
    )
    kept = live_group(group, servers_scenarios(asked, windows)) or ()
    return {name: LiveTail(**one) for name, one in zip(names, kept, strict=False)}


def _keep(results: Sequence[Result]) -> list[dict[str, Any]]:
    return [
        {
            "mean_s": result.summary.latency.mean,
            "p99_s": None if result.unstable else result.summary.latency.p99,
            "n": result.summary.n,
            "void": result.void,
        }
        for result in results
    ]


def _finding(names: Sequence[str], kept: Sequence[Any]) -> str:
    tails = [
        f"{name} {time_words(one['p99_s'])}" for name, one in zip(names, kept, strict=True) if one["p99_s"]
    ]
    return f"p99 with the same max wait: {', '.join(tails) or 'too few texts to say'}"
