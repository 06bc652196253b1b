"""Several lessons on the page: the row of them, a prediction before its figure, a bank's question answered in place."""

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import LEARNER
from page_words import words_of
from streamlit.testing.v1 import AppTest

from core.experiment import simulate
from core.experiment.record import to_record
from core.experiment.scenario import scenario_from_plain
from core.experiment.wire import encode
from core.learning.events import AnswerGiven, GuessCommitted, SectionRead
from core.learning.lesson import Lesson, load_lesson
from core.learning.store import Store
from core.serving import LinearCost
from pages.parts import cached

SHORT = """\
---
id: short
title: A short one
summary: One idea.
order: 2
next:
  - {page: lab, label: Go to the lab}
---
## First {#first}

```predict
id: nine-tenths
question: How long does the average text take?
measure: mean-over-call
choices:
  - {id: little, text: Hardly longer than the call., below: 1.5}
  - {id: more, text: Far longer than the call.}
explanation: The rest is waiting.
```
::figure{name="run" mode="real_time" seconds="6" vary="load" over="0.3 0.9" start="0.9" show="against-load"}

## Second {#second}

::question{bank="queueing" id="que-010"}

::figure{name="run" id="both" preset="busy-stream" seconds="2"}
"""


@pytest.fixture
def short(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Lesson:
    """A lesson beside the main one."""
    path = tmp_path / "short.md"
    path.write_text(SHORT, encoding="utf-8")
    lesson, main = load_lesson(path, library=cached.library()), cached.lesson("batch-or-real-time")
    monkeypatch.setattr(cached, "lessons", lambda: (main, lesson))
    return lesson


def test_the_address_says_which_lesson_and_every_lesson_is_listed_with_what_was_read(
    short: Lesson, open_page: Callable[..., AppTest], did: Callable[..., None]
) -> None:
    did(SectionRead(lesson="short", section="first"), SectionRead(lesson="short", section="gone"))
    at = open_page("lesson", lesson="short")
    assert not at.exception and at.title[0].value == "A short one"
    assert [header.proto.anchor for header in at.header] == ["first", "second"]
    assert "1 min · 1 of 2 read · open" in words_of(at) and "Lesson before · 8 min" in words_of(at)
    links = {link.proto.label: link.proto.query_string for link in at.get("page_link")}
    assert links["Batch or real time?"] == "lesson=batch-or-real-time"
    lost = open_page("lesson", lesson="no-such", section="pitfalls")
    assert lost.title[0].value == "Batch or real time?" and "no lesson of that name" in words_of(lost)


def test_a_figure_stays_covered_until_there_is_a_guess_and_the_run_decides_about_it(
    short: Lesson, open_page: Callable[..., AppTest], store: Store, host
) -> None:
    at = open_page("lesson", lesson="short")
    assert len(at.get("plotly_chart")) == 1 and "The rest is waiting." not in words_of(at)
    at.button(key="lesson_commit_nine-tenths").click().run()
    assert "Choose one of the answers first." in words_of(at) and not store.events(LEARNER)

    at.radio(key="lesson_guess_short_nine-tenths").set_value("little")
    at.button(key="lesson_commit_nine-tenths").click().run()
    (kept,) = store.events(LEARNER)
    assert isinstance(kept.event, GuessCommitted) and kept.event.place == "lesson/short/nine-tenths"
    words = words_of(at)
    assert len(at.get("plotly_chart")) == 2 and "The rest is waiting." in words
    assert "SIM" in words and "It came out differently: Far longer than the call." in words

    at.button(key="lesson_measure_short_run").click().run()
    assert host.job_of(LEARNER).task["do"] == "sweep", "first what a call costs just now"
    cost = {
        "fixed_s": 0.0035,
        "per_item_s": 1.5e-5,
        "kind": "linear",
    }  # twice as quick as when the server started
    fit = {"cost": cost, "sizes": [1, 4], "median_s": [0.0035, 0.0036], "calls": [9, 9], "worst_error": 0.0}
    host.finish(host.job_of(LEARNER), result={"fit": fit})
    at.run()
    (scenario,) = host.job_of(LEARNER).task["scenarios"]
    assert scenario["arrivals"]["rate"] == round(0.9 / 0.003515), "nine tenths of what it can do now"
    host.finish(host.job_of(LEARNER), result=_measured([scenario], fixed_s=0.001))
    at.run()
    off = (
        "LIVE: calls took another time than just before, so the load came to 26\u00a0%, not 90\u00a0%; SIM: "
    )
    for page in (at, open_page("lesson", lesson="short")):
        assert off in words_of(page) and "It came out differently: Far longer" in words_of(page)

    at.button(key="lesson_measure_short_run").click().run()
    (scenario,) = host.job_of(LEARNER).task["scenarios"]
    assert scenario["arrivals"]["rate"] == round(0.9 / 0.00101), "what a call cost in the run is known now"
    host.finish(host.job_of(LEARNER), result=_measured([scenario], fixed_s=0.001))
    at.run()
    # Whatever a call costs later, the run is known again.
    cached.costs()[("tfidf-logreg", "built-in", "paced")] = LinearCost(fixed_s=0.02, per_item_s=0.0)
    for page in (at, open_page("lesson", lesson="short")):
        assert "LIVE: 4.2 ×" in words_of(page) and "It came out differently: Far longer" in words_of(page)


def _measured(plain: list, *, fixed_s: float) -> dict:
    """A live run of a machine that is quicker than it was taken for."""
    cost = LinearCost(fixed_s=fixed_s, per_item_s=1e-5)
    packed = [to_record(simulate(scenario_from_plain(one), cost)) for one in plain]
    return {"records": [{"meta": {**meta, "engine": "live"}, "data": encode(data)} for meta, data in packed]}


def test_a_question_is_answered_in_the_lesson_as_in_practice_and_its_key_is_not_sent_before(
    short: Lesson, open_page: Callable[..., AppTest], store: Store
) -> None:
    question = cached.library().find("queueing", "que-010")
    assert question is not None
    at = open_page("lesson", lesson="short")
    assert question.explanation not in words_of(at)
    radio = next(radio for radio in at.radio if radio.label == "Your answer")
    right = next(option.id for option in question.options if option.correct)
    radio.set_value(right)
    at.button(key="practice_check_que-010").click().run()
    (kept,) = store.events(LEARNER)
    assert isinstance(kept.event, AnswerGiven) and kept.event.correct and kept.event.seed is not None
    for page in (at, open_page("lesson", lesson="short")):
        assert "**Right.** 1 of 1 point." in words_of(page) and question.explanation in words_of(page)


def test_two_sides_run_in_a_lesson_say_what_batches_gain(
    short: Lesson, open_page: Callable[..., AppTest], host
) -> None:
    at = open_page("lesson", lesson="short")
    at.button(key="lesson_measure_short_both").click().run()
    job = host.job_of(LEARNER)
    assert "lesson_stop_short_both" in [button.key for button in at.button]
    host.finish(job, result=_measured(job.task["scenarios"], fixed_s=0.01))
    at.run()
    assert "**LIVE.** Batches of 64" in words_of(at) or "LIVE · n = 300" in words_of(at)
