"""The built-in messages: one corpus to train on, others to measure with, and nothing in both."""

import pytest

from core.base import InvalidInput
from core.text import default_corpus, held_out_texts, measuring_corpus, message_key


def test_no_message_to_measure_with_was_ever_trained_on():
    trained = set(map(message_key, default_corpus().texts))
    assert not trained & set(map(message_key, held_out_texts(20_000, seed=0)))


def test_up_to_12000_texts_all_differ_and_beyond_that_they_repeat():
    assert len(set(held_out_texts(12_000, seed=3))) == 12_000
    assert set(held_out_texts(20_000, seed=3)) == set(measuring_corpus().texts)
    assert len(held_out_texts(20_000, seed=3)) == 20_000


def test_a_seed_has_its_own_order_and_keeps_it():
    assert held_out_texts(50, seed=1) == held_out_texts(50, seed=1)
    assert held_out_texts(50, seed=1) != held_out_texts(50, seed=2)
    assert held_out_texts(50, seed=1) == held_out_texts(500, seed=1)[:50]


@pytest.mark.parametrize("n", [0, 20_001, -1])
def test_a_number_of_texts_out_of_range_is_refused(n):
    with pytest.raises(InvalidInput, match="n: "):
        held_out_texts(n, seed=0)


def test_the_built_in_corpora_are_made_once():
    assert default_corpus() is default_corpus()
    assert (len(default_corpus()), len(measuring_corpus())) == (6_000, 12_000)
