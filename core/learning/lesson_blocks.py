"""One block of a lesson from its text: prose, a figure, a prediction with the figure it covers, a check, a question."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from core.base import InvalidInput
from core.learning.lesson_faults import Complaints
from core.learning.lesson_live import live_figure
from core.learning.lesson_measures import MEASURES
from core.learning.lesson_options import check_options
from core.learning.lesson_values import (
    Block,
    Choice,
    FigureRef,
    Guessable,
    Prediction,
    Prose,
    QuestionRef,
    SelfCheck,
    count_words,
)
from core.learning.lesson_yaml import PredictForm, SelfCheckForm, read_form
from core.learning.library import Library
from core.learning.question import MultiQuestion, Question, SingleQuestion

_DIRECTIVE = re.compile(r"::(?P<name>[\w-]+)\{(?P<options>.*)\} *")
_OPTION = re.compile(r'([a-z][a-z0-9-]*)="([^"]*)"\s*')
_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_AS_FIGURE = 'write ::figure{name="…"} or ::question{bank="…" id="…"}'


@dataclass(slots=True, kw_only=True)
class Making:
    """A lesson's blocks in the making: what was used so far, and a prediction that still waits for its figure."""

    complaints: Complaints
    figures: Collection[str]
    library: Library | None
    _lines: dict[str, int] = field(default_factory=dict)
    _waiting: tuple[PredictForm, int] | None = None

    def block(self, kind: str, text: str, line: int) -> Block | None:
        """The block; None, and every fault complained of, if it cannot be one. A prediction comes with its figure."""
        if kind == "directive":
            return self._directive(text, line)
        if kind == "self-check":
            return self._self_check(text, line)
        if kind == "predict":
            self.end_of_section()
            form = read_form(PredictForm, text, self.complaints, first_line=line + 1, name="predict")
            self._waiting = None if form is None else (form, line)
            return None
        markdown = text.strip()
        if markdown:
            self.end_of_section()
        return Prose(markdown=markdown) if markdown else None

    def end_of_section(self) -> None:
        """Nothing came that a prediction could cover."""
        if self._waiting is not None:
            fix = 'write ::figure{name="…"} right after the block'
            self.complaints.add(self._waiting[1], "predict", "covers no figure", fix)
            self._waiting = None

    def note(self, what: str, id_: str, line: int) -> None:
        """Ids are addresses, so each may be used once."""
        first = self._lines.setdefault(f"{what} {id_}", line)
        if first != line:
            self.complaints.add(
                line, what, f"id {id_!r} is already used on line {first}", "choose another id"
            )

    def _directive(self, text: str, line: int) -> Block | None:
        match = _DIRECTIVE.fullmatch(text)
        if not match or _OPTION.sub("", match["options"]).strip():
            self.complaints.add(line, "directive", f"{text!r} cannot be read", _AS_FIGURE)
            return None
        options = dict(_OPTION.findall(match["options"]))
        if match["name"] == "figure":
            figure = self._figure(options, line)
            return figure if self._waiting is None else self._prediction(figure)
        self.end_of_section()
        if match["name"] == "question":
            return self._question(options, line)
        self.complaints.add(line, "directive", f"{match['name']!r} is not known", _AS_FIGURE)
        return None

    def _figure(self, options: dict[str, str], line: int) -> FigureRef | None:
        name = options.pop("name", None)
        if name not in self.figures:
            known = ", ".join(sorted(self.figures))
            self.complaints.add(line, "figure", f"{name!r} is not known", f"name one of {known}")
            return None
        assert name is not None
        id_, behind = options.pop("id", name), options.pop("behind", "")
        if not _SLUG.fullmatch(id_):
            self.complaints.add(line, "figure.id", f"{id_!r} is no id", "write lower-case-words")
        self.note("figure", id_, line)
        try:
            check_options(name, options)
        except InvalidInput as error:
            for fault in error.faults:
                self.complaints.add(line, f"figure.{fault.field}", fault.problem, fault.fix)
            return None
        return FigureRef(name=name, options=options, id=id_, behind=behind)

    def _prediction(self, figure: FigureRef | None) -> Prediction | None:
        assert self._waiting is not None
        form, line = self._waiting
        self._waiting = None
        self.note("predict", form.id, line)
        if figure is None or not self._can_be_measured(form.measure, figure, line):
            return None
        return Prediction(
            id=form.id,
            question=form.question,
            choices=tuple(
                Guessable(
                    id=one.id, text=one.text, reply=one.reply, below=one.below,
                    correct=one.correct if form.measure is None else None,
                )
                for one in form.choices
            ),
            explanation=form.explanation,
            figure=figure,
            measure=form.measure,
        )  # fmt: skip

    def _can_be_measured(self, measure: str | None, figure: FigureRef, line: int) -> bool:
        if measure is None:
            return True
        problem = fix = ""
        if measure not in MEASURES:
            problem, fix = f"{measure!r} is not known", f"write one of {', '.join(MEASURES)}"
        elif figure.name != "run":
            problem, fix = f"{figure.name} measures nothing", "mark one choice correct: true instead"
        elif MEASURES[measure].sides == 2 and live_figure(figure.options).setup.mode != "both":
            problem, fix = f"{measure} compares two sides", 'give the figure mode="both"'
        if problem:
            self.complaints.add(line, "predict.measure", problem, fix)
        return not problem

    def _question(self, options: dict[str, str], line: int) -> QuestionRef | None:
        bank, id_ = options.pop("bank", ""), options.pop("id", "")
        for name in options:
            self.complaints.add(line, f"question.{name}", "is not known", "write bank and id only")
        self.note("question", f"{bank}/{id_}", line)
        if self.library is None:
            return QuestionRef(bank=bank, question=id_)
        banks = [found.bank for found in self.library.banks]
        question = self.library.find(bank, id_)
        if bank not in banks:
            self.complaints.add(
                line, "question.bank", f"{bank!r} is not known", f"name one of {', '.join(banks)}"
            )
        elif question is None:
            self.complaints.add(line, "question.id", f"{id_!r} is not in bank {bank}", "name one of its ids")
        elif question.pool == "test":
            fix = "choose one of practice or review"
            self.complaints.add(line, "question.id", f"{id_!r} is kept for the test", fix)
        else:
            return QuestionRef(bank=bank, question=id_, words=_words(question))
        return None

    def _self_check(self, text: str, line: int) -> SelfCheck | None:
        self.end_of_section()
        form = read_form(SelfCheckForm, text, self.complaints, first_line=line + 1, name="self-check")
        if form is None:
            return None
        self.note("self-check", form.id, line)
        choices = (
            Choice(id=choice.id, text=choice.text, reply=choice.reply, correct=choice.correct)
            for choice in form.choices
        )
        return SelfCheck(
            id=form.id, question=form.question, choices=tuple(choices), explanation=form.explanation
        )


def _words(question: Question) -> int:
    """What is read before a question can be answered: its stem and its options."""
    choices = question.options if isinstance(question, SingleQuestion | MultiQuestion) else ()
    return count_words(question.stem) + sum(count_words(option.text) for option in choices)
