"""The lesson's small live run: which mode gave its first answer sooner, which its last, and whether the guess was right."""

from typing import Literal

from core.batching import Offline, RealTime
from core.experiment import Result, Scenario
from core.experiment.finding import time_words
from core.workload import AllAtOnce, Poisson

Guess = Literal["single-batch", "single-single", "batch-batch", "batch-single", "unsure"]

GUESSES: dict[Guess, str] = {
    "single-batch": "First answer: real time. Last answer: batch.",
    "single-single": "Real time, both times.",
    "batch-batch": "Batch, both times.",
    "batch-single": "First answer: batch. Last answer: real time.",
    "unsure": "I cannot tell yet.",
}
"""What can be guessed: who is sooner with the first answer, and who with the last."""

SCENARIOS = (
    Scenario(classifier="tfidf-forest", policy=Offline(batch_size=64), arrivals=AllAtOnce(), requests=240),
    Scenario(classifier="tfidf-forest", policy=RealTime(), arrivals=Poisson(rate=40.0), requests=240),
)
"""The same 240 texts: a pile cut into batches of 64, and a stream of 40 a second answered one at a time."""


def first_s(result: Result) -> float:
    """Seconds from the first text's being due to its answer."""
    return float(result.log.latency_s[0])


def last_s(result: Result) -> float:
    """Seconds from the start until all texts were answered."""
    return result.log.span_s


def outcome(batch: Result, single: Result) -> Guess:
    """What really happened, in the words of GUESSES."""
    single_last = last_s(single) < last_s(batch)
    if first_s(single) < first_s(batch):
        return "single-single" if single_last else "single-batch"
    return "batch-single" if single_last else "batch-batch"


def reconcile(guess: Guess, batch: Result, single: Result) -> str:
    """The guess beside what was measured, in two or three sentences."""
    happened = outcome(batch, single)
    verdict = (
        "You did not guess." if guess == "unsure"
        else "Your guess was right." if guess == happened
        else f"You guessed: {GUESSES[guess][0].lower()}{GUESSES[guess][1:]} It came out differently."
    )  # fmt: skip
    return (
        f"{verdict} The first text had its answer after {time_words(first_s(single))} in real time "
        f"and {time_words(first_s(batch))} in the batch. All {len(batch.log):,} were answered after "
        f"{time_words(last_s(batch))} in batches and {time_words(last_s(single))} in real time."
    )
