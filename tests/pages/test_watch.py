"""Watch: an example for who has no run, kept runs newest first, both sides of a comparison, pins, files, repetitions."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from conftest import LEARNER, FakeHost
from page_words import words_of
from streamlit.testing.v1 import AppTest

from core.experiment import Result, Scenario, simulate
from core.experiment.presets import PRESETS, Setup
from core.experiment.record import to_record
from core.learning.events import RunFinished
from core.learning.store import Store
from core.serving import LinearCost
from pages.parts import watch_runs
from tests.frames import frame_at

OpenPage = Callable[..., AppTest]
COST = LinearCost(fixed_s=0.009, per_item_s=0.0001)
BEGIN = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


def _live(scenario: Scenario) -> Result:
    found = simulate(scenario, COST)
    answers = np.zeros(len(found.log), dtype=np.int16)
    return replace(found, engine="live", cost=None, predictions=answers)


@pytest.fixture
def keep(store: Store) -> Callable[..., str]:
    """Keeps a live run of a set-up, as the lab does; returns its id."""
    kept = []

    def save(setup: Setup, *, finding: str = "It was found.", **changed: Any) -> str:
        run_id, at = f"20260504-12{len(kept):02d}00-{len(kept)}", BEGIN + timedelta(minutes=len(kept))
        kept.append(run_id)
        for side, scenario in enumerate(setup.scenarios()):
            meta, data = to_record(replace(_live(scenario), **changed))
            store.save_run(LEARNER, f"{run_id}.{side}", data, meta, at=at)
        event = RunFinished(run_id=run_id, engine="live", scenario={}, summary={}, finding=finding)
        store.append(LEARNER, event, at=at)
        return run_id

    return save


SINGLE = Setup(mode="real_time", rate=70, requests=300)


def _run_options(at: AppTest) -> list[str]:
    return list(at.selectbox(key="watch_run").options)


def test_without_a_run_there_is_a_simulated_example_and_it_says_so(open_page: OpenPage) -> None:
    at = open_page("watch")

    assert not at.exception
    assert "You have no run of your own yet" in words_of(at)
    assert "SIM · n = 200" in words_of(at)
    assert _run_options(at) == ["Example, simulated · Batches of up to 8 against one at a time"]
    assert len(at.get("plotly_chart")) == 1


def test_without_any_cost_the_page_says_what_it_waits_for(open_page: OpenPage, host: FakeHost) -> None:
    host.hello = {"fits": {}}
    at = open_page("watch")

    assert not at.exception
    assert "The measuring process is starting" in words_of(at)


def test_kept_runs_come_newest_first_with_their_finding(
    open_page: OpenPage, keep: Callable[..., str]
) -> None:
    keep(SINGLE, finding="The older one.")
    newest = keep(Setup(mode="batch", batch_size=256), finding="The newer one.")
    at = open_page("watch")

    assert at.selectbox(key="watch_run").value == newest
    assert [option.split(" · ")[1] for option in _run_options(at)] == [
        "Batches of 256",
        "One at a time",
        "Batches of up to 8 against one at a time",
    ]
    assert "The newer one." in words_of(at)
    assert "LIVE · n = 500" in words_of(at)
    assert "You have no run" not in words_of(at)


def test_a_link_opens_its_run_and_a_run_that_is_gone_is_said(
    open_page: OpenPage, keep: Callable[..., str]
) -> None:
    older = keep(SINGLE, finding="The older one.")
    newest = keep(Setup(mode="batch"), finding="The newer one.")

    assert "The older one." in words_of(open_page("watch", watch_run=older))
    lost = open_page("watch", watch_run="20200101-000000-1")
    assert "not kept in this browser" in words_of(lost)
    assert lost.selectbox(key="watch_run").value == newest


def test_both_sides_of_a_comparison_are_replayed_and_compared(
    open_page: OpenPage, keep: Callable[..., str]
) -> None:
    run_id = keep(PRESETS["busy-stream"].setup)
    at = open_page("watch")

    assert at.multiselect(key="watch_pins").value == [f"{run_id}.0", f"{run_id}.1"]
    table = next(html.body for html in at.get("html") if "watch-table" in html.body)
    assert "Batches of up to 64: 1,000 texts" in table
    assert "One at a time: 1,000 texts" in table
    assert "No percentile: unstable. One at a time could not keep up." in table


def test_a_pinned_run_is_added_to_those_side_by_side(open_page: OpenPage, keep: Callable[..., str]) -> None:
    older, newer = keep(SINGLE), keep(Setup(mode="batch"))
    at = open_page("watch")
    assert at.button(key="watch_pin").disabled

    at.selectbox(key="watch_run").set_value(older).run()
    at.button(key="watch_pin").click().run()

    assert at.multiselect(key="watch_pins").value == [f"{newer}.0", f"{older}.0"]
    assert f"{newer}.0,{older}.0" in at.query_params["watch_pins"]
    assert older in at.query_params["watch_run"]


def test_a_link_brings_its_pins_and_drops_those_that_are_gone(
    open_page: OpenPage, keep: Callable[..., str]
) -> None:
    one, two = keep(SINGLE), keep(Setup(mode="batch"))
    at = open_page("watch", watch_pins=f"{two}.0,20200101-000000-1.0,example.1,{one}.0")

    assert not at.exception
    assert at.multiselect(key="watch_pins").value == [f"{two}.0", "example.1", f"{one}.0"]


def test_at_most_six_runs_are_side_by_side(open_page: OpenPage, keep: Callable[..., str]) -> None:
    runs = [keep(replace(SINGLE, seed=seed)) for seed in range(1, 9)]
    at = open_page("watch", watch_pins=",".join(f"{run}.0" for run in runs))

    assert not at.exception
    assert len(at.multiselect(key="watch_pins").value) == 6
    assert at.button(key="watch_pin").disabled


def test_repetitions_with_other_draws_are_summed_up_unasked(
    open_page: OpenPage, keep: Callable[..., str]
) -> None:
    runs = [keep(replace(SINGLE, seed=seed, requests=1000)) for seed in (1, 2, 3)]
    at = open_page("watch", watch_pins=",".join(f"{run}.0" for run in runs))

    assert "3 runs of the same set-up with other draws: p99 latency" in words_of(at)
    assert "2 degrees of freedom" in words_of(at)
    alone = open_page("watch", watch_pins=",".join(f"{run}.0" for run in runs[:1]))
    assert "other draws:" not in words_of(alone)


def test_a_void_run_is_said_not_to_be_trusted(open_page: OpenPage, keep: Callable[..., str]) -> None:
    keep(SINGLE, void="The machine stood still.")
    at = open_page("watch")

    assert "The machine stood still." in at.warning[0].value
    assert "No, void." in next(html.body for html in at.get("html") if "watch-table" in html.body)


def test_a_run_without_a_single_answer_is_shown_without_a_replay(
    open_page: OpenPage, keep: Callable[..., str]
) -> None:
    log = _live(SINGLE.scenarios()[0]).log
    nothing = replace(
        log,
        **{
            name: getattr(log, name)[:0]
            for name in ("scheduled_s", "start_s", "finish_s", "batch_id", "batch_size")
        },
    )
    keep(SINGLE, log=nothing, predictions=None, ended="stopped")
    at = open_page("watch")

    assert not at.exception
    assert "Nothing was answered in this run" in words_of(at)


def test_the_link_to_the_lab_and_the_command_are_there(open_page: OpenPage, keep: Callable[..., str]) -> None:
    keep(replace(SINGLE, seed=4))
    codes = [code.value for code in open_page("watch").code]

    assert codes[0].endswith("?lab_mode=Real-time&lab_rate=70&lab_requests=300&lab_seed=Draw+4")
    assert codes[1] == (
        "python -m core run --engine live --classifier tfidf-logreg --policy real_time "
        "--arrival poisson --arrival-rate 70 --requests 300 --seed 4 --json"
    )


def test_every_side_has_its_files(open_page: OpenPage, keep: Callable[..., str]) -> None:
    keep(PRESETS["quiet-stream"].setup)
    labels = [button.label for button in open_page("watch").get("download_button")]

    assert labels == [
        "Batches of up to 16: log as CSV",
        "Batches of up to 16: log as Parquet",
        "One at a time: log as CSV",
        "One at a time: log as Parquet",
        "Summary as JSON",
    ]


def test_a_long_run_says_which_part_is_shown(open_page: OpenPage, keep: Callable[..., str]) -> None:
    keep(Setup(mode="batch", batch_size=64, requests=5000))
    at = open_page("watch")
    assert "A long run: 5,000 texts." in words_of(at)
    assert " from 0 ms on" in words_of(at)

    at.segmented_control(key="watch_from").set_value("slowest").run()
    assert not at.exception
    assert " from 0 ms on" not in words_of(at)


def test_the_runs_of_another_learner_are_not_shown(
    open_page: OpenPage, store: Store, keep: Callable[..., str]
) -> None:
    meta, data = to_record(_live(SINGLE.scenarios()[0]))
    store.save_run("another-learner-0123456", "20260101-000000-1.0", data, meta, at=BEGIN)
    at = open_page("watch", watch_run="20260101-000000-1", watch_pins="20260101-000000-1.0")

    assert len(_run_options(at)) == 1
    assert at.multiselect(key="watch_pins").value == ["example.0", "example.1"]


def test_the_example_shows_a_queue_that_batches_do_not_have(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_page("watch")
    batch, single = watch_runs._example()
    longest = [
        max(frame_at(side.log, float(t)).waiting for t in side.log.scheduled_s) for side in (batch, single)
    ]

    assert not batch.unstable and not single.unstable
    assert longest[1] > longest[0] > 0
