"""The ten-question test: locked answers, nothing lost, nothing given away, and the verdict in words."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from conftest import LEARNER, NOW
from page_words import sent_by, words_of
from small_library import right, secrets_of, small_library, wrong
from streamlit.testing.v1 import AppTest

from core.learning import keys
from core.learning.events import TestAnswered, TestStarted
from core.learning.exam import Exam, answer, exams
from core.learning.exam_draw import draw_test
from core.learning.grading import shuffled_items, shuffled_options
from core.learning.library import Library
from core.learning.store import Store
from pages.parts import answer_ask, cached, exam_state

SEED = 7


@pytest.fixture(autouse=True)
def library(monkeypatch: pytest.MonkeyPatch) -> Library:
    """The bank that the page draws from."""
    made = small_library()
    monkeypatch.setattr(cached, "library", lambda: made)
    return made


@pytest.fixture(autouse=True)
def drawn_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests that the page starts are all drawn with one seed, which draws every kind of question."""
    monkeypatch.setattr(exam_state.secrets, "randbits", lambda _bits: SEED)


@pytest.fixture
def taken(store: Store, library: Library) -> Callable[..., Exam]:
    """A test of the learner with these places answered right, and those wrong; without a page."""

    def take(
        rights: int,
        wrongs: int = 0,
        *,
        purpose: Any = "full",
        at: datetime | None = None,
        sure: float | None = None,
    ) -> Exam:
        at = at or NOW
        started = draw_test(library, store.events(LEARNER), SEED, purpose=purpose)
        store.append(LEARNER, started, at=at, key=keys.exam_start(started.test))
        for number in range(rights + wrongs):
            exam = exams(store.events(LEARNER), library)[-1]
            item = exam.current
            assert item is not None
            chosen = (wrong if number < wrongs else right)(item.question)
            given = answer(exam, item.place, chosen, sure)
            store.append(LEARNER, given, at=at, key=keys.exam_answer(exam.test, item.place))
        return exams(store.events(LEARNER), library)[-1]

    return take


def _exam(store: Store, library: Library) -> Exam:
    return exams(store.events(LEARNER), library)[-1]


def _fill(at: AppTest, exam: Exam, chosen: tuple[str, ...]) -> None:
    """Puts an answer into the controls, whatever they are."""
    item = exam.current
    assert item is not None
    key, question = f"test_choice_{exam.test}_{item.place}", item.question
    match question.kind:
        case "single":
            at.radio(key=key).set_value(chosen[0])
        case "multi":
            for place, option in enumerate(shuffled_options(question, item.seed)):
                at.checkbox(key=f"{key}_{place}").set_value(option.id in chosen)
        case "order":
            shown = [one.id for one in shuffled_items(question, item.seed)]
            at.session_state[key] = {"order": [shown.index(one) for one in chosen]}
        case _:
            at.text_input(key=key).set_value(chosen[0])


def _lock(at: AppTest, exam: Exam, chosen: tuple[str, ...]) -> None:
    item = exam.current
    assert item is not None
    _fill(at, exam, chosen)
    at.button(key=f"test_lock_{item.place}").click().run()
    assert not at.exception


def _said(at: AppTest) -> dict[str, str]:
    return dict(at.session_state["_kept_spoken"])


def test_the_start_says_what_it_is_and_how_often_its_verdict_is_wrong(
    open_page: Callable[..., AppTest],
) -> None:
    at = open_page("test")

    words = words_of(at)
    assert not at.exception
    assert "No hints, no clock." in words
    for odds in ("4.6\u00a0%", "14.9\u00a0%", "73.6\u00a0%", "91.4\u00a0%"):
        assert odds in words
    assert "Taken before" not in words


def test_a_whole_test_with_every_kind_of_question_ends_with_a_verdict(
    open_page: Callable[..., AppTest], store: Store, library: Library
) -> None:
    at = open_page("test")
    at.button(key="test_start").click().run()
    kinds = set()
    for place in range(1, 11):
        exam = _exam(store, library)
        assert exam.current is not None
        assert exam.current.question.stem in words_of(at)
        assert f"Question {place} of 10" in words_of(at)
        kinds.add(exam.current.question.kind)
        if place == 1:
            at.radio(key=f"sure_test_choice_{exam.test}_1").set_value("high")
        _lock(at, exam, right(exam.current.question))

    assert kinds == {"single", "multi", "number", "order"}
    assert at.header[0].value == "Strong"
    assert "10 of 10 right, all 3 hard ones among them." in words_of(at)
    assert _said(at)["focus"] == "exam_result"
    answers = [r.event for r in store.events(LEARNER) if isinstance(r.event, TestAnswered)]
    assert [given.correct for given in answers] == [True] * 10
    assert [given.certainty for given in answers] == [0.9] + [None] * 9


def test_nothing_that_gives_an_answer_away_is_sent_before_the_end(
    open_page: Callable[..., AppTest], store: Store, library: Library
) -> None:
    at = open_page("test")
    at.button(key="test_start").click().run()
    for _place in range(10):
        exam = _exam(store, library)
        item = exam.current
        assert item is not None
        sent = sent_by(at)
        assert item.question.stem.encode() in sent
        drawn = [one.question for one in exam.items]
        assert not [
            secret for question in drawn for secret in secrets_of(question) if secret.encode() in sent
        ]
        assert not [one for one in drawn if one != item.question and one.stem.encode() in sent]
        if item.question.kind == "order":
            shown = [one.id for one in shuffled_items(item.question, item.seed)]
            assert _places(sent, item.question) == shown
        _lock(at, exam, wrong(item.question))
    assert at.header[0].value == "Not yet"


def _places(sent: bytes, question: Any) -> list[str]:
    """The ids of the items in the order in which their texts are sent."""
    return [item.id for item in sorted(question.items, key=lambda item: sent.index(item.text.encode()))]


def test_an_answer_that_cannot_be_read_is_complained_about_and_nothing_is_lost(
    open_page: Callable[..., AppTest], store: Store, library: Library, taken: Callable[..., Exam]
) -> None:
    exam = taken(0)
    while exam.current is not None and exam.current.question.kind != "number":
        given = answer(exam, exam.current.place, right(exam.current.question))
        store.append(LEARNER, given, at=NOW)
        exam = _exam(store, library)
    assert exam.current is not None
    at, before = open_page("test", test=exam.test), len(store.events(LEARNER))
    at.button(key=f"test_lock_{exam.current.place}").click().run()
    assert at.warning[0].value == "Type a number first."
    _lock(at, exam, ("about a hundred",))
    assert "is not a number. Write one number in texts per second, such as 12.5." in at.warning[0].value
    assert at.text_input[0].value == "about a hundred"
    assert len(store.events(LEARNER)) == before
    _lock(at, exam, (f"{right(exam.current.question)[0]} texts per second",))
    assert not at.warning
    assert _exam(store, library).answers[exam.current.place].correct


def test_a_refresh_or_another_server_goes_on_with_the_same_question(
    open_page: Callable[..., AppTest], taken: Callable[..., Exam]
) -> None:
    exam = taken(3, 1)
    assert exam.current is not None and exam.current.place == 5

    again = open_page("test", test=exam.test)
    assert exam.current.question.stem in words_of(again)

    start = open_page("test")
    assert "**4 of 10** answers are locked" in words_of(start)
    start.button(key="test_go_on").click().run()
    assert exam.current.question.stem in words_of(start)
    start.button(key="test_leave").click().run()
    assert "Go on with question 5" in [button.label for button in start.button]


def test_the_same_question_in_two_tabs_counts_once_and_the_first_answer_stands(
    open_page: Callable[..., AppTest], store: Store, library: Library, taken: Callable[..., Exam]
) -> None:
    exam = taken(0)
    assert exam.current is not None
    one, other = open_page("test", test=exam.test), open_page("test", test=exam.test)
    _lock(one, exam, right(exam.current.question))
    _lock(other, exam, wrong(exam.current.question))

    assert "Question 1 was answered before, in another tab. That answer stands." in words_of(other)
    assert "Question 2 of 10" in words_of(other)
    answers = [r.event for r in store.events(LEARNER) if isinstance(r.event, TestAnswered)]
    assert [given.correct for given in answers] == [True]


def test_two_tabs_start_one_test(open_page: Callable[..., AppTest], store: Store) -> None:
    for tab in (open_page("test"), open_page("test")):
        tab.button(key="test_start").click().run()
    assert sum(isinstance(record.event, TestStarted) for record in store.events(LEARNER)) == 1


def test_eight_right_are_unsettled_and_up_to_five_more_decide(
    open_page: Callable[..., AppTest], store: Store, library: Library, taken: Callable[..., Exam]
) -> None:
    exam = taken(8, 2)
    at = open_page("test", test=exam.test)
    assert at.header[0].value == "Unsettled"
    assert "Your answers" not in words_of(at)
    assert not [
        secret
        for item in exam.items
        for secret in secrets_of(item.question)
        if secret.encode() in sent_by(at)
    ]
    at.button(key="test_further").click().run()
    for place in range(11, 16):
        exam = _exam(store, library)
        assert exam.current is not None
        assert exam.current.place == place
        assert f"Question {place} of {place}" in words_of(at)
        _lock(at, exam, right(exam.current.question))
    assert at.header[0].value == "Strong"
    assert "13 of 15 right" in words_of(at)


def test_a_test_may_be_left_unsettled_and_then_shows_its_answers(
    open_page: Callable[..., AppTest], taken: Callable[..., Exam]
) -> None:
    exam = taken(8, 2)
    at = open_page("test", test=exam.test)
    at.button(key="test_leave_unsettled").click().run()
    assert at.header[0].value == "Unsettled"
    assert {"What to work on", "Your answers"} <= {header.value for header in at.header}


def test_not_yet_names_objectives_and_beliefs_with_links_to_section_and_lab(
    open_page: Callable[..., AppTest], taken: Callable[..., Exam]
) -> None:
    exam = taken(6, 4, sure=0.9)
    at = open_page("test", test=exam.test)

    words = words_of(at)
    assert at.header[0].value == "Not yet"
    assert "is called strong" in words and "the chance that you command 70 % or more is" in words
    assert "Do what first-aim says" in words
    assert (
        "The belief that is wrong." in words
        and "What refutes it." in words
        and "You were sure of it." in words
    )
    links = {link.proto.label: link.proto.query_string for link in at.get("page_link")}
    assert links["Read: Key result"] == "section=key-result"
    assert "See it in the lab: A pile of texts" in links


def test_after_the_end_each_answer_is_explained(
    open_page: Callable[..., AppTest], taken: Callable[..., Exam]
) -> None:
    exam = taken(9, 1)
    at = open_page("test", test=exam.test)
    assert not [secret for secret in secrets_of(exam.item(1).question) if secret in words_of(at)], (
        "until it is opened"
    )
    for place in range(1, 11):
        at.session_state[f"test_item_{place}"] = True
    at.run()

    assert not at.exception
    words = words_of(at)
    for item in exam.items[:10]:
        for said in secrets_of(item.question):
            assert said in words
    assert words.count("**Your answer:**") == 10
    assert len([one.label for one in at.expander if "Not right" in one.label]) == 1


def test_a_fresh_test_asks_first_what_was_not_asked(
    open_page: Callable[..., AppTest], store: Store, taken: Callable[..., Exam]
) -> None:
    exam = taken(10)
    at = open_page("test", test=exam.test)
    at.button(key="test_again").click().run()
    started = [r.event for r in store.events(LEARNER) if isinstance(r.event, TestStarted)]
    first, second = ([one.question for one in test.drawn[:10]] for test in started)
    assert "Question 1 of 10" in words_of(at)
    unseen = {"easy": 4 - 3, "medium": 6 - 4, "hard": 8 - 3}
    for difficulty, count in unseen.items():
        fresh = {name for name in second if difficulty in name} - set(first)
        assert len(fresh) == min(count, {"easy": 3, "medium": 4, "hard": 3}[difficulty])


def test_a_test_can_be_given_up(
    open_page: Callable[..., AppTest], store: Store, library: Library, taken: Callable[..., Exam]
) -> None:
    exam = taken(2)
    at = open_page("test")
    at.button(key="test_abandon").click().run()
    assert _exam(store, library).abandoned
    assert "Start the test" in [button.label for button in at.button]
    assert "Question" not in words_of(open_page("test", test=exam.test)).split("What it is")[0].replace(
        "Ten questions", ""
    )


def test_a_day_after_strong_five_fresh_questions_make_it_lasting(
    open_page: Callable[..., AppTest], store: Store, library: Library, taken: Callable[..., Exam]
) -> None:
    taken(10, at=NOW - timedelta(days=2))
    at = open_page("test")
    assert "You are **strong**." in words_of(at)
    at.button(key="test_lasting").click().run()
    for place in range(1, 6):
        exam = _exam(store, library)
        assert exam.current is not None
        assert f"Question {place} of 5" in words_of(at)
        _lock(at, exam, right(exam.current.question))
    assert at.header[0].value == "Strong and lasting"
    assert "You are **strong and lasting**." in words_of(open_page("test"))


def test_on_the_same_day_the_check_is_not_open_yet(
    open_page: Callable[..., AppTest], taken: Callable[..., Exam]
) -> None:
    exam = taken(10)
    at = open_page("test")
    assert "test_lasting" not in [button.key for button in at.button]
    assert "The check that it lasts opens" in words_of(at)
    assert [link.proto.query_string for link in at.get("page_link") if "Strong" in link.proto.label] == [
        f"test={exam.test}"
    ]


def test_banks_that_are_too_small_say_so(
    open_page: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cached, "library", lambda: Library(banks=()))
    at = open_page("test")
    at.button(key="test_start").click().run()
    assert "No test can be drawn: the banks have too few" in at.warning[0].value


@pytest.mark.parametrize("asked", ["test-9", "../x", "", "TEST-1"])
def test_an_address_of_no_test_leads_to_the_start(asked: str, open_page: Callable[..., AppTest]) -> None:
    at = open_page("test", test=asked)
    assert not at.exception and "What it is" in words_of(at)


@pytest.mark.parametrize("order", [[0, 0, 1, 2], [0, 1], ["x"], None, [3, 2, 1, 0, 4]])
def test_an_order_that_is_none_counts_as_the_order_shown(order: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    question = small_library().find("small", "t-easy-3")
    assert question is not None
    monkeypatch.setattr(answer_ask.session, "control_value", lambda _key: {"order": order})
    given = answer_ask.given(question, "key", shuffle=3)
    assert sorted(given) == sorted(right(question)) and given != right(question)
