"""What a bank of questions is made of: frozen models of everything that an author may write."""

from typing import Annotated, Literal, Protocol, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from core.base import Fault, InvalidInput

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Snippet = Annotated[str, StringConstraints(min_length=1)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Section = Annotated[str, StringConstraints(pattern=r"^$|^[a-z0-9-]+#[a-z0-9-]+$")]
Pool = Literal["practice", "test", "review"]
Difficulty = Literal["easy", "medium", "hard"]
Tolerance = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Number = Annotated[float, Field(allow_inf_nan=False)]


class _Named(Protocol):
    @property
    def id(self) -> str: ...


_T = TypeVar("_T", bound=_Named)


class _Part(BaseModel):
    """Strict, frozen, and closed to keys that nobody knows."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Objective(_Part):
    """Something that the learner should be able to do, and where the lessons teach it."""

    id: Slug
    text: Text = Field(description="What the learner can do afterwards")
    taught_in: Section = Field(default="", description='The section that teaches it, as "lesson#section"')


class Misconception(_Part):
    """A wrong belief that draws learners to a wrong option."""

    id: Slug
    belief: Text = Field(description="The belief, as a learner would put it")
    refute: Text = Field(description="Why it does not hold")
    lab: Slug | None = Field(default=None, description="The lab preset that shows it does not hold")


class Code(_Part):
    """Code shown with the stem; runnable code ends in the expression whose value is shown."""

    lang: Literal["python", "text"]
    text: Snippet
    runnable: bool = False


class Option(_Part):
    """One answer on offer. Its ``code`` puts it to the test; it runs after the stem's set-up."""

    id: Slug
    text: Text
    correct: bool = False
    why: Text = Field(description="Why it is right or wrong, said to the learner who chose it")
    misconception: Slug | None = Field(default=None, description="The belief that makes it tempting")
    code: Snippet | None = Field(default=None, description="Python that shows what really comes back")


class Hint(_Part):
    """One rung of the hint ladder; the last rung is still not the answer."""

    level: Literal["nudge", "principle", "step"]
    text: Text


class SolutionStep(_Part):
    """One step of the worked solution."""

    do: Text = Field(description="What is done")
    because: Text = Field(description="Why that is the thing to do")


class KnownMistake(_Part):
    """A wrong value that is easy to reach (an inverted ratio, ms for s), and what to say about it."""

    value: Number
    why: Text
    misconception: Slug | None = None


class OrderItem(_Part):
    """One thing to be put in its place."""

    id: Slug
    text: Text
    why: Text = Field(description="Why it stands where it stands")


class _Asked(_Part):
    """What every kind of question has."""

    id: Slug = Field(description="Permanent; never used again for another question")
    rev: int = Field(ge=1, description="Raised when the key or the meaning changes")
    pool: Pool
    objective: Slug
    difficulty: Difficulty
    stem: Text
    code: Code | None = None
    hints: tuple[Hint, ...] = Field(default=(), max_length=3)
    solution: tuple[SolutionStep, ...] = ()
    quick_check: Text = Field(description="One line that tells right from wrong")
    common_mistakes: tuple[Text, ...] = ()
    explanation: Text
    params: dict[Slug, tuple[Number, ...]] | None = Field(
        default=None, description="Numbers to draw a variant from, by name"
    )


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
    answer: Number
    abs_tol: Tolerance | None = Field(default=None, description="Right if |given − answer| is at most this")
    rel_tol: Tolerance | None = Field(default=None, description="Right if |given/answer − 1| is at most this")
    unit: str = ""
    feedback: tuple[KnownMistake, ...] = ()

    @model_validator(mode="after")
    def _has_a_tolerance(self) -> Self:
        if (self.abs_tol is None) == (self.rel_tol is None):
            raise ValueError("needs abs_tol or rel_tol, one of them")
        return self


class OrderQuestion(_Asked):
    """Things to put in order; the right order is the order in which they are written."""

    kind: Literal["order"]
    items: tuple[OrderItem, ...] = Field(min_length=2)


class PredictQuestion(_Asked):
    """A guess at what a lab run will measure; the key is what the run measures."""

    kind: Literal["predict"]
    lab: Slug = Field(description="The lab preset to run")
    measure: Slug = Field(description="The name of the measured value")
    rel_tol: Tolerance


Choice = SingleQuestion | MultiQuestion
Question = Annotated[
    SingleQuestion | MultiQuestion | NumberQuestion | OrderQuestion | PredictQuestion,
    Field(discriminator="kind"),
]


class Bank(_Part):
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
