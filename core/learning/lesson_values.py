"""What a lesson is once it has been read: sections of prose, figures, predictions, self-checks and questions."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

WORDS_PER_MINUTE = 220
"""Silent reading of plain explanatory prose, rounded down from 238 words a minute (Brysbaert 2019)."""

FIGURES: Mapping[str, str] = {
    "confusion-matrix": "The worked example: four counts to edit, each metric derived from them as they change.",
    "both-ways": "A few texts in slow motion: the same ones answered one at a time and in batches.",
    "batch-vs-real-time": "A small live run of the same texts in both modes.",
    "scorecard": "A measured run against targets: which are met and which are missed.",
    "threshold-cost": "A slider for the cost of a miss, and the threshold that it asks for.",
    "paradox": "High accuracy with low recall, for each prevalence that allows both.",
    "dynamic-batching": "Mean latency against load: one at a time, and whatever waits in one batch.",
    "pitfall-latency": "The same right answers, with and without a clock.",
    "pitfall-accuracy-only": "Two services of the same accuracy, one of which cannot keep up.",
    "pitfall-leakage": "A score that falls when what is not known live is taken away.",
    "pitfall-drift": "A score that falls when the live texts differ from those of the training.",
    "threshold-line": "Messages by their score, and a line to move: what it flags, misses and flags in error.",
    "threshold-money": "What a day costs at every threshold, with what the two rules of thumb would choose.",
    "broken-promise": "What the test promised and what each day brought: with a leak, with drift, with skew.",
    "choose-serving": "A workload, the controls of a way to serve it, and its price against the best one.",
    "run": "A stream or a pile of texts, simulated at once and measured live on request.",
}
"""The figures a lesson may name, with what each shows. The pages draw them by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """A stretch of Markdown with its numbers filled in."""

    markdown: str
    kind: Literal["prose"] = "prose"

    @property
    def words(self) -> int:
        """Words that are read: no code blocks, no bare signs."""
        return count_words(self.markdown)


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRef:
    """The place of a figure, by its name in FIGURES; ``options`` are the figure's own settings.

    id: its name on the page, the figure's own unless the lesson gives another.
    behind: the words behind which it is folded away until the reader opens it; "" for a figure in the open.
    """

    name: str
    options: Mapping[str, str] = field(default_factory=dict)
    id: str = ""
    behind: str = ""
    kind: Literal["figure"] = "figure"

    def __post_init__(self) -> None:
        if not self.id:
            object.__setattr__(self, "id", self.name)

    @property
    def words(self) -> int:
        """0: a figure is looked at, not read."""
        return 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One answer that can be picked, with the reply to whoever picks it."""

    id: str
    text: str
    reply: str
    correct: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfCheck:
    """A question inside a lesson; replies and explanation (Markdown) are shown only after an answer."""

    id: str
    question: str
    choices: tuple[Choice, ...]
    explanation: str
    kind: Literal["self-check"] = "self-check"

    @property
    def words(self) -> int:
        """Words of the question, its choices and the explanation (one reply is read, a few words)."""
        return sum(
            map(count_words, (self.question, *(choice.text for choice in self.choices), self.explanation))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Guessable:
    """One answer to a prediction. reply: what to say to whoever picked it, "" if nothing but the truth.

    correct: whether it holds; None where the run decides: then it holds for a measured value below ``below`` and
    not below that of the choice before (None: however large).
    """

    id: str
    text: str
    reply: str = ""
    correct: bool | None = None
    below: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """A guess to commit before a figure is uncovered; replies and explanation are shown only after that.

    measure: what of the figure's run decides which choice holds; None where the lesson says which does.
    """

    id: str
    question: str
    choices: tuple[Guessable, ...]
    explanation: str
    figure: FigureRef
    measure: str | None = None
    kind: Literal["predict"] = "predict"

    @property
    def words(self) -> int:
        """Words of the question, its choices and the explanation."""
        return sum(
            map(count_words, (self.question, *(choice.text for choice in self.choices), self.explanation))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionRef:
    """The place of a question of a bank, answered right there. words: to read before it can be answered."""

    bank: str
    question: str
    words: int = 0
    kind: Literal["question"] = "question"


Block = Prose | FigureRef | SelfCheck | Prediction | QuestionRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A titled part of a lesson; ``id`` is its permanent address in links and in progress."""

    id: str
    title: str
    blocks: tuple[Block, ...]

    @property
    def words(self) -> int:
        """Words to read in this section."""
        return sum(block.words for block in self.blocks)


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """What to do after the lesson: the url path of a page and the words of the link."""

    page: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A whole lesson in reading order."""

    id: str
    title: str
    summary: str
    order: int
    sections: tuple[Section, ...]
    next: tuple[NextStep, ...]

    @property
    def words(self) -> int:
        """Words to read in the whole lesson."""
        return sum(section.words for section in self.sections)

    @property
    def reading_minutes(self) -> int:
        """words / WORDS_PER_MINUTE to the nearest minute, and at least 1."""
        return max(1, round(self.words / WORDS_PER_MINUTE))

    @property
    def addresses(self) -> tuple[str, ...]:
        """ "lesson#section" of every section: what a question's ``taught_in`` may point to."""
        return tuple(f"{self.id}#{section.id}" for section in self.sections)


@lru_cache(maxsize=4096)
def count_words(markdown: str) -> int:
    """Words in Markdown: runs without spaces that hold a letter or digit, outside code fences.

    >>> count_words("Accuracy is **85 %** | of `n`.")
    5
    """
    outside = re.sub(r"^```.*?^```\s*$", "", markdown, flags=re.DOTALL | re.MULTILINE)
    return sum(any(map(str.isalnum, run)) for run in outside.split())
