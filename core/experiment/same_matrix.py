"""One model, two ways to serve it, the same texts: whether the answers differ, and through what."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from core.base import Checks, stream
from core.batching import Offline, RealTime
from core.experiment.live import LONGEST_RUN_S, Snapshot, run_live
from core.experiment.result import Result
from core.experiment.scenario import BUILT_IN, Scenario
from core.metrics import ConfusionMatrix
from core.serving.waiting_room import WaitingRoom
from core.text import Corpus, Trained, measuring_corpus
from core.text.shift import Preparation, prepare
from core.workload import AllAtOnce, Poisson

Fate = Literal["answered", "late", "refused", "unreached"]
BATCH_SIZE = 64
EXAMPLES = 5

Report = Callable[[int, Snapshot], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Handling:
    """What the real-time service does otherwise than the batch; at first nothing.

    deadline_s: an answer later than this after its text was due counts as none. places: how many texts may wait, others
    are refused; None: no limit. Where there is no answer the default holds: let through.
    stale_share: the share of positives that the service last looked up, and corrects its scores for; None: that of now.
    preparation, words: what is done to each text first, see core.text.shift.prepare.
    """

    deadline_s: float | None = None
    places: int | None = None
    stale_share: float | None = None
    preparation: Preparation = "as_is"
    words: int = 5

    def __post_init__(self) -> None:
        checks = Checks()
        if self.deadline_s is not None:
            checks.number("deadline_s", self.deadline_s, above=0, unit="seconds")
        if self.places is not None:
            checks.whole("places", self.places, least=1)
        if self.stale_share is not None:
            checks.number("stale_share", self.stale_share, above=0, most=0.999)
        checks.whole("words", self.words, least=1)
        checks.done()


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One text that got two different answers, and what became of it in real time."""

    text: str
    truth: str
    batch: str
    real_time: str
    fate: Fate


@dataclass(frozen=True, slots=True, kw_only=True)
class SameMatrix:
    """Both ways on the texts that either had dealt with before its run ended, positive against all other labels.

    differing: texts with two different answers, by what became of them in real time. fates: all texts, likewise.
    default: the answer where there is none. batch_s: seconds until the whole batch was done. p99_s: real-time latency.
    void: why these times must not be trusted, None if they may; the answers are what they are. notes: in words.
    """

    n: int
    positive: str
    default: str
    batch: ConfusionMatrix
    real_time: ConfusionMatrix
    differing: dict[Fate, int]
    fates: dict[Fate, int]
    batch_s: float
    p99_s: float | None
    void: str | None = None
    notes: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()

    @property
    def n_differing(self) -> int:
        """How many texts got two different answers."""
        return sum(self.differing.values())


class RealTimePath:
    """The trained model behind the real-time service's own preparation and its stale share of positives.

    Scores are corrected by Bayes' rule, p′ ∝ p · π_looked_up/π_now for each label (Saerens, Latinne, Decaestecker 2002).
    """

    def __init__(self, trained: Trained, handling: Handling, positive: str) -> None:
        self.classes: Sequence[str] = trained.classes
        self._trained, self._handling = trained, handling
        if handling.stale_share is not None:
            now = trained.held_out.labels.count(positive) / len(trained.held_out)
            gone = (handling.stale_share / now, (1 - handling.stale_share) / (1 - now))
            self._weights = np.array([gone[0] if label == positive else gone[1] for label in trained.classes])

    def predict(self, texts: list[str]) -> NDArray[np.str_]:
        """The label of each text, in order."""
        handling = self._handling
        if handling.preparation != "as_is":
            texts = prepare(texts, handling.preparation, words=handling.words)
        if handling.stale_share is None:
            return self._trained.predict(texts)
        corrected = self._trained.pipeline.predict_proba(texts) * self._weights
        labels: NDArray[np.str_] = np.asarray(self.classes)[corrected.argmax(axis=1)]
        return labels


def labelled_texts(trained: Trained, corpus: str, n: int, seed: int = 0) -> Corpus:
    """At most n messages that the classifier was not trained on, with their labels, in an order of the seed's."""
    pool = measuring_corpus() if corpus == BUILT_IN else trained.held_out
    return pool.pick(stream(seed, "texts").permutation(len(pool))[:n].tolist(), name=pool.name)


def run_both(
    trained: Trained,
    messages: Corpus,
    *,
    positive: str,
    rate: float,
    handling: Handling,
    report: Report = lambda _side, _snapshot: None,
    stop: Callable[[], bool] = lambda: False,
    limit_s: float = LONGEST_RUN_S,
) -> SameMatrix:
    """Runs the messages live, first as one pile in batches of 64, then at ``rate`` a second one at a time.

    Each side may take half of limit_s. Raises InvalidInput if the classifier does not know the positive label.
    """
    checks = Checks()
    if positive not in trained.classes:
        checks.add(
            "positive",
            f"{positive!r} is no label of these texts",
            f"give one of {', '.join(trained.classes)}",
        )
    checks.done()
    texts, room = (
        list(messages.texts),
        None if handling.places is None else WaitingRoom(places=handling.places),
    )

    def scenario(policy: Offline | RealTime, arrivals: AllAtOnce | Poisson) -> Scenario:
        return Scenario(classifier=trained.name, policy=policy, arrivals=arrivals, requests=len(texts))

    batch = run_live(
        scenario(Offline(batch_size=BATCH_SIZE), AllAtOnce()), trained, texts,
        limit_s=limit_s / 2, report=lambda snapshot: report(0, snapshot), stop=stop,
    )  # fmt: skip
    real_time = run_live(
        scenario(RealTime(), Poisson(rate=rate)), RealTimePath(trained, handling, positive), texts,
        limit_s=limit_s / 2, room=room, report=lambda snapshot: report(1, snapshot), stop=stop,
    )  # fmt: skip
    return compared(trained, messages, batch, real_time, room.refused if room else [], positive=positive, handling=handling)  # fmt: skip


def compared(
    trained: Trained,
    messages: Corpus,
    batch: Result,
    real_time: Result,
    refused: Sequence[int],
    *,
    positive: str,
    handling: Handling,
) -> SameMatrix:
    """What the two live runs answered, text by text. refused: numbers of the texts that found no place."""
    n = len(messages)
    fates: list[Fate] = ["unreached"] * n
    given = np.full((2, n), -1, dtype=np.int64)
    assert batch.predictions is not None and real_time.predictions is not None  # both are live
    given[0, : len(batch.predictions)] = batch.predictions
    let_in = np.setdiff1d(np.arange(n), refused)[: len(real_time.predictions)]
    given[1, let_in] = real_time.predictions
    for number, latency_s in zip(let_in.tolist(), real_time.log.latency_s.tolist(), strict=True):
        late = handling.deadline_s is not None and latency_s > handling.deadline_s
        fates[number] = "late" if late else "answered"
    for number in refused:
        fates[number] = "refused"
    default = _default(trained, positive)
    for number, fate in enumerate(fates):
        if fate in ("late", "refused"):
            given[1, number] = trained.classes.index(default)
    both = [number for number in range(n) if given[0, number] >= 0 and fates[number] != "unreached"]
    return _summed_up(trained, messages, given, fates, both, positive, default, batch, real_time)


def _summed_up(
    trained: Trained, messages: Corpus, given: NDArray[np.int64], fates: list[Fate], both: list[int],
    positive: str, default: str, batch: Result, real_time: Result,
) -> SameMatrix:  # fmt: skip
    truth = np.array([label == positive for label in messages.labels])[both]
    flagged = given[:, both] == trained.classes.index(positive)
    differ = [number for number in both if given[0, number] != given[1, number]]
    notes = [note for result in (batch, real_time) for note in result.warnings]
    return SameMatrix(
        n=len(both),
        positive=positive,
        default=default,
        batch=_matrix(truth, flagged[0]),
        real_time=_matrix(truth, flagged[1]),
        differing=_count([fates[number] for number in differ]),
        fates=_count(fates),
        batch_s=batch.log.span_s,
        p99_s=real_time.summary.latency.p99,
        void=batch.void or real_time.void,
        notes=tuple(dict.fromkeys(notes)),
        examples=tuple(
            Example(
                text=messages.texts[number], truth=messages.labels[number],
                batch=trained.classes[given[0, number]], real_time=trained.classes[given[1, number]], fate=fates[number],
            )
            for number in differ[:EXAMPLES]
        ),
    )  # fmt: skip


def _default(trained: Trained, positive: str) -> str:
    """The answer where there is none: the most common of the other labels."""
    labels = trained.held_out.labels
    return max((label for label in trained.classes if label != positive), key=labels.count)


def _matrix(truth: NDArray[np.bool_], flagged: NDArray[np.bool_]) -> ConfusionMatrix:
    return ConfusionMatrix(
        tp=int((flagged & truth).sum()),
        fp=int((flagged & ~truth).sum()),
        fn=int((~flagged & truth).sum()),
        tn=int((~flagged & ~truth).sum()),
    )


def _count(fates: Sequence[Fate]) -> dict[Fate, int]:
    order: tuple[Fate, ...] = ("answered", "late", "refused", "unreached")
    return {fate: fates.count(fate) for fate in order}
