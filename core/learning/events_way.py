"""The events of the ways in that leave no other trace: one was opened, a snippet of code was predicted and run."""

from dataclasses import dataclass
from typing import Literal

from core.learning.events_checks import EventChecks


@dataclass(frozen=True, slots=True, kw_only=True)
class WayOpened:
    """A way in that is only looked at (the replay, the cheat sheet) was opened; way: the page's address."""

    way: str
    kind: Literal["way_opened"] = "way_opened"

    def __post_init__(self) -> None:
        facts = EventChecks()
        facts.names(self, "way")
        facts.done()


@dataclass(frozen=True, slots=True, kw_only=True)
class SnippetRun:
    """What a snippet of code would do was predicted, then it ran. rev: of the snippet and its choices.

    choice: the id of what was predicted. came: the id of what came out; empty if it was none of the choices.
    """

    snippet: str
    rev: int
    choice: str
    came: str
    kind: Literal["snippet_run"] = "snippet_run"

    def __post_init__(self) -> None:
        facts = EventChecks()
        facts.names(self, "snippet", "choice")
        facts.whole("rev", self.rev, least=1)
        facts.text("came", self.came)
        facts.done()
