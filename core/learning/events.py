"""What a learner does, as events: each is written down once, never changed, and all progress is replayed from them."""

import json
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from typing import Any, Literal, TypeAlias

from core.base import Checks, InvalidInput
from core.learning.events_case import CaseDecided
from core.learning.events_checks import EventChecks
from core.learning.events_job import JobBegun, JobEnded
from core.learning.events_json import Json, JsonObject
from core.learning.events_practice import AnswerGiven, HintOpened, PracticeRestarted, SolutionShown
from core.learning.events_review import ReviewRated
from core.learning.events_targets import TargetsSet
from core.learning.events_test import TestAbandoned, TestAnswered, TestStarted
from core.learning.events_way import SnippetRun, WayOpened

__all__ = [
    "KINDS",
    "VARIANTS",
    "AnswerGiven",
    "CaseDecided",
    "Event",
    "GuessCommitted",
    "GuessSkipped",
    "HintOpened",
    "JobBegun",
    "JobEnded",
    "PracticeRestarted",
    "Recorded",
    "ReviewRated",
    "RunFinished",
    "SectionRead",
    "SelfCheckAnswered",
    "SnippetRun",
    "SolutionShown",
    "TargetsSet",
    "TestAbandoned",
    "TestAnswered",
    "TestStarted",
    "Unread",
    "WayOpened",
    "from_json",
    "to_json",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionRead:
    """A section of a lesson was read to its end."""

    lesson: str
    section: str
    kind: Literal["section_read"] = "section_read"

    def __post_init__(self) -> None:
        facts = EventChecks()
        facts.names(self, "lesson", "section")
        facts.done()


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFinished:
    """A run ended. scenario and summary are plain JSON objects; a NaN or an infinity in them becomes None."""

    run_id: str
    engine: str
    scenario: JsonObject
    summary: JsonObject
    finding: str
    kind: Literal["run_finished"] = "run_finished"

    def __post_init__(self) -> None:
        facts = EventChecks()
        facts.names(self, "run_id", "engine")
        facts.json_object(self, "scenario")
        facts.json_object(self, "summary")
        facts.text("finding", self.finding)
        facts.done()


@dataclass(frozen=True, slots=True, kw_only=True)
class GuessCommitted:
    """A prediction was made before the run that answers it; ``place`` is the question or the figure asked at."""

    place: str
    guess: JsonObject
    kind: Literal["guess_committed"] = "guess_committed"

    def __post_init__(self) -> None:
        facts = EventChecks()
        facts.names(self, "place")
        facts.json_object(self, "guess")
        facts.done()


@dataclass(frozen=True, slots=True, kw_only=True)
class GuessSkipped:
    """A prediction was asked for and there was no idea of it; about: the settings that the question leaves unsaid."""

    place: str
    question: str
    about: str = ""
    kind: Literal["guess_skipped"] = "guess_skipped"

    def __post_init__(self) -> None:
        facts = EventChecks()
        facts.names(self, "place")
        facts.text("question", self.question)
        facts.text("about", self.about)
        facts.done()


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfCheckAnswered:
    """A self-check in a lesson was answered; ``correct`` is None where there is no right and wrong."""

    lesson: str
    check: str
    answer: tuple[str, ...]
    correct: bool | None = None
    kind: Literal["self_check_answered"] = "self_check_answered"

    def __post_init__(self) -> None:
        facts = EventChecks()
        facts.names(self, "lesson", "check")
        facts.texts("answer", self.answer)
        if self.correct is not None:
            facts.truth("correct", self.correct)
        facts.done()


Event: TypeAlias = (
    SectionRead
    | RunFinished
    | GuessCommitted
    | GuessSkipped
    | AnswerGiven
    | HintOpened
    | SolutionShown
    | PracticeRestarted
    | SelfCheckAnswered
    | TestStarted
    | TestAnswered
    | TestAbandoned
    | ReviewRated
    | CaseDecided
    | TargetsSet
    | JobBegun
    | JobEnded
    | WayOpened
    | SnippetRun
)
VARIANTS: tuple[type[Event], ...] = Event.__args__
KINDS: dict[str, type[Event]] = {
    str(next(part.default for part in fields(variant) if part.name == "kind")): variant
    for variant in VARIANTS
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """An event that this version cannot read (written by a newer or older one): kept as it is, counted nowhere."""

    kind: str
    text: str
    problem: str = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """An event as it stands in the book: its number (rising), whose it is and when it was (UTC)."""

    id: int
    learner: str
    at: datetime
    event: Event | Unread

    def __post_init__(self) -> None:
        checks = Checks()
        checks.whole("id", self.id, least=1)
        if self.at.utcoffset() != timedelta(0):
            checks.add("at", f"{self.at!r} is not in UTC", "give a time with timezone.utc")
        checks.done()


def to_json(event: Event | Unread) -> str:
    """The event's fields (without its kind) as one JSON object, keys in stable order.

    >>> to_json(SectionRead(lesson="batch", section="why"))
    '{"lesson": "batch", "section": "why"}'
    """
    if isinstance(event, Unread):
        return event.text
    return json.dumps({part.name: getattr(event, part.name) for part in fields(event) if part.name != "kind"})


def from_json(kind: str, text: str) -> Event | Unread:
    """The event written down as ``text``; Unread where this version knows no such kind or cannot accept it.

    A field that this version does not know is left aside; one that is missing takes its default.

    >>> from_json("section_read", '{"lesson": "batch", "section": "why", "added_later": 1}').section
    'why'
    >>> from_json("certificate_won", "{}").problem
    'unknown kind'
    """
    if kind not in KINDS:
        return Unread(kind=kind, text=text, problem="unknown kind")
    try:
        return _parsed(KINDS[kind], json.loads(text))
    except (ValueError, TypeError, InvalidInput) as refused:
        return Unread(kind=kind, text=text, problem=str(refused))


def _parsed(variant: type[Event], facts: Json) -> Event:
    if not isinstance(facts, dict):
        raise TypeError("an event is a JSON object")
    known = {part.name for part in fields(variant)} - {"kind"}
    given: dict[str, Any] = {name: value for name, value in facts.items() if name in known}
    for name in ("answer", "items"):
        if isinstance(given.get(name), list):
            given[name] = tuple(given[name])
    return variant(**given)
