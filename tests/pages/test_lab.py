"""The lab: controls become scenarios, a link reproduces a set-up, guess before expectation, results and failures told."""

from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any

import numpy as np
import pytest
from conftest import LEARNER, FakeHost
from page_words import words_of
from streamlit.testing.v1 import AppTest

from core.experiment import Scenario, simulate
from core.experiment.presets import PRESETS, Setup
from core.experiment.record import to_record
from core.experiment.repeat import MOST_RUNS
from core.experiment.result import result_of
from core.experiment.scenario import scenario_from_plain
from core.experiment.wire import encode
from core.learning.events import GuessCommitted, TargetsSet
from core.learning.store import Store
from core.serving import LinearCost, fit_cost
from core.serving.host import DIED
from core.serving.loop import log_of_batches
from core.text import Accuracy
from pages.parts import cached, controls

OpenPage = Callable[..., AppTest]
REAL_COST = LinearCost(fixed_s=0.009, per_item_s=0.0001)


def _sim(at: AppTest) -> Any:
    """The table of what to expect."""
    return at.table[0].value


def _press(at: AppTest, key: str) -> AppTest:
    return at.button(key=key).click().run()


def _guesses(at: AppTest) -> list[str]:
    """What the learner is asked to guess."""
    return [slider.label for slider in at.select_slider if str(slider.key).startswith("lab_guess")]


def _sent(host: FakeHost) -> list[Scenario]:
    return [scenario_from_plain(plain) for plain in host.jobs[LEARNER].task["scenarios"]]


def _finish_live(host: FakeHost, void: str | None = None) -> None:
    """Ends the job as the measuring process would, with what a classifier of the given cost would have done."""
    records = []
    for scenario in _sent(host):
        meta, data = to_record(replace(simulate(scenario, REAL_COST), engine="live", cost=None, void=void))
        records.append({"meta": meta, "data": encode(data)})
    host.finish(host.jobs[LEARNER], result={"records": records})


SETUPS = [
    Setup(mode="batch", come="at_once", batch_size=256, requests=2000),
    Setup(mode="batch", come="stream", leave="full", batch_size=8, rate=30, pattern="steady"),
    Setup(mode="batch", come="stream", batch_size=16, max_wait_ms=50, rate=70, seed=3),
    Setup(mode="real_time", classifier="hashing-sgd", rate=200, requests=1000),
    *(preset.setup for preset in PRESETS.values()),
]


@pytest.mark.parametrize(
    "setup", SETUPS, ids=lambda setup: f"{setup.mode} {setup.come} {setup.leave} {setup.rate}"
)
def test_a_link_reproduces_a_set_up_and_running_it_sends_just_these_scenarios(
    setup: Setup, open_page: OpenPage, host: FakeHost
) -> None:
    at = open_page("lab", **controls.query(setup))
    _press(at, "lab_run")

    assert not at.exception
    assert _sent(host) == list(setup.scenarios())


def test_an_impossible_link_falls_back_to_the_defaults(open_page: OpenPage, host: FakeHost) -> None:
    at = open_page("lab", lab_mode="Sideways", lab_rate="-5", lab_batch_size="7777")
    _press(at, "lab_run")

    assert not at.exception
    assert _sent(host) == list(Setup().scenarios())


def test_moving_a_control_changes_what_is_sent(open_page: OpenPage, host: FakeHost) -> None:
    at = open_page("lab")
    at.segmented_control(key="lab_mode").set_value("batch").run()
    at.select_slider(key="lab_batch_size").set_value(512).run()
    at.select_slider(key="lab_requests").set_value(5000).run()
    _press(at, "lab_run")

    assert _sent(host) == list(Setup(mode="batch", batch_size=512, requests=5000).scenarios())


def test_a_preset_sets_every_control(open_page: OpenPage, host: FakeHost) -> None:
    at = open_page("lab", lab_mode="Real-time")
    _press(at, "lab_preset_busy-stream")

    assert at.selectbox(key="lab_classifier").value == "tfidf-forest"
    _press(at, "lab_run")
    assert _sent(host) == list(PRESETS["busy-stream"].setup.scenarios())


def test_a_setting_that_was_hidden_comes_back_as_it_was(open_page: OpenPage) -> None:
    at = open_page("lab", lab_batch_size="128")
    at.segmented_control(key="lab_mode").set_value("real_time").run()
    assert not [slider for slider in at.select_slider if slider.key == "lab_batch_size"]

    at.segmented_control(key="lab_mode").set_value("batch").run()
    assert at.select_slider(key="lab_batch_size").value == 128


def test_the_expectation_is_labelled_sim_and_says_what_it_assumes(open_page: OpenPage) -> None:
    at = open_page("lab", lab_mode="Batch")
    _press(at, "lab_skip")

    table = _sim(at)["Batches of 64"]
    assert "SIM · n = 500" in words_of(at)
    assert table["Assumed τ₀"] == "6 ms"
    assert table["Assumed α"] == "0.03 ms"
    assert "call after call" in words_of(at)
    # 8 calls: 7 of 64 texts and one of 52, 6 ms and 0.03 ms a text each.
    assert table["All answered after"] == "63 ms"


def test_a_slider_moves_the_expectation_at_once_with_nothing_run(open_page: OpenPage, host: FakeHost) -> None:
    at = open_page("lab", lab_mode="Batch")
    _press(at, "lab_skip")
    before = _sim(at)["Batches of 64"]["Texts per second"]
    at.select_slider(key="lab_batch_size").set_value(1024).run()

    # One call for all 500 texts.
    assert _sim(at)["Batches of 1,024"]["All answered after"] == "21 ms"
    assert _sim(at)["Batches of 1,024"]["Texts per second"] != before
    assert host.jobs == {}


def test_a_stream_is_expected_at_the_cost_of_paced_calls(open_page: OpenPage) -> None:
    at = open_page("lab", lab_mode="Real-time", lab_rate="10")
    _press(at, "lab_skip")

    assert _sim(at)["One at a time"]["Assumed τ₀"] == "7 ms"
    assert "with pauses between the calls" in words_of(at)


def test_more_arrivals_than_can_be_served_is_said_to_be_unstable(open_page: OpenPage) -> None:
    at = open_page("lab", lab_mode="Real-time", lab_rate="300", lab_requests="1000")
    _press(at, "lab_skip")

    assert _sim(at)["One at a time"]["Median latency"] == "none: unstable"
    assert "300 texts arrive per second and at most 142 can be served" in words_of(at)


def test_texts_that_cannot_come_within_the_limit_are_told_before_the_run(open_page: OpenPage) -> None:
    at = open_page("lab", lab_mode="Real-time", lab_rate="50", lab_requests="5000")
    assert "about 1,000 of the 5,000 texts come within the 20 s" in words_of(at)

    at.segmented_control(key="lab_mode").set_value("both").run()
    assert "about 500 of the 5,000 texts come within the 10 s" in words_of(at)


def test_nothing_is_expected_aloud_before_a_guess_and_the_guess_is_written_down(
    open_page: OpenPage, store: Store
) -> None:
    at = open_page("lab", lab_mode="Real-time", lab_rate="10")
    assert not at.table

    at.session_state["lab_guess_more"] = True
    at.run()
    at.select_slider(key="lab_guess_1_p50_ms").set_value(70)
    at.checkbox(key="lab_guess_1_rate_unknown").check().run()
    _press(at, "lab_commit")

    assert _sim(at)["One at a time"]["Median latency"] == "7 ms"
    assert "Your guess: median latency **70 ms**, p99 latency **100 ms**. Run it to see." in words_of(at)
    (kept,) = store.events(LEARNER, kinds=["guess_committed"])
    assert isinstance(kept.event, GuessCommitted)
    assert kept.event.guess["guesses"] == [
        {"side": 0, "measure": "p50_ms", "value": 70},
        {"side": 0, "measure": "p99_ms", "value": 100},
    ]


def test_no_idea_uncovers_without_a_guess_and_asks_no_more_while_sliders_move(
    open_page: OpenPage, store: Store
) -> None:
    at = open_page("lab", lab_mode="Real-time")
    _press(at, "lab_skip")
    at.select_slider(key="lab_rate").set_value(20).run()

    assert _sim(at)["One at a time"]["Median latency"] == "7 ms"
    assert store.events(LEARNER, kinds=["guess_committed"]) == ()
    # It is remembered of this set-up, in another tab too.
    assert open_page("lab", lab_mode="Real-time").table and not open_page("lab").table
    _press(at, "lab_reguess")
    assert not at.table


def test_guess_run_and_result_are_brought_together(open_page: OpenPage, host: FakeHost) -> None:
    at = open_page("lab", lab_mode="Real-time", lab_rate="10", lab_requests="500")
    at.session_state["lab_guess_more"] = True
    at.run()
    for measure, value in (("p50_ms", 3), ("p99_ms", 50), ("rate", 10)):
        at.select_slider(key=f"lab_guess_1_{measure}").set_value(value)
    _press(at, "lab_commit")
    _press(at, "lab_run")
    _finish_live(host)
    at.run()

    words = words_of(at)
    assert "you guessed **3 ms**; measured **9.1 ms**: **3 × too optimistic**" in words
    assert (
        "Throughput, one at a time: you guessed **10 a second**; measured **11 a second**: **close**" in words
    )
    assert "LIVE · n = 500" in words
    assert "Median latency (p50): 9.1 ms" in words
    assert "and a median of 7 ms." in words


def test_the_first_view_asks_one_question_with_one_slider_one_guess_and_one_run(open_page: OpenPage) -> None:
    at = open_page("lab")

    assert [header.value for header in at.header] == [PRESETS["batch-vs-single"].question]
    assert not at.session_state["lab_questions"] and not at.session_state["lab_settings"]
    assert _guesses(at) == ["Batches of 64: how many texts are answered in a second?"]
    assert not at.table
    # A batch size in the link is in sight anyway; any other setting opens the fold that shows it.
    assert not open_page("lab", lab_batch_size="8").session_state["lab_settings"]
    assert open_page("lab", lab_rate="20").session_state["lab_settings"]


def test_another_question_sets_up_what_it_is_about_and_asks_for_its_own_guess(open_page: OpenPage) -> None:
    at = open_page("lab")
    _press(at, "lab_skip")
    at.session_state["lab_questions"] = True
    _press(at, "lab_preset_random-arrivals")

    assert at.header[0].value == PRESETS["random-arrivals"].question
    assert _guesses(at) == ["Within how long do 99 of 100 texts have their answer?"]
    assert not at.session_state["lab_questions"]
    at.session_state["lab_guess_more"] = True
    assert len(_guesses(at.run())) == 3


def test_a_p99_below_the_median_is_refused_and_nothing_is_written_down(
    open_page: OpenPage, store: Store
) -> None:
    at = open_page("lab", lab_mode="Real-time")
    at.session_state["lab_guess_more"] = True
    at.run().select_slider(key="lab_guess_1_p50_ms").set_value(500)
    _press(at, "lab_commit")

    assert "p99 cannot be shorter than the median" in words_of(at)
    assert store.events(LEARNER, kinds=["guess_committed"]) == ()


def test_a_guess_is_answered_once_and_not_by_a_void_run(open_page: OpenPage, host: FakeHost) -> None:
    at = open_page("lab", lab_mode="Real-time", lab_rate="10", lab_requests="500")
    _press(at, "lab_commit")
    _press(at, "lab_run")
    _finish_live(host, void="The machine stood still.")
    at.run()
    assert "you guessed" not in words_of(at)
    assert "Your guess: median latency **30 ms**" in words_of(at)

    _press(at, "lab_run")
    _finish_live(host)
    assert "you guessed **30 ms**; measured **9.1 ms**: **3.3 × too pessimistic**" in words_of(at.run())

    _press(at, "lab_run")
    _finish_live(host)
    assert "you guessed" not in words_of(at.run())


def test_both_sides_are_compared_after_the_run(open_page: OpenPage, host: FakeHost) -> None:
    at = open_page("lab")
    _press(at, "lab_run")
    _finish_live(host)
    at.run()

    words = words_of(at)
    assert "× more texts per second" in words
    assert [header.value for header in at.subheader] == 2 * ["Batches of 64", "One at a time"]
    assert len(at.get("plotly_chart")) == 2


def test_a_run_is_judged_against_all_targets_and_a_pile_by_others_than_a_stream(
    open_page: OpenPage, host: FakeHost
) -> None:
    at = open_page("lab", lab_rate="20", lab_requests="500")
    _press(at, "lab_run")
    _finish_live(host)
    at.run()

    words = words_of(at)
    assert words.count("**Good**: all 4 targets are met.") == 2
    for line in ("| Throughput |", "| Turnaround |", "| Latency, p99 |", "| Steady rate |"):
        assert words.count(line) == 1
    assert words.count("| Accuracy |") == words.count("| Recall on spam |") == 2

    at.select_slider(key="load_bound").set_value(5).run()
    assert "**Not good enough**: latency (p99) is not as wanted." in words_of(at)


def test_a_pile_is_judged_by_its_throughput_and_has_nothing_to_prove_of_single_answers(
    open_page: OpenPage, host: FakeHost
) -> None:
    at = open_page("lab", lab_mode="Batch")
    at.session_state["lab_closer"] = "A late watch"
    _press(at, "lab_run")
    _finish_live(host)
    at.run()

    words = words_of(at)
    assert "| Turnaround |" in words
    assert "| Latency" not in words
    assert "A pile is all there at the start" in words


def test_too_few_texts_prove_no_tail(open_page: OpenPage, host: FakeHost) -> None:
    at = open_page("lab", lab_mode="Real-time", lab_rate="20", lab_requests="300")
    _press(at, "lab_run")
    _finish_live(host)
    at.run()

    assert "**Not proven**: not enough requests to say of latency (p99)." in words_of(at)
    at.segmented_control(key="lab_closer").set_value("Is it proven?").run()
    assert "**Not enough requests.**" in words_of(at)
    assert "the verdict needs n ≥ 459" in words_of(at)


def test_targets_set_on_the_load_page_are_those_of_the_lab(open_page: OpenPage, host: FakeHost) -> None:
    at = open_page("load", load_view="Scorecard")
    at.select_slider(key="load_bound").set_value(200).run()
    at.slider(key="load_target_recall").set_value(99.5).run()
    at.switch_page("lab.py").run()
    _press(at, "lab_run")
    _finish_live(host)
    at.run()

    words = words_of(at)
    assert "| Latency, p99 | within 200 ms |" in words
    assert "**Not good enough**: recall on spam is not as wanted." in words


def test_targets_are_remembered_for_the_next_visit_but_a_link_goes_first(open_page: OpenPage) -> None:
    at = open_page("load", load_view="Scorecard")
    at.select_slider(key="load_bound").set_value(200).run()
    at.slider(key="load_target_recall").set_value(80.0).run()
    at.segmented_control(key="load_percentile").set_value("p95").run()

    later = open_page("load", load_view="Scorecard")
    assert later.select_slider(key="load_bound").value == 200
    assert later.slider(key="load_target_recall").value == 80.0
    assert later.segmented_control(key="load_percentile").value == "p95"
    assert later.slider(key="load_target_accuracy").value == 95.0
    assert open_page("load", load_bound="30").select_slider(key="load_bound").value == 30


def test_a_remembered_target_that_is_no_choice_any_more_is_passed_over(
    open_page: OpenPage, did: Callable[..., None]
) -> None:
    did(TargetsSet(targets={"load_bound": 123, "load_target_recall": 1000.0, "load_percentile": [1]}))

    at = open_page("load", load_view="Scorecard")
    assert not at.exception
    assert at.select_slider(key="load_bound").value == 100
    assert at.slider(key="load_target_recall").value == 90.0


def test_a_live_run_can_be_looked_at_more_closely(open_page: OpenPage, host: FakeHost) -> None:
    at = open_page("lab", lab_rate="100", lab_requests="1000")
    _press(at, "lab_run")
    _finish_live(host)
    at.run()
    charts = len(at.get("plotly_chart"))

    closer = at.segmented_control(key="lab_closer")
    closer.set_value("Where the time went").run()
    assert len(at.get("plotly_chart")) == charts + 2
    assert not at.dataframe, "a table is made when it is opened"
    at.session_state["table_lab_split_0"] = True
    assert "Waiting for the server" in set(at.run().dataframe[-1].value.columns)

    closer.set_value("Is it proven?").run()
    assert "this one run proves less than the rule says" in words_of(at)

    closer.set_value("A late watch").run()
    due = {metric.label: metric.delta for metric in at.metric}
    at.toggle(key="lab_sending").set_value(True).run()
    sending = {metric.label: metric.value for metric in at.metric}
    assert due["p99, from due"] == f"the other watch: {sending['p99, from sending']}"
    assert "LIVE · n = 1,000" in words_of(at)


def test_the_result_is_there_again_in_another_tab(open_page: OpenPage, host: FakeHost) -> None:
    at = open_page("lab", lab_mode="Batch")
    _press(at, "lab_run")
    _finish_live(host)
    host.jobs.clear()

    again = words_of(open_page("lab"))
    assert "What the run found" in again
    assert "restarted" not in again


def test_a_run_that_went_down_with_the_server_is_said_until_another_begins(
    open_page: OpenPage, host: FakeHost
) -> None:
    _press(open_page("lab"), "lab_run")
    host.jobs.clear()  # a server that has just started knows of no job
    at = open_page("lab")

    assert "Your run: the server was restarted before this ended" in words_of(at)
    _press(at, "lab_run")
    assert "restarted" not in words_of(at)


def test_while_a_run_is_under_way_there_is_stop_and_no_second_run(
    open_page: OpenPage, host: FakeHost
) -> None:
    at = open_page("lab")
    _press(at, "lab_run")

    assert at.button(key="lab_run").disabled
    assert not at.button(key="lab_stop").disabled
    _press(at, "lab_stop")
    assert "Stopped before it began." in words_of(at)
    assert not at.button(key="lab_run").disabled


def test_a_side_that_stop_left_no_time_for_is_said_and_the_other_one_is_shown(
    open_page: OpenPage, host: FakeHost
) -> None:
    at = open_page("lab")
    _press(at, "lab_run")
    whole, rest = (simulate(scenario, REAL_COST) for scenario in _sent(host))
    none = log_of_batches([], [], [], [])
    cut = result_of(engine="live", scenario=rest.scenario, log=none, ended="stopped", late_s=np.zeros(0))
    records = [to_record(replace(whole, engine="live", cost=None)), to_record(cut)]
    plain = [{"meta": meta, "data": encode(data)} for meta, data in records]
    host.finish(host.jobs[LEARNER], result={"records": plain})
    words = words_of(at.run())

    assert not at.exception
    assert "Stopped before any of the 500 texts was answered." in words
    assert "nothing to compare. Batches of 64 answered" in words
    assert "Nothing was answered on this side." in words
    assert len(at.get("plotly_chart")) == 2


def test_the_place_in_the_queue_is_said(
    open_page: OpenPage, host: FakeHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(host, "place", lambda job: 2)
    at = open_page("lab")
    _press(at, "lab_run")

    assert "Someone else is measuring: you are number 2 in the queue." in words_of(at)
    monkeypatch.setattr(host, "place", lambda job: 0)
    monkeypatch.setattr(host, "alive", False)
    assert "The measuring process is starting" in words_of(at.run())


def test_a_run_whose_process_died_is_said_and_another_can_begin(open_page: OpenPage, host: FakeHost) -> None:
    at = open_page("lab")
    _press(at, "lab_run")
    host.finish(host.jobs[LEARNER], error=DIED)
    at.run()

    assert DIED in words_of(at)
    _press(at, "lab_run")
    assert host.jobs[LEARNER].active


def test_a_void_run_is_said_not_to_be_trusted(open_page: OpenPage, host: FakeHost) -> None:
    at = open_page("lab", lab_mode="Batch")
    _press(at, "lab_run")
    (scenario,) = _sent(host)
    found = replace(simulate(scenario, REAL_COST), engine="live", cost=None, void="The machine stood still.")
    meta, data = to_record(found)
    host.finish(host.jobs[LEARNER], result={"records": [{"meta": meta, "data": encode(data)}]})
    at.run()

    assert "The machine stood still." in [error.value for error in at.error]
    assert "**No verdict**: the machine disturbed this run" in words_of(at)
    assert "targets are met" not in words_of(at)


def test_a_sweep_shows_its_finding_and_later_expectations_use_it(open_page: OpenPage, host: FakeHost) -> None:
    at = open_page("lab", lab_view="Every batch size")
    _press(at, "lab_sweep")
    task = host.jobs[LEARNER].task
    assert (task["do"], task["classifier"]) == ("sweep", Setup().classifier)

    fit = fit_cost({2**k: [0.020 + 0.0002 * 2**k] * 3 for k in range(11)})
    host.finish(host.jobs[LEARNER], result={"fit": asdict(fit), "paced_fit": asdict(fit), "samples": []})
    at.run()
    assert "more texts per second than one at a time" in words_of(at)
    assert len(at.get("plotly_chart")) == 2

    at = open_page("lab")
    assert _sim(_press(at, "lab_skip"))["Batches of 64"]["Assumed τ₀"] == "20 ms"


def test_a_run_is_repeated_until_it_is_stable_and_what_was_done_is_kept(
    open_page: OpenPage, host: FakeHost
) -> None:
    at = open_page("lab", lab_mode="Real-time", lab_rate="20")
    at.session_state["lab_repeat"] = True
    _press(at.run(), "load_repeat_run")
    task = host.jobs[LEARNER].task
    assert task["until_stable"] and len({plain["seed"] for plain in task["scenarios"]}) == MOST_RUNS

    # Three of the six were enough; none of them is the lab's own latest run.
    host.jobs[LEARNER].task["scenarios"], whole = task["scenarios"][:3], task["scenarios"]
    _finish_live(host)
    host.jobs[LEARNER].task["scenarios"] = whole
    words = words_of(at.run())
    assert "**Stable after 3 runs: the last 3 agree within 10 %. p" in words
    assert "What the run found" not in words
    assert "Repeated until stable" in open_page("watch").selectbox(key="watch_run").options[0]


def test_one_sentence_gets_its_label_and_a_measured_time(open_page: OpenPage) -> None:
    at = open_page("lab", lab_view="One sentence")
    assert not at.metric
    at.text_input(key="lab_sentence").set_value("WIN a free prize, call now!!")
    next(button for button in at.button if button.label == "Classify").click().run()

    metrics = {metric.label: metric.value for metric in at.metric}
    assert metrics["Label"] in cached.trained(Setup().classifier).classes
    assert metrics["One call took"].endswith("ms")
    assert "LIVE · n = 5" in words_of(at)
    assert "has met nothing of this text" not in words_of(at)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Type a sentence first."),
        ("a" * 10_000, "That is 10,000 characters. Shorten it to 500 at most."),
        ("🙂 مرحبا", "has met nothing of this text before"),
    ],
)
def test_a_sentence_that_tells_nothing_is_said_so(open_page: OpenPage, text: str, said: str) -> None:
    at = open_page("lab", lab_view="One sentence")
    at.text_input(key="lab_sentence").set_value(text)
    next(button for button in at.button if button.label == "Classify").click().run()

    assert said in words_of(at)


GOOD = "text,label\n" + "".join(
    f"message number {n} about a {w},{w}\n" for n in range(20) for w in ("rake", "hose")
)
BAD = "text,label\n,rake\nlonely\n"


def _upload(at: AppTest, content: str) -> AppTest:
    return at.file_uploader(key="lab_file").set_value([("mine.csv", content.encode(), "text/csv")]).run()


def test_a_file_with_faults_is_refused_with_all_of_them(open_page: OpenPage, host: FakeHost) -> None:
    at = _upload(open_page("lab", lab_view="Your texts"), BAD)

    faults = at.table[0].value
    assert {"row 2", "row 3"} <= set(faults["Where"])
    assert not [button for button in at.button if button.key == "lab_train"]


def test_own_texts_are_trained_on_and_then_used_by_runs(
    open_page: OpenPage, host: FakeHost, store: Store
) -> None:
    at = _upload(open_page("lab", lab_view="Your texts"), GOOD)
    assert "40 texts with 2 labels" in words_of(at)
    _press(at, "lab_train")
    task = host.jobs[LEARNER].task
    assert (task["do"], len(task["corpus_rows"]["texts"])) == ("train", 40)

    accuracy = asdict(Accuracy.of(11, 12))
    host.finish(host.jobs[LEARNER], result={"n_train": 28, "n_test": 12, "accuracy": accuracy})
    at.run()
    assert "91.7 % of 12 messages" in words_of(at)

    assert store.datasets(LEARNER) == ()
    at.session_state["lab_view"] = "Run"
    at.query_params["lab_view"] = "Run"
    at.run()
    _press(at, "lab_run")
    (batch, single) = _sent(host)
    assert batch.corpus == single.corpus == task["corpus"]
    assert host.jobs[LEARNER].task["corpus_rows"]["labels"]


def test_own_texts_are_kept_only_when_asked_and_deleted_when_asked(open_page: OpenPage, store: Store) -> None:
    at = _upload(open_page("lab", lab_view="Your texts"), GOOD)
    assert store.datasets(LEARNER) == ()

    _press(at, "lab_keep")
    assert [kept.size_bytes for kept in store.datasets(LEARNER)] == [len(GOOD)]

    later = open_page("lab", lab_view="Your texts")
    _press(later, "lab_load")
    assert "40 texts with 2 labels" in words_of(later)
    _press(later, "lab_delete")
    assert store.datasets(LEARNER) == ()
