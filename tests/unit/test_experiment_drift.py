"""Drift hurts a frozen model, over 20 seeds; retraining brings it back; skew hurts though nothing changed outside."""

from functools import cache

import numpy as np
import pytest

from core.base import InvalidInput
from core.experiment.drift import MODELS_KEPT, DriftStage
from core.experiment.drift_days import Days, share_with_interval
from core.experiment.drift_plan import Drift, Retraining
from core.experiment.drift_stages import own_stage, quick, watched_label
from core.metrics import ConfusionMatrix
from core.text import Corpus, make_messages

SEEDS, DAYS, FROM = range(20), 8, 5


@cache
def stage(seed: int) -> DriftStage:
    everything = make_messages(2_400, seed=seed + 100)
    learn, reference, pool = (
        everything.pick(range(first, last), name="") for first, last in ((0, 500), (500, 900), (900, 2_400))
    )
    return DriftStage(learn=learn, reference=reference, pool=pool, positive="spam", days=DAYS, per_day=100)


def change(drift: Drift, share: str) -> tuple[float, float, float]:
    """(mean, low, high) over the seeds of after − before, with Student's 95 % interval."""
    found = []
    for seed in SEEDS:
        days = stage(seed).frozen_days(drift)
        after, before = days.between(FROM, DAYS), days.between(1, FROM - 1)
        found.append(getattr(after, share) - getattr(before, share))
    half = 2.093 * np.std(found, ddof=1) / np.sqrt(len(found))
    return float(np.mean(found)), float(np.mean(found) - half), float(np.mean(found) + half)


def test_without_drift_nothing_falls_over_20_seeds() -> None:
    for share in ("accuracy", "recall", "precision"):
        _, low, high = change(Drift(), share)
        assert low <= 0.015 and high >= -0.015 and high - low < 0.05


def test_new_words_lower_recall_and_accuracy_over_20_seeds() -> None:
    drift = Drift(words=1.0, words_from=FROM)
    assert change(drift, "recall")[2] < -0.15
    assert change(drift, "accuracy")[2] < -0.05


def test_rarer_spam_lowers_precision_over_20_seeds_and_leaves_recall_within_noise() -> None:
    drift = Drift(prevalence=0.05, prevalence_from=FROM)
    assert change(drift, "precision")[2] < -0.2
    _, low, high = change(drift, "recall")
    assert low <= 0 <= high or abs(low + high) / 2 < 0.05


def test_shorter_messages_get_fewer_right_than_longer_ones_over_20_seeds() -> None:
    gaps = []
    for seed in SEEDS:
        shorter, longer = (
            stage(seed).frozen_days(Drift(length=length, length_strength=1.0)).between(1, DAYS).accuracy
            for length in ("shorter", "longer")
        )
        gaps.append(longer - shorter)
    assert np.mean(gaps) - 2.093 * np.std(gaps, ddof=1) / np.sqrt(len(gaps)) > 0


def test_skew_lowers_recall_at_once_over_20_seeds_while_what_comes_in_is_the_same() -> None:
    drift = Drift(skew="first_words", skew_words=3, skew_from=FROM)
    assert change(drift, "recall")[2] < -0.05
    for seed in SEEDS[:5]:
        plain, skewed = stage(seed).watch_lengths(Drift()), stage(seed).watch_lengths(drift)
        assert (plain.ks_p == skewed.ks_p).all()
        scores = stage(seed).watch_scores(drift)
        assert scores.psi[FROM - 1 :].min() > scores.psi[: FROM - 1].max()


def test_what_is_scored_ahead_is_what_would_have_been_scored() -> None:
    ahead = stage.__wrapped__(3)
    ahead.score_ahead((0.5,), [("first_words", 3)])
    for drift in (Drift(words=0.5, words_from=3), Drift(skew="first_words", skew_words=3, skew_from=4)):
        wanted, found = stage(3).frozen_days(drift), ahead.frozen_days(drift)
        assert (found.tp == wanted.tp).all() and (found.fp == wanted.fp).all()


def test_lower_case_is_no_skew_for_a_model_that_lower_cases_anyway() -> None:
    plain, lowered = (stage(0).frozen_days(Drift(skew=skew)) for skew in ("as_is", "lower"))
    assert (plain.tp == lowered.tp).all() and (plain.fp == lowered.fp).all()


def test_retraining_on_recent_days_brings_recall_back_over_20_seeds() -> None:
    drift, retraining = Drift(words=1.0, words_from=2), Retraining(after=5, window=4)
    gains = []
    for seed in SEEDS:
        frozen = stage(seed).frozen_days(drift).between(6, DAYS).recall
        days, n = stage(seed).retrained_days(drift, retraining)
        assert days.numbers == [6, 7, 8]
        assert 0 < n <= 400
        gains.append(days.between(6, DAYS).recall - frozen)
    half = 2.093 * np.std(gains, ddof=1) / np.sqrt(len(gains))
    assert np.mean(gains) - half > 0.15


def test_a_retrained_model_never_met_the_messages_it_is_judged_on() -> None:
    there = stage(0)
    rows = there._rows(Drift(words=1.0))
    assert not set(rows[:4].ravel()) & set(rows[4:].ravel())


def test_only_so_many_retrained_models_are_kept_and_one_without_a_positive_is_refused() -> None:
    there, retraining = stage(1), Retraining(after=4, window=2)
    for words_from in range(1, MODELS_KEPT + 3):
        there.retrained_days(Drift(words=0.5, words_from=words_from), retraining)
    assert len(there._retrained) == MODELS_KEPT
    with pytest.raises(InvalidInput, match="nothing but anything but spam"):
        there.retrained_days(Drift(prevalence=0.0), retraining)
    days, n = there.retrained_days(Drift(prevalence=0.0), Retraining(after=4, window=2, with_archive=True))
    assert n == 200 + 500
    assert days.between(5, 8).recall is None


def test_the_detectors_are_quiet_before_the_change_and_alarm_with_it() -> None:
    found = stage(2).watch_scores(Drift(words=1.0, words_from=FROM))
    assert not found.ks_alarms(0.001)[: FROM - 1].any()
    assert found.ks_alarms(0.001)[FROM - 1 :].all()


def test_on_days_without_a_change_the_detectors_are_about_as_quiet_as_promised() -> None:
    # One reference is itself a sample, so a single stage may be off: the mean of several must not be.
    rates = [stage(seed).quiet().ks_alarms(0.05).mean() for seed in SEEDS[:4]]
    assert 0.02 < np.mean(rates) < 0.10


def test_days_know_their_numbers_and_sums() -> None:
    days = Days(
        first_day=3, tp=np.array([1, 2]), fp=np.array([0, 1]), fn=np.array([1, 0]), tn=np.array([5, 5])
    )
    assert days.numbers == [3, 4]
    assert days.between(3, 4) == ConfusionMatrix(tp=3, fp=1, fn=1, tn=10)
    with pytest.raises(InvalidInput, match="not all there"):
        days.between(2, 3)
    assert share_with_interval(ConfusionMatrix(tp=0, fp=0, fn=0, tn=4), "recall") is None


def test_the_first_change_is_when_anything_begins() -> None:
    assert Drift().begins is None
    assert Drift(words=0.5, words_from=7, prevalence=0.1, prevalence_from=3).begins == 3


def test_a_learners_texts_become_days_of_their_own_or_it_is_said_why_not() -> None:
    mine = make_messages(600, seed=9)
    there = own_stage(mine, "spam")
    assert (there.days, there.n_learned, there.n_reference, there.n_pool) == (8, 240, 120, 240)
    assert len(there.frozen_days(Drift())) == 8
    with pytest.raises(InvalidInput, match="at least 400"):
        own_stage(make_messages(100, seed=9), "spam")
    with pytest.raises(InvalidInput, match="spread over the days"):
        own_stage(make_messages(600, seed=9, prevalence=0.02, label_noise=0.0), "spam")


def test_the_label_to_watch_is_spam_or_else_the_rarest() -> None:
    rows = ("a", "b", "c"), ("praise", "praise", "complaint")
    assert watched_label(Corpus(name="", texts=rows[0], labels=rows[1])) == "complaint"
    assert watched_label(make_messages(50, prevalence=0.9)) == "spam"


def test_of_many_long_texts_only_as_many_are_used_as_train_quickly() -> None:
    long = Corpus(name="", texts=tuple(f"{n} " + "word " * 999 for n in range(500)), labels=("a", "b") * 250)
    assert 250 < len(quick(long)) <= 1_500_000 // 4_990
