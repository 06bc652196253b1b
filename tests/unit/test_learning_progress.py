"""Progress is what the events say: no more, no less, and nothing lost to a typo fix."""

from datetime import UTC, datetime, timedelta

import pytest

from core.learning.events import (
    AnswerGiven,
    GuessCommitted,
    HintOpened,
    JobBegun,
    JobEnded,
    PracticeRestarted,
    Recorded,
    RunFinished,
    SectionRead,
    SelfCheckAnswered,
    SnippetRun,
    SolutionShown,
    Unread,
    WayOpened,
)
from core.learning.progress import Progress, replay
from core.learning.progress_attempt import attempt_moves

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SPOT = {"bank": "practice", "question": "bvr-001", "rev": 1}


def book(*events):
    """The events as recorded, one a minute from noon."""
    return [
        Recorded(id=number, learner="x", at=NOON + timedelta(minutes=number), event=event)
        for number, event in enumerate(events, start=1)
    ]


def answer(chosen, *, correct=False, tries=1, score=None, **other):
    return AnswerGiven(**{**SPOT, **other}, answer=(chosen,), correct=correct, tries=tries, score=score)


def run(run_id):
    return RunFinished(run_id=run_id, engine="live", scenario={}, summary={}, finding="")


def test_nothing_done_is_nothing_shown():
    assert replay([]) == Progress()
    assert Progress().last_activity is None


def test_sections_count_once_and_by_lesson():
    events = [SectionRead(lesson=lesson, section=section) for lesson, section in ["ab", "xa", "aa", "ab"]]
    progress = replay(book(*events))
    assert progress.sections_read("a") == ("b", "a")
    assert progress.sections_read("x") == ("a",)
    assert progress.sections_read("never") == ()


def test_runs_are_newest_first_and_each_is_shown_once():
    progress = replay(book(run("r1"), run("r2"), run("r1")))
    assert [finished.run.run_id for finished in progress.runs] == ["r2", "r1"]
    assert progress.runs[0].at == NOON + timedelta(minutes=2)


def test_the_latest_job_is_under_way_until_it_is_over():
    one, other = JobBegun(job="1", what="run"), JobBegun(job="2", what="sweep")
    records = book(one, JobEnded(job="1"), one, other, JobEnded(job="1"), JobEnded(job="2"))
    states = [replay(records[:upto]).under_way for upto in range(7)]
    assert states == [None, one, None, one, other, other, None]


def test_a_question_goes_from_open_through_tries_and_hints_to_right():
    records = book(
        HintOpened(**SPOT, level=1),
        answer("b"),
        HintOpened(**SPOT, level=1),
        HintOpened(**SPOT, level=2),
        answer("a", correct=True, tries=2, score=0.4),
    )
    states = [replay(records[:upto]).question("practice", "bvr-001", 1) for upto in range(6)]
    assert [state.state for state in states] == ["open", "open", "tried", "tried", "tried", "right"]
    assert [state.tries for state in states] == [0, 0, 1, 1, 1, 2]
    assert [state.hints for state in states] == [(), (1,), (1,), (1,), (1, 2), (1, 2)]
    assert [state.score for state in states] == [None] * 5 + [0.4]
    assert [state.done for state in states] == [False] * 5 + [True]


@pytest.mark.parametrize(
    ("last", "state", "score"),
    [
        (SolutionShown(**SPOT), "shown", 0.0),
        (answer("a", score=0.5), "partly right", 0.5),
        (answer("a", score=0.0), "wrong", 0.0),
    ],
)
def test_a_question_can_also_end_in_other_ways(last, state, score):
    found = replay(book(last)).question("practice", "bvr-001", 1)
    assert (found.state, found.score) == (state, score)


def test_what_comes_after_completion_changes_nothing():
    right = answer("a", correct=True, score=1.0)
    late = [answer("b", tries=2), HintOpened(**SPOT, level=1), SolutionShown(**SPOT), answer("c", score=0.0)]
    assert replay(book(right, *late)).practice == replay(book(right)).practice


def test_a_restart_opens_the_questions_of_its_bank_only():
    elsewhere = answer("a", correct=True, score=1.0, bank="other")
    progress = replay(
        book(answer("a", correct=True, score=1.0), elsewhere, PracticeRestarted(bank="practice"))
    )
    assert progress.question("practice", "bvr-001", 1).state == "open"
    assert progress.question("other", "bvr-001", 1).state == "right"


def test_the_running_score_is_over_complete_questions_of_the_bank_as_it_is_now():
    progress = replay(
        book(
            answer("a", correct=True, score=0.9),
            answer("a", correct=True, score=0.5, question="bvr-002"),
            answer("a", question="bvr-003"),
            answer("a", correct=True, score=1.0, question="withdrawn"),
        )
    )
    bank = progress.bank("practice", {"bvr-002": 1, "bvr-001": 1, "bvr-003": 1, "bvr-004": 1})
    assert [question.question for question in bank.questions] == ["bvr-002", "bvr-001", "bvr-003", "bvr-004"]
    assert bank.done == 2
    assert bank.score == pytest.approx(1.4)


def test_a_raised_revision_opens_the_question_again_and_a_typo_fix_does_not():
    progress = replay(book(answer("a", correct=True, score=1.0)))
    assert progress.bank("practice", {"bvr-001": 1}).done == 1
    assert progress.bank("practice", {"bvr-001": 2}).questions[0].state == "open"


def test_a_self_check_shows_its_first_answer_and_guesses_newest_first():
    check = {"lesson": "batch", "check": "fraud"}
    progress = replay(
        book(
            SelfCheckAnswered(**check, answer=("yes",), correct=False),
            SelfCheckAnswered(**check, answer=("no",), correct=True),
            GuessCommitted(place="a", guess={}),
            GuessCommitted(place="b", guess={}),
        )
    )
    assert [answer.answer for answer in progress.self_checks] == [("yes",)]
    assert [guess.guess.place for guess in progress.guesses] == ["b", "a"]


def test_the_first_prediction_of_a_snippet_stands_until_the_snippet_changes():
    said = [
        SnippetRun(snippet="s", rev=rev, choice=choice, came="b")
        for rev, choice in [(1, "a"), (1, "b"), (2, "b")]
    ]
    progress = replay(book(*said, WayOpened(way="watch"), WayOpened(way="watch")))
    assert [(run.rev, run.choice) for run in progress.snippets] == [(1, "a"), (2, "b")]
    assert progress.opened == ("watch",)


def test_events_that_come_a_second_time_are_passed_over():
    records = book(GuessCommitted(place="a", guess={}), answer("a"), PracticeRestarted(bank="practice"))
    progress = replay(records)
    assert replay(records, since=progress) == progress
    assert replay(records[:2], since=progress) == progress


def test_an_unread_event_counts_as_activity_only():
    records = book(
        SectionRead(lesson="a", section="b"), Unread(kind="later", text="{}", problem="unknown kind")
    )
    progress = replay(records)
    assert progress.last_activity == NOON + timedelta(minutes=2)
    assert progress.sections == replay(records[:1]).sections
    assert progress.practice == ()


def test_the_moves_of_an_attempt_are_those_since_the_last_restart_of_its_bank():
    records = book(
        answer("z"),
        HintOpened(**SPOT, level=1),
        PracticeRestarted(bank="practice"),
        HintOpened(**SPOT, level=1),
        HintOpened(**SPOT, level=1),
        answer("b"),
        answer("x", rev=2),
        answer("x", question="bvr-002"),
        PracticeRestarted(bank="other"),
        SolutionShown(**SPOT),
    )
    moves = attempt_moves(records, bank="practice", question="bvr-001", rev=1)
    assert [(move.kind, move.chosen) for move in moves] == [("hint", ()), ("answer", ("b",)), ("reveal", ())]
    assert moves[0].at_s == (NOON + timedelta(minutes=4)).timestamp()


def test_a_presentation_with_a_seed_of_its_own_stands_apart_from_the_practice_page():
    presented = answer("a", correct=True, score=1.0, seed=7)
    records = book(presented, answer("b"), PracticeRestarted(bank="practice"))
    progress = replay(records)
    assert progress.question("practice", "bvr-001", 1).state == "open"
    assert progress.question("practice", "bvr-001", 1, seed=7).state == "right"
    assert progress.bank("practice", {"bvr-001": 1}).done == 0
    spot = {"bank": "practice", "question": "bvr-001", "rev": 1}
    assert [move.chosen for move in attempt_moves(records, **spot, seed=7)] == [("a",)]
    assert attempt_moves(records, **spot) == () == attempt_moves(records, **spot, seed=8)
