"""What shows a belief to be wrong where no preset of the lab does: a page with its controls set, by its name."""

from dataclasses import dataclass
from typing import Literal

Page = Literal["lab", "load", "quality", "drift", "decide", "code"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Demonstration:
    """A page with its controls set. settings: the address's parameters, in the words that they hold."""

    name: str
    title: str
    page: Page
    settings: dict[str, str]


def _on(page: Page, name: str, title: str, **settings: str) -> Demonstration:
    named = {f"{page}_{control}": value for control, value in settings.items()}
    return Demonstration(name=name, title=title, page=page, settings=named)


def _leak(name: str, title: str) -> Demonstration:
    return _on("drift", name, title, view="Leakage", leak=title)


def _snippet(name: str, title: str) -> Demonstration:
    return Demonstration(name=name, title=title, page="code", settings={"snippet": name})


_STREAM = {"mode": "Batch", "come": "As they arrive"}

DEMONSTRATIONS: dict[str, Demonstration] = {
    one.name: one
    for one in (
        _on("lab", "short-window", "A window of 5 ms", **_STREAM, max_wait_ms="5", rate="200"),
        _on("lab", "whoever-waits", "Whoever waits goes along", **_STREAM, classifier="TF-IDF + random forest", max_wait_ms="0", rate="150"),
        _on("load", "highest-load", "The highest load", view="Highest load"),
        _on("load", "where-time-goes", "Where does the time go?", view="Where time goes"),
        _on("load", "hidden-queue", "What hides a queue", view="What hides a queue"),
        _on("load", "scorecard", "Good enough, all in all?", view="Scorecard"),
        _on("quality", "stricter-line", "Where to draw the line", view="Threshold", threshold="90"),
        _on("quality", "costs-of-errors", "What errors cost decides the line", view="Cost and capacity"),
        _on("quality", "four-counts", "1,000 messages, four counts", view="The matrix"),
        _on("quality", "rare-fraud", "Accurate, and yet useless", view="Accuracy paradox"),
        _on("quality", "right-and-fast", "Right enough and fast enough", view="Which model"),
        _on("drift", "same-matrix", "Does the mode change the answers?", view="Same matrix"),
        _leak("leak-copies", "Copies in both halves"),
        _leak("leak-mark", "A mark set afterwards"),
        _leak("leak-selection", "Features chosen on everything"),
        _on("drift", "new-words", "New words, an old model", view="Drift", words="75 %"),
        _on("drift", "new-share", "Rarer than before", view="Drift", words="0 %", share="2 %"),
        _on("drift", "other-preparation", "The service reads texts in another way", view="Skew"),
        _on("decide", "cases", "A case to decide"),
        _snippet("two-texts", "Two texts in a list"),
        _snippet("bare-string", "One bare string"),
        _snippet("list-of-one", "One text in a list"),
        _snippet("slowest-call", "The slowest of 100 calls"),
        _snippet("page-of-calls", "A page of 20 calls"),
        _snippet("two-steps", "Two steps, two tails"),
        _snippet("p99-of-all", "One p99 for all"),
    )
}  # fmt: skip
"""By name. None has the name of a lab preset."""
