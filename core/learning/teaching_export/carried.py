"""A question as a teacher takes it away: concrete numbers, and all that may be said once it is answered, as Markdown."""

from dataclasses import dataclass
from typing import TypeAlias

from core.learning.question import (
    Bank,
    Choice,
    MultiQuestion,
    NumberQuestion,
    OrderQuestion,
    SingleQuestion,
)
from core.learning.question_parts import Misconception, Option
from core.learning.teaching_export.markup import fenced

# A prediction has no key before its run, so there is nothing to take away.
Keyed: TypeAlias = SingleQuestion | MultiQuestion | NumberQuestion | OrderQuestion


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """One question without parameters, and the bank it is from. seed: which variant it is, None if it has only one."""

    bank: Bank
    question: Keyed
    seed: int | None = None

    @property
    def name(self) -> str:
        """The question's permanent id, with the variant's seed if it has one."""
        return self.question.id if self.seed is None else f"{self.question.id}-v{self.seed}"

    @property
    def stem(self) -> str:
        """What is asked, with its code, its picture in words, and the unit that a number is wanted in."""
        question = self.question
        # The question is the first line and its story the rest: two paragraphs, so an empty line in Markdown.
        parts = [question.stem.replace("\n", "\n\n", 1)]
        if question.code is not None:
            parts.append(fenced(question.code.text))
        if question.picture is not None:
            parts.append(question.picture.words)
        if isinstance(question, NumberQuestion) and question.unit:
            parts.append(f"*Give a number, in {question.unit}.*")
        return "\n\n".join(parts)

    @property
    def after(self) -> str:
        """The explanation, the worked solution, the quick check and the common mistakes."""
        question = self.question
        parts = [question.explanation]
        if isinstance(question, OrderQuestion):
            parts.append(
                "\n".join(f"{n}. **{item.text}** {item.why}" for n, item in enumerate(question.items, 1))
            )
        if question.solution:
            steps = (f"{n}. **{step.do}** {step.because}" for n, step in enumerate(question.solution, 1))
            parts += ["**Worked solution**", "\n".join(steps)]
        parts.append(f"**Quick check.** {question.quick_check}")
        if question.common_mistakes:
            parts += [
                "**Common mistakes**",
                "\n".join(f"- {mistake}" for mistake in question.common_mistakes),
            ]
        return "\n\n".join(parts)

    @property
    def tags(self) -> tuple[str, ...]:
        """Bank, objective, difficulty, pool and the beliefs behind the wrong answers."""
        question = self.question
        facts = (self.bank.bank, question.objective, question.difficulty, question.pool)
        return tuple(dict.fromkeys((*facts, *(belief.id for belief in self.beliefs))))

    @property
    def beliefs(self) -> tuple[Misconception, ...]:
        """The misconceptions that this question can bring to light, each once."""
        question = self.question
        if isinstance(question, NumberQuestion):
            named = [mistake.misconception for mistake in question.feedback]
        elif isinstance(question, Choice):
            named = [option.misconception for option in question.options]
        else:
            named = []
        return tuple(self.bank.misconception(name) for name in dict.fromkeys(filter(None, named)))

    def feedback(self, why: str, misconception: str | None) -> str:
        """What is said to one answer: why it is right or wrong, and what speaks against the belief behind it."""
        return why if misconception is None else f"{why}\n\n{self.bank.misconception(misconception).refute}"

    def option_feedback(self, option: Option) -> str:
        """What is said to the learner who chose this option."""
        return self.feedback(option.why, option.misconception)


def tolerance(question: NumberQuestion, value: float) -> float:
    """How far from ``value`` an answer may be, in the unit of the answer."""
    return question.abs_tol if question.abs_tol is not None else abs(value) * (question.rel_tol or 0.0)


def digits(value: float) -> str:
    """A number as a machine reads it, without the dust of floating point.

    >>> digits(0.1 + 0.2), digits(1234567.0)
    ('0.3', '1234567')
    """
    return f"{value:.10g}"
