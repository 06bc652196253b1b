"""Practice: a whole round with right and wrong answers, hints and a solution shown; and what is never sent."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from conftest import LEARNER, NOW
from page_words import sent_by, words_of
from streamlit.testing.v1 import AppTest

from core.learning.events import AnswerGiven, HintOpened, PracticeRestarted, SolutionShown
from core.learning.grading import shuffled_options
from core.learning.question import SingleQuestion
from core.learning.store import Store
from pages.parts import cached, clock, quiz_state, session


def _questions() -> list[SingleQuestion]:
    return list(cached.bank("practice").pool("practice"))


def _key(question: SingleQuestion) -> str:
    return next(option.id for option in question.options if option.correct)


def _wrong(question: SingleQuestion, place: int = 0) -> str:
    return [option.id for option in question.options if not option.correct][place]


@pytest.fixture
def at(open_page: Callable[..., AppTest]) -> AppTest:
    return open_page("practice")


def _answer(at: AppTest, question: SingleQuestion, option: str, restarts: int = 0) -> None:
    at.radio(key=f"practice_choice_{restarts}_{question.id}").set_value(option)
    at.button(key="practice_check").click().run()


def _address(at: AppTest) -> str:
    found = at.query_params["question"]
    return found if isinstance(found, str) else found[0]


def _next(at: AppTest) -> None:
    at.button(key="practice_next_top").click().run()


def _secrets(question: SingleQuestion) -> list[str]:
    """What would give an open question away."""
    steps = [text for step in question.solution for text in (step.do, step.because)]
    return [*(option.why for option in question.options), question.explanation, question.quick_check, *steps]


def test_a_round_with_everything_in_it_ends_with_the_right_score(at: AppTest, store: Store) -> None:
    first, second, third, _, fifth = _questions()

    _answer(at, first, _key(first))  # 1
    assert "**Right.** 1 of 1 point. You chose" in words_of(at)
    _next(at)
    _answer(at, second, _wrong(second))  # 1 − 1/3
    assert "**Not right.**" in words_of(at)
    _answer(at, second, _key(second))
    _next(at)
    at.button(key="practice_hint").click().run()  # 1 − 0.10
    _answer(at, third, _key(third))
    assert "**Right.** 0.9 of 1 point, with 1 hint." in words_of(at)
    _next(at)
    at.button(key="practice_solution").click().run()  # 0
    assert "**Solution shown.** 0 points" in words_of(at)
    _next(at)
    assert at.session_state["_kept_spoken"]["focus"] == f"quiz_stem_{fifth.id}"
    for place in (0, 1, 2):  # three wrong tries leave nothing
        _answer(at, fifth, _wrong(fifth, place))
    _answer(at, fifth, _key(fifth))
    _next(at)

    assert not at.exception
    assert at.session_state["_kept_spoken"]["focus"] == "practice_head"
    assert _address(at) == "summary"
    assert at.header[0].value == "2.57 of 5 points"
    scores = [
        r.event.score
        for r in store.events(LEARNER)
        if isinstance(r.event, AnswerGiven) and r.event.score is not None
    ]
    assert scores == pytest.approx([1, 2 / 3, 0.9, 0])
    words = words_of(at)
    assert words.count("**In place**") == 2 and words.count("**Read again**") == 3
    bank = cached.bank("practice")
    for question in _questions():
        assert bank.objective(question.objective).text in words


def test_the_summary_leads_back_to_the_section_that_teaches_it(at: AppTest) -> None:
    for _question in _questions():
        at.button(key="practice_solution").click().run()
        _next(at)
    links = {link.proto.label: link.proto.query_string for link in at.get("page_link")}
    assert links["Read: Key result"] == "section=key-result"


def test_nothing_that_gives_an_open_question_away_is_sent(at: AppTest) -> None:
    for question in _questions():
        sent = sent_by(at)
        assert question.stem.encode() in sent
        assert not [secret for secret in _secrets(question) if secret.encode() in sent]
        wrong = _wrong(question)
        _answer(at, question, wrong)
        at.button(key="practice_hint").click().run()
        sent = sent_by(at)
        mine = next(option.why for option in question.options if option.id == wrong)
        assert mine.encode() in sent
        assert not [secret for secret in _secrets(question) if secret != mine and secret.encode() in sent]
        assert not [
            option.id
            for option in question.options
            if option.code
            and option.id != wrong
            and option.code.strip() not in option.text
            and option.code.encode() in sent
        ]
        assert question.hints[1].text.encode() not in sent
        at.button(key="practice_solution").click().run()
        assert all(option.why.encode() in sent_by(at) for option in question.options)
        _next(at)


def test_a_wrong_try_is_said_in_words_and_may_not_be_repeated(at: AppTest, store: Store) -> None:
    question = _questions()[0]
    _answer(at, question, _wrong(question))
    assert at.error[0].value.startswith("**Not right.** You chose:")
    assert "Tried: not right." in list(at.radio[0].proto.captions)
    at.button(key="practice_check").click().run()
    assert "You have tried this one." in words_of(at)
    assert len(store.events(LEARNER)) == 1


def test_check_without_a_choice_asks_for_one(at: AppTest, store: Store) -> None:
    assert at.radio[0].value is None
    at.button(key="practice_check").click().run()
    assert "Choose an answer first." in words_of(at) and not store.events(LEARNER)


def test_each_hint_says_its_cost_first_and_the_next_waits_for_a_try(at: AppTest, store: Store) -> None:
    question = _questions()[0]
    for number, price in enumerate(("0.1", "0.15", "0.25")):
        button = at.button(key="practice_hint")
        assert button.label == f"Open hint {number + 1} of 3 (costs {price} points)" and not button.disabled
        assert question.hints[number].text not in words_of(at)
        button.click().run()
        assert question.hints[number].text in words_of(at)
        if number < 2:
            assert at.button(key="practice_hint").disabled, "opened a moment ago, and no try since"
            _answer(at, question, _wrong(question, number))
    assert "practice_hint" not in [button.key for button in at.button]
    assert [r.event.level for r in store.events(LEARNER) if isinstance(r.event, HintOpened)] == [1, 2, 3]


def test_the_next_hint_opens_after_a_pause(at: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    at.button(key="practice_hint").click().run()
    assert at.button(key="practice_hint").disabled
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(seconds=11))
    at.run()
    assert not at.button(key="practice_hint").disabled


def test_everything_is_there_again_in_a_new_tab(at: AppTest, open_page: Callable[..., AppTest]) -> None:
    first, second = _questions()[:2]
    _answer(at, first, _key(first))
    _next(at)
    at.button(key="practice_hint").click().run()
    _answer(at, second, _wrong(second))

    again = open_page("practice")
    words = words_of(again)
    assert second.stem in words and second.hints[0].text in words
    assert any(option.why in words for option in second.options if option.id == _wrong(second))
    assert list(again.radio[0].options) == list(at.radio[0].options), "in the same order"
    assert "Score so far: 1 of 1" in "".join(html.proto.body for html in again.get("html"))

    back = open_page("practice", question="1")
    assert first.explanation in words_of(back)


@pytest.mark.parametrize("asked", ["5", "summary", "0", "-1", "99", "x", "1e3", "²"])
def test_an_address_that_is_not_open_yet_leads_to_the_first_open_question(
    asked: str, open_page: Callable[..., AppTest]
) -> None:
    at = open_page("practice", question=asked)
    assert not at.exception and _questions()[0].stem in words_of(at)
    assert _address(at) == "1"


def test_the_same_answer_from_two_tabs_counts_once(
    at: AppTest, open_page: Callable[..., AppTest], store: Store
) -> None:
    question, other = _questions()[0], open_page("practice")
    for tab in (at, other):
        _answer(tab, question, _wrong(question))
    _answer(other, question, _key(question))
    _answer(at, question, _wrong(question, 1))
    tries = [record.event.tries for record in store.events(LEARNER)]
    assert tries == [1, 2]


def test_another_round_begins_afresh_and_keeps_the_history(at: AppTest, store: Store) -> None:
    for _question in _questions():
        at.button(key="practice_solution").click().run()
        _next(at)
    at.button(key="practice_restart").click().run()

    first = _questions()[0]
    assert first.stem in words_of(at) and at.radio[0].value is None
    _answer(at, first, _key(first), restarts=1)
    assert "**Right.** 1 of 1 point." in words_of(at)
    kinds = [type(record.event) for record in store.events(LEARNER)]
    assert kinds.count(SolutionShown) == 5 and kinds.count(PracticeRestarted) == 1


def test_options_run_against_the_real_classifier_and_show_what_came_out(
    open_page: Callable[..., AppTest], at: AppTest
) -> None:
    _answer(at, _questions()[0], _key(_questions()[0]))
    _next(at)
    second = _questions()[1]
    assert not [button for button in at.button if button.label == "Run it"], "predict first"
    _answer(at, second, "b")
    at.button(key="practice_run_bvr-002_b").click().run()
    assert "It raised **ValueError**:" in words_of(at)
    assert [b.key for b in at.button if b.label == "Run it"] == ["practice_run_bvr-002_b"]
    _answer(at, second, "d")
    at.button(key="practice_run_bvr-002_d").click().run()
    assert "It gave back a value of type **ndarray**:" in words_of(at)
    _next(at)
    assert "you can run this code" in words_of(at)
    at.button(key="practice_hint").click().run()
    at.button(key="practice_run_bvr-003").click().run()
    assert any(code.value.startswith("array([") for code in at.code)


def test_after_completion_all_is_explained(at: AppTest) -> None:
    question = _questions()[0]
    _answer(at, question, _key(question))
    words = words_of(at)
    for text in (*_secrets(question), *question.common_mistakes):
        assert text in words
    assert [sub.value for sub in at.subheader] == ["Why", "Each option", "Worked solution", "Common mistakes"]


def test_the_order_of_options_differs_between_learners_and_questions_but_not_between_visits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = quiz_state.standing(cached.bank("practice"))

    def order(learner: str, place: int) -> list[str]:
        monkeypatch.setattr(session, "learner", lambda: learner)
        asked = quiz_state.asked(now, now.attempts[place])
        return [option.id for option in shuffled_options(_questions()[place], asked.shuffle)]

    orders = {tuple(order(f"learner-number-{n:04}", 0)) for n in range(40)}
    assert len(orders) > 10
    assert order("learner-number-0001", 0) == order("learner-number-0001", 0)
