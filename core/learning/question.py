"""What a bank of questions is made of: frozen models of everything that an author may write."""

from typing import Annotated, Literal, Protocol, Self, TypeVar

from pydantic import Field, model_validator

from core.base import Fault, InvalidInput
from core.learning.question_parts import (
    Code,
    Difficulty,
    Hint,
    KnownMistake,
    Measure,
    Misconception,
    Name,
    Number,
    Objective,
    Option,
    OrderItem,
    Part,
    Pool,
    Side,
    Slug,
    SolutionStep,
    Text,
    Tolerance,
    drawn_value,
)
from core.learning.question_picture import LoadCurve, LoadLine, MatrixPicture, Picture, TimeLine

__all__ = [
    "Bank",
    "Choice",
    "Code",
    "Difficulty",
    "Hint",
    "KnownMistake",
    "LoadCurve",
    "LoadLine",
    "MatrixPicture",
    "Measure",
    "Misconception",
    "MultiQuestion",
    "NumberQuestion",
    "Objective",
    "Option",
    "OrderItem",
    "OrderQuestion",
    "Picture",
    "Pool",
    "PredictQuestion",
    "Question",
    "SingleQuestion",
    "SolutionStep",
    "TimeLine",
    "option_named",
]


class _Named(Protocol):
    @property
    def id(self) -> str: ...


_T = TypeVar("_T", bound=_Named)


class _Asked(Part):
    """What every kind of question has."""

    id: Slug = Field(description="Permanent; never used again for another question")
    rev: int = Field(ge=1, description="Raised when the key or the meaning changes")
    pool: Pool = Field(description="Where it is asked: the five of practice, the test, or review")
    objective: Slug = Field(description="The id of the objective that it asks for")
    difficulty: Difficulty = Field(description="How many steps it takes to think it through")
    stem: Text = Field(description="What is asked; may hold {{ name | number }} where numbers are drawn")
    code: Code | None = Field(default=None, description="Code shown with the stem")
    picture: Picture | None = Field(default=None, description="A computed picture shown with the stem")
    hints: tuple[Hint, ...] = Field(
        default=(),
        max_length=3,
        description="Up to three, each closer; none says the answer; none in the test",
    )
    solution: tuple[SolutionStep, ...] = Field(default=(), description="The worked steps")
    quick_check: Text = Field(description="One line that tells right from wrong")
    common_mistakes: tuple[Text, ...] = Field(default=(), description="What often goes wrong")
    explanation: Text = Field(description="Why the answer is what it is")
    params: dict[Name, Annotated[tuple[Number, ...], Field(min_length=1)]] | None = Field(
        default=None, description="Numbers to draw a variant from, by name"
    )
    computes: Slug | None = Field(
        default=None, description="The calculation that makes further numbers of the drawn ones"
    )

    @model_validator(mode="after")
    def _computes_from_something(self) -> Self:
        if self.computes is not None and not self.params:
            raise ValueError("computes without params")
        return self


class SingleQuestion(_Asked):
    """Exactly one option is right."""

    kind: Literal["single"]
    options: tuple[Option, ...] = Field(min_length=2)


class MultiQuestion(_Asked):
    """One or more options are right."""

    kind: Literal["multi"]
    options: tuple[Option, ...] = Field(min_length=2)


class NumberQuestion(_Asked):
    """A number within a tolerance."""

    kind: Literal["number"]
    answer: Number | None = Field(default=None, description="The right value; answer_is where it is computed")
    answer_is: Name | None = Field(default=None, description="The computed name of the right value")
    abs_tol: Tolerance | None = Field(default=None, description="Right if |given − answer| is at most this")
    rel_tol: Tolerance | None = Field(default=None, description="Right if |given/answer − 1| is at most this")
    unit: str = Field(default="", description="The unit of the answer, which learners may type too")
    feedback: tuple[KnownMistake, ...] = Field(default=(), description="Wrong values that are easy to reach")

    @model_validator(mode="after")
    def _has_an_answer_and_a_tolerance(self) -> Self:
        if (self.abs_tol is None) == (self.rel_tol is None):
            raise ValueError("needs abs_tol or rel_tol, one of them")
        if (self.answer is None) == (self.answer_is is None):
            raise ValueError("needs answer or answer_is, one of them")
        named = self.answer_is is not None or any(mistake.value_is for mistake in self.feedback)
        if named and not self.params:
            raise ValueError("has answer_is or value_is without params")
        return self

    @property
    def key(self) -> float:
        """The right value. Only a variant has one for sure: raises InvalidInput before the numbers are drawn."""
        return drawn_value(self.answer, "answer")


class OrderQuestion(_Asked):
    """Things to put in order; the right order is the order in which they are written."""

    kind: Literal["order"]
    items: tuple[OrderItem, ...] = Field(min_length=2, description="In the right order; shown shuffled")


class PredictQuestion(_Asked):
    """A guess at what a lab run will measure; the key is what the run measures."""

    kind: Literal["predict"]
    lab: Slug = Field(description="The lab preset to run")
    measure: Measure = Field(description="What is measured")
    side: Side | None = Field(default=None, description="Which side, where the preset runs both")
    rel_tol: float = Field(
        ge=0.25, allow_inf_nan=False, description="Right if |guess/measured − 1| is at most this"
    )

    @model_validator(mode="after")
    def _draws_nothing(self) -> Self:
        if self.params:
            raise ValueError("a predict question has no params: its number comes from the run")
        return self


Choice = SingleQuestion | MultiQuestion
Question = Annotated[
    SingleQuestion | MultiQuestion | NumberQuestion | OrderQuestion | PredictQuestion,
    Field(discriminator="kind"),
]


class Bank(Part):
    """One file of questions with the objectives they test and the beliefs they expose."""

    schema_version: Literal[1] = Field(alias="schema", description="The version of this format")
    bank: Slug = Field(description="The name of the bank")
    version: int = Field(ge=1)
    objectives: tuple[Objective, ...]
    misconceptions: tuple[Misconception, ...]
    questions: tuple[Question, ...]

    def question(self, question_id: str) -> Question:
        """The question with this id. Raises InvalidInput if the bank has none."""
        return _named(self.questions, question_id, "question")

    def objective(self, objective_id: str) -> Objective:
        """The objective with this id. Raises InvalidInput if the bank has none."""
        return _named(self.objectives, objective_id, "objective")

    def misconception(self, misconception_id: str) -> Misconception:
        """The misconception with this id. Raises InvalidInput if the bank has none."""
        return _named(self.misconceptions, misconception_id, "misconception")

    def pool(self, pool: Pool) -> tuple[Question, ...]:
        """The questions of one pool, in the order of the file."""
        return tuple(question for question in self.questions if question.pool == pool)


def option_named(question: Choice, option_id: str) -> Option:
    """The option with this id. Raises InvalidInput if the question has none."""
    return _named(question.options, option_id, "option")


def _named(parts: tuple[_T, ...], part_id: str, what: str) -> _T:
    for part in parts:
        if part.id == part_id:
            return part
    known = ", ".join(part.id for part in parts)
    raise InvalidInput([Fault(field=what, problem=f"{part_id!r} is unknown", fix=f"give one of {known}")])
