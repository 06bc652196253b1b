"""A confusion matrix in words: its counts and rates as a table, and the seven measures with their sums and intervals."""

import re

import streamlit as st

from core.base.numbers_format import NO_BREAK, count, pct
from core.metrics import ConfusionMatrix
from core.metrics.classification_intervals import RESAMPLES
from core.metrics.classification_measures import Measure, measures
from core.metrics.intervals import Interval


def matrix_table(matrix: ConfusionMatrix, positive: str, negative: str) -> None:
    """Counts and rates, a row for what a text really is, a column for what was done with it."""
    spam, rest = matrix.tp + matrix.fn, matrix.fp + matrix.tn
    rows = (
        (f"Really {literal(positive)}", ("TP", matrix.tp, spam), ("FN, miss", matrix.fn, spam), spam),
        (f"Really {literal(negative)}", ("FP, false alarm", matrix.fp, rest), ("TN", matrix.tn, rest), rest),
    )
    lines = "\n".join(
        f"| **{name}** | {_cell(*flagged)} | {_cell(*left)} | {count(whole)} |"
        for name, flagged, left, whole in rows
    )
    flagged, left = matrix.tp + matrix.fp, matrix.fn + matrix.tn
    with st.container(key="quality_cells"):
        st.markdown(
            f"| Truth | Flagged | Let through | In all |\n|:--|:--|:--|--:|\n{lines}\n"
            f"| **In all** | {count(flagged)} | {count(left)} | {count(matrix.total)} |"
        )


def measure_table(matrix: ConfusionMatrix, positive: str, negative: str) -> None:
    """Each measure with its formula, the sum with the numbers in place, the result, and how sure it is."""
    found = measures(matrix, literal(positive), literal(negative))
    rows = "\n".join(
        f"| **{one.name}** {one.asks} | {one.formula} = {one.sum} | **{value_words(one)}** | {interval_words(one)} |"
        for one in found
    )
    with st.container(key="quality_measures"):
        st.markdown(f"| Measure | With these numbers | Result | 95 % interval |\n|:--|:--|:--|:--|\n{rows}")
    flat = any(one.method == "bootstrap" and one.interval and _flat(one.interval) for one in found)
    st.caption(
        f"Exact: Clopper–Pearson, for a plain share of n texts. Bootstrap: the middle 95 % of {RESAMPLES:,} resamples of all "
        f"n{NO_BREAK}={NO_BREAK}{count(matrix.total)} texts, always the same ones. Both take the texts as independent draws."
        + (
            " An interval without width is the bootstrap's blind spot: it cannot draw an error that was never seen."
            if flat
            else ""
        )
    )


def literal(label: str) -> str:
    """A learner's label as it is written, whatever it would mean in Markdown.

    >>> print(literal("spam|*ham* £9"))
    spam\\|\\*ham\\* £9
    """
    # Only these can mean something there; before any other sign a backslash would be shown.
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", label)


def value_words(one: Measure) -> str:
    """The value as a person reads it.

    >>> from core.metrics.classification_measures import measure
    >>> value_words(measure(ConfusionMatrix(tp=400, fp=100, fn=50, tn=450), "mcc"))
    '0.704'
    """
    return "nothing to divide by" if one.value is None else _figure(one, one.value)


def interval_words(one: Measure) -> str:
    """The interval, how it was found, and from how many texts.

    >>> from core.metrics.classification_measures import measure
    >>> interval_words(measure(ConfusionMatrix(tp=400, fp=100, fn=50, tn=450), "accuracy")).replace(chr(160), " ")
    '82.6 % to 87.2 %, exact, n = 1,000'
    """
    if one.interval is None:
        return "none"
    low, high = (_figure(one, end) for end in one.interval)
    return f"{low} to {high}, {one.method}, n{NO_BREAK}={NO_BREAK}{count(one.n)}"


def _figure(one: Measure, value: float) -> str:
    return pct(value) if one.is_share else f"{value:.3f}".replace("-", "−")


def _cell(name: str, part: int, whole: int) -> str:
    share = f", {pct(part / whole)}" if whole else ""
    return f"**{count(part)}** {name}{share}"


def _flat(interval: Interval) -> bool:
    return interval[0] == interval[1]
