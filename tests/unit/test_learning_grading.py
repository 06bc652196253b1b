"""Practice grading: scores, hints, feedback, and attempts rebuilt from events."""

import math

import pytest

from core.base import InvalidInput
from core.learning.grading import HINT_PAUSE_S, Attempt, Event, shuffled_options
from core.learning.question import Hint, MultiQuestion, Option, SingleQuestion

HINTS = (
    Hint(level="nudge", text="Look"),
    Hint(level="principle", text="Think"),
    Hint(level="step", text="Begin"),
)


def options(keys: str) -> tuple[Option, ...]:
    return tuple(Option(id=i, text=f"Text {i}", why=f"Why {i}", correct=i in keys) for i in "abcd")


def single(keys: str = "b", hints: tuple[Hint, ...] = HINTS) -> SingleQuestion:
    return SingleQuestion(
        kind="single", id="s", rev=1, pool="practice", objective="aim", difficulty="easy",
        stem="S", quick_check="Q", explanation="E", options=options(keys), hints=hints,
    )  # fmt: skip


def multi(keys: str = "ab") -> MultiQuestion:
    return MultiQuestion(
        kind="multi", id="m", rev=1, pool="practice", objective="aim", difficulty="easy",
        stem="S", quick_check="Q", explanation="E", options=options(keys), hints=HINTS,
    )  # fmt: skip


def attempt(question: SingleQuestion | MultiQuestion, *answers: str, hints: int = 0) -> Attempt:
    made = Attempt(question=question)
    for number in range(hints):
        made = made.open_hint(at_s=number * HINT_PAUSE_S)
    for answer in answers:
        made = made.answer(answer)
    return made


@pytest.mark.parametrize(
    ("answers", "hints", "score"),
    [
        ("b", 0, 1.0),
        ("ab", 0, 2 / 3),
        ("acb", 0, 1 / 3),
        ("acdb", 0, 0.0),
        ("b", 1, 0.90),
        ("b", 2, 0.75),
        ("b", 3, 0.50),
        ("ab", 1, 2 / 3 - 0.10),
        ("acb", 3, 0.0),
    ],
)
def test_a_single_loses_a_third_a_try_and_the_cost_of_each_hint(
    answers: str, hints: int, score: float
) -> None:
    made = attempt(single(), *answers, hints=hints)
    assert made.done and made.correct and made.tries == len(answers)
    assert made.score is not None and math.isclose(made.score, score, abs_tol=1e-12)


@pytest.mark.parametrize(
    ("keys", "answer", "score"),
    [
        ("ab", "ab", 1.0),
        ("ab", "a", 0.5),
        ("ab", "ac", 0.0),
        ("ab", "abc", 0.5),
        ("ab", "cd", 0.0),
        ("abc", "abd", 1 / 3),
    ],
)
def test_a_multi_earns_right_less_wrong_over_the_number_of_keys(keys: str, answer: str, score: float) -> None:
    made = attempt(multi(keys), answer)
    assert made.done and made.tries == 1
    assert made.score is not None and math.isclose(made.score, score)
    assert made.answer("ab") is made


def test_hints_cost_a_multi_too() -> None:
    assert attempt(multi(), "ab", hints=3).score == 0.5
    assert attempt(multi(), "a", hints=3).score == 0.0


def test_there_is_no_score_before_the_attempt_is_done() -> None:
    assert attempt(single()).score is None
    assert attempt(single(), "a").score is None


def test_a_shown_solution_scores_nothing_and_ends_the_attempt() -> None:
    shown = attempt(single(), "a").reveal()
    assert shown.done and shown.score == 0.0 and not shown.correct
    assert shown.answer("b") is shown
    assert shown.open_hint(at_s=1e9) is shown
    assert Attempt(question=single()).reveal().score == 0.0


def test_nothing_is_lost_by_revealing_or_answering_after_done() -> None:
    done = attempt(single(), "b")
    assert done.reveal() is done
    assert done.answer("a") is done
    assert done.score == 1.0


def test_the_same_wrong_option_again_is_no_further_try() -> None:
    assert attempt(single(), "a", "a").tries == 1


@pytest.mark.parametrize(
    ("chosen", "problem"), [("z", "'z' is unknown"), ("", "0 options"), ("ab", "2 options")]
)
def test_an_answer_that_is_none_is_refused(chosen: str, problem: str) -> None:
    with pytest.raises(InvalidInput, match=problem):
        Attempt(question=single()).answer(chosen)


def test_the_next_hint_opens_after_a_try_or_a_pause() -> None:
    made = Attempt(question=single())
    assert made.hint_ready(100.0)
    one = made.open_hint(at_s=100.0)
    assert not one.hint_ready(100.0 + HINT_PAUSE_S - 0.01)
    assert one.open_hint(at_s=100.0) is one
    assert one.hint_ready(100.0 + HINT_PAUSE_S)
    assert one.answer("a").hint_ready(100.0)
    assert one.answer("a").open_hint(at_s=100.0).open_hints == HINTS[:2]


def test_hints_end_with_the_ladder_and_never_complete_the_attempt() -> None:
    made = attempt(single(), hints=5)
    assert made.open_hints == HINTS and not made.done
    assert not made.hint_ready(1e9)
    assert not Attempt(question=single(hints=())).hint_ready(0.0)


def test_feedback_gives_the_chosen_why_first_and_the_others_only_when_done() -> None:
    assert Attempt(question=single()).feedback is None
    wrong = attempt(single(), "a").feedback
    assert wrong is not None and wrong.verdict == "wrong"
    assert [option.why for option in wrong.chosen] == ["Why a"] and wrong.rest == ()
    right = attempt(single(), "a", "b").feedback
    assert right is not None and right.verdict == "right"
    assert [option.id for option in right.chosen] == ["b"]
    assert [option.id for option in right.rest] == ["a", "c", "d"]


def test_feedback_names_a_partly_right_answer_and_a_shown_solution() -> None:
    partly = attempt(multi(), "a").feedback
    assert partly is not None and partly.verdict == "partly right"
    shown = Attempt(question=single()).reveal().feedback
    assert shown is not None and shown.verdict == "shown" and shown.chosen == () and len(shown.rest) == 4


def test_an_attempt_is_rebuilt_from_its_events() -> None:
    events = [
        Event(kind="hint", at_s=0.0),
        Event(kind="answer", at_s=1.0, chosen=("c",)),
        Event(kind="hint", at_s=2.0),
        Event(kind="answer", at_s=3.0, chosen=("b",)),
    ]
    by_hand = Attempt(question=single()).open_hint(at_s=0.0).answer("c").open_hint(at_s=2.0).answer("b")
    assert Attempt.replay(single(), events) == by_hand
    assert by_hand.score is not None and math.isclose(by_hand.score, 1 - 1 / 3 - 0.25)
    late = [*events, Event(kind="reveal", at_s=4.0), Event(kind="answer", at_s=5.0, chosen=("d",))]
    assert Attempt.replay(single(), late) == by_hand
    assert Attempt.replay(single(), [Event(kind="reveal", at_s=0.0)]).revealed


def test_options_are_shuffled_by_the_seed_and_none_is_lost() -> None:
    question = single()
    orders = {tuple(option.id for option in shuffled_options(question, seed)) for seed in range(200)}
    assert len(orders) == 24
    assert all(sorted(order) == ["a", "b", "c", "d"] for order in orders)
    assert shuffled_options(question, 7) == shuffled_options(question, 7)
