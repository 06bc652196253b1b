"""Question banks → a file for a teacher's own system, and the list of what that file could not carry."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Literal, TypeAlias

from core.learning.question import Bank, Choice, PredictQuestion, Question
from core.learning.question_parts import Pool
from core.learning.teaching_export import anki, gift, moodle, qti, table
from core.learning.teaching_export.carried import Carried
from core.learning.teaching_export.losses import Loss, LossBook
from core.learning.variants import variant

Format: TypeAlias = Literal["moodle", "gift", "qti", "anki", "csv"]
ALL_POOLS: tuple[Pool, ...] = ("practice", "test", "review")
Write: TypeAlias = Callable[[Sequence[Carried], LossBook], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatFacts:
    """A format by name: what it is called, how its files end, and their media type."""

    title: str
    suffix: str
    mime: str


FORMATS: dict[Format, FormatFacts] = {
    "moodle": FormatFacts(title="Moodle XML", suffix=".xml", mime="application/xml"),
    "gift": FormatFacts(title="GIFT", suffix=".gift", mime="text/plain"),
    "qti": FormatFacts(title="QTI 2.1", suffix=".zip", mime="application/zip"),
    "anki": FormatFacts(title="Anki", suffix=".apkg", mime="application/octet-stream"),
    "csv": FormatFacts(title="CSV", suffix=".csv", mime="text/csv"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """A file's bytes, how many questions are in it (each variant counts), and what was lost on the way."""

    content: bytes
    questions: int
    losses: tuple[Loss, ...]


def export(
    banks: Sequence[Bank],
    format: Format,
    *,
    at: datetime,
    pools: Collection[Pool] = ALL_POOLS,
    seeds: Sequence[int] = (0,),
) -> Exported:
    """The questions of some pools in one format, those with parameters once for each seed.

    at: when it is written (UTC); only Anki asks, to tell a newer note from an older one.
    """
    book = LossBook()
    items = tuple(_carried(banks, pools, seeds, book))
    content = _writer(format, at)(items, book)
    return Exported(content=content, questions=len(items), losses=book.losses())


def _writer(format: Format, at: datetime) -> Write:
    writers: dict[Format, Write] = {
        "moodle": moodle.write,
        "gift": gift.write,
        "qti": qti.write,
        "anki": partial(anki.write, at=at),
        "csv": table.write,
    }
    return writers[format]


def _carried(
    banks: Sequence[Bank], pools: Collection[Pool], seeds: Sequence[int], book: LossBook
) -> Iterator[Carried]:
    """Each question that has a key, without its parameters."""
    for bank in banks:
        for question in bank.questions:
            if question.pool not in pools:
                continue
            _note(question, book)
            for seed in seeds if question.params else (None,):
                concrete = variant(question, seed or 0)
                if not isinstance(concrete, PredictQuestion):
                    yield Carried(bank=bank, question=concrete, seed=seed)


def _note(question: Question, book: LossBook) -> None:
    """What no format carries."""
    unknown = isinstance(question, PredictQuestion)
    book.add("Left out, since the answer is what a run measures", question.id, when=unknown)
    fresh = "Fresh numbers at each try: only the variants of the chosen seeds are in the file"
    book.add(fresh, question.id, when=question.params)
    runs = question.code is not None and question.code.runnable
    book.add("The code is shown and cannot be run", question.id, when=runs)
    tests = isinstance(question, Choice) and any(option.code for option in question.options)
    book.add("An option's own code, which puts it to the test", question.id, when=tests)
