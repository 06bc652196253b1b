"""What is to change in a stream of days, and when; and when a model is to be trained anew."""

from dataclasses import dataclass
from typing import Literal

from core.base import Checks
from core.text.shift import Preparation


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """What changes, how strongly, and from which day on (days count from 1); at first nothing does.

    words: the share of the longer words of positive messages that are written with look-alike signs.
    prevalence: the new share of positives, None: as before. length, length_strength: see StreamPlan.
    skew: what the service does to each text before the model reads it; skew_words: how many words "first_words" leaves.
    """

    words: float = 0.0
    words_from: int = 1
    prevalence: float | None = None
    prevalence_from: int = 1
    length: Literal["shorter", "longer"] = "shorter"
    length_strength: float = 0.0
    length_from: int = 1
    skew: Preparation = "as_is"
    skew_from: int = 1
    skew_words: int = 5

    def __post_init__(self) -> None:
        checks = Checks()
        checks.number("words", self.words, least=0, most=1)
        for name in ("words_from", "prevalence_from", "length_from", "skew_from"):
            checks.whole(name, getattr(self, name), least=1)
        checks.whole("skew_words", self.skew_words, least=1)
        checks.done()

    @property
    def begins(self) -> int | None:
        """The first day on which anything is not as it was; None if nothing changes."""
        moments = [
            *([self.words_from] if self.words else []),
            *([self.prevalence_from] if self.prevalence is not None else []),
            *([self.length_from] if self.length_strength else []),
            *([self.skew_from] if self.skew != "as_is" else []),
        ]
        return min(moments, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Retraining:
    """Trained anew after the day ``after`` on the last ``window`` days, whose labels are known by then.

    with_archive: on what the frozen model learned from as well.
    """

    after: int
    window: int
    with_archive: bool = False

    @property
    def days(self) -> tuple[int, int]:
        """The first and the last day that it learns from."""
        return max(1, self.after - self.window + 1), self.after
