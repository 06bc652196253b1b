"""The load page: controls become scenarios, guess before result, unstable said, files checked, five servers, a search."""

import re
from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any
from urllib.parse import parse_qsl

import pytest
from conftest import LEARNER, FakeHost
from page_words import words_of
from streamlit.testing.v1 import AppTest

from core.batching import DynamicBatch, Policy, RealTime
from core.experiment import Scenario, simulate
from core.experiment.record import to_record
from core.experiment.scenario import scenario_from_plain
from core.experiment.search import Trial, at_rate, search_load
from core.experiment.wire import encode
from core.learning.events import GuessCommitted, RunFinished
from core.learning.store import Store
from core.metrics.objective import LatencyObjective
from core.serving import LinearCost
from core.workload import Arrivals, Bursty, ClosedLoop, Daily, Poisson, Steady
from pages.parts import cached

OpenPage = Callable[..., AppTest]
SERVERS = ("Triton", "TF-Serving", "TorchServe", "LitServe", "Ray Serve")
REAL_COST = LinearCost(fixed_s=0.008, per_item_s=0.0001)


def _press(at: AppTest, key: str) -> AppTest:
    return at.button(key=key).click().run()


def _has(at: AppTest, key: str) -> bool:
    return any(button.key == key for button in at.button)


def _sent(host: FakeHost) -> Scenario:
    return scenario_from_plain(host.jobs[LEARNER].task["scenario"])


def _search(at: AppTest) -> AppTest:
    if _has(at, "load_skip_highest"):
        _press(at, "load_skip_highest")
    return _press(at, "load_search")


def _finish_search(host: FakeHost, repeated_s: tuple[float, ...] = ()) -> tuple[Trial, ...]:
    """Ends the search as the measuring process would with a classifier of the real cost."""
    task = host.jobs[LEARNER].task
    scenario = scenario_from_plain(task["scenario"])
    found = search_load(
        lambda rate: simulate(at_rate(scenario, rate), REAL_COST),
        LatencyObjective(**task["objective"]),
        low_rate=task["low_rate"],
        high_rate=task["high_rate"],
        trials=task["trials"],
    )
    best = max(trial.arrival_rate for trial in found.trials if trial.met)
    trials = [
        replace(trial, near_knee=True, repeated_s=repeated_s) if trial.arrival_rate == best else trial
        for trial in found.trials
    ]
    result = {
        "trials": [asdict(trial) for trial in trials],
        "best_rate": found.best_rate,
        "ceiling": found.ceiling,
    }
    host.finish(host.jobs[LEARNER], result=result)
    return found.trials


LINKS: list[tuple[dict[str, str], Policy, Arrivals]] = [
    ({}, RealTime(), Poisson(rate=50)),
    ({"load_arrivals": "Evenly", "load_rate": "100"}, RealTime(), Steady(rate=100)),
    (
        {"load_policy": "Dynamic batches", "load_batch": "32", "load_wait": "20", "load_arrivals": "In bursts",
         "load_on": "10", "load_cycle": "0.5"},
        DynamicBatch(max_batch_size=32, max_wait_s=0.020),
        Bursty(rate=50, on_share=0.10, cycle_s=0.5),
    ),
    ({"load_arrivals": "In a daily wave", "load_rate": "20", "load_period": "10"}, RealTime(), Daily(rate=20, period_s=10)),
]  # fmt: skip


@pytest.mark.parametrize(("link", "policy", "arrivals"), LINKS, ids=lambda part: str(part)[:40])
def test_a_link_sets_the_controls_and_a_search_gets_just_this_scenario(
    link: dict[str, str], policy: Policy, arrivals: Arrivals, open_page: OpenPage, host: FakeHost
) -> None:
    at = _search(open_page("load", **link))

    assert not at.exception
    assert (_sent(host).policy, _sent(host).arrivals) == (policy, arrivals)
    assert _sent(host).classifier == "tfidf-forest"


def test_an_impossible_link_falls_back_to_the_defaults(open_page: OpenPage, host: FakeHost) -> None:
    at = _search(
        open_page("load", load_policy="Sideways", load_rate="-3", load_bound="0", load_percentile="1")
    )

    assert not at.exception
    assert _sent(host).arrivals == Poisson(rate=50)
    assert host.jobs[LEARNER].task["objective"] == {"bound_s": 0.1, "percentile": 0.99}


def test_moving_a_control_changes_what_is_searched_for(open_page: OpenPage, host: FakeHost) -> None:
    at = open_page("load")
    at.segmented_control(key="load_policy").set_value("dynamic").run()
    at.select_slider(key="load_wait").set_value(10).run()
    at.select_slider(key="load_bound").set_value(200).run()
    at.segmented_control(key="load_percentile").set_value("p95").run()
    _search(at)

    assert _sent(host).policy == DynamicBatch(max_batch_size=16, max_wait_s=0.010)
    assert host.jobs[LEARNER].task["objective"] == {"bound_s": 0.2, "percentile": 0.95}


def test_the_curve_is_covered_until_guessed_and_the_guess_is_kept_and_compared(
    open_page: OpenPage, store: Store
) -> None:
    at = open_page("load")
    assert not at.get("plotly_chart")
    assert "stays within" not in words_of(at)
    assert "texts per second too many?" not in words_of(at)

    at.select_slider(key="load_guess_highest").set_value(10)
    _press(at, "load_commit_highest")

    words = words_of(at)
    assert len(at.get("plotly_chart")) == 1
    assert "p99 stays within 100 ms up to" in words
    assert "You guessed **10** texts per second; SIM says" in words
    assert "too pessimistic" in words
    (kept,) = store.events(LEARNER, kinds=["guess_committed"])
    assert isinstance(kept.event, GuessCommitted)
    assert (kept.event.place, kept.event.guess["guess"], kept.event.guess["measure"]) == ("load", 10, "rate")
    assert 100 < float(str(kept.event.guess["measured"])) < 142

    # A guess is about its own settings, and is not asked for again in another tab.
    again, other = open_page("load"), open_page("load", load_policy="Dynamic batches")
    assert "You guessed **10** texts per second; SIM says" in words_of(again)
    assert not other.get("plotly_chart")
    at.segmented_control(key="load_policy").set_value("dynamic").run()
    assert "You guessed" not in words_of(at)


def test_no_idea_uncovers_without_a_guess(open_page: OpenPage, store: Store) -> None:
    at = _press(open_page("load"), "load_skip_highest")

    assert len(at.get("plotly_chart")) == 1
    assert store.events(LEARNER, kinds=["guess_committed"]) == ()
    # It is remembered of these settings, in another tab too, and of no others.
    assert len(open_page("load").get("plotly_chart")) == 1
    assert not open_page("load", load_policy="Dynamic batches").get("plotly_chart")


def test_theory_is_on_the_chart_where_it_has_a_formula_and_said_to_be_missing_elsewhere(
    open_page: OpenPage,
) -> None:
    at = _press(open_page("load"), "load_skip_highest")
    assert "SIM · n = 3,000 to 5,400 a run, THEORY" in words_of(at)
    assert "THEORY (M/D/1) gives the mean only" in words_of(at)

    at.selectbox(key="load_arrivals").set_value("bursty").run()
    assert "THEORY has no formula for these settings" in words_of(at)


def test_more_than_can_be_served_is_called_unstable_wherever_it_matters(open_page: OpenPage) -> None:
    # 7.03 ms a text: at most 142 a second.
    at = _press(open_page("load", load_rate="200"), "load_skip_highest")
    assert "200 texts arrive per second and at most 142 can be served" in words_of(at)
    assert "**Not met**, whatever this run says" in words_of(at)
    assert "e+0" not in words_of(at)

    split = open_page("load", load_rate="200", load_view="Where time goes")
    assert not split.get("plotly_chart")
    assert "no mean and no percentile describes it" in words_of(split)

    card = open_page("load", load_rate="200", load_view="Scorecard")
    assert "none: the queue kept growing" in words_of(card)
    assert "**Not good enough**" in words_of(card)


def test_too_few_texts_are_no_verdict_and_it_is_said_how_many_would_do(open_page: OpenPage) -> None:
    at = _press(open_page("load", load_rate="10", load_requests="300"), "load_skip_highest")

    assert "**Not enough requests.**" in words_of(at)
    assert "the verdict needs n ≥ 459" in words_of(at)


def test_enough_good_texts_meet_the_objective_and_goodput_is_said(open_page: OpenPage) -> None:
    at = _press(open_page("load", load_rate="10"), "load_skip_highest")

    assert "**Met.** 0 of 5,000 texts" in words_of(at)
    assert {metric.label: metric.value for metric in at.metric}["Goodput"] == "10"


def test_near_the_knee_several_runs_decide_and_it_is_said_what_one_would_have_said(
    open_page: OpenPage,
) -> None:
    # 7.03 ms a text: 123 a second are 86 % of what can be served.
    at = _press(
        open_page("load", load_rate="100", load_classifier="TF-IDF + random forest"), "load_skip_highest"
    )
    assert "independent of each other" not in words_of(at)

    busy = cached.costs()[("tfidf-forest", "built-in", "paced")] = LinearCost(fixed_s=0.009, per_item_s=0.0)
    at.run()
    words = words_of(at)
    assert busy.capacity(1) == pytest.approx(111.1, abs=0.1)
    assert "In 5 runs of 18,000 texts p99 is" in words
    assert "At 90 % of what can be served, texts queue together and are alike" in words
    assert "SIM · n = 90,000" in words
    assert "the truth may well lie above the interval" not in words
    card = words_of(open_page("load", load_rate="100", load_view="Scorecard"))
    assert "over 5 runs" in card

    cached.costs()[("tfidf-forest", "built-in", "paced")] = LinearCost(fixed_s=0.0097, per_item_s=0.0)
    words = words_of(at.run())
    assert "In 5 runs of 90,000 texts p99 is" in words
    assert "the truth may well lie above the interval" in words


def test_the_split_names_its_three_parts_in_its_table(open_page: OpenPage) -> None:
    at = open_page("load", load_view="Where time goes", load_policy="Dynamic batches")

    assert len(at.get("plotly_chart")) == 1
    at.session_state["table_load_split"] = True
    columns = set(at.run().dataframe[0].value.columns)
    assert {"Waiting for the server", "Waiting for the batch to fill", "Being served"} <= columns


def test_the_closed_loop_is_guessed_first_and_then_shown_to_hide_the_overload(open_page: OpenPage) -> None:
    at = open_page("load", load_view="What hides a queue")
    assert "130 % of what can be served is wanted: **185 texts per second**" in words_of(at)
    assert "The closed loop reports" not in words_of(at)

    at.select_slider(key="load_guess_closed").set_value(1000)
    _press(at, "load_commit_closed")
    words = words_of(at)
    assert (
        "You guessed **1 s**; it reports **16 ms** (SIM). Your guess was **62 × too pessimistic**." in words
    )
    assert "in the open loop latency grew from 7 ms to" in words
    assert "The closed loop sent **142** texts per second, not 185" in words


def test_both_loops_run_live_and_lie_on_the_chart_of_the_simulated_ones(
    open_page: OpenPage, host: FakeHost, store: Store
) -> None:
    at = _press(open_page("load", load_view="What hides a queue"), "load_skip_closed")
    assert "LIVE" not in words_of(at)
    _press(at, "load_loops_run")
    assert at.button(key="load_loops_run").disabled
    assert not at.button(key="load_loops_stop").disabled

    scenarios = [scenario_from_plain(plain) for plain in host.jobs[LEARNER].task["scenarios"]]
    records = []
    for scenario in scenarios:
        meta, data = to_record(replace(simulate(scenario, REAL_COST), engine="live", cost=None))
        records.append({"meta": meta, "data": encode(data)})
    host.finish(host.jobs[LEARNER], result={"records": records})
    words = words_of(at.run())

    assert "LIVE: the closed loop reports a p99 of" in words
    assert "LIVE · n = 1,109" in words
    assert "texts per second (LIVE), not 185" in words
    assert isinstance(scenarios[1].arrivals, ClosedLoop)
    host.jobs.clear()
    later = open_page("load", load_view="What hides a queue")  # nothing is left to guess
    assert "LIVE: the closed loop reports" in words_of(later)
    # It can be watched and taken away, but it is no run of the lab.
    (link,) = (one for one in later.get("page_link") if "Watch this run" in one.proto.label)
    assert "What the run found" not in words_of(open_page("lab"))
    watched = open_page("watch", **dict(parse_qsl(link.proto.query_string)))
    assert "Open against closed loop" in watched.selectbox(key="watch_run").options[0]
    assert "The closed loop reports a p99 of" in words_of(watched)
    assert any(f"--closed-loop {scenarios[1].arrivals.clients}" in one.value for one in watched.code)


def test_the_windows_run_live_and_lie_beside_the_simulated_ones(open_page: OpenPage, host: FakeHost) -> None:
    # Of a recording, whose times are too many to be written down with each of the four.
    settings = {
        "load_policy": "Dynamic batches",
        "load_batch": "8",
        "load_wait": "20",
        "load_arrivals": "A recording",
    }
    at = open_page("load", load_view="Five servers", **settings)
    at = _press(_upload(at, "\n".join(f"{n / 300!r}" for n in range(3000))), "load_skip_servers")
    assert "LIVE |" not in words_of(at)
    _press(at, "load_servers_run")
    assert at.button(key="load_servers_run").disabled

    scenarios = [scenario_from_plain(plain) for plain in host.jobs[LEARNER].task["scenarios"]]
    assert [one.policy.kind for one in scenarios] == [
        "dynamic_batch",
        "serial_window",
        "loop_window",
        "formed_ahead",
    ]
    records = []
    for place, scenario in enumerate(scenarios):
        live = replace(simulate(scenario, REAL_COST), engine="live", cost=None)
        meta, data = to_record(replace(live, void="The machine stood still." if place == 2 else None))
        records.append({"meta": meta, "data": encode(data)})
    host.finish(host.jobs[LEARNER], result={"records": records})
    words = words_of(at.run())

    assert not at.exception
    assert "p99, LIVE" in words
    assert "LIVE · n = 1,200" in words
    assert "The machine stood still." in words
    measured = words[words.index("p99, LIVE |") :]
    assert "| Triton |" in measured and "| Ray Serve |" in measured
    assert "| LitServe |" not in measured and "| TF-Serving |" not in measured


def test_the_toggle_times_the_very_same_run_from_sending(open_page: OpenPage) -> None:
    at = open_page("load", load_view="What hides a queue", load_rate="100")
    due = {metric.label: (metric.value, metric.delta) for metric in at.metric}
    at.toggle(key="load_sending").set_value(True).run()
    sending = {metric.label: (metric.value, metric.delta) for metric in at.metric}

    assert due["p99, from due"] == (
        sending["p99, from sending"][1].removeprefix("the other watch: "),
        "the other watch: 7 ms",
    )
    assert sending["p99, from sending"][0] == "7 ms"
    assert "Timed from sending, p99 is 7 ms; from the due time it is" in words_of(at)


def test_five_servers_are_listed_with_their_own_names_values_and_documentation(open_page: OpenPage) -> None:
    at = open_page(
        "load",
        load_view="Five servers",
        load_policy="Dynamic batches",
        load_batch="32",
        load_wait="20",
        load_rate="100",
    )
    assert not at.get("plotly_chart")
    at.radio(key="load_guess_servers").set_value("Triton")
    _press(at, "load_commit_servers")

    words, code = words_of(at), "\n".join(block.value for block in at.code)
    for server in SERVERS:
        assert f"| {server} |" in words
    for setting in (
        "max_queue_delay_microseconds: 20000",
        "batch_timeout_micros { value: 20000 }",
        "batchSize: 32\nmaxBatchDelay: 20",
        "maxBatchSize: 32\nmaxLatency: 20",
        "batch_timeout=0.02",
        "batch_wait_timeout_s=0.02,\n  max_concurrent_batches=1",
    ):
        assert setting in code
    for name, place in (
        ("NVIDIA Triton", "docs.nvidia.com"),
        ("TensorFlow Serving", "github.com/tensorflow/serving"),
        ("TorchServe", "docs.pytorch.org/serve"),
        ("KServe", "kserve.github.io"),
        ("LitServe", "lightning.ai/docs/litserve"),
        ("Ray", "docs.ray.io"),
    ):
        # Cited by name and version: what holds of one version may not hold of the next.
        assert re.search(rf"\[{name} \d+\.\d+[^]]*\]\(https://{re.escape(place)}", words)
    assert "You guessed **Triton**; it is **" in words
    assert len(at.get("plotly_chart")) == 1


def test_a_server_that_forms_batches_ahead_is_said_to_be_unstable(open_page: OpenPage) -> None:
    at = open_page(
        "load",
        load_view="Five servers",
        load_policy="Dynamic batches",
        load_batch="16",
        load_wait="1",
        load_rate="300",
    )
    _press(at, "load_skip_servers")

    row = next(line for line in words_of(at).splitlines() if line.startswith("| Ray Serve"))
    assert row.endswith("| unstable | unstable |")
    assert "Ray Serve cannot keep up (unstable)" in words_of(at)


def test_the_scorecard_judges_all_four_together(open_page: OpenPage) -> None:
    at = open_page("load", load_view="Scorecard")
    assert "**Good**: all 4 targets are met." in words_of(at)

    at.slider(key="load_target_recall").set_value(99.5).run()
    at.number_input(key="load_target_rate").set_value(500).run()
    assert "**Not good enough**: steady rate and recall on spam are not as wanted." in words_of(at)


def _upload(at: AppTest, content: str) -> AppTest:
    return at.file_uploader(key="load_file").set_value([("mine.csv", content.encode(), "text/csv")]).run()


def test_a_recording_with_faults_is_refused_with_all_of_them(open_page: OpenPage) -> None:
    at = open_page("load", load_arrivals="A recording")
    assert "Nothing to replay yet" in words_of(at)
    assert not at.tabs

    _upload(at, "arrived_s\n0.1\nnoon\n0.3\nlater\n")
    faults = at.table[0].value
    assert list(faults["Where"]) == ["row 3", "row 5"]
    assert [error.value for error in at.error]
    assert not at.tabs


@pytest.mark.parametrize("content", ["arrived_s\n1\n2\n", "arrived_s\n" + "5\n" * 50])
def test_a_recording_that_is_no_stream_is_refused(content: str, open_page: OpenPage) -> None:
    at = _upload(open_page("load", load_arrivals="A recording"), content)

    assert not at.exception
    assert "make no stream" in at.table[0].value["Is wrong"][0]


def test_a_recording_is_replayed_at_its_own_rate_and_not_searched_live(open_page: OpenPage) -> None:
    times = "\n".join(f"{n * 0.02:.2f}" for n in range(1000))
    at = _upload(open_page("load", load_arrivals="A recording"), f"arrived_s\n{times}\n")
    _press(at, "load_skip_highest")

    words = words_of(at)
    assert not at.exception
    assert "1,000 arrivals in 19.98 s, 50 a second on average" in words
    assert "Are 50 texts per second too many?" in words
    assert "0 of 1,000 texts" in words
    assert not _has(at, "load_search")


def test_while_a_search_runs_its_trials_are_shown_and_it_can_be_stopped(
    open_page: OpenPage, host: FakeHost
) -> None:
    at = _search(open_page("load"))
    assert at.button(key="load_search").disabled
    assert "up to" in words_of(at)

    task = host.jobs[LEARNER].task
    trial = search_load(
        lambda rate: simulate(at_rate(_sent(host), rate), REAL_COST),
        LatencyObjective(**task["objective"]),
        low_rate=task["low_rate"],
        high_rate=task["high_rate"],
        trials=2,
    ).trials[0]
    host.jobs[LEARNER].latest = {"trials": [asdict(trial)]}
    at.run()
    assert "LIVE · n = 5,000 in 1 trial" in words_of(at)
    # After a refresh nothing is left to guess, and the search goes on in sight.
    assert "LIVE · n = 5,000 in 1 trial" in words_of(open_page("load"))

    _press(at, "load_stop")
    assert "Stopped before it began." in words_of(at)
    assert not at.button(key="load_search").disabled


def test_a_finished_search_is_kept_and_shown_with_how_far_the_simulator_was_off(
    open_page: OpenPage, host: FakeHost, store: Store
) -> None:
    at = _search(open_page("load"))
    trials = _finish_search(host)
    at.run()

    words = words_of(at)
    assert f"LIVE · n = {5000 * len(trials):,} in {len(trials)} trials" in words
    assert "(LIVE)" in words
    assert "× what SIM expected" in words
    assert "Why they differ" in words
    (kept,) = store.events(LEARNER, kinds=["run_finished"])
    assert isinstance(kept.event, RunFinished)
    assert kept.event.finding.startswith("p99 within 100 ms: up to ")

    host.jobs.clear()
    later = open_page("load")
    assert "(LIVE)" in words_of(later)
    other = _press(open_page("load", load_policy="Dynamic batches"), "load_skip_highest")
    assert "(LIVE)" not in words_of(other)


def test_it_is_said_whether_the_answer_near_the_knee_was_repeated(
    open_page: OpenPage, host: FakeHost
) -> None:
    at = _search(open_page("load"))
    _finish_search(host, repeated_s=(0.08, 0.09))
    assert "one run proves little, and no time was left to repeat it" not in words_of(at.run())
    assert "times with other draws: 80 ms, 90 ms. The average counts." in words_of(at)

    _search(at)
    _finish_search(host)
    assert "one run proves little, and no time was left to repeat it" in words_of(at.run())


def test_a_repeat_under_way_is_told(open_page: OpenPage, host: FakeHost) -> None:
    at = _search(open_page("load"))
    now = {"rate": 97.3, "answered": 40, "of": 500, "repeats": True}
    host.jobs[LEARNER].latest = {"trials": [], "now": now}

    labels = [progress.value for progress in at.run().get("progress")]
    assert labels == [1]
    told = "LIVE: the answer once more, with another draw: 40 of 500 texts answered at 97 a second"
    assert told in str(at.get("progress")[0].proto)


def test_kept_trials_are_judged_by_the_bound_of_now(open_page: OpenPage, host: FakeHost) -> None:
    at = _search(open_page("load"))
    _finish_search(host)
    at.run()
    at.select_slider(key="load_bound").set_value(5).run()

    assert "at no load tried (LIVE)" in words_of(at)


def test_a_search_that_died_is_said(open_page: OpenPage, host: FakeHost) -> None:
    at = _search(open_page("load"))
    host.finish(host.jobs[LEARNER], error="The measuring process died.")
    at.run()

    assert "The measuring process died." in words_of(at)
    assert not at.button(key="load_search").disabled


def test_a_search_elsewhere_does_not_pass_for_a_run_of_the_lab(open_page: OpenPage, host: FakeHost) -> None:
    at = _search(open_page("load"))
    _finish_search(host)
    at.run()
    lab: Any = open_page("lab")

    assert not lab.exception
    assert "What the run found" not in words_of(lab)
    assert "p99 within 100 ms: up to" in words_of(open_page("progress"))
