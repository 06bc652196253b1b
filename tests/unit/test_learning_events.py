"""Events refuse what is invalid, and read back as what was written."""

import json
from datetime import UTC, datetime, timedelta, timezone

import numpy as np
import pytest

from core.base import InvalidInput
from core.learning.events import (
    KINDS,
    AnswerGiven,
    CaseDecided,
    GuessCommitted,
    GuessSkipped,
    HintOpened,
    JobBegun,
    JobEnded,
    PracticeRestarted,
    Recorded,
    ReviewRated,
    RunFinished,
    SectionRead,
    SelfCheckAnswered,
    SnippetRun,
    SolutionShown,
    TargetsSet,
    TestAbandoned,
    TestAnswered,
    TestStarted,
    Unread,
    WayOpened,
    from_json,
    to_json,
)

ANSWER = {"bank": "practice", "question": "bvr-001", "rev": 1, "answer": ("b",), "correct": False, "tries": 1}
EXAMPLES = [
    SectionRead(lesson="batch", section="why"),
    RunFinished(
        run_id="r1", engine="live", scenario={"b": 8}, summary={"p50_ms": 1.5}, finding="Faster — 3 ×."
    ),
    GuessCommitted(place="lab/sweep", guess={"p50_ms": 20}),
    GuessSkipped(place="load", question="How long?", about="1f"),
    AnswerGiven(**ANSWER, seed=7, hints=2, certainty=0.8, score=0.5, measured=12.5),
    HintOpened(bank="practice", question="bvr-001", rev=1, level=2),
    SolutionShown(bank="practice", question="bvr-001", rev=1, seed=3),
    PracticeRestarted(bank="practice"),
    SelfCheckAnswered(lesson="batch", check="fraud", answer=("no",), correct=True),
    TestStarted(test="t1", items=("modes/md-001/1/77", "modes/md-002/2/0"), purpose="lasting"),
    TestAnswered(
        test="t1",
        place=2,
        bank="modes",
        question="md-002",
        rev=2,
        seed=0,
        answer=("12,5",),
        correct=True,
        certainty=0.9,
    ),
    TestAbandoned(test="t1"),
    ReviewRated(bank="practice", question="bvr-001", rev=1, seed=3, grade="easy"),
    TargetsSet(targets={"load_bound": 200}),
    CaseDecided(case="spam", rev=1, twist=True, choice={"mode": "batch"}, outcome={"day_cost": 2.5}),
    JobBegun(job="ab12", what="run"),
    JobEnded(job="ab12"),
    WayOpened(way="watch"),
    SnippetRun(snippet="a-bare-string", rev=1, choice="error", came="error"),
]


@pytest.mark.parametrize("event", EXAMPLES, ids=lambda event: event.kind)
def test_every_event_reads_back_as_it_was_written(event):
    assert from_json(event.kind, to_json(event)) == event


def test_the_examples_cover_every_kind():
    assert {event.kind for event in EXAMPLES} == set(KINDS)


def test_an_unknown_kind_is_kept_as_it_is():
    text = '{"level":  "gold"}'
    event = from_json("certificate_won", text)
    assert isinstance(event, Unread)
    assert (event.kind, to_json(event)) == ("certificate_won", text)


@pytest.mark.parametrize(
    "text", ["{", "[]", "null", '{"lesson": "batch"}', '{"lesson": "batch", "section": 3}']
)
def test_a_known_kind_that_cannot_be_read_is_kept_with_its_reason(text):
    event = from_json("section_read", text)
    assert isinstance(event, Unread)
    assert event.text == text
    assert event.problem


def test_fields_added_by_a_newer_version_are_left_aside_and_missing_ones_take_their_default():
    text = json.dumps({**ANSWER, "mood": "glad"})
    assert from_json("answer_given", text) == AnswerGiven(**ANSWER)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("bank", ""),
        ("question", "a\nb"),
        ("question", "x" * 201),
        ("bank", "nul\0"),
        ("rev", 0),
        ("rev", True),
        ("answer", ["b"]),
        ("answer", ("x" * 5000,)),
        ("answer", ("a",) * 65),
        ("answer", ("\ud800",)),
        ("correct", 1),
        ("tries", 0),
        ("hints", -1),
        ("seed", -1),
        ("score", 1.1),
        ("score", float("nan")),
        ("certainty", "sure"),
    ],
)
def test_an_answer_with_a_bad_field_is_refused_by_name(field, value):
    with pytest.raises(InvalidInput, match=field):
        AnswerGiven(**{**ANSWER, field: value})


def test_all_faults_are_named_together():
    with pytest.raises(InvalidInput) as refused:
        AnswerGiven(**{**ANSWER, "rev": 0, "tries": 0, "bank": ""})
    assert {fault.field for fault in refused.value.faults} == {"bank", "rev", "tries"}


def _run(summary):
    return RunFinished(run_id="r", engine="live", scenario={}, summary=summary, finding="")


def test_measured_numbers_become_plain_json_and_missing_ones_none():
    run = _run({"n": np.int64(3), "p": (np.float64(0.5), np.nan, np.inf), "deep": {"ok": True}})
    assert run.summary == {"n": 3, "p": [0.5, None, None], "deep": {"ok": True}}
    assert "NaN" not in to_json(run)


def test_a_run_does_not_change_when_the_caller_changes_the_summary_later():
    summary = {"bins": [1, 2]}
    run = _run(summary)
    summary["bins"].append(3)
    assert run.summary == {"bins": [1, 2]}


@pytest.mark.parametrize("summary", [{"f": object()}, {1: "a"}, "text", {"x": "y" * 70_000}, {"b": b"raw"}])
def test_what_has_no_json_form_or_is_too_large_is_refused(summary):
    with pytest.raises(InvalidInput, match="summary"):
        _run(summary)


def test_endless_nesting_is_refused_not_followed():
    loop = {}
    loop["again"] = loop
    with pytest.raises(InvalidInput, match="deeply"):
        _run(loop)


@pytest.mark.parametrize(
    "at", [datetime(2026, 1, 1), datetime(2026, 1, 1, tzinfo=timezone(timedelta(hours=2)))]
)
def test_a_recorded_time_is_in_utc(at):
    Recorded(id=1, learner="x", at=datetime(2026, 1, 1, tzinfo=UTC), event=EXAMPLES[0])
    with pytest.raises(InvalidInput, match="UTC"):
        Recorded(id=1, learner="x", at=at, event=EXAMPLES[0])


@pytest.mark.parametrize(
    ("items", "words"),
    [
        ((), "items"),
        (("modes/md-001/1",), "bank/question/rev/seed"),
        (("modes/md-001/one/7",), "bank/question/rev/seed"),
        (("modes/md-001/1/7",) * 16, "at most 15|from 1 to 15"),
    ],
)
def test_a_test_is_of_one_to_fifteen_items_that_can_be_read(items, words):
    with pytest.raises(InvalidInput, match=words):
        TestStarted(test="t", items=items)
