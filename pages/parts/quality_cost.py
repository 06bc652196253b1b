"""Cost and capacity: what errors cost and how many flags can be reviewed decide the threshold; what the rule of thumb says."""

import numpy as np
import streamlit as st

from core.figures.quality_cost import Choice, cost_figure, day_table, flagged_figure
from core.learning.numbers_format import NO_BREAK, count, pct
from core.metrics.classification_scores import Examined
from core.metrics.thresholds_day import Day, DayScan, agreement_range, agrees, extra_cost, over_a_day
from pages.parts import look
from pages.parts.load_guess import covered, guess_for
from pages.parts.quality_setup import Judged, control, setup

RATIOS = np.geomspace(0.1, 1000, 81)
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


@st.fragment
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
    if covered("quality_cost", question, GUESSES, lambda guess: f"{guess} %", start=50):
        return
    days = over_a_day(examined.scan, day)
    best = days.cheapest_that_fits()
    _reconcile(guess_for("quality_cost", question), days, best, examined)
    precision, recall = _rule_targets()
    rules = {"batch rule": days.precision_first(precision), "real-time rule": days.recall_first(recall)}
    choices = [Choice(name=name, place=place) for name, place in rules.items() if place is not None]
    _charts(days, [*choices, Choice(name="cheapest", place=best)], examined.n)
    said = {
        "batch rule": f"The rule for batch (precision of at least {pct(precision)})",
        "real-time rule": f"The rule for real time (recall of at least {pct(recall)})",
    }
    st.markdown(
        "\n".join(
            f"- {said[name]} {rule_words(examined, days, place, best)} {range_words(days, place)}"
            for name, place in rules.items()
        )
        + capacity_words(days, best)
    )
    with st.container(key="quality_finding"):
        st.markdown(verdict_words(days, rules, best))
    st.caption(
        "Recall and the share of false alarms are those of the held-out texts; only the share of "
        f"{judged.positive} is taken from the day. The cheapest line was picked on the texts that it is judged by, which "
        "flatters it a little. Where a score is no true probability, no formula would have found it."
    )


def rule_words(examined: Examined, days: DayScan, place: int | None, best: int) -> str:
    """Where a rule draws the line, and what that costs beyond the cheapest line that reviewers can keep up with."""
    if place is None:
        return "has no line to offer: no threshold has flags that are right so often."
    where = f"flags from {_at(days, place)} on, {_money(days.cost[place])} a day"
    if not days.fits[place]:
        too_many = days.flagged[place] - days.day.reviews
        return f"{where}, but that is {count(np.ceil(too_many))} more flags a day than can be reviewed: **it does not fit**."
    extra, (low, high) = extra_cost(examined.scan, days, place, best)
    if agrees(days, place, best):
        return f"{where}. **It agrees**: {_money(extra)} more than the cheapest, at most 5 % of it."
    return (
        f"{where}. **It does not agree**: {_money(extra)} a day more than the cheapest "
        f"(95 %: {_money(low)} to {_money(high)}, from n{NO_BREAK}={NO_BREAK}{count(examined.n)})."
    )


def range_words(days: DayScan, place: int | None) -> str:
    """For which costs a rule's line is as good as the cheapest."""
    ends = agreement_range(days, place, RATIOS)
    if ends is None:
        return "" if place is None or not days.fits[place] else "Whatever a miss costs, it does not agree."
    low, high = ends
    if low == RATIOS[0]:
        return f"It agrees while a miss costs no more than about {_times(high)} a false alarm."
    if high == RATIOS[-1]:
        return f"It agrees once a miss costs about {_times(low)} a false alarm."
    return f"It agrees while a miss costs between about {_times(low)} and {_times(high)} a false alarm."


def capacity_words(days: DayScan, best: int) -> str:
    """What the limit of reviews costs, as one more line of the list; nothing if it costs nothing."""
    free = days.cheapest()
    if days.fits[free]:
        return ""
    saved = days.cost[best] - days.cost[free]
    return (
        f"\n- Could all flags be reviewed, the line would stand at {_at(days, free)}, with {count(days.flagged[free])} "
        f"flags a day: **the limit of {count(days.day.reviews)} reviews costs {_money(saved)} a day**."
    )


def verdict_words(days: DayScan, rules: dict[str, int | None], best: int) -> str:
    """The cheapest line, which rules agree with it, and what the dearest of the others would cost."""
    cheapest = f"Cheapest: **flag from {_at(days, best)} on, {_money(days.cost[best])} a day**"
    if float(days.thresholds[best]) > float(days.thresholds[-2]):
        cheapest = f"Cheapest: **flag nothing, {_money(days.cost[best])} a day**"
    good = [name for name, place in rules.items() if agrees(days, place, best)]
    if len(good) == len(rules):
        return f"{cheapest}. Both rules agree with it here."
    words = f"The {good[0]} agrees" if good else "Neither rule agrees"
    dear = {
        name: float(days.cost[place] - days.cost[best])
        for name, place in rules.items()
        if name not in good and place is not None and days.fits[place]
    }
    if dear:
        name = max(dear, key=lambda one: dear[one])
        words += f"; the {name} would cost {_money(dear[name])} a day more"
    return f"{cheapest}. {words}. The mode is nowhere in this sum: costs, prevalence and capacity are."


def _day(positive: str) -> Day:
    with st.grid(3, min_column_width=200, gap="medium"):
        miss = _number(
            "A miss costs (£)", "miss", 0.0, 100_000.0, 9.0, 1.0, f"One text of {positive} let through."
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
        share = _number(f"Of them {positive} (%)", "share", 0.1, 99.9, 10.0, 1.0, "Its share among the day's texts; the held-out texts may have another.")  # fmt: skip
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


def _charts(days: DayScan, choices: list[Choice], n: int) -> None:
    best = choices[-1].place
    words = f"A day costs least when flagging from {_at(days, best)} on: {_money(days.cost[best])}"
    look.figure(
        cost_figure(days, choices, words, n),
        key="quality_cost_curve",
        alt=f"Cost of a day against the threshold. {words}. " + _choices_words(days, choices),
        table=day_table(days, choices),
    )
    flagged = days.flagged[best]
    words = f"There, {count(flagged)} texts a day are flagged, and {count(days.day.reviews)} can be reviewed"
    look.figure(
        flagged_figure(days, choices, words, n),
        key="quality_flagged",
        alt=f"Texts flagged a day against the threshold, with the line of what can be reviewed. {words}. "
        "The figures are in the table of the chart above.",
    )


def _choices_words(days: DayScan, choices: list[Choice]) -> str:
    return "; ".join(
        f"{one.name}: from {_at(days, one.place)}, {_money(days.cost[one.place])} a day" for one in choices
    )


def _reconcile(guess: int | None, days: DayScan, best: int, examined: Examined) -> None:
    if guess is None:
        return
    place = int(np.searchsorted(days.thresholds, guess / 100))
    place = min(place, len(days.thresholds) - 1)
    more = extra_cost(examined.scan, days, place, best)[0]
    fits = "" if days.fits[place] else ", and flag more than can be reviewed"
    words = f"{_money(abs(more))} a day {'more' if more >= 0 else 'less'} than the cheapest that fits"
    st.markdown(f"You guessed **{guess} %**: that would cost {words}{fits}.")


def _at(days: DayScan, place: int) -> str:
    return pct(min(float(days.thresholds[place]), 1.0))


def _money(amount: float) -> str:
    return f"{'−' if round(amount) < 0 else ''}£{abs(amount):,.0f}"


def _times(ratio: float) -> str:
    return f"{ratio:.2g} ×" if ratio < 100 else f"{ratio:,.0f} ×"
