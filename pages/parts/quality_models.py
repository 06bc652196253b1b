"""Which model for which mode: the whole catalogue's quality against its p99 in real time and its throughput in batches."""

import streamlit as st

from core.batching import Offline, RealTime
from core.experiment import BUILT_IN, Scenario
from core.experiment.finding import rate_words, time_words
from core.experiment.presets import BATCH_SIZES, RATES
from core.figures.quality_plane import models_table, rate_plane, tail_plane
from core.learning.numbers import Targets
from core.metrics.classification_front import (
    ModelPoint,
    Wanted,
    fit_for_batch,
    fit_for_real_time,
    front_by_rate,
    front_by_tail,
)
from core.metrics.classification_measures import measure
from core.serving import LinearCost
from core.text import CATALOGUE
from core.workload import AllAtOnce, Poisson
from pages.parts import cached, look, turn
from pages.parts.load_guess import covered, digest, guess_for
from pages.parts.quality_setup import Judged, control, matrix_at, setup, threshold

QUALITIES = {"recall": "Recall", "accuracy": "Accuracy", "f1": "F1"}
TAILS_MS = (5, 10, 20, 30, 50, 70, 100, 150, 200, 300, 500, 1000)
THROUGHPUTS = (100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000)
REQUESTS, BATCHES = 4_000, 20
SEVERAL, NONE = "More than one", "None of them"


def models_view() -> None:
    """The controls, then the guess, then both planes and the sentence."""
    st.header("Right enough and fast enough", anchor=False)
    st.markdown(
        "Speed without quality is quick nonsense, and quality that comes too late helps nobody. So look at both at "
        "once: every classifier is a point, your targets are lines, and what lies beyond both lines is fit."
    )
    judged = setup(choose_classifier=False)
    if judged is not None:
        _compare(judged)


@turn.fragment
def _compare(judged: Judged) -> None:
    at, quality, rate, batch_size = _asked()
    wanted = _wanted(quality)
    costs, borrowed = _costs(judged)
    if costs is None:
        st.info("The measuring process is starting. Load this page again in a moment.")
        return
    name = QUALITIES[quality].lower() if quality != "f1" else "F1"
    question = (
        f"Real time at {rate_words(rate)} texts per second: which classifier keeps p99 within {time_words(wanted.tail_s)} "
        f"and {name} at {100 * wanted.quality:.0f} % or more, flagging from {100 * at:.0f} % on?"
    )
    titles = [CATALOGUE[one].title for one in judged.classifiers]
    # Not the classifier, which is not chosen here.
    about = digest(judged.corpus, judged.positive)
    if covered("quality_models", question, [*titles, SEVERAL, NONE], about=about):
        return
    models = tuple(
        _model(judged, one, quality, at, rate, batch_size, costs[one]) for one in judged.classifiers
    )
    _reconcile(guess_for("quality_models", question, about), models, wanted)
    with st.container(key="quality_finding"):
        st.markdown(fit_words(models, wanted))
    _planes(models, wanted, batch_size)
    _table(models)
    st.caption(
        "Speed is simulated (SIM) with each classifier's cost, measured on this server"
        + (" on the built-in messages, not on yours" if borrowed else "")
        + f". Quality is measured on {judged.examined(judged.classifiers[0]).n:,} texts held out from training; its whisker is "
        "a 95 % interval. Models whose whiskers overlap may well be equally good. One threshold for all of them: "
        "their scores do not mean the same, so move it before you call one bad."
    )


def fit_words(models: tuple[ModelPoint, ...], wanted: Wanted) -> str:
    """Which model is fit for which mode, or that none is, and what the best ones lack."""
    sides = (
        ("real time", fit_for_real_time(models, wanted), front_by_tail(models)),
        ("batches", fit_for_batch(models, wanted), front_by_rate(models)),
    )
    words = []
    for mode, fit, front in sides:
        if fit:
            of = "only" if len(fit) == 1 else f"{len(fit)} of {len(models)}; the best"
            words.append(f"Fit for {mode}: {of} **{fit[0].title}**")
        elif front:
            words.append(f"**None is fit for {mode}**: {_lacks(models, wanted, mode)}")
        else:
            words.append(f"**None is fit for {mode}**: every queue keeps growing")
    return ". ".join(words) + "."


def _lacks(models: tuple[ModelPoint, ...], wanted: Wanted, mode: str) -> str:
    """What the model nearest to being fit does not reach."""
    good = any(model.value >= wanted.quality for model in models)
    quick = any(
        (model.tail_s is not None and model.tail_s <= wanted.tail_s)
        if mode == "real time"
        else model.batch_rate >= wanted.batch_rate
        for model in models
    )
    if good and quick:
        return "those that are quick enough are not right often enough"
    if good:
        return "none is quick enough"
    return "none is right often enough" if quick else "none is quick enough, and none is right often enough"


def _asked() -> tuple[float, str, int, int]:
    left, right = st.columns(2, gap="large")
    with left:
        quality = control(
            st.segmented_control, "Quality is", "measure", list(QUALITIES), default="recall",
            format_func=QUALITIES.__getitem__, required=True, help="Of the positive class, at the threshold.",
        )  # fmt: skip
        at = threshold()
    with right:
        rate = control(
            st.select_slider, "Real time: texts per second", "rate", RATES, 100, help="They come at random and are served one at a time."
        )  # fmt: skip
        size = control(
            st.select_slider, "Batch: texts in a batch", "batch", BATCH_SIZES, 64, help="All texts are there at the start."
        )  # fmt: skip
    return at, str(quality), int(rate), int(size)


def _wanted(quality: str) -> Wanted:
    start = Targets()
    with st.grid(3, min_column_width=200, gap="medium"):
        bound = control(
            st.select_slider, "Wanted in real time: p99 within (ms)", "bound", TAILS_MS, int(1000 * start.latency_s)
        )  # fmt: skip
        rate = control(
            st.select_slider, "Wanted in batches: texts per second", "throughput", THROUGHPUTS, int(start.batch_throughput_rate)
        )  # fmt: skip
        least = control(
            st.slider, f"Wanted in both: {QUALITIES[quality].lower() if quality != 'f1' else 'F1'} of at least (%)",
            "least", 50, 99, int(100 * start.recall), 1,
        )  # fmt: skip
    return Wanted(tail_s=int(bound) / 1000, batch_rate=float(rate), quality=int(least) / 100)


def _costs(judged: Judged) -> tuple[dict[str, dict[str, LinearCost]] | None, bool]:
    """The costs of each classifier by pace, and whether any was measured on other texts; None while there are none."""
    known = cached.costs()
    found: dict[str, dict[str, LinearCost]] = {}
    borrowed = False
    for name in judged.classifiers:
        found[name] = {}
        for pace in ("paced", "tight"):
            cost = known.get((name, judged.corpus, pace)) or known.get((name, BUILT_IN, pace))
            if cost is None:
                return None, False
            borrowed |= (name, judged.corpus, pace) not in known
            found[name][pace] = cost
    return found, borrowed


def _model(
    judged: Judged, name: str, quality: str, at: float, rate: int, size: int, costs: dict[str, LinearCost]
) -> ModelPoint:
    one = cached.simulated(
        Scenario(classifier=name, policy=RealTime(), arrivals=Poisson(rate=rate), requests=REQUESTS, seed=1),
        costs["paced"],
    )
    pile = cached.simulated(
        Scenario(
            classifier=name,
            policy=Offline(batch_size=size),
            arrivals=AllAtOnce(),
            requests=BATCHES * size,
            seed=1,
        ),
        costs["tight"],
    )
    latency = one.summary.latency
    return ModelPoint(
        name=name,
        title=CATALOGUE[name].title,
        quality=measure(matrix_at(judged.examined(name), at), quality),
        tail_s=None if one.unstable else latency.p99,
        tail_interval=None if one.unstable else latency.ci.p99,
        batch_rate=pile.summary.throughput_per_s or 0.0,
    )


def _planes(models: tuple[ModelPoint, ...], wanted: Wanted, batch_size: int) -> None:
    left, right = st.columns(2, gap="large")
    with left:
        look.figure(
            tail_plane(models, wanted, REQUESTS),
            key="quality_tail_plane",
            alt="Quality against p99 in real time, a point for each classifier; left and up is better. The table below has all figures.",
        )
        late = [model.title for model in models if model.tail_s is None]
        if late:
            st.caption(f"Not drawn, since the queue keeps growing: {', '.join(late)}.")
    with right:
        look.figure(
            rate_plane(models, wanted, batch_size),
            key="quality_rate_plane",
            alt="Quality against texts per second in batches, a point for each classifier; right and up is better. The table below has all figures.",
        )


def _table(models: tuple[ModelPoint, ...]) -> None:
    with st.expander("Both charts as a table"):
        st.dataframe(models_table(models), hide_index=True, width="stretch")


def _reconcile(guess: str | None, models: tuple[ModelPoint, ...], wanted: Wanted) -> None:
    if guess is None:
        return
    fit = [model.title for model in fit_for_real_time(models, wanted)]
    answer = NONE if not fit else fit[0] if len(fit) == 1 else SEVERAL
    listed = f": {', '.join(fit)}" if len(fit) > 1 else ""
    words = "and so it is" if guess == answer else f"it is **{answer}**"
    st.markdown(f"You guessed **{guess}**, {words}{listed}.")
