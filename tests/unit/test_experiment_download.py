"""Taking a run away: the log comes back bit for bit, the summary says all, and the command makes the same scenario."""

import argparse
import io
import json
import shlex
import tomllib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.base import InvalidInput
from core.batching import (
    DynamicBatch,
    FixedBatch,
    FormedAhead,
    LoopWindow,
    Offline,
    Policy,
    RealTime,
    SerialWindow,
)
from core.cli import run
from core.cli.arguments import cost_of, scenario_of
from core.experiment import Result, Scenario, download, simulate
from core.experiment.download import log_csv, log_parquet, log_table, summary_json, times_csv
from core.experiment.download_again import RECORDED, command_of, setup_of
from core.experiment.presets import PRESETS, Setup
from core.experiment.record import COLUMNS
from core.serving import ExponentialCost, LinearCost
from core.workload import AllAtOnce, Arrivals, Bursty, ClosedLoop, Daily, Poisson, Replay, Steady

COST = LinearCost(fixed_s=0.0091234567, per_item_s=0.1 + 0.2)
ROOT = Path(__file__).parents[2]


def _scenario(policy: Policy, arrivals: Arrivals, **more: int) -> Scenario:
    return Scenario(
        classifier="tfidf-forest", policy=policy, arrivals=arrivals, **{"requests": 200, "seed": 7, **more}
    )


def _result(scenario: Scenario | None = None) -> Result:
    return simulate(
        scenario or _scenario(DynamicBatch(max_batch_size=8, max_wait_s=0.005), Poisson(rate=3)), COST
    )


def _parsed(command: str) -> argparse.Namespace:
    words = shlex.split(command)
    assert words[:4] == ["python", "-m", "core", "run"]
    parser = argparse.ArgumentParser()
    run.add_to(parser)
    return parser.parse_args(words[4:])


def _seconds(ms: float) -> float:
    """As every control and every argument gives a time: in milliseconds."""
    return ms / 1000


policies = st.one_of(
    st.just(RealTime()),
    st.builds(FixedBatch, batch_size=st.integers(1, 1024)),
    *(
        st.builds(kind, max_batch_size=st.integers(1, 1024), max_wait_s=st.floats(0, 2000).map(_seconds))
        for kind in (DynamicBatch, SerialWindow, LoopWindow, FormedAhead)
    ),
)
arrivals = st.one_of(
    *(st.builds(kind, rate=st.floats(0.01, 1e5)) for kind in (Poisson, Steady)),
    st.builds(Bursty, rate=st.just(5.0), on_share=st.floats(0.01, 1), cycle_s=st.floats(0.1, 100)),
    st.builds(Daily, rate=st.just(5.0), swing=st.floats(0, 1), period_s=st.floats(0.1, 100)),
    st.builds(ClosedLoop, clients=st.integers(1, 100), think_s=st.floats(0, 5000).map(_seconds)),
)


@settings(max_examples=200)
@given(policies, arrivals, st.integers(1, 10_000), st.integers(0, 2**32 - 1))
def test_the_command_of_any_run_makes_the_very_same_scenario(
    policy: Policy, come: Arrivals, requests: int, seed: int
) -> None:
    scenario = _scenario(policy, come, requests=requests, seed=seed)
    some = _result()
    for result in (
        replace(some, scenario=scenario),
        replace(some, scenario=scenario, engine="live", cost=None),
    ):
        command = command_of(result).command
        assert command is not None
        chosen = _parsed(command)
        assert scenario_of(chosen) == scenario
        assert chosen.engine == result.engine
        if result.engine == "simulated":
            assert cost_of(chosen).fixed_s == pytest.approx(COST.fixed_s, rel=1e-15)
            assert cost_of(chosen).per_item_s == pytest.approx(COST.per_item_s, rel=1e-15)


def test_a_pile_of_texts_has_a_command_too() -> None:
    scenario = _scenario(Offline(batch_size=64), AllAtOnce())
    command = command_of(_result(scenario)).command

    assert command is not None
    assert scenario_of(_parsed(command)) == scenario


def test_a_recording_has_a_command_that_reads_the_file_of_its_times(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorded = Replay(times_s=(0.0, 0.1, 0.1 + 0.2, 1 / 3, 1 / 3, 7.0))
    scenario = _scenario(RealTime(), recorded, requests=6)
    again = command_of(_result(scenario))
    monkeypatch.chdir(tmp_path)
    (tmp_path / RECORDED).write_bytes(times_csv(recorded))

    assert again.command is not None
    assert scenario_of(_parsed(again.command)) == scenario
    assert RECORDED in again.but


@pytest.mark.parametrize("come", [Replay(times_s=(0.5, 1.0)), AllAtOnce()])
def test_what_the_command_line_cannot_say_has_no_command_and_a_reason(come: Arrivals) -> None:
    again = command_of(replace(_result(), scenario=_scenario(RealTime(), come, requests=2)))

    assert again.command is None
    assert "no such arrivals" in again.but


def test_a_cost_the_command_line_cannot_say_and_own_texts_are_said() -> None:
    assert "no such cost" in command_of(replace(_result(), cost=ExponentialCost(mean_s=0.01))).but
    own = replace(_result(), scenario=replace(_result().scenario, corpus="abc"))
    assert "not on your own" in command_of(own).but


@pytest.mark.parametrize(
    "setup",
    [
        *(preset.setup for preset in PRESETS.values()),
        Setup(mode="batch", come="stream", leave="full", batch_size=8, rate=30, pattern="steady"),
        Setup(mode="batch", come="at_once", batch_size=256, requests=2000),
        Setup(mode="real_time", classifier="hashing-sgd", rate=200, requests=1000, seed=4),
    ],
    ids=str,
)
def test_a_set_up_of_the_lab_is_found_again(setup: Setup) -> None:
    found = setup_of(setup.scenarios())

    assert found is not None
    assert found.scenarios() == setup.scenarios()


def test_what_the_lab_cannot_set_has_no_set_up() -> None:
    dynamic = DynamicBatch(max_batch_size=8, max_wait_s=0.005)
    assert setup_of([_scenario(dynamic, Poisson(rate=33.3), requests=100, seed=1)]) is None
    assert setup_of([_scenario(dynamic, Poisson(rate=30), requests=123, seed=1)]) is None
    assert setup_of([_scenario(dynamic, Bursty(rate=30), requests=100, seed=1)]) is None
    assert (
        setup_of(
            [
                _scenario(
                    SerialWindow(max_batch_size=8, max_wait_s=0.005), Poisson(rate=30), requests=100, seed=1
                )
            ]
        )
        is None
    )
    assert setup_of([]) is None


@pytest.mark.parametrize("live", [False, True])
def test_the_log_comes_back_bit_for_bit(live: bool) -> None:
    result = _result()
    if live:
        answers = np.arange(len(result.log), dtype=np.int16) % 3
        result = replace(result, engine="live", cost=None, predictions=answers)
    for back in (
        pd.read_csv(io.BytesIO(log_csv(result))),
        pd.read_parquet(io.BytesIO(log_parquet(result))),
    ):
        assert list(back.columns) == [*COLUMNS, *(["prediction"] if live else [])]
        for name in COLUMNS:
            np.testing.assert_array_equal(back[name], getattr(result.log, name))
        if live:
            np.testing.assert_array_equal(back["prediction"], result.predictions)


def test_a_log_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download, "MOST_ROWS", 199)
    with pytest.raises(InvalidInput, match="199"):
        log_table(_result())


def test_the_summary_says_all_that_it_takes_to_run_it_again() -> None:
    result, at = _result(), datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
    document = json.loads(
        summary_json([result], run_id="r-1", at=at, finding="It was so.", classes=["ham", "spam"])
    )

    assert document["run_id"] == "r-1"
    assert document["at"] == "2026-05-04T12:00:00+00:00"
    assert set(document["versions"]) == {"batchwise", "python", "numpy", "scikit-learn", "streamlit"}
    assert document["versions"]["numpy"] == np.__version__
    assert document["classes"] == ["ham", "spam"]
    (side,) = document["sides"]
    assert (side["engine"], side["seed"]) == ("simulated", 7)
    assert scenario_of(_parsed(side["command"])) == result.scenario
    assert side["summary"]["latency_ms"]["p50"] == pytest.approx(1000 * (result.summary.latency.p50 or 0))


def test_the_version_is_the_projects() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

    assert project["project"]["version"] == download.BATCHWISE
