"""The ten-question test: what is drawn, how it goes on, and that nothing is lost or counted twice."""

import random
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from core.base import InvalidInput
from core.learning import keys
from core.learning.events import TestAbandoned, TestAnswered
from core.learning.exam import answer, exams, open_exam
from core.learning.exam_draw import draw_test
from core.learning.library import Library
from core.learning.store import Store
from tests.question_samples import START, add, book, drawn_number, library, order

LIBRARY = library()


def right(item):
    return [option.id for option in item.question.options if option.correct]


def wrong(item):
    return [option.id for option in item.question.options if not option.correct][:1]


def take(records, pattern, source=LIBRARY, certainty=None):
    """Answers the open test by a pattern of r and w, one event after the other."""
    for sign in pattern:
        exam = open_exam(records, source)
        item = exam.current
        given = answer(exam, item.place, right(item) if sign == "r" else wrong(item), certainty)
        add(records, [given])
    return exams(records, source)[-1]


def started(source=LIBRARY, seed=1, records=None, purpose="full"):
    records = records if records is not None else []
    return add(
        records, [draw_test(source, records, seed, purpose=purpose)], start=START if not records else None
    )


def questions_of(event):
    return [item.question for item in event.drawn]


def test_a_test_is_of_three_easy_four_medium_three_hard_and_five_in_reserve():
    for seed in range(20):
        event = draw_test(LIBRARY, [], seed)
        drawn = [LIBRARY.find("one", name) for name in questions_of(event)]
        assert Counter(question.difficulty for question in drawn[:10]) == {"easy": 3, "medium": 4, "hard": 3}
        assert [question.difficulty for question in drawn[10:]] == [
            "medium",
            "hard",
            "medium",
            "hard",
            "hard",
        ]
        assert {question.pool for question in drawn} == {"test"}
        assert len(set(questions_of(event))) == 15


def test_a_test_is_spread_over_the_objectives():
    for seed in range(20):
        names = questions_of(draw_test(LIBRARY, [], seed))[:10]
        counts = Counter(LIBRARY.find("one", name).objective for name in names)
        assert max(counts.values()) - min(counts.values()) <= 1


def test_a_seed_gives_one_test_and_another_seed_another():
    assert draw_test(LIBRARY, [], 4) == draw_test(LIBRARY, [], 4)
    assert len({draw_test(LIBRARY, [], seed).items for seed in range(20)}) == 20


def test_a_retake_has_fresh_items_and_three_tests_never_meet():
    records = started()
    take(records, "r" * 10)
    for _ in range(2):
        started(records=records)
        take(records, "r" * 10)
    asked = [given.event.question for given in records if isinstance(given.event, TestAnswered)]
    assert len(asked) == len(set(asked)) == 30


def test_when_all_was_seen_those_seen_longest_ago_come_again():
    small = library(each=1)
    # five in reserve are drawn from what is left, so a small pool has none
    records = started(small)
    assert len(records[0].event.items) == 10
    take(records, "r" * 10, small)
    started(small, records=records)
    assert set(questions_of(records[-1].event)) == set(questions_of(records[0].event))
    twice = library(each=2)
    records = started(twice)
    first = take(records, "r" * 10, twice)
    started(twice, records=records)
    second = take(records, "r" * 10, twice)
    started(twice, records=records)
    third = {item.question.id for item in exams(records, twice)[-1].items[:10]}
    seen_first = {item.question.id for item in first.items[:10]}
    assert third == seen_first
    assert not third & {item.question.id for item in second.items[:10]}


def test_parameterised_items_have_new_numbers_at_a_retake():
    small = library(each=1)
    replaced = [q for q in small.banks[0].questions if not (q.pool == "test" and q.difficulty == "easy")]
    easy = [drawn_number(f"d-{n}", pool="test", objective="aim-0") for n in range(3)]
    source = Library(banks=(small.banks[0].model_copy(update={"questions": (*replaced, *easy)}),))
    seeds = {item.seed for seed in range(10) for item in draw_test(source, [], seed).drawn[:3]}
    assert len(seeds) == 30
    exam = exams(book(draw_test(source, [], 1)), source)[0]
    assert {item.question.params for item in exam.items} == {None}


def test_a_pool_that_is_too_small_is_told():
    bank = LIBRARY.banks[0]
    few = [q for q in bank.questions if q.difficulty != "hard" or q.pool != "test"]
    with pytest.raises(InvalidInput, match="too few hard questions"):
        draw_test(Library(banks=(bank.model_copy(update={"questions": tuple(few)}),)), [], 1)


def test_a_test_goes_from_item_to_item_and_ends():
    records = started()
    exam = open_exam(records, LIBRARY)
    assert (exam.current.place, exam.asked, exam.level, exam.finished) == (1, 10, "open", False)
    exam = take(records, "rrrw")
    assert (exam.current.place, exam.level) == (5, "open")
    exam = take(records, "rrrrrr")
    assert (exam.current, exam.asked, exam.level, exam.finished) == (None, 10, "strong", True)
    assert open_exam(records, LIBRARY) is None
    assert [exam.attempt(place).correct for place in (3, 4)] == [True, False]


@pytest.mark.parametrize(
    ("pattern", "level", "asked"),
    [
        ("r" * 10, "strong", 10),
        ("w" + "r" * 9, "strong", 10),
        ("rrrrrrrrrw", "strong", 10),
        ("ww" + "r" * 8, "unsettled", 11),
        ("r" * 8 + "ww" + "rrrr", "unsettled", 15),
        ("r" * 8 + "ww" + "rrrrr", "strong", 15),
        ("ww" + "r" * 8 + "rrw", "not yet", 13),
        ("ww" + "r" * 8 + "w", "not yet", 11),
        ("www" + "r" * 7, "not yet", 10),
        ("w" * 10, "not yet", 10),
    ],
)
def test_the_verdict_follows_the_counts(pattern, level, asked):
    exam = take(started(), pattern)
    assert (exam.level, exam.asked) == (level, asked)
    assert exam.finished == (level != "unsettled")


def test_a_locked_answer_stands_whatever_comes_later():
    records = started()
    exam = open_exam(records, LIBRARY)
    given = answer(exam, 1, wrong(exam.current))
    changed = replace(given, answer=tuple(right(exam.current)), correct=True)
    add(records, [given, changed])
    exam = open_exam(records, LIBRARY)
    assert exam.answers[1] == given and exam.current.place == 2
    with pytest.raises(InvalidInput, match="answered already"):
        answer(exam, 1, right(exam.item(1)))
    with pytest.raises(InvalidInput, match="answered already, or not on yet"):
        answer(exam, 3, right(exam.item(3)))


def test_what_is_no_answer_is_refused_and_the_item_stays_on():
    records = started()
    exam = open_exam(records, LIBRARY)
    with pytest.raises(InvalidInput, match="0 options are chosen"):
        answer(exam, 1, [])
    with pytest.raises(InvalidInput, match="unknown"):
        answer(exam, 1, ["z"])


def test_events_in_any_order_and_twice_give_the_same_test():
    records = started()
    take(records, "rwrr")
    shuffled = random.Random(3).sample(records, len(records))
    assert exams([*shuffled, *records], LIBRARY) == exams(records, LIBRARY)


def test_answers_beyond_the_end_and_to_tests_that_never_began_count_nothing():
    records = started()
    exam = take(records, "r" * 10)
    item = exam.item(11)
    more = TestAnswered(
        test=exam.test, place=11, bank="one", question=item.question.id, rev=1, seed=item.seed, answer=("b",), correct=False
    )  # fmt: skip
    add(records, [more, replace(more, test="test-9")])
    assert exams(records, LIBRARY) == (exam,)


def test_a_test_given_up_has_no_verdict_but_one_left_unsettled_keeps_it():
    records = started()
    take(records, "rr")
    add(records, [TestAbandoned(test="test-1")])
    exam = exams(records, LIBRARY)[-1]
    assert (exam.abandoned, exam.finished, exam.level, exam.current) == (True, False, "open", None)
    assert open_exam(records, LIBRARY) is None
    records = started()
    take(records, "ww" + "r" * 8)
    add(records, [TestAbandoned(test="test-1")])
    exam = exams(records, LIBRARY)[-1]
    assert (exam.finished, exam.level, exam.current) == (True, "unsettled", None)
    assert started(records=records)[-1].event.test == "test-2"


def test_a_finished_test_cannot_be_given_up():
    records = started()
    before = take(records, "r" * 10)
    add(records, [TestAbandoned(test="test-1")])
    assert exams(records, LIBRARY) == (before,)


def changed(source, question_id, **update):
    bank = source.banks[0]
    questions = tuple(q.model_copy(update=update) if q.id == question_id else q for q in bank.questions)
    return Library(banks=(bank.model_copy(update={"questions": questions}),))


def test_a_typo_fix_changes_nothing_and_a_raised_revision_outdates_the_item_that_is_on():
    records = started()
    exam = open_exam(records, LIBRARY)
    fixed = changed(LIBRARY, exam.current.question.id, stem="Stem, spelt right?")
    assert open_exam(records, fixed).current.question.stem == "Stem, spelt right?"
    raised = changed(LIBRARY, exam.current.question.id, rev=2)
    assert open_exam(records, raised) is None
    assert exams(records, raised)[-1].outdated


def test_a_verdict_outlives_the_questions_it_was_about():
    records = started()
    take(records, "r" * 9 + "w")
    empty = Library(banks=(LIBRARY.banks[0].model_copy(update={"questions": ()}),))
    exam = exams(records, empty)[-1]
    assert (exam.level, exam.finished, exam.items) == ("strong", True, ())
    started_only = started()
    gone = exams(started_only, empty)[-1]
    assert gone.outdated and open_exam(started_only, empty) is None


def test_every_item_has_an_order_of_its_own():
    source = library(order("t-order", pool="test"), each=1)
    items = exams(book(draw_test(source, [], 1)), source)[0].items
    assert len({item.seed for item in items}) == len(items)


def test_two_tabs_and_a_killed_server_lose_nothing_and_count_nothing_twice(tmp_path):
    """Every move goes to the disk first; each tab reads what is there; the first stored answer wins."""
    url, learner = f"sqlite:///{tmp_path / 'b.db'}", "learner-token-012345"
    now = datetime(2026, 3, 1, 12, tzinfo=UTC)
    store = Store(url)
    for _tab in range(2):
        event = draw_test(LIBRARY, [], 7)
        store.append(learner, event, at=now, key=keys.exam_start(event.test))
    for place in range(1, 11):
        tabs = [open_exam(store.events(learner), LIBRARY) for _ in range(2)]
        assert [tab.current.place for tab in tabs] == [place, place]
        for tab, chosen in zip(tabs, (right, wrong), strict=True):
            given = answer(tab, place, chosen(tab.current))
            store.append(learner, given, at=now, key=keys.exam_answer(tab.test, place))
        store.close()  # what was stored is on the disk, whatever happens to the process
        store = Store(url)
    (exam,) = exams(store.events(learner), LIBRARY)
    assert (exam.level, len(exam.answers), sum(mark.right for mark in exam.marked)) == ("strong", 10, 10)
    assert len(store.events(learner)) == 11
    store.close()
