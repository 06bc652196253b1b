"""The latency-against-load curve: guess, SIM at once, THEORY where it has a word, LIVE points from a search."""

import streamlit as st

from core.experiment.finding import rate_words
from core.experiment.guess import off_words
from core.experiment.load_curve import load_curve, within
from core.experiment.presets import RATES
from core.experiment.replications import NEAR_KNEE, REPLICATIONS
from core.experiment.search import Trial
from core.figures.load import LoadChart, load_figure, load_finding, theory_gap
from core.figures.load_table import load_table
from core.figures.run_sides import side_colour
from pages.parts import load_live, look
from pages.parts.goals import goals
from pages.parts.load_guess import covered, guess_for
from pages.parts.load_residual import residual
from pages.parts.load_setup import LARGEST, Asked

TIMES = 10
KNEE = "The knee is where the curve lies furthest below a straight line from its first point to its last (Kneedle, 2011)."


def curve_view(asked: Asked) -> None:
    """The question, then the chart that answers it, with the live search below it."""
    st.header("The highest load", anchor=False)
    question = f"Up to how many texts per second do {asked.share} have their answer within {asked.bound} ({asked.tail})?"
    if covered(
        "highest",
        question,
        RATES,
        lambda rate: f"{rate:,}",
        about=asked.about,
        start=100,
        measure="rate",
        answer=lambda: _highest(chart_of(asked)),
        ran=load_live.has_run(asked),
    ):
        return
    _goals(asked)
    load_live.follow(asked, _draw, question)


def _goals(asked: Asked) -> None:
    """What the controls above can bring about; ten times only where batches gain so much."""
    most, alone = _highest(chart_of(asked)), asked.cost.capacity(1)
    batches = f"serve {TIMES} times what one at a time can, within your bound"
    reached = {
        "ask for more texts than can be served at all": asked.unstable,
        batches: most is not None and most >= TIMES * alone,
        "want answers so soon that no load will do": most is None,
    }
    if asked.cost.capacity(LARGEST) < 1.2 * TIMES * alone:
        del reached[batches]
    goals("highest", reached)


def chart_of(asked: Asked, trials: tuple[Trial, ...] = ()) -> LoadChart:
    """What the chart shows for these settings."""
    return LoadChart(
        curve=load_curve(asked.scenario, asked.cost),
        objective=asked.objective,
        trials=trials,
        rate=asked.rate,
        colour=side_colour(asked.scenario),
    )


def _draw(asked: Asked, trials: tuple[Trial, ...], question: str) -> None:
    chart = chart_of(asked, trials)
    words = load_finding(chart)
    _reconcile(guess_for("highest", question, asked.about), _highest(chart))
    look.figure(
        load_figure(chart),
        key="load_curve",
        alt=f"Latency against load: mean, p50 and {asked.tail}, simulated, with what theory and live trials say. {words}.",
        table=lambda: load_table(chart),
    )
    st.caption(f"{_theory_words(chart)} {_noise_words(asked)} {KNEE}")
    residual(asked, trials)


def _highest(chart: LoadChart) -> float | None:
    """The highest load that SIM finds within the bound; the heaviest tried if all are; None if none is."""
    found = within(chart.curve, chart.tail, chart.objective.bound_s)
    return None if found is None else found.high or chart.curve.points[-1].arrival_rate


def _reconcile(guess: int | None, most: float | None) -> None:
    if guess is None:
        return
    if most is None:
        st.markdown(f"You guessed **{guess:,}**; by SIM no load will do.")
        return
    off = off_words("rate", guess, most)
    st.markdown(
        f"You guessed **{guess:,}** texts per second; SIM says **{rate_words(most)}**. Your guess was **{off}**."
    )


def _theory_words(chart: LoadChart) -> str:
    gap = theory_gap(chart.curve)
    if gap is None:
        return "THEORY has no formula for these settings: it needs arrivals at random, and one at a time or a max wait of 0."
    return f"THEORY ({chart.curve.formula}) gives the mean only; below 90 % of what can be served SIM is within {100 * gap:.2g} % of it."


def _noise_words(asked: Asked) -> str:
    if asked.scenario.arrivals.kind == "replay":
        return "The recording is played slower and faster to reach each load."
    return (
        f"From {100 * NEAR_KNEE:.0f} % on, neighbours in the queue are alike and one run says little: each SIM point is the "
        f"middle of {REPLICATIONS} runs, and the band runs from the lowest of them to the highest."
    )
