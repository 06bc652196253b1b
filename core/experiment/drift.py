"""A model frozen on batch data while the messages that come change: what it gets right day by day, and after retraining."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.pipeline import Pipeline
from threadpoolctl import threadpool_limits

from core.base import Checks, stream
from core.experiment.drift_days import Days
from core.experiment.drift_plan import Drift, Retraining
from core.metrics import ConfusionMatrix
from core.metrics.drift_detector import Watch, Watcher, watch
from core.text import Corpus, classifier
from core.text.shift import Preparation, disguise, prepare
from core.text.stream import Rows, StreamPlan, stream_rows

THRESHOLD = 0.5
QUIET_DAYS = 500
MODELS_KEPT = 24

Variant = tuple[float, Preparation, int]


@dataclass(slots=True, eq=False)
class _Scorer:
    """A trained model and its scores for the pool's messages, as far as they were asked for."""

    model: Pipeline
    size: int
    known: dict[Variant, NDArray[np.float64]] = field(default_factory=dict)


class DriftStage:
    """A frozen model, a reference that it never learned, and a pool of messages that come later. Scores are kept.

    positive: the label to watch for, against all others. Safe to read from many threads: the same is computed at worst twice.
    Raises InvalidInput if a label is missing, or has fewer messages in the pool than there are days.
    """

    def __init__(
        self, *, learn: Corpus, reference: Corpus, pool: Corpus, positive: str, days: int, per_day: int
    ) -> None:
        self._learn, self._pool, self.positive = learn, pool, positive
        self._truth = np.array(pool.labels) == positive
        checks = Checks()
        for name, n in (
            (positive, int(self._truth.sum())),
            (f"other than {positive}", int((~self._truth).sum())),
        ):
            if n < days:
                checks.add(
                    "labels", f"{n} messages are {name}", f"give at least {days} to spread over the days"
                )
        checks.done()
        self.days, self.per_day = days, per_day
        self.usual = float(self._truth.mean())
        self.n_learned, self.n_reference, self.n_pool = len(learn), len(reference), len(pool)
        self._n_words = np.array([len(text.split()) for text in pool.texts])
        self._reference_words = np.array([len(text.split()) for text in reference.texts])
        self._frozen = self._fit(learn.texts, [label == positive for label in learn.labels])
        self._reference = self._frozen.model.predict_proba(reference.texts)[:, 1]
        self._reference_truth = np.array(reference.labels) == positive
        self._score_watcher, self._length_watcher = Watcher(self._reference), Watcher(self._reference_words)
        self._retrained: dict[tuple[Drift, Retraining], tuple[_Scorer, int]] = {}
        self._quiet: Watch | None = None

    @property
    def promised(self) -> ConfusionMatrix:
        """What the test said before the first day: the frozen model on the reference."""
        return _counted(self._reference_truth[None], self._reference[None], first_day=1).matrix(1)

    def frozen_days(self, drift: Drift) -> Days:
        """What the frozen model gets right on each day."""
        rows = self._rows(drift)
        return self._judge(rows, self._scores(self._frozen, rows, drift), first_day=1)

    def retrained_days(self, drift: Drift, retraining: Retraining) -> tuple[Days, int]:
        """What the model trained anew gets right on the days after, and how many messages it learned from.

        It learns from the messages as the service saw them. Raises InvalidInput if the window holds only one label.
        """
        rows = self._rows(drift)
        scorer, n_learned = self._retrain(drift, retraining, rows)
        scores = self._scores(scorer, rows, drift, since=retraining.after + 1)
        return self._judge(
            rows[retraining.after :], scores[retraining.after :], first_day=retraining.after + 1
        ), n_learned

    def watch_scores(self, drift: Drift) -> Watch:
        """The detectors on the frozen model's scores, against its scores on the reference."""
        return self._score_watcher.watch(self._scores(self._frozen, self._rows(drift), drift))

    def watch_lengths(self, drift: Drift) -> Watch:
        """The detectors on what comes in, before any preparation: the number of words of each message."""
        return self._length_watcher.watch(self._n_words[self._rows(drift)])

    def quiet(self) -> Watch:
        """The detectors on the scores of 500 days drawn from the pool, on which nothing has changed."""
        if self._quiet is None:
            every = self._scores(self._frozen, np.arange(len(self._truth)).reshape(1, -1), Drift())[0]
            rng = stream(0, "quiet days")
            size = min(self.per_day, len(every))
            days = [rng.choice(every, size, replace=False) for _ in range(QUIET_DAYS)]
            self._quiet = watch(self._reference, np.array(days))
        return self._quiet

    def score_ahead(self, words: Sequence[float], skews: Sequence[tuple[Preparation, int]] = ()) -> None:
        """Scores what sliders ask for, so that none waits: every message as it is; every positive one at these strengths
        of new words; and the days as a service prepares them that skews texts so (the words left, where it cuts)."""
        self.quiet()
        plain = self._frozen.known[_variant_on(Drift(), 1)]
        for share in words:
            variant = share, *_variant_on(Drift(), 1)[1:]
            self._frozen.known[variant] = np.where(self._truth, np.nan, plain)  # others keep their words
            self._variant(self._frozen, variant, np.flatnonzero(self._truth))
        for skew, left in skews:
            self.frozen_days(Drift(skew=skew, skew_words=left, skew_from=2))

    def _rows(self, drift: Drift) -> Rows:
        plan = StreamPlan(
            days=self.days, per_day=self.per_day, usual=self.usual,
            prevalence=drift.prevalence, prevalence_from=drift.prevalence_from,
            length=drift.length, length_strength=drift.length_strength, length_from=drift.length_from,
        )  # fmt: skip
        return stream_rows(self._truth, self._n_words, plan)

    def _scores(self, scorer: _Scorer, rows: Rows, drift: Drift, since: int = 1) -> NDArray[np.float64]:
        """The score of each message of each day, shape of rows; NaN before the day ``since``."""
        scores = np.full(rows.shape, np.nan)
        for day in range(since, len(rows) + 1):
            scores[day - 1] = self._variant(scorer, _variant_on(drift, day), rows[day - 1])
        return scores

    def _variant(self, scorer: _Scorer, variant: Variant, rows: Rows) -> NDArray[np.float64]:
        known = scorer.known.setdefault(variant, np.full(scorer.size, np.nan))
        missing = np.unique(rows[np.isnan(known[rows])])
        if len(missing):
            known[missing] = scorer.model.predict_proba(self._texts(variant, missing))[:, 1]
        return known[rows]

    def _texts(self, variant: Variant, rows: Rows) -> list[str]:
        """The messages of these rows as the model gets to read them."""
        share, skew, skew_words = variant
        texts = [
            disguise(
                self._pool.texts[row], share, Random(row).random
            )  # its own luck, whichever rows are asked for
            if share and self._truth[row]
            else self._pool.texts[row]
            for row in rows.tolist()
        ]
        return prepare(texts, skew, words=skew_words)

    def _retrain(self, drift: Drift, retraining: Retraining, rows: Rows) -> tuple[_Scorer, int]:
        known = self._retrained.get((drift, retraining))
        if known is not None:
            return known
        first, last = retraining.days
        texts, labels = list[str](), list[bool]()
        for day in range(first, last + 1):
            today = np.unique(rows[day - 1])
            texts += self._texts(_variant_on(drift, day), today)
            labels += self._truth[today].tolist()
        if retraining.with_archive:
            texts += self._learn.texts
            labels += [label == self.positive for label in self._learn.labels]
        for oldest in list(self._retrained)[: max(0, len(self._retrained) - MODELS_KEPT + 1)]:
            self._retrained.pop(oldest, None)
        made = self._retrained[drift, retraining] = self._fit(texts, labels), len(texts)
        return made

    def _fit(self, texts: Sequence[str], labels: list[bool]) -> _Scorer:
        checks = Checks()
        if len(set(labels)) < 2:
            one = self.positive if labels and labels[0] else f"anything but {self.positive}"
            checks.add(
                "labels", f"there is nothing but {one}", "learn from more days, or from the archive as well"
            )
        checks.done()
        # One thread: for sums as small as these a second one costs more than it brings.
        with threadpool_limits(limits=1):
            model: Any = classifier("tfidf-logreg").build(0).fit(texts, np.array(labels))
        return _Scorer(model=model, size=len(self._truth))

    def _judge(self, rows: Rows, scores: NDArray[np.float64], *, first_day: int) -> Days:
        return _counted(self._truth[rows], scores, first_day=first_day)


def _counted(truth: NDArray[np.bool_], scores: NDArray[np.float64], *, first_day: int) -> Days:
    """The four counts of each day, flagged from THRESHOLD on; truth and scores of shape (days, messages)."""
    flagged = scores >= THRESHOLD
    return Days(
        first_day=first_day,
        tp=(flagged & truth).sum(axis=1),
        fp=(flagged & ~truth).sum(axis=1),
        fn=(~flagged & truth).sum(axis=1),
        tn=(~flagged & ~truth).sum(axis=1),
    )


def _variant_on(drift: Drift, day: int) -> Variant:
    share = drift.words if day >= drift.words_from else 0.0
    if drift.skew == "as_is" or day < drift.skew_from:
        return share, "as_is", 1
    return share, drift.skew, drift.skew_words if drift.skew == "first_words" else 1
