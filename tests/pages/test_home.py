"""The home page: one next step that fits what the learner did, a run to look at, and the ten ways with their state."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from conftest import LEARNER
from page_words import words_of
from streamlit.testing.v1 import AppTest

from core.experiment.record import to_record
from core.experiment.wire import encode
from core.learning.events import AnswerGiven, Event, GuessCommitted, RunFinished, SectionRead, SnippetRun
from core.serving.host import HostBusy
from core.serving.job import DIED
from pages.parts import cached, first_run

LESSON = "batch-or-real-time"


def _read(n: int) -> list[Event]:
    sections = cached.lesson(LESSON).sections[:n]
    return [SectionRead(lesson=LESSON, section=section.id) for section in sections]


def _guessed(place: str = "lab") -> Event:
    return GuessCommitted(place=place, guess={"choice": "a"})


def _ran() -> Event:
    return RunFinished(run_id="run-1", engine="live", scenario={}, summary={}, finding="It ran.")


def _answered(n: int) -> list[Event]:
    bank = cached.bank("practice")
    return [
        AnswerGiven(
            bank=bank.bank,
            question=question.id,
            rev=question.rev,
            answer=("a",),
            correct=True,
            tries=1,
            score=1.0,
        )
        for question in bank.pool("practice")[:n]
    ]


def _next(at: AppTest) -> str:
    return at.button(key="home_next_step").label


def _ways(at: AppTest) -> list[str]:
    """The names of the ways, and of what lies beside them, in their order."""
    return [
        link.label for link in at.get("page_link") if not link.label.startswith(("Next", "Glossary", "Step"))
    ]


def test_somebody_new_is_sent_to_the_lesson_with_its_minutes(open_page: Callable[..., AppTest]) -> None:
    at = open_page("home")

    assert _next(at) == "Start reading"
    lesson = cached.lesson(LESSON)
    assert f"{lesson.reading_minutes} minutes, in {len(lesson.sections)} short sections" in words_of(at)
    assert f"0 of {len(lesson.sections)} sections read" in words_of(at)


def test_the_ten_ways_stand_in_their_order_and_the_first_untried_one_is_named(
    open_page: Callable[..., AppTest], did: Callable[..., None]
) -> None:
    ten = [
        "Read",
        "Watch",
        "Try",
        "Predict",
        "Code",
        "Cheat sheet",
        "Flashcards",
        "Practice",
        "Test",
        "Decide",
    ]
    at = open_page("home")
    assert _ways(at) == [*ten, "Judge quality", "See it drift", "Plan your own", "Look back"]
    suggested = [md.value for md in at.markdown if "Not tried yet" in md.value]
    assert len(suggested) == 1 and "What each mode is for" in suggested[0]

    did(*_read(1), SnippetRun(snippet="two-texts", rev=1, choice="one", came="array"))
    open_page("watch")
    at = open_page("home")
    words = words_of(at)
    assert "1 of 14 snippets run" in words and "watched  \n2 min" in words
    suggested = [md.value for md in at.markdown if "Not tried yet" in md.value]
    assert len(suggested) == 1 and "on this machine" in suggested[0]


def test_a_reader_continues_with_the_first_section_not_read(
    open_page: Callable[..., AppTest], did: Callable[..., None]
) -> None:
    did(*_read(3))

    at = open_page("home")

    assert _next(at) == "Continue where you left"
    assert f"Next section: {cached.lesson(LESSON).sections[3].title}" in words_of(at)
    assert f"3 of {len(cached.lesson(LESSON).sections)} sections read" in words_of(at)


def test_the_path_goes_from_reading_to_the_test_one_stage_after_the_other(
    open_page: Callable[..., AppTest], did: Callable[..., None]
) -> None:
    stages = (
        (_read(99), "Guess, then measure"),
        ([_guessed()], "Measure it yourself"),
        ([_ran()], "Weigh speed against load"),
        ([_guessed("load")], "Answer the practice questions"),
        (_answered(2), "Go on practising"),
        (_answered(5), "Take the test"),
    )
    for events, then in stages:
        did(*events)
        at = open_page("home")
        assert _next(at) == then
    assert "1 run finished" in words_of(at) and "5 of 5 questions done" in words_of(at)

    at.button(key="home_next_step").click().run()
    assert [title.value for title in at.title] == ["Ten questions"]


def test_who_ran_and_practised_without_reading_is_sent_to_the_lesson(
    open_page: Callable[..., AppTest], did: Callable[..., None]
) -> None:
    did(_ran(), *_answered(5))

    assert _next(open_page("home")) == "Read the lesson"


def test_the_picture_is_simulated_until_the_server_has_measured_it(
    open_page: Callable[..., AppTest], host: object
) -> None:
    words = words_of(open_page("home"))
    assert "SIM · n = 32" in words
    assert "32 calls" in words and "4 calls" in words

    first_run.start()
    for tries, void in ((2, "The machine stood still."), (1, None)):  # a run that is void is tried again
        job = host.job_of(f"{first_run.OWNER} {tries}")  # type: ignore[attr-defined]
        sides = [replace(side, engine="live", void=void) for side in first_run.sides()]
        records = [{"meta": meta, "data": encode(data)} for meta, data in map(to_record, sides)]
        host.finish(job, result={"records": records})  # type: ignore[attr-defined]
    assert "LIVE · n = 32" in words_of(open_page("home"))
    watch = open_page("watch", watch_run="measured")
    assert not watch.exception and "LIVE · n = 32" in words_of(watch)
    assert (
        "Measured by this server · One at a time against batches of 8"
        in watch.selectbox(key="watch_run").options
    )


def _send(at: AppTest, text: str = "") -> AppTest:
    if text:
        at.text_input(key="home_text").set_value(text)
    return at.button(key="home_send_go").click().run()


def test_one_text_is_answered_live_by_the_measuring_process(
    open_page: Callable[..., AppTest], host: object
) -> None:
    at = _send(open_page("home"), "Win *a* prize")
    assert "Your text is in the classifier." in words_of(at)
    for call_s, said in ((0.006, "One call tells little"), (0.031, "Your 2 calls took from 8 ms to 33 ms")):
        job = host.job_of(f"{LEARNER} text")  # type: ignore[attr-defined]
        assert job.task["do"] == "answer" and job.task["text"] == "Win *a* prize"
        came = {"label": "spam", "sure": 0.91, "known": True, "waiting_s": 0.002, "service_s": call_s}
        host.finish(job, result=came)  # type: ignore[attr-defined]
        words = words_of(at.run())
        assert "LIVE · n = 1" in words and "Spam, 91 % sure." in words and said in words
        assert f"2 ms waiting for the classifier, {1000 * call_s:.0f} ms in it" in words
        _send(at)


def test_a_text_that_cannot_be_sent_or_answered_says_why(
    open_page: Callable[..., AppTest], host: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = open_page("home")
    assert "Not sent. There is nothing in it: type a sentence." in words_of(_send(at, "  "))
    monkeypatch.setattr(host, "place", lambda _job: 3)
    assert "3 measurements come before it." in words_of(_send(at, "Hello"))
    host.finish(host.job_of(f"{LEARNER} text"), error=DIED)  # type: ignore[attr-defined]
    assert DIED in words_of(at.run()) and not at.exception
    _send(at)
    at.button(key="home_send_stop").click().run()
    assert "You took it back before it was answered." in words_of(at)

    def full(*_args: object, **_options: object) -> None:
        raise HostBusy("50 runs are waiting. Try again in a few minutes.")

    monkeypatch.setattr(host, "submit", full)
    assert "Not sent. 50 runs are waiting." in words_of(_send(at))


def test_without_measured_costs_there_is_no_picture_and_no_error(
    open_page: Callable[..., AppTest], host: object
) -> None:
    host.hello = None  # type: ignore[attr-defined]
    cached.costs.clear()

    at = open_page("home")

    assert not at.exception
    assert "calls" not in words_of(at)


@pytest.mark.parametrize("name", ["lab", "glossary"])
def test_every_page_ends_with_the_next_step(
    name: str, open_page: Callable[..., AppTest], did: Callable[..., None]
) -> None:
    did(*_read(99))
    at = open_page(name)

    labels = [link.label for link in at.get("page_link")]
    here = "**Next, on this page:** guess, then measure." in words_of(at)
    assert here if name == "lab" else "Next: guess, then measure" in labels
    assert any(label.startswith("Glossary") for label in labels)


def test_nothing_distracts_from_an_open_test_question(open_page: Callable[..., AppTest]) -> None:
    at = open_page("test")
    assert at.get("page_link")
    at.button(key="test_start").click().run()
    assert not at.exception and not at.get("page_link")

    home = open_page("home")
    assert _next(home) == "Go on with the test" and "0 of 10 answers are locked" in words_of(home)


@pytest.mark.parametrize("name", ["practice", "review", "test"])
def test_no_term_is_explained_where_a_question_may_ask_for_it(
    name: str, open_page: Callable[..., AppTest]
) -> None:
    assert "#term-" not in words_of(open_page(name))
