"""The accuracy paradox: what accuracy and recall together leave open, and what they rule out."""

import streamlit as st

from core.base.numbers_format import NO_BREAK, count, pct
from core.figures import paradox as figures
from core.learning.numbers import FRAUD_ACCURACY, FRAUD_PAYMENTS, FRAUD_RECALL
from core.metrics import ConfusionMatrix, fraud_example, highest_prevalence, precision_at
from core.metrics.quality import implied_false_alarms
from pages.parts import look, session, turn
from pages.parts.load_guess import ALL_SAID, covered, guess_for
from pages.parts.quality_setup import control

COMMON, RARE, TOO_MUCH = 0.02, 0.01, 0.05
POINTS = 120
QUESTION = (
    f"A fraud model is {100 * FRAUD_ACCURACY:.0f} % accurate and finds {100 * FRAUD_RECALL:.0f} % of all fraud. {100 * RARE:.0f} % of the "
    "payments are fraud. Of 100 payments that it flags, how many are fraud?"
)


@turn.fragment
def paradox_view() -> None:
    """The guess, the three sliders, and what can and cannot be."""
    st.header("Accurate, and yet useless", anchor=False)
    st.markdown(
        "A model for something rare can be right nearly always and still find next to nothing. Accuracy and recall, "
        "together with how rare it is, leave no freedom: the rest can be worked out."
    )
    if covered("quality_paradox", QUESTION, range(0, 101, 5), str, about=ALL_SAID, start=50):
        return
    guess = guess_for("quality_paradox", QUESTION, ALL_SAID)
    if guess is not None:
        precision = precision_at(FRAUD_ACCURACY, FRAUD_RECALL, RARE) or 0.0
        st.markdown(f"You guessed **{guess}** of 100; it is **{100 * precision:.1f}**.")
    with st.container(horizontal=True, gap="small", key="quality_fraud_presets"):
        for share in (COMMON, RARE, TOO_MUCH):
            words = f"{pct(FRAUD_ACCURACY)} accurate, {pct(FRAUD_RECALL)} found, {pct(share)} fraud"
            st.button(words, key=f"quality_fraud_{share}", on_click=_fill, args=(share,))
    accuracy, recall, prevalence = _sliders()
    highest = highest_prevalence(accuracy, recall)
    feasible = prevalence <= highest * (1 + 1e-9)
    with st.container(key="quality_finding"):
        st.markdown(paradox_words(accuracy, recall, prevalence))
    if not feasible:
        st.warning(impossible_words(accuracy, recall, prevalence), title="These three cannot go together")
    _chart(accuracy, recall, prevalence, feasible=feasible)
    st.subheader(f"In whole numbers, of {count(FRAUD_PAYMENTS)} payments", anchor=False)
    with st.container(key="quality_examples"):
        st.markdown(examples_table(accuracy, recall, prevalence))


def impossible_words(accuracy: float, recall: float, prevalence: float) -> str:
    """Which count would have to be below nothing or above all there is, and up to which prevalence it is not."""
    missed, found = prevalence * (1 - recall), prevalence * recall
    alarms = round(FRAUD_PAYMENTS * implied_false_alarms(accuracy, recall, prevalence))
    until = f"With these two, at most {pct(highest_prevalence(accuracy, recall), 2)} of the payments can be fraud."
    if missed > 1 - accuracy:
        return (
            f"At {pct(prevalence, 2)} fraud, missing {pct(1 - recall)} of it makes {pct(missed, 2)} of all answers wrong. "
            f"An accuracy of {pct(accuracy)} leaves room for {pct(1 - accuracy)}. The false alarms would have to be "
            f"−{count(-alarms)} of {count(FRAUD_PAYMENTS)}. {until}"
        )
    return (
        f"At {pct(prevalence, 2)} fraud, finding {pct(recall)} of it makes {pct(found, 2)} of all answers right, more than "
        f"an accuracy of {pct(accuracy)} allows. The false alarms would have to be {count(alarms)}, but only "
        f"{count(FRAUD_PAYMENTS * (1 - prevalence))} of {count(FRAUD_PAYMENTS)} payments are honest. {until}"
    )


def paradox_words(accuracy: float, recall: float, prevalence: float) -> str:
    """What can be, and whether doing nothing would be as accurate."""
    highest = highest_prevalence(accuracy, recall)
    together = (
        f"{pct(accuracy)} accuracy and {pct(recall)} recall"
        f" {'go with any prevalence' if highest == 1 else f'go together up to **{pct(highest, 2)}** fraud'}"
    )
    if prevalence > highest * (1 + 1e-9):
        return f"{together}: {pct(prevalence, 2)} is beyond that."
    precision = precision_at(accuracy, recall, prevalence)
    flags = "nothing is flagged" if precision is None else f"**{pct(precision)}** of the flags are right"
    idle = 1 - prevalence
    if abs(idle - accuracy) < 1e-9:
        against = f"doing nothing is exactly as accurate, {pct(idle, 2)}"
    else:
        who = "more" if idle > accuracy else "less"
        against = f"doing nothing is {who} accurate, {pct(idle, 2)}"
    return f"{together}. At {pct(prevalence, 2)}, {flags}, and {against}."


def examples_table(accuracy: float, recall: float, prevalence: float) -> str:
    """Whole-number examples at three prevalences, those that cannot be among them, as Markdown."""
    lines = []
    for share in dict.fromkeys((COMMON, RARE, prevalence)):
        if share > highest_prevalence(accuracy, recall) * (1 + 1e-9):
            alarms = round(FRAUD_PAYMENTS * implied_false_alarms(accuracy, recall, share))
            told = f"cannot be: {'−' if alarms < 0 else ''}{count(abs(alarms))} false alarms"
            lines.append(f"| {pct(share, 2)} | {told} | – | – |")
        else:
            lines.append(_example(share, fraud_example(FRAUD_PAYMENTS, share, accuracy, recall)))
    head = "| Fraud | Counts | Flags that are right | Right: the model, doing nothing |\n|:--|:--|:--|:--|\n"
    return head + "\n".join(lines)


def _example(share: float, matrix: ConfusionMatrix) -> str:
    counts = ", ".join(
        f"{name}{NO_BREAK}{count(value)}"
        for name, value in (("TP", matrix.tp), ("FN", matrix.fn), ("FP", matrix.fp), ("TN", matrix.tn))
    )
    flags = "none flagged" if matrix.precision is None else pct(matrix.precision)
    accuracies = f"{pct(matrix.accuracy or 0, 2)}, {pct(matrix.do_nothing_accuracy or 0, 2)}"
    return f"| {pct(share, 2)} | {counts} | {flags} | {accuracies} |"


def _sliders() -> tuple[float, float, float]:
    with st.grid(3, min_column_width=220, gap="medium"):
        accuracy = control(st.slider, "Accuracy (%)", "accuracy", 50.0, 99.9, 98.0, 0.1, format="%.1f")
        recall = control(st.slider, "Recall (%)", "found", 0.0, 100.0, 12.0, 1.0, format="%.0f")
        prevalence = control(
            st.slider, "Fraud among all payments (%)", "prevalence", 0.05, 60.0, 2.0, 0.05, help="The prevalence."
        )  # fmt: skip
    return float(accuracy) / 100, float(recall) / 100, float(prevalence) / 100


def _chart(accuracy: float, recall: float, prevalence: float, *, feasible: bool) -> None:
    highest = highest_prevalence(accuracy, recall)
    prevalences = [highest * step / POINTS for step in range(1, POINTS + 1)]
    precisions = [precision_at(accuracy, recall, one) for one in prevalences]
    if feasible:
        counts = fraud_example(FRAUD_PAYMENTS, prevalence, accuracy, recall)
        chart = figures.paradox(prevalences, precisions, accuracy, counts, beyond=1.15)
    else:
        chart = figures.impossible(prevalences, precisions, accuracy, prevalence)
    look.figure(
        chart,
        key="quality_paradox",
        alt="Above: accuracy of the model and of doing nothing against prevalence. Below: the model's precision. "
        f"{paradox_words(accuracy, recall, prevalence)}",
        table=lambda: figures.paradox_table(prevalences, precisions, accuracy),
    )


def _fill(share: float) -> None:
    for name, value in (("accuracy", FRAUD_ACCURACY), ("found", FRAUD_RECALL), ("prevalence", share)):
        session.set_control(f"quality_{name}", round(100 * value, 2))
