"""The lesson page: every section and figure, self-checks, the small run, what counts as read."""

from collections.abc import Callable

import pytest
from conftest import LEARNER
from page_words import sent_by, words_of
from streamlit.testing.v1 import AppTest

from core.experiment import simulate
from core.experiment.record import to_record
from core.experiment.wire import encode
from core.learning.events import GuessCommitted, SectionRead, SelfCheckAnswered
from core.learning.lesson_values import FIGURES, FigureRef, Prediction, SelfCheck
from core.learning.store import Store
from core.learning.two_clocks import SCENARIOS
from core.serving import LinearCost
from pages.parts import cached, lesson_contents, lesson_figures, lesson_run

LESSON = "batch-or-real-time"


def _blocks(kind: type) -> list:
    return [
        block
        for section in cached.lesson(LESSON).sections
        for block in section.blocks
        if isinstance(block, kind)
    ]


PREDICTIONS = _blocks(Prediction)
FIGURE_REFS = [*_blocks(FigureRef), *(prediction.figure for prediction in PREDICTIONS)]


@pytest.fixture
def at(open_page: Callable[..., AppTest], did: Callable[..., None]) -> AppTest:
    """The lesson of somebody who has guessed wherever there is a guess to make, and opened what can be opened."""
    guesses = (
        GuessCommitted(place=f"lesson/{LESSON}/{one.id}", guess={"choice": one.choices[0].id})
        for one in PREDICTIONS
    )
    did(*guesses)
    at = open_page("lesson")
    for figure in FIGURE_REFS:
        if figure.behind:
            at.session_state[f"lesson_open_{LESSON}_{figure.id}"] = True
    return at.run()


def test_every_section_is_a_heading_with_its_own_address(at: AppTest) -> None:
    lesson = cached.lesson(LESSON)
    assert not at.exception
    assert [header.value for header in at.header] == [section.title for section in lesson.sections]
    assert [header.proto.anchor for header in at.header] == [section.id for section in lesson.sections]
    assert f"{lesson.reading_minutes} minutes of reading" in words_of(at)


def test_every_figure_that_the_lesson_names_is_drawn() -> None:
    assert {block.name for block in FIGURE_REFS} <= set(lesson_figures.FIGURES) == set(FIGURES)


def test_nothing_is_drawn_before_it_is_guessed_about_or_opened(open_page: Callable[..., AppTest]) -> None:
    at = open_page("lesson")
    assert not at.exception and not at.get("plotly_chart")
    assert [box.label for box in at.expander] == [figure.behind for figure in FIGURE_REFS if figure.behind]
    sent = sent_by(at)
    assert all(one.question.encode() in sent and one.explanation.encode() not in sent for one in PREDICTIONS)


def test_every_chart_has_words_for_those_who_do_not_see_it(at: AppTest) -> None:
    charts = at.get("plotly_chart")
    assert len(charts) == len(FIGURE_REFS) - 2, "all but the replay, and the run, which has not been run"
    assert all(len(chart.proto.alt) > 40 for chart in charts)


def test_edited_counts_change_every_measure(at: AppTest) -> None:
    at.number_input(key="lesson_matrix_tp").set_value(440)
    at.number_input(key="lesson_matrix_fn").set_value(10).run()
    assert "| **Recall** | 440 ÷ (440 + 10) | **97.8 %** |" in words_of(at).replace("\u00a0", " ")
    assert "| **Specificity** | 450 ÷ (450 + 100) | **81.8 %** |" in words_of(at).replace("\u00a0", " ")


def test_an_empty_matrix_is_said_to_be_empty(at: AppTest) -> None:
    for name in ("tp", "fn", "fp", "tn"):
        at.number_input(key=f"lesson_matrix_{name}").set_value(0)
    at.run()
    assert not at.exception and "nothing to judge" in words_of(at)


def test_dearer_misses_lower_the_threshold(at: AppTest) -> None:
    def threshold() -> float:
        line = next(m.value for m in at.markdown if m.value.startswith("From **"))
        return float(line.removeprefix("From **").split("\u00a0")[0])

    at.select_slider(key="lesson_miss_times").set_value(1.0).run()
    equal = threshold()
    at.select_slider(key="lesson_miss_times").set_value(50.0).run()
    assert threshold() < equal


def test_the_rarest_fraud_makes_doing_nothing_the_better_model(at: AppTest) -> None:
    at.slider(key="lesson_prevalence").set_value(1.0).run()
    assert "doing nothing is more accurate than the model" in words_of(at)
    assert at.slider(key="lesson_prevalence").max <= 2.27


def test_beyond_its_limit_one_at_a_time_is_called_unstable(at: AppTest) -> None:
    at.slider(key="lesson_load").set_value(300).run()
    assert "| One at a time | unstable: the queue never stops growing |" in words_of(at)
    at.slider(key="lesson_load").set_value(10).run()
    assert "makes the mean latency 50 ms longer" in words_of(at)


def test_each_pitfall_moves_with_its_control(at: AppTest) -> None:
    at.slider(key="lesson_stall").set_value(0.0)
    at.segmented_control(key="lesson_leak").set_value("copies")
    at.segmented_control(key="lesson_drift").set_value("disguised").run()
    words = words_of(at)
    assert not at.exception
    assert "p99 is 2 ms from when it was due, 2 ms from when it was sent" in words
    assert "copies end up on both sides" in words and "Recall falls from" in words


def test_the_scorecard_judges_in_words(at: AppTest) -> None:
    assert "1 of 6 targets missed" in words_of(at), "a slow tail is Ines's trouble alone"
    at.segmented_control(key="lesson_scorecard").set_value("A good set-up").run()
    assert "Every target is met" in words_of(at)
    at.segmented_control(key="lesson_scorecard").set_value("A bad one").run()
    assert "**Missed**" in words_of(at) and "the queue kept growing" in words_of(at)
    at.segmented_control(key="lesson_scorecard").set_value("A good set-up")
    at.number_input(key="lesson_target_accuracy").set_value(99.5).run()
    assert "1 of 6 targets missed" in words_of(at)


def test_replies_and_explanations_are_not_sent_before_the_answer(at: AppTest) -> None:
    sent = sent_by(at)
    for check in _blocks(SelfCheck):
        assert check.question.encode() in sent
        assert check.explanation.encode() not in sent
        assert not any(choice.reply.encode() in sent for choice in check.choices)


def test_an_answer_is_stored_and_its_reply_shown_and_both_stay(
    at: AppTest, store: Store, open_page: Callable[..., AppTest]
) -> None:
    check = _blocks(SelfCheck)[0]
    wrong = next(choice for choice in check.choices if not choice.correct)
    at.radio(key=f"lesson_choice_{check.id}").set_value(wrong.id)
    at.button(key=f"lesson_answer_{check.id}").click().run()
    (kept,) = store.events(LEARNER)[len(PREDICTIONS) :]
    assert kept.event == SelfCheckAnswered(lesson=LESSON, check=check.id, answer=(wrong.id,), correct=False)
    for page in (at, open_page("lesson")):
        assert f"Not quite. {wrong.reply}" in [error.value for error in page.error]
        assert check.explanation in [markdown.value for markdown in page.markdown]


def test_handing_in_nothing_is_answered_with_a_request(at: AppTest, store: Store) -> None:
    at.button(key=f"lesson_answer_{_blocks(SelfCheck)[0].id}").click().run()
    assert "Choose one of the answers first." in words_of(at)
    assert not store.events(LEARNER)[len(PREDICTIONS) :]


def test_the_run_opens_with_a_guess_and_shows_what_came_of_it(at: AppTest, store: Store, host) -> None:
    assert "lesson_run" not in [button.key for button in at.button]
    at.radio(key="lesson_guess").set_value("batch-batch").run()
    assert store.events(LEARNER)[-1].event == GuessCommitted(
        place=lesson_run.PLACE, guess={"choice": "batch-batch"}
    )
    at.button(key="lesson_run").click().run()
    job = host.job_of(LEARNER)
    assert job.active and "lesson_run_stop" in [button.key for button in at.button]

    job.state, job.latest = "running", {"side": 1, "answered": 60, "of": 240}
    at.run()
    assert any("one at a time: 60 of 240 texts answered" in bar.proto.text for bar in at.get("progress"))

    host.finish(job, result=_records())
    at.run()
    words = words_of(at)
    assert "It came out differently." in words and "LIVE · n = 240" in words
    assert "Your latest run" in at.segmented_control(key="lesson_scorecard").options


def test_a_run_that_failed_says_why_and_can_be_started_again(at: AppTest, host) -> None:
    at.radio(key="lesson_guess").set_value("unsure").run()
    at.button(key="lesson_run").click().run()
    at.button(key="lesson_run_stop").click().run()
    at.run()
    assert "Stopped before it began." in words_of(at)
    assert at.button(key="lesson_run").label == "Run both modes, live"


def test_a_finished_run_is_there_again_after_a_restart_of_the_server(
    at: AppTest, host, open_page: Callable[..., AppTest]
) -> None:
    at.radio(key="lesson_guess").set_value("unsure").run()
    at.button(key="lesson_run").click().run()
    host.finish(host.job_of(LEARNER), result=_records())
    host.jobs.clear()
    assert "LIVE · n = 240" in words_of(open_page("lesson"))


def _records() -> dict:
    cost = LinearCost(fixed_s=0.006, per_item_s=0.0005)
    packed = [to_record(simulate(scenario, cost)) for scenario in SCENARIOS]
    return {"records": [{"meta": {**meta, "engine": "live"}, "data": encode(data)} for meta, data in packed]}


def test_only_sections_of_this_lesson_that_are_new_count_as_read() -> None:
    lesson = cached.lesson(LESSON)
    first, second = (section.id for section in lesson.sections[:2])
    assert lesson_contents.newly_read(lesson, (first,), [second, "elsewhere", first]) == (second,)
    for nonsense in (None, "which-metric", 3, {}):
        assert lesson_contents.newly_read(lesson, (), nonsense) == ()


def test_what_was_read_is_shown_in_the_contents(
    open_page: Callable[..., AppTest], did: Callable[..., None]
) -> None:
    section = cached.lesson(LESSON).sections[2]
    did(SectionRead(lesson=LESSON, section=section.id))
    shown = open_page("lesson").get_by_key(f"lesson_reading_{LESSON}")
    assert (
        section.title in str(shown.proto)
        and str(shown.proto).count('"read": true')
        + str(shown.proto).count('\\"read\\": true')
        + str(shown.proto).count('\\"read\\":true')
        == 1
    )


def test_the_next_steps_lead_to_pages_that_exist(at: AppTest) -> None:
    labels = [link.proto.label for link in at.get("page_link")]
    assert {step.label for step in cached.lesson(LESSON).next} <= set(labels)


def test_a_term_carries_its_meaning_where_the_lesson_first_uses_it_plainly(at: AppTest) -> None:
    words = words_of(at)
    for term in ("latency", "throughput", "threshold"):
        assert words.count(f"(#term-{term} ") == 1
    assert "Ines watches **latency**: the time" in words  # where it is explained it needs no mark
