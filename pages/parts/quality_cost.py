"""Cost and capacity: what errors cost and how many flags can be reviewed decide the threshold; what the rule of thumb says."""

import numpy as np
import streamlit as st

from core.base.numbers_format import count
from core.figures.quality_cost import Choice, cost_figure, day_table, flagged_figure
from core.learning.day_words import Rules, money, place_words, rules_of, rules_words, verdict_words
from core.metrics.classification_scores import Examined
from core.metrics.thresholds_day import Day, DayScan, extra_cost, over_a_day
from pages.parts import look, turn
from pages.parts.load_guess import covered, digest, guess_for
from pages.parts.quality_measures import literal
from pages.parts.quality_setup import Judged, control, setup

GUESSES = tuple(range(5, 100, 5))


def cost_view() -> None:
    """The controls, then the guess, then the curves and the sentence."""
    st.header("What errors cost decides the line", anchor=False)
    st.markdown(
        "A common rule of thumb says: a batch job goes for precision, a real-time filter for recall. Hold it against "
        "what a miss costs, what a false alarm costs, and how many flagged texts people can look at in a day."
    )
    judged = setup()
    if judged is not None:
        _weigh(judged)


@turn.fragment
def _weigh(judged: Judged) -> None:
    examined = judged.examined()
    with st.container(key="quality_costs"):
        day = _day(judged.positive)
    if not day.miss_cost and not day.alarm_cost:
        st.info(
            "If neither error costs anything, every line is as good as any other. Give one of them a cost."
        )
        return
    question = (
        f"A miss costs £{day.miss_cost:g}, a false alarm £{day.alarm_cost:g}; {count(day.reviews)} of "
        f"{count(day.messages)} texts a day can be reviewed. From which score on should one flag?"
    )
    about = digest(judged.about, day)
    if covered("quality_cost", question, GUESSES, lambda guess: f"{guess} %", about=about, start=50):
        return
    days = over_a_day(examined.scan, day)
    best = days.cheapest_that_fits()
    _reconcile(guess_for("quality_cost", question, about), days, best, examined)
    targets = _rule_targets()
    rules = rules_of(days, *targets)
    with st.container(key="quality_finding"):
        st.markdown(verdict_words(days, rules, best))
    cost_chart(days, rules, best, examined.n, key="quality_cost_curve")
    _flagged_chart(days, rules, best, examined.n)
    st.markdown(rules_words(examined, days, rules, best, *targets))
    st.caption(
        "Recall and the share of false alarms are those of the held-out texts; only the share of "
        f"{literal(judged.positive)} is taken from the day. The cheapest line was picked on the texts that it is judged by, which "
        "flatters it a little. Where a score is no true probability, no formula would have found it."
    )


def _day(positive: str) -> Day:
    with st.grid(3, min_column_width=200, gap="medium"):
        miss = _number(
            "A miss costs (£)",
            "miss",
            0.0,
            100_000.0,
            9.0,
            1.0,
            f"One text of {literal(positive)} let through.",
        )
        alarm = _number(
            "A false alarm costs (£)",
            "alarm",
            0.0,
            100_000.0,
            1.0,
            1.0,
            "One other text flagged, its review included.",
        )
        reviews = _number(
            "Reviews a day",
            "reviews",
            0,
            10_000_000,
            1_200,
            100,
            "How many flagged texts people can look at.",
        )
        messages = _number("Texts a day", "messages", 1, 10_000_000, 10_000, 1_000, "All texts that come in.")
        share = _number(f"Of them {literal(positive)} (%)", "share", 0.1, 99.9, 10.0, 1.0, "Its share among the day's texts; the held-out texts may have another.")  # fmt: skip
    return Day(
        messages=int(messages),
        prevalence=float(share) / 100,
        miss_cost=float(miss),
        alarm_cost=float(alarm),
        reviews=int(reviews),
    )


def _number(
    label: str, name: str, low: float, high: float, start: float, step: float, help_text: str
) -> float:
    return float(control(st.number_input, label, name, low, high, start, step, help=help_text))


def _rule_targets() -> tuple[float, float]:
    """What "go for precision" and "go for recall" shall mean, as shares."""
    left, right = st.columns(2, gap="large")
    with left:
        precision = control(
            st.slider, "Rule for batch: precision of at least (%)", "precision", 50, 99, 90, 1
        )
    with right:
        recall = control(st.slider, "Rule for real time: recall of at least (%)", "recall", 50, 99, 90, 1)
    return int(precision) / 100, int(recall) / 100


def cost_chart(days: DayScan, rules: Rules, best: int, n: int, *, key: str) -> None:
    """What the day costs at every threshold, with the cheapest one and those of the rules."""
    choices = _choices(rules, best)
    words = f"A day costs least when flagging from {place_words(days, best)} on: {money(days.cost[best])}"
    look.figure(
        cost_figure(days, choices, words, n),
        key=key,
        alt=f"Cost of a day against the threshold. {words}. " + _choices_words(days, choices),
        table=lambda: day_table(days, choices),
    )


def _flagged_chart(days: DayScan, rules: Rules, best: int, n: int) -> None:
    words = f"There, {count(days.flagged[best])} texts a day are flagged, and {count(days.day.reviews)} can be reviewed"
    look.figure(
        flagged_figure(days, _choices(rules, best), words, n),
        key="quality_flagged",
        alt=f"Texts flagged a day against the threshold, with the line of what can be reviewed. {words}. "
        "The figures are in the table of the chart above.",
    )


def _choices(rules: Rules, best: int) -> list[Choice]:
    """Who chooses which threshold; a rule that has none to offer is left out."""
    chosen = {**rules, "cheapest": best}
    return [Choice(name=name, place=place) for name, place in chosen.items() if place is not None]


def _choices_words(days: DayScan, choices: list[Choice]) -> str:
    return "; ".join(
        f"{one.name}: from {place_words(days, one.place)}, {money(days.cost[one.place])} a day"
        for one in choices
    )


def _reconcile(guess: int | None, days: DayScan, best: int, examined: Examined) -> None:
    if guess is None:
        return
    place = int(np.searchsorted(days.thresholds, guess / 100))
    place = min(place, len(days.thresholds) - 1)
    more = extra_cost(examined.scan, days, place, best)[0]
    fits = "" if days.fits[place] else ", and flag more than can be reviewed"
    words = f"{money(abs(more))} a day {'more' if more >= 0 else 'less'} than the cheapest that fits"
    st.markdown(f"You guessed **{guess} %**: that would cost {words}{fits}.")
