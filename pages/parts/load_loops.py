"""Open against closed loop at the same overload: clients that wait for replies hide it."""

from dataclasses import replace

import streamlit as st

from core.experiment import Result
from core.experiment.finding import rate_words, time_words
from core.experiment.guess import off_words
from core.figures.load_loops import loops_figure, loops_finding
from core.workload import ClosedLoop, Poisson
from pages.parts import cached, look
from pages.parts.load_guess import covered, guess_for
from pages.parts.load_setup import Asked

OVERLOAD = 1.3
TEXTS = 2_000
CLIENTS = (1, 2, 5, 10, 20, 50, 100, 200)
GUESSES_MS = (1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200, 300, 500, 700, 1000, 2000, 5000)


@st.fragment
def loops_view(asked: Asked) -> None:
    """The clients, the guess, then both loops on one chart."""
    wanted = OVERLOAD * asked.capacity
    st.header("Clients that wait hide an overload", anchor=False)
    st.markdown(
        f"Here {100 * OVERLOAD:.0f} % of what can be served is wanted: **{rate_words(wanted)} texts per second**. In the open "
        "loop they come whether or not the earlier ones are answered, like visitors of a site. In a closed loop, as in "
        "many load tests, a few clients each wait for the reply before they send again."
    )
    clients = st.select_slider(
        "Clients in the closed loop",
        CLIENTS,
        10,
        key="load_clients",
        bind="query-params",
        help="Together they would send just as much, if only every reply came at once.",
    )
    question = (
        f"{clients} client{'s' if clients > 1 else ''}, together wanting {100 * OVERLOAD:.0f} % of what can be served: "
        "which p99 will the closed loop report?"
    )
    loops = both_loops(asked, wanted, int(clients))
    tail = loops[1].summary.latency.p99
    tail_ms = None if tail is None else 1000 * tail
    if covered("closed", question, GUESSES_MS, _words, start=200, measure="p99_ms", answer=lambda: tail_ms):
        return
    _show(loops, wanted, int(clients), question)


def both_loops(asked: Asked, wanted: float, clients: int) -> tuple[Result, Result]:
    """The same demand, open and closed: each client pauses N/λ seconds, so N of them want λ a second."""
    base = replace(asked.scenario, requests=TEXTS)
    opened = replace(base, arrivals=Poisson(rate=wanted))
    closed = replace(base, arrivals=ClosedLoop(clients=clients, think_s=clients / wanted))
    return cached.simulated(opened, asked.cost), cached.simulated(closed, asked.cost)


def _show(loops: tuple[Result, Result], wanted: float, clients: int, question: str) -> None:
    opened, closed = loops
    words = loops_finding(opened, closed)
    guess, tail = guess_for("closed", question), closed.summary.latency.p99
    if guess is not None and tail:
        st.markdown(
            f"You guessed **{_words(guess)}**; it reports **{time_words(tail)}** (SIM). "
            f"Your guess was **{off_words('p99_ms', guess, 1000 * tail)}**."
        )
    look.figure(
        loops_figure(opened, closed, words),
        key="load_loops",
        alt=f"Latency of each text against the time of its answer, open and closed loop. {words}.",
    )
    rate = closed.summary.throughput_per_s or 0.0
    st.markdown(
        f"The closed loop sent **{rate_words(rate)}** texts per second, not {rate_words(wanted)}: every client paused for "
        f"{time_words(clients / wanted)} and then stood still until its reply came. A slow server made its clients slow, "
        f"so the test never was an overload. Its p99 says how {clients} patient client{'s' if clients > 1 else ''} fared, "
        "not how visitors will."
    )


def _words(ms: float) -> str:
    return time_words(ms / 1000)
