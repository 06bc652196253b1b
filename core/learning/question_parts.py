"""The pieces of a question that an author may write: objectives, beliefs, options, hints, known mistakes."""

from typing import Annotated, Literal, Self

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
NAME_PATTERN = r"^[a-z][a-z0-9_]*$"
Name = Annotated[str, StringConstraints(pattern=NAME_PATTERN)]
Measure = Literal[
    "median_ms",
    "mean_ms",
    "p95_ms",
    "p99_ms",
    "throughput_per_s",
    "mean_batch_size",
    "utilisation_pct",
    "gain",
]
Side = Literal["batch", "real_time"]


class Part(BaseModel):
    """Strict, frozen, and closed to keys that nobody knows."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Objective(Part):
    """Something that the learner should be able to do, and where the lessons teach it."""

    id: Slug
    text: Text = Field(description="What the learner can do afterwards")
    taught_in: Section = Field(default="", description='The section that teaches it, as "lesson#section"')


class Misconception(Part):
    """A wrong belief that draws learners to a wrong option."""

    id: Slug
    belief: Text = Field(description="The belief, as a learner would put it")
    refute: Text = Field(description="Why it does not hold")
    taught_in: Section = Field(default="", description='The section that refutes it, as "lesson#section"')
    lab: Slug | None = Field(
        default=None, description="The lab preset or the demonstration that shows it does not hold"
    )


class Code(Part):
    """Code shown with the stem; runnable code ends in the expression whose value is shown."""

    lang: Literal["python", "text"]
    text: Snippet
    runnable: bool = False


class Option(Part):
    """One answer on offer. Its ``code`` puts it to the test; it runs after the stem's set-up."""

    id: Slug
    text: Text
    correct: bool = False
    why: Text = Field(description="Why it is right or wrong, said to the learner who chose it")
    misconception: Slug | None = Field(default=None, description="The belief that makes it tempting")
    holds: Name | None = Field(
        default=None, description="A computed name that is 1 where this option is right and 0 where it is not"
    )
    code: Snippet | None = Field(default=None, description="Python that shows what really comes back")


class Hint(Part):
    """One rung of the hint ladder; the last rung is still not the answer."""

    level: Literal["nudge", "principle", "step"]
    text: Text


class SolutionStep(Part):
    """One step of the worked solution."""

    do: Text = Field(description="What is done")
    because: Text = Field(description="Why that is the thing to do")


class KnownMistake(Part):
    """A wrong value that is easy to reach (an inverted ratio, ms for s), and what to say about it."""

    value: Number | None = None
    value_is: Name | None = Field(default=None, description="The drawn or computed name of the wrong value")
    why: Text
    misconception: Slug | None = None

    @model_validator(mode="after")
    def _has_a_value(self) -> Self:
        if (self.value is None) == (self.value_is is None):
            raise ValueError("needs value or value_is, one of them")
        return self

    @property
    def number(self) -> float:
        """The wrong value. Only a variant has one for sure: raises InvalidInput before the numbers are drawn."""
        return drawn_value(self.value, "value")


class OrderItem(Part):
    """One thing to be put in its place."""

    id: Slug
    text: Text
    why: Text = Field(description="Why it stands where it stands")


def drawn_value(value: float | None, name: str) -> float:
    """A number that a variant has. Raises InvalidInput where it is not drawn yet."""
    if value is None:
        raise InvalidInput(
            [Fault(field=name, problem="is not drawn yet", fix="take a variant of the question")]
        )
    return value
