"""Variants: the same seed gives the same numbers, all are computed, and what cannot be is told."""

import pytest

from core.base import InvalidInput
from core.learning.calculations import CALCULATIONS
from core.learning.question import Option, SingleQuestion
from core.learning.variants import MOST_DRAWS, all_draws, drawn, variant, with_numbers
from tests.question_samples import asked, drawn_number, single


def test_a_question_without_params_is_its_own_variant():
    assert variant(single(), 5) == single()
    assert list(all_draws(single())) == [{}]


def test_a_seed_gives_one_variant_and_seeds_give_all_of_them():
    question = drawn_number()
    assert variant(question, 3) == variant(question, 3)
    assert len({variant(question, seed).stem for seed in range(100)}) == 6 == len(list(all_draws(question)))


def test_the_numbers_of_one_question_say_nothing_about_those_of_another():
    seeds = range(60)
    ours = [drawn(drawn_number("one"), seed)["batch_size"] for seed in seeds]
    theirs = [drawn(drawn_number("two"), seed)["batch_size"] for seed in seeds]
    assert ours != theirs


def test_a_variant_is_concrete_in_every_text_and_number():
    made = with_numbers(drawn_number(), {"batch_size": 8.0, "fixed_ms": 10.0, "per_text_ms": 1.0})
    assert made.stem == "8 texts, 10 ms?"
    assert made.key == pytest.approx(8 / 0.018)
    assert made.feedback[0].number == pytest.approx(1 / 0.018)
    assert made.feedback[0].why == "Not 8 texts?"
    assert (made.params, made.computes, made.answer_is, made.feedback[0].value_is) == (None, None, None, None)
    assert variant(made, 9) == made


def test_a_question_whose_numbers_are_not_drawn_has_no_key():
    with pytest.raises(InvalidInput, match="not drawn yet"):
        _ = drawn_number().key


def test_many_combinations_are_sampled_and_few_are_all_tried():
    many = single(params={name: tuple(map(float, range(6))) for name in "abc"})
    draws = [tuple(draw.items()) for draw in all_draws(many)]
    assert len(draws) == MOST_DRAWS and len(set(draws)) > 100


def question(text: str, **changes: object) -> SingleQuestion:
    facts = asked("q", params={"n": (2.0,)}, **changes)
    made = (Option(id="a", text=text, correct=True, why="W"), Option(id="b", text="B", why="W"))
    return SingleQuestion(**facts, kind="single", options=made)


def refuse(n):
    raise ArithmeticError("no such number")


@pytest.mark.parametrize(
    ("made", "field", "words"),
    [
        (question("{{ m }}"), "options[0].text", "'m' is undefined"),
        (question("{{ n | digits }}"), "options[0].text", "digits"),
        (question("{{ n }"), "options[0].text", "{{ is not closed"),
        (question("{{ n / 0 }}"), "options[0].text", "cannot be computed"),
        (question("{{ ''.__class__ }}"), "options[0].text", "unsafe"),
        (question("A", computes="nowhere"), "computes", "'nowhere' is no calculation"),
        (question("A", computes="refuse"), "computes", "no such number"),
        (question("{{ '' }}"), "options.0.text", "at least 1 character"),
    ],
)
def test_what_cannot_be_computed_is_told_with_its_place(made, field, words):
    with pytest.raises(InvalidInput) as caught:
        variant(made, 0, {**CALCULATIONS, "refuse": refuse})
    (fault,) = caught.value.faults
    assert fault.field == field and words in fault.problem


def test_a_number_that_is_not_finite_is_no_key():
    with pytest.raises(InvalidInput, match="answer_is: 'full_rate' is not a finite number"):
        variant(
            drawn_number(), 0, {"full-batch-rate": lambda _: {"full_rate": float("inf"), "wrong_rate": 1.0}}
        )


@pytest.mark.parametrize("name", CALCULATIONS)
def test_a_calculation_has_a_docstring_and_a_name_that_yaml_can_hold(name):
    assert CALCULATIONS[name].__doc__
    assert name == name.lower() and " " not in name
