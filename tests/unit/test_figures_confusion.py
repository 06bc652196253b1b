"""The lesson's figures say what was computed: titles, labels, counts in place."""

import numpy as np
import pytest

from core.figures import theme
from core.figures.confusion import confusion_mosaic
from core.figures.paradox import paradox
from core.figures.scorecard import BEST, scorecard
from core.figures.threshold import threshold_cost
from core.metrics import ConfusionMatrix, fraud_example
from core.metrics.thresholds import scan


def test_the_mosaic_is_to_scale_and_names_every_count() -> None:
    figure = confusion_mosaic(ConfusionMatrix(tp=400, fp=100, fn=50, tn=450))
    assert [note.text for note in figure.layout.annotations] == ["TP 400", "FN 50", "FP 100", "TN 450"]
    flagged, through = figure.data
    assert list(flagged.width) == [450, 550] and flagged.y[0] == pytest.approx(400 / 450)
    assert np.add(flagged.y, through.y) == pytest.approx([1, 1])
    assert list(flagged.marker.pattern.shape) == ["", "/"], "errors are hatched, not only coloured"
    assert "150 of 1,000 answers are wrong" in theme.heading(figure)[0]


def test_a_class_without_messages_draws_no_nonsense() -> None:
    figure = confusion_mosaic(ConfusionMatrix(tp=0, fp=10, fn=0, tn=90))
    assert [note.text for note in figure.layout.annotations] == ["FP 10", "TN 90"]


@pytest.mark.parametrize(
    ("prevalence", "words"),
    [
        (0.02, "a model that does nothing is exactly as accurate"),
        (0.01, "doing nothing is more accurate than the model; 10\u00a0% of its flags are right"),
        (0.0225, "the model is more accurate"),
    ],
)
def test_the_paradox_says_who_is_more_accurate(prevalence: float, words: str) -> None:
    figure = paradox([0.01, 0.02], [0.1, 0.5], 0.98, fraud_example(10_000, prevalence, 0.98, 0.12))
    assert words in theme.heading(figure)[0]


def test_the_threshold_figure_names_the_cheapest_threshold_and_n() -> None:
    scores = np.linspace(0, 1, 101)
    found = scan(scores, scores > 0.405, np.arange(0.01, 1, 0.02))
    title, label = theme.heading(threshold_cost(found, 9.0))
    assert title == "A miss costs 9 × a false alarm: flag from 41\u00a0% on"
    assert "n = 101" in label


def test_the_scorecard_cuts_at_its_ends_and_counts_what_is_missed() -> None:
    figure = scorecard([("A", 500.0, "Met"), ("B", 0.5, "Missed"), ("C", None, "Not enough to say")], "SIM")
    met, missed = figure.data
    assert list(met.x) == [BEST] and list(missed.y) == ["B"] and met.marker.symbol != missed.marker.symbol
    assert theme.heading(figure)[0] == "1 of 3 targets missed"
