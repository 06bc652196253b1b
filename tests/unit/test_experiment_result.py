"""Judging a run: whole, stable, to be trusted?"""

import numpy as np
import pytest

from core.base import InvalidInput
from core.batching import DynamicBatch, FixedBatch, Offline, RealTime
from core.experiment import Scenario, simulate
from core.experiment.record import from_record, pack, to_record, unpack
from core.experiment.result import result_of, result_to_plain, why_void
from core.experiment.scenario import scenario_from_plain, scenario_to_plain
from core.experiment.stalls import find_stalls
from core.serving import LinearCost
from core.serving.lindley import serve_one_by_one
from core.serving.loop import log_of_batches
from core.workload import AllAtOnce, Poisson, Steady

COST = LinearCost(fixed_s=0.010, per_item_s=0.001)


def scenario(policy=None, arrivals=None, requests=100):
    return Scenario(
        classifier="tfidf-forest",
        policy=policy or RealTime(),
        arrivals=arrivals or Poisson(rate=20),
        requests=requests,
    )


def singles(service_s, gap_s=1.0):
    """A log of batches of one, each due when the server is free."""
    due = (np.arange(len(service_s)) * gap_s).tolist()
    return log_of_batches(due, due, [d + s for d, s in zip(due, service_s, strict=True)], [1] * len(due))


def test_a_stable_run_has_percentiles_and_an_unstable_one_has_none():
    stable = result_to_plain(simulate(scenario(requests=2000), COST))
    unstable = result_to_plain(simulate(scenario(arrivals=Poisson(rate=200), requests=2000), COST))
    assert stable["latency_ms"]["p99"] > stable["latency_ms"]["p50"] > 0
    assert unstable["unstable"] is True
    assert all(unstable["latency_ms"][name] is None for name in ("mean", "p50", "p90", "p95", "p99", "max"))
    assert "at most 90.9 can be served" in unstable["warnings"][0]


def test_a_live_run_is_called_unstable_by_its_own_full_batches():
    slow = singles([0.125] * 50, gap_s=0.125)
    assert result_of(engine="live", scenario=scenario(arrivals=Steady(rate=9)), log=slow).unstable
    assert not result_of(engine="live", scenario=scenario(arrivals=Steady(rate=7)), log=slow).unstable


def test_an_archive_is_never_unstable():
    result = simulate(scenario(Offline(batch_size=8), AllAtOnce()), COST)
    assert not result.unstable


def test_a_run_cut_short_says_so():
    result = result_of(engine="live", scenario=scenario(), log=singles([0.01] * 40), ended="time_limit")
    assert "Out of time after 40 of 100 texts" in result.warnings[0]


def test_a_generator_that_lags_voids_the_run():
    log = singles([0.010] * 100)
    assert why_void(log, np.full(50, 0.0005)) is None
    assert "late" in why_void(log, np.full(50, 0.008))


def stood_still(for_s):
    """A calm live run of 1,000 texts, 20 ms apart, in which the machine once stands still."""
    service_s = np.full(1000, 0.010)
    service_s[500] += for_s
    log = serve_one_by_one(np.arange(1000) * 0.020, service_s)
    return result_of(engine="live", scenario=scenario(), log=log, late_s=np.zeros(9), processor_s=log.busy_s)


def test_a_machine_that_stands_still_is_said_once_it_reaches_the_tail_and_voids_the_run_beyond_that():
    blink, stall, long = stood_still(0.040), stood_still(0.4), stood_still(2.0)
    assert (blink.warnings, blink.void) == ((), None)
    assert stall.void is None
    assert "stood still once, 0.40 s in all, and held up 21 of 1,000 texts" in stall.warnings[0]
    assert "stood still once, 2.00 s in all" in long.void
    assert long.warnings == ()


def test_a_batch_that_leaves_late_with_a_free_server_is_a_stall_too():
    due = (np.arange(400) * 0.02).tolist()
    starts = [moment + (0.3 if row == 200 else 0.0) for row, moment in enumerate(due)]
    log = log_of_batches(due, starts, [start + 0.001 for start in starts], [1] * 400)
    assert find_stalls(log, RealTime()).longest_s == pytest.approx(0.3)
    # A window that waits on purpose is none.
    assert find_stalls(log, DynamicBatch(max_batch_size=50, max_wait_s=0.3)).count == 0


def test_a_run_without_the_processor_is_noted_and_beyond_that_void():
    log, late = singles([0.010] * 100), np.zeros(0)
    outcomes = [
        result_of(engine="live", scenario=scenario(), log=log, late_s=late, processor_s=spent)
        for spent in (0.99, 0.8, 0.5)
    ]
    assert [round(outcome.stolen, 2) for outcome in outcomes] == [0.01, 0.2, 0.5]
    assert [any("processor" in note for note in outcome.warnings) for outcome in outcomes] == [
        False,
        True,
        False,
    ]
    assert [outcome.void is not None for outcome in outcomes] == [False, False, True]


def test_an_empty_run_is_not_void():
    assert why_void(singles([]), np.zeros(0)) is None


def test_offline_with_a_stream_of_arrivals_is_refused():
    with pytest.raises(InvalidInput, match="policy"):
        scenario(Offline(batch_size=8), Poisson(rate=5))


@pytest.mark.parametrize(
    "policy, arrivals",
    [
        (RealTime(), Poisson(rate=3.5)),
        (FixedBatch(batch_size=7), Steady(rate=2)),
        (DynamicBatch(max_batch_size=7, max_wait_s=0.25), Poisson(rate=2)),
        (Offline(batch_size=512), AllAtOnce()),
    ],
)
def test_a_scenario_survives_being_sent(policy, arrivals):
    sent = scenario(policy, arrivals)
    assert scenario_from_plain(scenario_to_plain(sent)) == sent


@pytest.mark.parametrize("plain", [None, {}, {"classifier": 3}, {"policy": {"kind": "magic"}}, []])
def test_what_is_not_a_scenario_is_refused(plain):
    with pytest.raises(InvalidInput):
        scenario_from_plain(plain)


def test_a_result_survives_being_kept():
    result = simulate(scenario(requests=50), COST)
    kept = from_record(*to_record(result))
    assert kept.scenario == result.scenario
    assert kept.cost == COST
    assert kept.summary == result.summary
    assert np.array_equal(kept.log.finish_s, result.log.finish_s)


def test_a_packed_run_keeps_its_predictions_and_refuses_other_bytes():
    log = singles([0.1] * 3)
    _, predictions = unpack(pack(log, np.array([0, 1, 1], dtype=np.int16)))
    assert predictions.tolist() == [0, 1, 1]
    for wrong in (b"", b"junk", pack(log)[:-30]):
        with pytest.raises(InvalidInput, match="not a stored run"):
            unpack(wrong)
