"""The figures that the quality page must come to, asserted from the code that shows them."""

import pytest

from core.base.numbers_format import NO_BREAK
from core.learning.numbers import FRAUD_ACCURACY, FRAUD_RECALL, WORKED_EXAMPLE
from core.metrics import highest_prevalence, precision_at
from core.metrics.classification_measures import measures
from pages.parts.quality_matrix import matrix_words
from pages.parts.quality_measures import literal, value_words
from pages.parts.quality_paradox import examples_table, impossible_words, paradox_words


def _plain(words: str) -> str:
    return words.replace(NO_BREAK, " ")


@pytest.mark.parametrize(
    ("name", "sum_", "words"),
    [
        ("Accuracy", "(400 + 450) ÷ 1,000", "85 %"),
        ("Precision", "400 ÷ (400 + 100)", "80 %"),
        ("Recall", "400 ÷ (400 + 50)", "88.9 %"),
        ("Specificity", "450 ÷ (450 + 100)", "81.8 %"),
        ("F1", "2 × 400 ÷ (2 × 400 + 100 + 50)", "84.2 %"),
        ("Balanced accuracy", "(400 ÷ 450 + 450 ÷ 550) ÷ 2", "85.4 %"),
        ("MCC (Matthews)", "(400 × 450 − 100 × 50) ÷ √(500 × 450 × 550 × 500)", "0.704"),
    ],
)
def test_the_thousand_messages(name: str, sum_: str, words: str) -> None:
    one = next(one for one in measures(WORKED_EXAMPLE) if one.name == name)
    assert (one.sum, _plain(value_words(one))) == (sum_, words)


def test_the_thousand_messages_in_a_sentence() -> None:
    assert _plain(matrix_words(WORKED_EXAMPLE)) == (
        "The same 1,000 answers score **88.9 %** on recall and **80 %** on precision; "
        "300 more of them are right than if nothing were flagged."
    )


def test_98_per_cent_accuracy_and_12_per_cent_recall() -> None:
    assert f"{highest_prevalence(FRAUD_ACCURACY, FRAUD_RECALL):.2%}" == "2.27%"
    assert _plain(paradox_words(0.98, 0.12, 0.02)) == (
        "98 % accuracy and 12 % recall go together up to **2.27 %** fraud. "
        "At 2 %, **50 %** of the flags are right, and doing nothing is exactly as accurate, 98 %."
    )
    assert "At 1 %, **9.7 %** of the flags are right, and doing nothing is more accurate, 99 %." in _plain(
        paradox_words(0.98, 0.12, 0.01)
    )


def test_the_whole_number_examples_of_10_000_payments() -> None:
    table = _plain(examples_table(0.98, 0.12, 0.05))
    assert "| 2 % | TP 24, FN 176, FP 24, TN 9,776 | 50 % | 98 %, 98 % |" in table
    assert "| 1 % | TP 12, FN 88, FP 112, TN 9,788 | 9.7 % | 98 %, 99 % |" in table
    assert "| 5 % | cannot be: −240 false alarms | – | – |" in table


def test_what_cannot_be_is_explained_not_clamped() -> None:
    words = _plain(impossible_words(0.98, 0.12, 0.05))
    assert "At 5 % fraud, missing 88 % of it makes 4.4 % of all answers wrong." in words
    assert "leaves room for 2 %" in words and "−240 of 10,000" in words and "at most 2.27 %" in words
    other = _plain(impossible_words(0.5, 1.0, 0.6))
    assert (
        "finding 100 % of it makes 60 % of all answers right, more than an accuracy of 50 % allows" in other
    )
    assert "would have to be 5,000, but only 4,000" in other


def test_the_formula_of_the_content_is_the_one_in_the_code() -> None:
    for prevalence in (0.001, 0.01, 0.02, 0.0225):
        by_hand = 0.12 * prevalence / (0.02 - 0.76 * prevalence)
        assert precision_at(0.98, 0.12, prevalence) == pytest.approx(by_hand)


def test_a_label_stays_in_its_cell_whatever_is_written_in_it() -> None:
    assert literal("spam|_x_ <b>") == r"spam\|\_x\_ \<b\>"
    assert literal("böse 2") == "böse 2"
