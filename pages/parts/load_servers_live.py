"""The servers' windows run live on the real classifier: what is kept of each, and how it comes back."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from core.batching import Policy
from core.experiment import Result, Scenario
from core.experiment.finding import rate_words, time_words
from core.experiment.live import LONGEST_RUN_S
from core.figures.windows import LiveTail
from core.workload import Replay
from pages.parts.load_group import LiveGroup, live_group
from pages.parts.load_setup import Asked

SERVERS = "servers"
# Each window gets a quarter of the longest run; fewer texts than this and p99 could not be said.
SHARE_S, FEWEST, MOST = 4.0, 400, 2_000
RUN_S = LONGEST_RUN_S / 4


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
        what=_what(asked.rate),
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
    measure, key = ("p99", "p99_s") if all(one["p99_s"] for one in kept) else ("Mean latency", "mean_s")
    found = [f"{name} {time_words(one[key])}" for name, one in zip(names, kept, strict=True) if one[key]]
    return f"{measure} with the same max wait: {', '.join(found) or 'unstable'}"


def _what(rate: float) -> str:
    """What a press of the button does; and if its p99 cannot be said, from which load on it can."""
    words = "Four rules, one after the other on this server's classifier, 5 seconds each at most."
    if rate >= FEWEST / RUN_S:
        return words
    return (
        f"{words} At {rate_words(rate)} a second too few texts come in that time for a p99: it takes "
        f"{rate_words(FEWEST / RUN_S)} a second."
    )
