"""Made-up messages are as long, as mixed, as rough and as hard to tell apart as they are said to be."""

import numpy as np
import pytest
from scipy.stats import binom

from core.base import InvalidInput
from core.text import make_messages, message_key, split, train
from core.text.phrases import CLOSINGS, GREETINGS, SHARED
from core.text.templates import Phrase, Pool
from core.text.themes import ORDINARY, SPAM

CORPUS = make_messages(6_000, seed=0)
WORDS = np.array([len(text.split()) for text in CORPUS.texts])


def test_messages_have_3_to_60_words_with_a_long_tail():
    assert WORDS.min() == 3
    assert 50 <= WORDS.max() <= 60
    p50, p95, p99 = np.percentile(WORDS, [50, 95, 99])
    assert WORDS.mean() > 1.15 * p50
    assert p95 > 2.5 * p50
    assert p99 > 3.5 * p50


def test_no_message_comes_twice():
    assert len(set(map(message_key, CORPUS.texts))) == len(CORPUS)


@pytest.mark.parametrize("prevalence", [0.0, 0.02, 0.45, 1.0])
def test_the_prevalence_is_as_chosen_to_one_message(prevalence):
    assert make_messages(500, seed=4, prevalence=prevalence).labels.count("spam") == round(500 * prevalence)


def test_label_noise_swaps_the_chosen_share_of_labels_and_leaves_the_texts():
    clean, noisy = make_messages(1000, label_noise=0.0), make_messages(1000, label_noise=0.1)
    assert clean.texts == noisy.texts
    assert sum(a != b for a, b in zip(clean.labels, noisy.labels, strict=True)) == 2 * 45


def test_the_same_seed_gives_the_same_messages_and_another_gives_others():
    assert make_messages(300, seed=9) == make_messages(300, seed=9)
    assert not set(make_messages(300, seed=9).texts) & {
        t for t in make_messages(300, seed=10).texts if len(t) > 60
    }


def test_labels_are_shuffled():
    halves = CORPUS.labels[:3000].count("spam"), CORPUS.labels[3000:].count("spam")
    low, high = binom(3000, 0.45).interval(0.9999)
    assert all(low < spam < high for spam in halves)


def test_the_two_classes_share_most_of_their_words():
    of = {
        label: [t for t, shown in zip(CORPUS.texts, CORPUS.labels, strict=True) if shown == label]
        for label in ("spam", "ok")
    }
    words = {
        label: {w for text in texts for w in message_key(text).split() if w.isalpha()}
        for label, texts in of.items()
    }
    assert len(words["spam"] & words["ok"]) > 0.4 * len(words["spam"] | words["ok"])


def test_a_linear_model_gets_near_95_percent_right_and_never_all():
    rights = [train("tfidf-logreg", make_messages(6_000, seed=seed), seed=seed).accuracy for seed in range(5)]
    correct, n = sum(right.correct for right in rights), sum(right.n for right in rights)
    low, high = binom(n, 0.94).ppf(0.001), binom(n, 0.965).ppf(0.999)
    assert low <= correct <= high
    assert all(0.935 < right.value < 0.97 for right in rights)


def test_the_errors_of_a_linear_model_are_not_label_noise_alone():
    quality = train("tfidf-logreg", make_messages(6_000, seed=0, label_noise=0.0)).accuracy
    assert quality.low > 0.95 and quality.high < 0.99


def test_every_phrase_fits_every_message_and_a_filled_one_keeps_its_length():
    draws = iter(np.random.default_rng(0).random(100_000).tolist())
    bodies = [pattern for themes in (SPAM, ORDINARY) for theme in themes.values() for pattern in theme]
    for pattern in [*bodies, *SHARED, *GREETINGS, *CLOSINGS]:
        phrase = Phrase.of(pattern)
        assert len(phrase.fill(draws.__next__).split()) == phrase.n_words
    for theme in [SHARED, *SPAM.values(), *ORDINARY.values()]:
        assert min(Phrase.of(pattern).n_words for pattern in theme) == 3
    assert {Phrase.of(pattern).n_words for pattern in (*GREETINGS, *CLOSINGS)} == {2}


def test_a_pool_gives_only_phrases_that_fit():
    pool = Pool(["one two three", "one two three four five"], most_words=6)
    draws = iter(np.linspace(0, 0.999, 50).tolist())
    assert {pool.fitting(4, draws.__next__).n_words for _ in range(20)} == {3}


@pytest.mark.parametrize("wrong", [{"size": 1}, {"size": 10**9}, {"prevalence": 1.5}, {"label_noise": 0.6}])
def test_numbers_out_of_range_are_named(wrong):
    with pytest.raises(InvalidInput, match=next(iter(wrong))):
        make_messages(**{"size": 100, **wrong})


def test_split_messages_stay_apart():
    learn, held_out = split(CORPUS, test_share=0.3, seed=0)
    assert not set(learn.texts) & set(held_out.texts)
