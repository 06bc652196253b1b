"""The lesson's figures on thresholds and money: messages and the line between them; what a day costs at every line."""

from dataclasses import replace

import streamlit as st

from core.base.numbers_format import count, pct
from core.figures.quality_curves import scores_figure, scores_table
from core.learning.day_words import rules_of, rules_words, verdict_words
from core.metrics.thresholds_day import Day, over_a_day
from pages.parts import cached, look, turn
from pages.parts.quality_cost import cost_chart
from pages.parts.quality_setup import matrix_at
from pages.parts.quality_threshold import USUAL, trade_words

MESSAGES = 10_000
MISS_COSTS = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 100.0)
SHARES = (1, 2, 5, 10, 20, 45)
REVIEWS = (100, 200, 500, 1_000, 2_000, 5_000, MESSAGES)
PRECISION, RECALL = 0.9, 0.9


@turn.fragment
def threshold_line() -> None:
    """The held-out messages by their score, and a line to move: what lies on its wrong side."""
    examined = replace(cached.examined("tfidf-logreg", "spam"), negative="genuine messages")
    at = st.slider("Flag from a score of", 5, 95, 50, 5, format="%d %%", key="lesson_line") / 100
    matrix = matrix_at(examined, at)
    words = trade_words(matrix_at(examined, USUAL), matrix, at)
    look.figure(
        scores_figure(examined, at, matrix),
        key="lesson_line_chart",
        alt=f"Bars: how many spam and how many genuine messages have which score. The line stands at {pct(at)}. {words}",
        table=lambda: scores_table(examined),
    )
    st.markdown(words)


@turn.fragment
def threshold_money() -> None:
    """Three sliders that a threshold follows, on the real classifier's held-out scores; there is none for the mode."""
    examined = cached.examined("tfidf-logreg", "spam")
    days = over_a_day(examined.scan, _day())
    best, rules = days.cheapest_that_fits(), rules_of(days, PRECISION, RECALL)
    cost_chart(days, rules, best, examined.n, key="lesson_money_chart")
    st.markdown(verdict_words(days, rules, best))
    st.markdown(rules_words(examined, days, rules, best, PRECISION, RECALL))
    st.caption(
        f"A day of {count(MESSAGES)} messages; a false alarm costs £1, its review included. Recall and the share of "
        "false alarms are those of our TF-IDF + logistic regression on the held-out messages. The cheapest line was "
        "picked on the messages that it is judged by, which flatters it a little."
    )


def _day() -> Day:
    """What the reader says of a day."""
    with st.grid(3, min_column_width=200, gap="medium"):
        miss = st.select_slider(
            "A miss costs", MISS_COSTS, 1.0, format_func=_pounds, key="lesson_money_miss",
            help="A miss is spam that was let through. A false alarm costs £1.",
        )  # fmt: skip
        share = st.select_slider(
            "Spam among the messages", SHARES, 10, format_func=lambda percent: f"{percent} %",
            key="lesson_money_share", help="Its share in the live traffic, the prevalence.",
        )  # fmt: skip
        reviews = st.select_slider(
            "Flags that can be read in a day", REVIEWS, MESSAGES, format_func=_reviews,
            key="lesson_money_reviews", help="More flags than this, and some stay unread.",
        )  # fmt: skip
    return Day(messages=MESSAGES, prevalence=share / 100, miss_cost=miss, alarm_cost=1.0, reviews=reviews)


def _pounds(cost: float) -> str:
    return f"£{cost:,.0f}" if cost >= 1 else f"{100 * cost:.0f} p"


def _reviews(most: int) -> str:
    return "all of them" if most == MESSAGES else f"{most:,}"
