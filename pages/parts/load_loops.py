"""Open against closed loop at the same overload: clients that wait for replies hide it, simulated and live."""

import streamlit as st

from core.experiment.finding import rate_words, time_words
from core.experiment.guess import off_words
from core.experiment.loops import OVERLOAD, course, loop_scenarios
from core.figures.load_loops import Loops, loops_figure, loops_finding, overloaded
from pages.parts import cached, look
from pages.parts.load_group import has_run
from pages.parts.load_guess import covered, guess_for
from pages.parts.load_loops_live import loops_live
from pages.parts.load_setup import Asked

CLIENTS = (1, 2, 5, 10, 20, 50, 100, 200)
GUESSES_MS = (1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200, 300, 500, 700, 1000, 2000, 5000)


def loops_view(asked: Asked) -> None:
    """The clients, the guess, then both loops on one chart: SIM at once, LIVE on demand."""
    wanted = OVERLOAD * asked.capacity
    st.header("Clients that wait hide an overload", anchor=False)
    st.markdown(
        f"Here {100 * OVERLOAD:.0f} % of what can be served is wanted: **{rate_words(wanted)} texts per second**. In the open "
        "loop they come whether or not the earlier ones are answered, like visitors of a site. In a closed loop, as in "
        "many load tests, a few clients each wait for the reply before they send again."
    )
    clients = int(
        st.select_slider(
            "Clients in the closed loop",
            CLIENTS,
            10,
            key="load_clients",
            bind="query-params",
            help="Together they would send just as much, if only every reply came at once.",
        )
    )
    question = (
        f"{clients} client{'s' if clients > 1 else ''}, together wanting {100 * OVERLOAD:.0f} % of what can be served: "
        "within what time will 99 of 100 texts be answered, going by the closed loop (p99)?"
    )
    scenarios = loop_scenarios(asked.scenario, asked.capacity, clients)
    opened, closed = (course(cached.simulated(one, asked.cost)) for one in scenarios)
    if covered(
        "closed",
        question,
        GUESSES_MS,
        _words,
        about=asked.about,
        start=200,
        measure="p99_ms",
        answer=lambda: 1000 * closed.tail_s,
        ran=has_run("loops", scenarios),
    ):
        return
    live = loops_live(scenarios)
    _show((opened, closed), live, wanted, clients, guess_for("closed", question, asked.about))


def _show(simulated: Loops, live: Loops | None, wanted: float, clients: int, guess: int | None) -> None:
    closed = simulated[1]
    if guess is not None:
        st.markdown(
            f"You guessed **{_words(guess)}**; it reports **{time_words(closed.tail_s)}** (SIM). "
            f"Your guess was **{off_words('p99_ms', guess, 1000 * closed.tail_s)}**."
        )
    said = loops_finding(live or simulated)
    if live is not None:
        said = f"LIVE: {said[:1].lower()}{said[1:]}"
        if doubts := " ".join(one.void for one in live if one.void):
            st.error(doubts, title="Do not trust the live run")
    look.figure(
        loops_figure([simulated] if live is None else [simulated, live], said),
        key="load_loops",
        alt=f"Latency of each text against the time of its answer, open and closed loop. {said}.",
    )
    if live is not None and not overloaded(live[0]):
        st.caption(
            "What can be served was worked out from calls with pauses between them. Under load call follows call, caches stay "
            "warm, and a call can be so much quicker that what was meant to be too much is not."
        )
    sent = closed if live is None else live[1]
    st.markdown(
        f"The closed loop sent **{rate_words(sent.throughput_per_s)}** texts per second{'' if live is None else ' (LIVE)'}, "
        f"not {rate_words(wanted)}: every client paused for "
        f"{time_words(clients / wanted)} and then stood still until its reply came. A slow server made its clients slow, "
        f"so the test never was an overload. Its p99 says how {clients} patient client{'s' if clients > 1 else ''} fared, "
        "not how visitors will."
    )


def _words(ms: float) -> str:
    return time_words(ms / 1000)
