"""A set-up of the lab means just these scenarios; the presets can be reached with the sliders."""

from dataclasses import replace

import pytest

from core.base import InvalidInput
from core.batching import DynamicBatch, FixedBatch, Offline, RealTime
from core.experiment.presets import BATCH_SIZES, PRESETS, RATES, SEEDS, TEXTS, WAITS_MS, Setup
from core.text import CATALOGUE
from core.workload import AllAtOnce, Poisson, Steady


def test_batch_of_all_texts_at_once_is_an_offline_run() -> None:
    (scenario,) = Setup(mode="batch", come="at_once", batch_size=48, requests=300).scenarios()

    assert scenario.policy == Offline(batch_size=48)
    assert scenario.arrivals == AllAtOnce()
    assert scenario.requests == 300


def test_batch_of_a_stream_leaves_full_or_after_the_longest_wait() -> None:
    stream = Setup(mode="batch", come="stream", batch_size=8, max_wait_ms=20, rate=30)

    (waits,) = replace(stream, leave="full_or_waited").scenarios()
    (full,) = replace(stream, leave="full").scenarios()

    assert waits.policy == DynamicBatch(max_batch_size=8, max_wait_s=0.020)
    assert full.policy == FixedBatch(batch_size=8)
    assert waits.arrivals == full.arrivals == Poisson(rate=30)


def test_real_time_serves_one_text_at_a_time_from_a_stream() -> None:
    (scenario,) = Setup(mode="real_time", come="at_once", rate=15, pattern="steady").scenarios()

    assert scenario.policy == RealTime()
    assert scenario.arrivals == Steady(rate=15)


def test_both_sides_get_the_very_same_texts() -> None:
    batch, single = Setup(mode="both", seed=4, corpus="abc", classifier="tfidf-forest").scenarios()

    assert batch.policy == Offline(batch_size=64)
    assert single.policy == RealTime()
    assert (batch.seed, batch.requests, batch.corpus, batch.classifier) == (
        single.seed,
        single.requests,
        single.corpus,
        single.classifier,
    )


def test_a_set_up_beyond_the_sliders_is_refused_with_every_fault() -> None:
    with pytest.raises(InvalidInput) as refused:
        Setup(batch_size=0, requests=20_001, rate=0, max_wait_ms=-1)

    assert {fault.field for fault in refused.value.faults} == {
        "batch_size",
        "requests",
        "rate",
        "max_wait_ms",
    }


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_can_be_set_with_the_sliders(name: str) -> None:
    setup = PRESETS[name].setup

    assert PRESETS[name].name == name
    assert setup.classifier in CATALOGUE
    assert setup.batch_size in BATCH_SIZES
    assert setup.requests in TEXTS
    assert setup.rate in RATES
    assert setup.max_wait_ms in WAITS_MS
    assert setup.seed in SEEDS


def test_the_presets_that_the_questions_name_exist() -> None:
    assert {"batch-vs-single", "busy-stream", "quiet-stream"} <= set(PRESETS)


def test_batch_sizes_go_from_one_to_1024_with_every_power_of_two() -> None:
    assert {2**k for k in range(11)} <= set(BATCH_SIZES)
    assert list(BATCH_SIZES) == sorted(set(BATCH_SIZES))
