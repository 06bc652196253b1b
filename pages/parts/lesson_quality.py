"""The lesson's figures on right and wrong: the confusion matrix, the threshold and its cost, the accuracy paradox."""

import streamlit as st

from core.base.numbers_format import count, pct
from core.figures import confusion
from core.figures import paradox as paradox_figure
from core.figures import threshold as threshold_figure
from core.learning.derivations import derive, share
from core.learning.held_out import scan_held_out
from core.learning.numbers import FRAUD_ACCURACY, FRAUD_PAYMENTS, FRAUD_RECALL, WORKED_EXAMPLE
from core.metrics import ConfusionMatrix, fraud_example, highest_prevalence, precision_at
from core.metrics.thresholds import break_even
from pages.parts import cached, look, turn

MISS_TIMES = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 9.0, 20.0, 50.0)
CELLS = (
    ("tp", "Spam, flagged (TP)"),
    ("fn", "Spam, let through: misses (FN)"),
    ("fp", "Genuine, flagged: false alarms (FP)"),
    ("tn", "Genuine, let through (TN)"),
)


@turn.fragment
def confusion_matrix() -> None:
    """Four counts to edit, laid out as the matrix itself, and every measure derived from them."""
    grid = st.grid(2, min_column_width=150, gap="small")
    counts = {}
    for name, label in CELLS:
        start = getattr(WORKED_EXAMPLE, name)
        with grid:
            counts[name] = st.number_input(label, 0, 100_000, start, 10, key=f"lesson_matrix_{name}")
    matrix = ConfusionMatrix(**counts)
    if matrix.total == 0:
        st.info("Without a message there is nothing to judge. Enter a count.")
        return
    lines = derive(matrix)
    rows = "\n".join(f"| **{line.name}** | {line.sum} | **{line.result}** |" for line in lines)
    st.markdown(f"| Metric | With your numbers | Result |\n|---|---|---|\n{rows}")
    shares = ", ".join(f"{line.name.lower()} {line.result}" for line in lines)
    look.figure(
        confusion.confusion_mosaic(matrix),
        key="lesson_mosaic",
        alt=f"The confusion matrix drawn to scale: {matrix.tp} true positives, {matrix.fn} misses, "
        f"{matrix.fp} false alarms, {matrix.tn} true negatives. {shares}.",
    )


@turn.fragment
def threshold_cost(start: str | None = None, spot: str = "") -> None:
    """What a miss costs decides where the threshold belongs, on the real classifier's held-out scores."""
    miss_times = st.select_slider(
        "What a miss costs, in false alarms",
        MISS_TIMES,
        value=float(start or 9.0),
        format_func=lambda times: f"{times:g} ×" if times >= 1 else f"1/{1 / times:g}",
        key=f"lesson_miss_times{spot}",
        help="A miss is spam that was let through. A false alarm is a genuine message that was flagged.",
    )
    scan = scan_held_out(cached.trained("tfidf-logreg"), "spam")
    best, rule = scan.cheapest(miss_times), scan.nearest(break_even(miss_times))
    chart = threshold_figure.threshold_cost(scan, miss_times)
    words = (
        f"From **{pct(float(scan.thresholds[best]))}** on, {_flags(scan.matrix(best))} "
        f"The rule of thumb says {pct(break_even(miss_times))}; there, {_flags(scan.matrix(rule))}"
    )
    look.figure(
        chart, key=f"lesson_threshold{spot}", alt=f"Cost, precision and recall against the threshold. {words}"
    )
    st.markdown(words)
    st.caption(
        "The rule of thumb, 1 ÷ (1 + what a miss costs), holds if the probabilities can be trusted. Where the two "
        "differ, they cannot quite; and the cheapest was picked on the messages it is judged by, which flatters it."
    )


def _flags(matrix: ConfusionMatrix) -> str:
    return (
        f"precision is {share(matrix.precision)} and recall {share(matrix.recall)}: "
        f"{count(matrix.fn)} misses, {count(matrix.fp)} false alarms."
    )


@turn.fragment
def paradox(start: str | None = None, spot: str = "") -> None:
    """The fraud model of the self-check, at each prevalence that its accuracy and recall allow."""
    highest = highest_prevalence(FRAUD_ACCURACY, FRAUD_RECALL)
    percent = st.slider(
        f"Fraud among all payments (more than {pct(highest, 2)} cannot go with {pct(FRAUD_ACCURACY)} accuracy "
        f"and {pct(FRAUD_RECALL)} recall)",
        0.05, float(int(highest * 2000) / 20), float(start or 2.0), 0.05,
        format="%.2f %%",
        key=f"lesson_prevalence{spot}",
    )  # fmt: skip
    counts = fraud_example(FRAUD_PAYMENTS, percent / 100, FRAUD_ACCURACY, FRAUD_RECALL)
    prevalences = [step / 100_000 for step in range(25, int(highest * 100_000) + 1, 25)]
    precisions = [precision_at(FRAUD_ACCURACY, FRAUD_RECALL, prevalence) for prevalence in prevalences]
    chart = paradox_figure.paradox(prevalences, precisions, FRAUD_ACCURACY, counts)
    st.markdown(
        f"| Of {count(counts.total)} payments | Flagged | Let through |\n|---|---|---|\n"
        f"| **Fraud** | {count(counts.tp)} (TP) | {count(counts.fn)} (FN) |\n"
        f"| **Honest** | {count(counts.fp)} (FP) | {count(counts.tn)} (TN) |"
    )
    look.figure(
        chart,
        key=f"lesson_paradox{spot}",
        alt=f"Accuracy and precision against prevalence. At {pct(percent / 100, 2)} fraud: precision "
        f"{share(counts.precision)}, accuracy of the model {share(counts.accuracy)}, of always saying not fraud "
        f"{share(counts.do_nothing_accuracy)}.",
    )
