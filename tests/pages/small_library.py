"""A small library with a question of every kind in every pool, and what answers each of them right or wrong."""

from typing import Any

from core.learning.library import Library
from core.learning.question import (
    Bank,
    MultiQuestion,
    NumberQuestion,
    OrderQuestion,
    Question,
    SingleQuestion,
)

KINDS = ("single", "multi", "number", "order")
TEST_POOL = {"easy": 4, "medium": 6, "hard": 8}


def small_library() -> Library:
    """One bank with 18 test questions (enough for a test and its reserve) and 13 to practise, of which one is a prediction."""
    test = [
        _question(f"t-{difficulty}-{n}", "test", difficulty, KINDS[n % 4])
        for difficulty, count in TEST_POOL.items()
        for n in range(count)
    ]
    review = [
        _question(f"r-{difficulty}-{n}", "review", difficulty, KINDS[n])
        for difficulty in TEST_POOL
        for n in range(4)
    ]
    return Library(
        banks=(
            Bank.model_validate(
                {
                    "schema": 1,
                    "bank": "small",
                    "version": 1,
                    "objectives": (
                        _objective("first-aim", "batch-or-real-time#key-result"),
                        _objective("second-aim", "batch-or-real-time#which-metric"),
                    ),
                    "misconceptions": (
                        {
                            "id": "wrong-belief",
                            "belief": "The belief that is wrong.",
                            "refute": "What refutes it.",
                            "taught_in": "batch-or-real-time#key-result",
                            "lab": "batch-vs-single",
                        },
                    ),
                    "questions": (*test, *review, _prediction()),
                }
            ),
        )
    )


def right(question: Question) -> tuple[str, ...]:
    """The right answer to a concrete question."""
    match question:
        case SingleQuestion() | MultiQuestion():
            return tuple(option.id for option in question.options if option.correct)
        case NumberQuestion():
            return (f"{question.key:.10g}",)
        case OrderQuestion():
            return tuple(item.id for item in question.items)
        case _:
            raise ValueError(question.kind)


def wrong(question: Question) -> tuple[str, ...]:
    """A wrong answer, the one with the known belief behind it where there is one."""
    match question:
        case SingleQuestion() | MultiQuestion():
            return tuple(option.id for option in question.options if not option.correct)[:1]
        case NumberQuestion():
            return (f"{question.feedback[0].number:.10g}",)
        case OrderQuestion():
            return tuple(item.id for item in reversed(question.items))
        case _:
            raise ValueError(question.kind)


def secrets_of(question: Question) -> list[str]:
    """What would give an open question away."""
    parts = [question.explanation, question.quick_check, *question.common_mistakes]
    parts += [text for step in question.solution for text in (step.do, step.because)]
    match question:
        case SingleQuestion() | MultiQuestion():
            parts += [option.why for option in question.options]
        case OrderQuestion():
            parts += [item.why for item in question.items]
        case NumberQuestion():
            parts += [mistake.why for mistake in question.feedback]
        case _:
            pass
    return parts


def _objective(name: str, taught_in: str) -> dict[str, str]:
    return {"id": name, "text": f"Do what {name} says", "taught_in": taught_in}


def _question(name: str, pool: str, difficulty: str, kind: str) -> dict[str, Any]:
    aim = "first-aim" if kind in ("single", "number") else "second-aim"
    common = {
        "id": name,
        "rev": 1,
        "kind": kind,
        "pool": pool,
        "objective": aim,
        "difficulty": difficulty,
        "hints": () if pool == "test" else ({"level": "nudge", "text": f"Hint of {name}."},),
        "solution": ({"do": f"Do {name}.", "because": f"Because of {name}."},),
        "quick_check": f"Quick check of {name}.",
        "common_mistakes": (f"Mistake of {name}.",),
        "explanation": f"Explanation of {name}.",
    }
    return {**common, "stem": f"What about {name}?", **_parts(name, kind)}


def _parts(name: str, kind: str) -> dict[str, Any]:
    if kind in ("single", "multi"):
        keys = "a" if kind == "single" else "ab"
        return {"options": tuple(_option(name, letter, letter in keys) for letter in "abcd")}
    if kind == "order":
        items = ("one", "two", "three", "four")
        return {
            "items": tuple(
                {"id": f"{name}-{item}", "text": f"Step {item} of {name}", "why": f"Why {item} of {name}."}
                for item in items
            )
        }
    return {
        "stem": f"What about {name}, at {{{{ batch_size | count }}}} texts and {{{{ fixed_ms | number }}}} milliseconds a call?",
        "params": {"batch_size": (8.0, 16.0, 32.0), "fixed_ms": (5.0, 10.0), "per_text_ms": (1.0,)},
        "computes": "full-batch-rate",
        "answer_is": "full_rate",
        "rel_tol": 0.01,
        "unit": "texts per second",
        "feedback": (
            {"value_is": "wrong_rate", "why": f"Texts forgotten in {name}.", "misconception": "wrong-belief"},
        ),
    }


def _option(name: str, letter: str, correct: bool) -> dict[str, Any]:
    belief = {} if correct else {"misconception": "wrong-belief"}
    text, why = f"Option {letter.upper()} of {name}", f"Why {letter} of {name}."
    return {"id": letter, "text": text, "correct": correct, "why": why, **belief}


def _prediction() -> dict[str, Any]:
    base = _question("r-predict", "review", "medium", "predict-like-number")
    plain = {
        key: value
        for key, value in base.items()
        if key not in ("params", "computes", "answer_is", "unit", "feedback")
    }
    return {
        **plain,
        "kind": "predict",
        "stem": "What will the median be?",
        "lab": "batch-vs-single",
        "measure": "median_ms",
        "side": "real_time",
        "rel_tol": 0.5,
    }
