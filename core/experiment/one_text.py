"""One text of a visitor's, sent to a warm classifier: its answer, and the latency of this one call in its two parts.

Reads the clock; runs in the measuring process.
"""

import time
from dataclasses import dataclass
from typing import Any

from core.base.checks import Checks
from core.text import Trained

LONGEST_TEXT = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class OneAnswer:
    """The label given, how sure the classifier is of it, and whether it knew anything of the text.

    waiting_s: from when the text was due until its call began. service_s: the call.
    """

    label: str
    sure: float
    known: bool
    waiting_s: float
    service_s: float

    @property
    def latency_s(self) -> float:
        """From when the text was due to its answer."""
        return self.waiting_s + self.service_s


def text_task(classifier: str, text: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The task for the measuring process, due now, and what goes along with it but is not kept: the text.

    Raises InvalidInput if there is no text, or if it is too long.

    >>> text_task("tfidf-forest", "  ")
    Traceback (most recent call last):
      ...
    core.base.errors.InvalidInput: text: there is nothing in it; type a sentence
    """
    checks = Checks()
    text = text.strip()
    if not text:
        checks.add("text", "there is nothing in it", "type a sentence")
    if len(text) > LONGEST_TEXT:
        checks.add("text", f"it has {len(text):,} characters", f"shorten it to {LONGEST_TEXT} at most")
    checks.done()
    return {"do": "answer", "classifier": classifier, "due_s": _now_s()}, {"text": text}


def answer_one(trained: Trained, text: str, *, due_s: float) -> OneAnswer:
    """Answers a text, and times it from when it was due; how sure it is, is asked when the clock has stopped."""
    begun_s = _now_s()
    label = str(trained.predict([text])[0])
    done_s = _now_s()
    return OneAnswer(
        label=label,
        sure=trained.probabilities(text)[label],
        known=trained.knows_of(text),
        waiting_s=max(0.0, begun_s - due_s),
        service_s=done_s - begun_s,
    )


def _now_s() -> float:
    """A clock that all processes of a machine share, and that nobody can set."""
    return time.clock_gettime(time.CLOCK_MONOTONIC)
