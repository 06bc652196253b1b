"""The drift page: guess before result, switches become the job, results found again, changes and retraining for real."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from conftest import LEARNER, FakeHost
from page_words import words_of
from streamlit.testing.v1 import AppTest

from core.base.numbers_format import pct
from core.experiment.leakage import LeakTrial
from core.experiment.leakage_trials import trials_to_plain
from core.experiment.same_matrix import Example, SameMatrix
from core.experiment.same_matrix_words import same_matrix_to_plain
from core.learning.events import GuessCommitted, RunFinished
from core.learning.store import Store
from core.metrics import ConfusionMatrix
from core.text import Accuracy, make_messages

OpenPage = Callable[..., AppTest]
NONE = {"answered": 0, "late": 0, "refused": 0, "unreached": 0}
SAME = SameMatrix(
    n=400, positive="spam", default="ok", batch=ConfusionMatrix(tp=160, fp=8, fn=11, tn=221),
    real_time=ConfusionMatrix(tp=160, fp=8, fn=11, tn=221), differing=NONE, fates={**NONE, "answered": 400},
    batch_s=0.2, p99_s=0.05,
)  # fmt: skip
LATE = replace(
    SAME,
    real_time=ConfusionMatrix(tp=100, fp=8, fn=71, tn=221),
    differing={**NONE, "late": 60},
    fates={**NONE, "answered": 300, "late": 100},
    examples=(Example(text="WIN *now* | ok", truth="spam", batch="spam", real_time="ok", fate="late"),),
)


def _press(at: AppTest, key: str) -> AppTest:
    return at.button(key=key).click().run()


def _uncovered(at: AppTest, name: str) -> AppTest:
    return _press(at, f"load_skip_{name}")


def _task(host: FakeHost) -> dict[str, Any]:
    return host.jobs[LEARNER].task


def _trials(n: int) -> list[dict[str, Any]]:
    return trials_to_plain(
        [
            LeakTrial(
                claimed=Accuracy.of(95 + k % 2, 100), live=Accuracy.of(70, 100),
                honest_claimed=Accuracy.of(72, 100), honest_live=Accuracy.of(71, 100),
            )
            for k in range(n)
        ]
    )  # fmt: skip


def test_the_switches_become_the_job_and_nothing_runs_before_a_guess(
    open_page: OpenPage, host: FakeHost
) -> None:
    at = open_page(
        "drift", drift_timeouts="true", drift_queue="true", drift_stale="true", drift_prepared="true"
    )
    assert not at.exception
    assert "with a deadline of 50 ms, 5 places to wait, a share of 5 % looked up, texts cut after 5 words" in at.select_slider(key="load_guess_same").label  # fmt: skip
    assert not [button for button in at.button if button.key == "drift_run_same_matrix"]

    at.select_slider(key="load_guess_same").set_value(50)
    _press(_press(at, "load_commit_same"), "drift_run_same_matrix")

    assert _task(host)["handling"] == {
        "deadline_s": 0.05, "places": 5, "stale_share": 0.05, "preparation": "first_words", "words": 5,
    }  # fmt: skip
    assert (_task(host)["do"], _task(host)["rate"], _task(host)["corpus"]) == ("same_matrix", 100, "built-in")
    assert at.button(key="drift_run_same_matrix").disabled


def test_with_all_switches_off_no_answer_differs_and_the_guess_is_compared(
    open_page: OpenPage, host: FakeHost, store: Store
) -> None:
    at = open_page("drift")
    at.select_slider(key="load_guess_same").set_value(50)
    _press(_press(at, "load_commit_same"), "drift_run_same_matrix")
    host.finish(host.jobs[LEARNER], result={"found": same_matrix_to_plain(SAME)})
    at.run()

    words = words_of(at)
    assert len(at.get("plotly_chart")) == 1
    assert "None of 400 answers differs: the same model, the same texts, the same matrix" in words
    assert "You guessed **50**; **0** differ. Your guess was **50 too high**" in words
    assert "the batch was done after 200 ms, real-time p99 was 50 ms" in words
    (guess,) = store.events(LEARNER, kinds=["guess_committed"])
    assert isinstance(guess.event, GuessCommitted)


def test_a_comparison_is_found_again_by_its_settings_without_the_texts(
    open_page: OpenPage, host: FakeHost, store: Store
) -> None:
    at = _uncovered(open_page("drift", drift_timeouts="true"), "same")
    _press(at, "drift_run_same_matrix")
    host.finish(host.jobs[LEARNER], result={"found": same_matrix_to_plain(LATE)})
    at.run()
    words = words_of(at)
    assert "60 of 400 answers differ: all of them came too late" in words
    assert "In real time 100 texts came too late and 0 found the queue full" in words
    assert "WIN &#42;now&#42; &#124; ok" in words

    (kept,) = store.events(LEARNER, kinds=["run_finished"])
    assert isinstance(kept.event, RunFinished)
    assert "WIN" not in str(kept.event.summary)
    host.forget(LEARNER)
    # That there was no idea is kept too, so nothing is asked for again.
    again = open_page("drift", drift_timeouts="true")
    assert "60 of 400 answers differ" in words_of(again)
    other = _uncovered(open_page("drift"), "same")
    assert not other.get("plotly_chart")


def test_a_failed_job_says_why(open_page: OpenPage, host: FakeHost) -> None:
    at = _press(_uncovered(open_page("drift"), "same"), "drift_run_same_matrix")
    host.finish(host.jobs[LEARNER], error="The measuring process died.")

    assert "The measuring process died." in words_of(at.run())


def test_trials_show_as_they_come_and_the_finding_closes_them(open_page: OpenPage, host: FakeHost) -> None:
    at = open_page("drift", drift_view="Leakage", drift_leak="A mark set afterwards")
    at.select_slider(key="load_guess_leak").set_value(5)
    _press(_press(at, "load_commit_leak"), "drift_run_leak")
    job = host.jobs[LEARNER]
    assert (job.task["leak"], job.task["trials"]) == ("mark", 20)

    job.state, job.latest = "running", {"trials": _trials(3)}
    assert "n = 3 trials" in words_of(at.run())

    host.finish(job, result={"trials": _trials(20)})
    words = words_of(at.run())
    assert "n = 20 trials, each 100 in the test and 100 new" in words
    assert "The leaky test promised 95.5 % and new messages got 70.0 %: 25.5 points" in words
    assert "The clean test promised 72.0 % and got 71.0 %" in words
    assert "You guessed **5 points**; it is **25.5 points**. Your guess was **20 points too low**" in words


def test_drift_is_covered_then_measured_and_retraining_brings_it_back(open_page: OpenPage) -> None:
    at = open_page("drift", drift_view="Drift", drift_words="100 %")
    assert not at.exception and not at.get("plotly_chart")
    assert f"New words ({pct(1)}) from day 6; until then recall is about {pct(0.95, 0)}" in at.select_slider(key="load_guess_drift").label  # fmt: skip
    at.select_slider(key="load_guess_drift").set_value(0.9)
    _press(at, "load_commit_drift")
    # One idea a scene: the detectors are there when asked for.
    assert len(at.get("plotly_chart")) == 1
    at.session_state["drift_noticed"] = True
    words = words_of(at.run())
    assert len(at.get("plotly_chart")) == 2
    assert "From day 6 on recall fell from 96.1 %" in words
    assert "points too optimistic" in words
    assert "Both detectors alarm on day 6; the change came on day 6, after no false alarms on 5 days" in words
    assert "False alarms on 500 days without a change" in words

    _press(at, "drift_retrain_now")
    assert "Trained anew on 600 messages after day 10: recall rises from" in words_of(at)
    at.slider(key="drift_words_from").set_value(8).run()
    assert "Trained anew" not in words_of(at)


def test_no_change_is_said_to_be_none_and_needs_no_guess(open_page: OpenPage) -> None:
    at = open_page("drift", drift_view="Drift", drift_words="0 %")
    at.session_state["drift_noticed"] = True
    at.run()

    words = words_of(at)
    assert "Nothing changes yet" in words
    assert "Nothing changes: no false alarms on 20 days without a change" in words


def test_retraining_on_days_with_hardly_any_spam_is_shown_to_harm(open_page: OpenPage) -> None:
    at = _uncovered(
        open_page("drift", drift_view="Drift", drift_words="0 %", drift_share="5 %", drift_share_from="3"),
        "drift",
    )
    _press(at, "drift_retrain_now")
    assert "recall falls from" in words_of(at)
    at.segmented_control(key="drift_material").set_value("both").run()
    _press(at, "drift_retrain_now")
    assert "recall falls from" not in words_of(at)


def test_skew_is_told_from_drift(open_page: OpenPage) -> None:
    at = open_page("drift", drift_view="Skew")
    at.radio(key="load_guess_skew").set_value("Both")
    _press(at, "load_commit_skew")
    words = words_of(at)
    assert len(at.get("plotly_chart")) == 2
    assert "the scores on 11: the change is inside the service" in words
    assert "You expected an alarm from: **both**" in words

    at.selectbox(key="drift_skew").set_value("lower").run()
    assert "This model lower-cases every text by itself" in words_of(at)
    at.selectbox(key="drift_skew").set_value("as_is").run()
    assert "The service reads texts as training did, and nothing falls" in words_of(at)


@pytest.fixture
def with_own(open_page: OpenPage) -> Callable[..., AppTest]:
    """The page with a learner's texts in this tab."""

    def opened(n: int, **query: str) -> AppTest:
        at = open_page("drift", **query)
        at.session_state["_kept_lab_corpus"] = make_messages(n, seed=41)
        at.segmented_control(key="drift_texts").set_value("My own texts").run()
        return at

    return opened


def test_own_texts_drift_in_share_and_length_but_not_in_words(with_own: Callable[..., AppTest]) -> None:
    at = _uncovered(with_own(1_000, drift_view="Drift"), "drift")
    assert not at.exception
    words = words_of(at)
    assert "we do not make them up" in words
    assert "New words" not in [heading.value for heading in at.subheader]
    assert len(at.get("plotly_chart")) == 1
    assert at.selectbox(key=next(box.key for box in at.selectbox if box.key.startswith("drift_positive"))).value == "spam"  # fmt: skip


def test_too_few_own_texts_are_said_to_be_too_few(with_own: Callable[..., AppTest]) -> None:
    assert "cannot be spread over days. There are 200 texts: give at least 400." in words_of(
        with_own(200, drift_view="Drift")
    )


def test_own_texts_go_with_the_job_and_a_mark_is_not_offered(
    with_own: Callable[..., AppTest], host: FakeHost
) -> None:
    at = with_own(300, drift_view="Leakage")
    assert "A mark set afterwards" not in at.selectbox(key="drift_own_leak").options
    _press(_uncovered(at, "leak"), "drift_run_leak")
    assert len(_task(host)["corpus_rows"]["texts"]) == 300
    assert _task(host)["corpus"] != "built-in"


def test_an_impossible_link_falls_back_to_the_defaults(open_page: OpenPage, host: FakeHost) -> None:
    at = open_page("drift", drift_rate="-3", drift_classifier="nonsense", drift_timeouts="perhaps")
    _press(_uncovered(at, "same"), "drift_run_same_matrix")

    assert not at.exception
    assert (_task(host)["rate"], _task(host)["classifier"]) == (100, "tfidf-forest")
    assert _task(host)["handling"]["deadline_s"] is None
