"""The arguments that say how texts arrive: a stream and its shape, a recording, or clients that wait for replies."""

import argparse
from pathlib import Path

from core.cli.checks import LONGEST_MS, demand, refuse, seconds
from core.cli.recording import recorded_times
from core.workload import AllAtOnce, Arrivals, Bursty, ClosedLoop, Daily, Poisson, Steady

STREAMS: dict[str, type[Poisson | Steady | Bursty | Daily]] = {
    "poisson": Poisson,
    "steady": Steady,
    "bursty": Bursty,
    "daily": Daily,
}
REPLAY = "replay"
# What a stream has beside its rate; left out, it is as the stream has it by default.
SHAPES = {"bursty": ("on_share", "cycle_s"), "daily": ("swing", "period_s")}
Stream = Poisson | Steady | Bursty | Daily


def add_arrivals(parser: argparse.ArgumentParser, *, load: bool) -> None:
    """Declares how texts arrive; without the load where the command varies it itself."""
    add = parser.add_argument
    add(
        "--arrival",
        "--arrivals",
        choices=[*STREAMS, REPLAY],
        help="how texts arrive (default: poisson; all at once for offline)",
    )
    add(
        "--times",
        type=Path,
        metavar="FILE",
        help="replay: recorded arrival times, one a line, seconds or dates",
    )
    if load:
        add("--arrival-rate", type=float, metavar="R", help="texts per second")
        add(
            "--closed-loop",
            type=int,
            metavar="N",
            help="N clients that wait for each reply, in place of arrivals",
        )
        add(
            "--think-ms",
            type=float,
            metavar="Z",
            help="closed loop: the pause between a reply and the next text",
        )
    add("--on-share", type=float, metavar="S", help="bursty: the share of time that is on (default: 0.25)")
    add("--cycle-s", type=float, metavar="C", help="bursty: seconds from burst to burst (default: 2)")
    add("--swing", type=float, metavar="W", help="daily: from 0, even, to 1, nothing at night (default: 0.8)")
    add("--period-s", type=float, metavar="D", help="daily: seconds that a day lasts (default: 10)")


def arrivals_of(chosen: argparse.Namespace, *, rate: float | None = None) -> Arrivals:
    """The arrivals described; ``rate`` stands in where the command varies the load."""
    other = [name for kind, names in SHAPES.items() if kind != chosen.arrival for name in names]
    refuse(chosen, *other, why=f"it shapes another stream than {chosen.arrival or 'poisson'}")
    recorded = _recording(chosen)
    if recorded is not None:
        return recorded
    return _arrivals(chosen) if rate is None else _stream(chosen, rate)


def _stream(chosen: argparse.Namespace, rate: float) -> Stream:
    kind = chosen.arrival or "poisson"
    shape = {name: getattr(chosen, name) for name in SHAPES.get(kind, ())}
    return STREAMS[kind](rate=rate, **{name: value for name, value in shape.items() if value is not None})


def _recording(chosen: argparse.Namespace) -> Arrivals | None:
    """The recording to replay, or None. A command that varies the load plays it faster or slower."""
    if chosen.arrival != REPLAY:
        refuse(chosen, "times", why="it belongs to --arrivals replay")
        return None
    if chosen.policy == "offline":
        refuse(chosen, "arrival", why="offline has all texts at the start")
    given = [name for name in ("arrival_rate", "closed_loop", "think_ms") if hasattr(chosen, name)]
    refuse(chosen, *given, why="the recording says when texts arrive")
    demand(chosen, "times", why="to replay it")
    return recorded_times(chosen.times, "--times")


def _arrivals(chosen: argparse.Namespace) -> Arrivals:
    if chosen.policy == "offline":
        refuse(
            chosen,
            "arrival",
            "arrival_rate",
            "closed_loop",
            "think_ms",
            why="offline has all texts at the start",
        )
        return AllAtOnce()
    if chosen.closed_loop is not None:
        refuse(chosen, "arrival", "arrival_rate", why="in a closed loop the replies set the pace")
        think_s = 0.0 if chosen.think_ms is None else seconds(chosen, "think_ms", most=LONGEST_MS)
        return ClosedLoop(clients=chosen.closed_loop, think_s=think_s)
    refuse(chosen, "think_ms", why="it belongs to --closed-loop")
    demand(chosen, "arrival_rate", why=f"for {chosen.policy}")
    return _stream(chosen, chosen.arrival_rate)
