"""Practise anything and questions about one's own run: the choice, every kind of question, and what is never sent."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from conftest import LEARNER, NOW, FakeHost
from page_words import sent_by, words_of
from small_library import right, secrets_of, small_library, wrong
from streamlit.testing.v1 import AppTest

from core.batching import RealTime
from core.experiment import Scenario, simulate
from core.experiment.record import to_record
from core.experiment.wire import encode
from core.learning.events import AnswerGiven, GuessCommitted, TestAnswered
from core.learning.exam_draw import draw_test
from core.learning.grading import shuffled_items, shuffled_options
from core.learning.library import Library
from core.learning.predict import scenarios_of
from core.learning.question import Question
from core.learning.store import Store
from core.learning.variants import variant
from core.serving import LinearCost
from core.workload import Poisson
from pages.parts import cached

ANYTHING, OWN = "Practise anything", "From your own run"


@pytest.fixture(autouse=True)
def library(monkeypatch: pytest.MonkeyPatch) -> Library:
    """The bank that the page takes its questions from."""
    made = small_library()
    monkeypatch.setattr(cached, "library", lambda: made)
    return made


@pytest.fixture
def ask(open_page: Callable[..., AppTest]) -> Callable[..., AppTest]:
    """Opens one presentation of a question."""
    return lambda name, seed=5: open_page("practice", practice_view=ANYTHING, item=f"small/{name}/{seed}")


def _concrete(library: Library, name: str, seed: int = 5) -> Question:
    question = library.find("small", name)
    assert question is not None
    return variant(question, seed)


def _answer(at: AppTest, question: Question, chosen: tuple[str, ...], seed: int = 5) -> None:
    key = f"practice_choice_{seed}_{question.id}"
    match question.kind:
        case "single":
            at.radio(key=key).set_value(chosen[0])
        case "multi":
            for place, option in enumerate(shuffled_options(question, seed)):
                at.checkbox(key=f"{key}_{place}").set_value(option.id in chosen)
        case "order":
            shown = [item.id for item in shuffled_items(question, seed)]
            at.session_state[key] = {"order": [shown.index(item) for item in chosen]}
        case _:
            at.text_input(key=key).set_value(chosen[0])
    at.button(key="practice_check").click().run()
    assert not at.exception


def _asked(at: AppTest) -> str:
    """The question that is on, as the address names it."""
    found = at.query_params["item"]
    return (found if isinstance(found, str) else found[0]).split("/")[1]


@pytest.mark.parametrize("place", range(4), ids=["single", "multi", "number", "order"])
def test_every_kind_is_answered_and_explained_and_gives_nothing_away_before(
    place: int, ask: Callable[..., AppTest], library: Library, store: Store
) -> None:
    name = f"r-easy-{place}"
    at, question = ask(name), _concrete(library, name)
    sent = sent_by(at)
    assert question.stem.encode() in sent
    assert not [secret for secret in secrets_of(question) if secret.encode() in sent]

    at.radio(key=f"sure_practice_choice_5_{name}").set_value("middle")
    _answer(at, question, right(question))
    words = words_of(at)
    assert "**Right.** 1 of 1 point." in words
    assert all(said in words for said in secrets_of(question))
    assert "You said: Fairly sure" in words
    assert dict(at.session_state["_kept_spoken"])["focus"] == "quiz_outcome"
    given = [r.event for r in store.events(LEARNER) if isinstance(r.event, AnswerGiven)]
    assert [(one.correct, one.seed, one.score, one.certainty) for one in given] == [(True, 5, 1.0, 0.73)]


def test_a_known_wrong_number_is_met_with_its_own_words_and_may_be_tried_again(
    ask: Callable[..., AppTest], library: Library, store: Store
) -> None:
    at, question = ask("r-easy-2"), _concrete(library, "r-easy-2")
    _answer(at, question, wrong(question))
    assert "Texts forgotten in r-easy-2." in at.error[0].value and "What refutes it." in words_of(at)
    assert f"{question.key:,.4g}".encode() not in sent_by(at)
    _answer(at, question, ("no idea",))
    assert "is not a number" in at.warning[0].value and at.text_input[0].value == "no idea"
    _answer(at, question, wrong(question))
    assert at.warning[0].value == "You have tried this one. Try another."
    _answer(at, question, ("3,5 texts/s",))
    assert "You answered: 3,5 texts/s\n" in at.error[0].value
    _answer(at, question, right(question))
    assert "**Right.** 0.33 of 1 point, with 3 tries." in words_of(at)
    assert len(store.events(LEARNER)) == 3
    links = [link.proto.label for link in at.get("page_link")]
    assert links[:-2] == [
        "Read: Key result",
        "See it in the lab: A pile of texts",
    ]  # the last two end every page


def test_a_partly_right_order_says_how_much_and_shows_the_right_one(
    ask: Callable[..., AppTest], library: Library
) -> None:
    at, question = ask("r-easy-3"), _concrete(library, "r-easy-3")
    one, two, *rest = right(question)
    _answer(at, question, (two, one, *rest))
    assert "**Partly right.** 0.67 of 1 point." in at.warning[0].value
    assert "2 of 4 stand in their place." in at.warning[0].value
    assert "*(you had it at 2)*" in words_of(at)


def test_what_an_open_test_holds_is_not_counted_before_its_end(
    ask: Callable[..., AppTest], library: Library, store: Store
) -> None:
    started = draw_test(library, (), 7)
    store.append(LEARNER, started, at=NOW)
    item = started.drawn[0]
    facts = {"bank": item.bank, "question": item.question, "rev": item.rev, "seed": item.seed}
    open_one = TestAnswered(test=started.test, place=1, **facts, answer=("a",), correct=True, certainty=0.9)
    store.append(LEARNER, open_one, at=NOW)
    at, question = ask("r-easy-0"), _concrete(library, "r-easy-0")
    at.radio(key="sure_practice_choice_5_r-easy-0").set_value("high")
    _answer(at, question, right(question))
    assert "When you said so, 1 of 1 were right" in words_of(at)


def test_the_next_question_is_another_one_and_a_refresh_keeps_it(
    open_page: Callable[..., AppTest], library: Library
) -> None:
    at = open_page("practice", practice_view=ANYTHING)
    first = _asked(at)
    again = open_page("practice", practice_view=ANYTHING)
    assert _asked(again) == first
    at.button(key="practice_solution").click().run()
    at.button(key="practice_any_next_top").click().run()
    assert _asked(at) != first
    assert dict(at.session_state["_kept_spoken"])["focus"] == f"quiz_stem_{_asked(at)}"
    assert _asked(open_page("practice", practice_view=ANYTHING)) == _asked(at)


def test_the_choice_narrows_what_is_asked(open_page: Callable[..., AppTest], library: Library) -> None:
    at = open_page(
        "practice", practice_view=ANYTHING, any_difficulty="hard", any_objective="Do what second-aim says"
    )
    assert "Hard, “Do what second-aim says”: 2 questions, 0 answered before" in words_of(at)
    assert _asked(at) in ("r-hard-1", "r-hard-3")
    at.segmented_control(key="any_difficulty").set_value("easy").run()
    assert _asked(at) in ("r-easy-1", "r-easy-3")
    at.selectbox(key="any_belief").set_value("The belief that is wrong.").run()
    assert _asked(at) == "r-easy-1"


def test_what_was_missed_comes_back_until_it_is_right(
    ask: Callable[..., AppTest], open_page: Callable[..., AppTest], library: Library
) -> None:
    empty = open_page("practice", practice_view=ANYTHING, any_missed="true")
    assert "Nothing here that you missed" in empty.info[0].value
    question = _concrete(library, "r-hard-1")
    _answer(ask("r-hard-1"), question, wrong(question))
    at = open_page("practice", practice_view=ANYTHING, any_missed="true")
    assert _asked(at) == "r-hard-1"
    assert "Missed: 1 question, 1 answered before" in words_of(at)


@pytest.mark.parametrize(
    "item",
    [
        "small/t-easy-0/5",
        "small/none/5",
        "small/r-easy-0/x",
        "small/r-easy-0/²",
        "small/r-easy-0/99999999999",
        "x",
    ],
)
def test_an_address_never_opens_a_question_of_the_test_or_none(
    item: str, open_page: Callable[..., AppTest]
) -> None:
    at = open_page("practice", practice_view=ANYTHING, item=item)
    assert not at.exception
    assert _asked(at).startswith("r-")


def test_a_guess_is_locked_before_the_run_and_then_held_against_it(
    ask: Callable[..., AppTest], library: Library, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    at, question = ask("r-predict"), _concrete(library, "r-predict")
    assert "answer_simulate" not in [button.key for button in at.button]
    _answer(at, question, ("0.5 ms",))
    assert [type(record.event) for record in store.events(LEARNER)] == [GuessCommitted]
    assert "**Your guess is locked:** 0.5 ms." in at.info[0].value
    assert dict(at.session_state["_kept_spoken"])["focus"] == "answer_locked"
    assert not at.text_input and not [secret for secret in secrets_of(question) if secret in words_of(at)]

    again = ask("r-predict")
    again.button(key="answer_simulate").click().run()
    words = words_of(again)
    assert "Your guess: 0.5 ms" in words and "× too low." in words
    assert all(said in words for said in secrets_of(question))
    given = store.events(LEARNER)[-1].event
    assert isinstance(given, AnswerGiven) and given.measured is not None and given.measured > 1
    assert given.measured_by == "simulated"
    assert again.metric[1].label == "SIM: what it was held against"
    assert again.metric[1].value.startswith(f"{given.measured:.4g}"[:3])


def test_a_guess_may_be_held_against_a_live_run(
    ask: Callable[..., AppTest], library: Library, store: Store, host: FakeHost
) -> None:
    at, question = ask("r-predict"), _concrete(library, "r-predict")
    _answer(at, question, ("6",))
    at.button(key="answer_live").click().run()
    job = host.job_of(LEARNER)
    assert job is not None and "LIVE" not in [metric.label for metric in at.metric]
    live = [simulate(one, LinearCost(fixed_s=0.005, per_item_s=1e-4)) for one in scenarios_of(question)]
    records = [{"meta": meta, "data": encode(data)} for meta, data in map(to_record, live)]
    host.finish(job, result={"records": records})
    at.run()
    assert not at.exception
    assert "**Right.** 1 of 1 point." in words_of(at)
    given = store.events(LEARNER)[-1].event
    assert isinstance(given, AnswerGiven) and given.measured == pytest.approx(
        1000 * live[0].summary.latency.p50
    )


def test_a_run_from_before_the_guess_does_not_answer_it(
    ask: Callable[..., AppTest], library: Library, store: Store
) -> None:
    question = _concrete(library, "r-predict")
    (scenario,) = scenarios_of(question)
    meta, data = to_record(simulate(scenario, LinearCost(fixed_s=0.005, per_item_s=1e-4)))
    store.save_run(LEARNER, "run-1.0", data, meta, at=NOW - timedelta(seconds=1))
    at = ask("r-predict")
    _answer(at, question, ("6",))
    assert "**Your guess is locked:** 6 ms." in at.info[0].value


def test_without_a_run_the_page_says_how_to_get_one(open_page: Callable[..., AppTest]) -> None:
    at = open_page("practice", practice_view=OWN)
    assert "You have not run anything yet." in words_of(at)
    assert "Open the lab" in [link.proto.label for link in at.get("page_link")]


def test_the_last_run_becomes_questions_that_are_graded_by_it(
    open_page: Callable[..., AppTest], store: Store
) -> None:
    scenario = Scenario(
        classifier="tfidf-forest", policy=RealTime(), arrivals=Poisson(rate=40.0), requests=400
    )
    result = simulate(scenario, LinearCost(fixed_s=0.012, per_item_s=1e-4))
    meta, data = to_record(result)
    store.save_run(LEARNER, "run-1.0", data, meta, at=NOW)

    at = open_page("practice", practice_view=OWN)
    assert not at.exception and "Question 1 of" in words_of(at)
    p99_ms = 1000 * result.summary.latency.p99
    key = at.text_input[0].key
    at.text_input(key=key).set_value(f"{p99_ms:.3g}")
    at.button(key="practice_check").click().run()
    assert "**Right.** 1 of 1 point." in words_of(at)
    at.button(key="practice_own_next_top").click().run()
    assert "Question 2 of" in words_of(at)
    given = [r.event for r in store.events(LEARNER) if isinstance(r.event, AnswerGiven)]
    assert [(one.bank, one.question, one.correct) for one in given] == [("own-run", "own-p99", True)]
    assert "Question 2 of" in words_of(open_page("practice", practice_view=OWN))


def test_a_run_that_is_void_is_not_asked_about(open_page: Callable[..., AppTest], store: Store) -> None:
    scenario = Scenario(
        classifier="tfidf-forest", policy=RealTime(), arrivals=Poisson(rate=40.0), requests=200
    )
    result = replace(
        simulate(scenario, LinearCost(fixed_s=0.012, per_item_s=1e-4)), void="Too busy to measure this."
    )
    meta, data = to_record(result)
    store.save_run(LEARNER, "run-1.0", data, meta, at=NOW)
    at = open_page("practice", practice_view=OWN)
    assert "Your last run is nothing to learn from. Too busy to measure this." in words_of(at)
    assert not at.text_input
