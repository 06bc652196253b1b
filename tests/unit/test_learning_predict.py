"""Predictions: the key is what a run of the preset gives, and a run without the figure is told."""

import pytest

from core.base import InvalidInput
from core.experiment import simulate
from core.experiment.presets import PRESETS
from core.learning.predict import MEASURES, measured, place, presentation_at, scenarios_of, simulated
from core.learning.question import Measure
from core.serving import LinearCost
from tests.question_samples import predict

COST = LinearCost(fixed_s=0.010, per_item_s=0.001)
SLOW = LinearCost(fixed_s=1.0, per_item_s=0.1)


def test_every_measure_of_the_model_has_words_and_a_unit():
    assert set(MEASURES) == set(Measure.__args__)
    assert all(spec.label and spec.unit for spec in MEASURES.values())


def test_the_key_is_what_the_simulation_of_the_preset_gives():
    batch, single = (simulate(scenario, COST) for scenario in PRESETS["busy-stream"].setup.scenarios())
    expected = {
        "throughput_per_s": batch.summary.throughput_per_s,
        "mean_batch_size": batch.summary.mean_batch_size,
        "utilisation_pct": 100 * batch.summary.utilisation,
        "median_ms": 1000 * batch.summary.latency.p50,
        "mean_ms": 1000 * batch.summary.latency.mean,
        "p95_ms": 1000 * batch.summary.latency.p95,
        "p99_ms": 1000 * batch.summary.latency.p99,
        "gain": batch.summary.throughput_per_s / single.summary.throughput_per_s,
    }
    assert set(expected) == set(MEASURES)
    for measure, value in expected.items():
        question = predict(lab="busy-stream", measure=measure, side=None if measure == "gain" else "batch")
        assert simulated(question, COST) == pytest.approx(value), measure


def test_a_side_is_the_one_that_is_asked_about():
    batch, single = PRESETS["busy-stream"].setup.scenarios()
    assert scenarios_of(predict(lab="busy-stream", side="batch")) == (batch,)
    assert scenarios_of(predict(lab="busy-stream", side="real_time")) == (single,)
    assert scenarios_of(predict(lab="busy-stream", measure="gain", side=None)) == (batch, single)


def test_a_preset_of_one_side_needs_no_side():
    only = next(preset for preset in PRESETS.values() if preset.setup.mode == "real_time")
    assert len(scenarios_of(predict(lab=only.name, side=None))) == 1
    with pytest.raises(InvalidInput, match="side: the preset has no batch side"):
        scenarios_of(predict(lab=only.name, side="batch"))
    with pytest.raises(InvalidInput, match="measure: a gain needs"):
        scenarios_of(predict(lab=only.name, side=None, measure="gain"))


def test_a_queue_without_end_has_no_latency_to_guess_but_a_throughput():
    overloaded = predict(lab="busy-stream", side="real_time", measure="p99_ms")
    with pytest.raises(InvalidInput, match="a queue that grew without end"):
        simulated(overloaded, SLOW)
    assert simulated(predict(lab="busy-stream", side="real_time", measure="throughput_per_s"), SLOW) < 1


def test_too_few_texts_have_no_99th_percentile():
    question = predict(lab="quiet-stream", measure="p99_ms")
    result = simulate(scenarios_of(question)[0], COST)
    assert len(result.log) < 368
    with pytest.raises(InvalidInput, match="too few texts"):
        measured(question, [result])


def test_an_unknown_preset_is_named():
    with pytest.raises(InvalidInput, match="lab: 'nowhere' is no lab preset"):
        scenarios_of(predict(lab="nowhere"))


@pytest.mark.parametrize("seed", [None, 0, 77])
def test_a_place_is_read_back_as_the_presentation_it_names(seed):
    assert presentation_at(place("modes", "md-009", seed)) == ("modes", "md-009", seed)


@pytest.mark.parametrize(
    "elsewhere", ["lab", "question/modes", "question/a/b/x", "load/a/b/1", "question/a/b/1/2"]
)
def test_other_places_are_no_presentation(elsewhere):
    assert presentation_at(elsewhere) is None
