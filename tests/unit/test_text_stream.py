"""Each day of a stream has messages of its own, in the shares and lengths that were asked for."""

import numpy as np
import pytest

from core.base import InvalidInput
from core.text.shift import prepare
from core.text.stream import StreamPlan, stream_rows

N = 6_000
POSITIVE = np.arange(N) % 2 == 0
WORDS = np.arange(N) // 10 % 60 + 3


def rows_of(**changes):
    return stream_rows(POSITIVE, WORDS, StreamPlan(days=10, per_day=100, usual=0.5, **changes))


def test_no_message_comes_twice_where_there_are_enough() -> None:
    rows = rows_of()
    assert rows.shape == (10, 100)
    assert len(np.unique(rows)) == 1_000


def test_no_day_has_a_message_of_another_even_where_some_come_twice() -> None:
    small = stream_rows(POSITIVE[:200], WORDS[:200], StreamPlan(days=10, per_day=100, usual=0.5))
    days = [set(day.tolist()) for day in small]
    assert sum(map(len, days)) == len(set.union(*days)) == 200


def test_prevalence_changes_on_its_day_and_not_before() -> None:
    usual, changed = POSITIVE[rows_of()], POSITIVE[rows_of(prevalence=0.05, prevalence_from=4)]
    assert (usual[:3] == changed[:3]).all()
    # 700 draws: four standard deviations.
    assert changed[3:].mean() == pytest.approx(0.05, abs=4 * np.sqrt(0.05 * 0.95 / 700))


def test_length_changes_on_its_day_and_not_before_and_leaves_the_labels() -> None:
    for length, sign in (("shorter", -1), ("longer", 1)):
        usual, changed = rows_of(), rows_of(length=length, length_strength=1.0, length_from=6)
        assert (usual[:5] == changed[:5]).all()
        assert (POSITIVE[usual] == POSITIVE[changed]).all()
        assert sign * (WORDS[changed[5:]].mean() - WORDS[usual[5:]].mean()) > 10


def test_a_stronger_change_of_length_moves_it_further() -> None:
    means = [
        WORDS[rows_of(length="longer", length_strength=strength)].mean() for strength in (0, 0.5, 0.9, 1)
    ]
    assert means == sorted(means)


def test_another_seed_is_another_stream() -> None:
    assert (rows_of() != rows_of(seed=1)).any()


def test_a_day_without_a_message_of_a_label_is_refused() -> None:
    with pytest.raises(InvalidInput, match="no message of a label"):
        stream_rows(np.arange(100) < 3, WORDS[:100], StreamPlan(days=10, per_day=5, usual=0.5))


@pytest.mark.parametrize("wrong", [{"prevalence": 1.5}, {"length_strength": -0.1}, {"prevalence_from": 0}])
def test_what_cannot_be_is_refused(wrong) -> None:
    with pytest.raises(InvalidInput, match=next(iter(wrong))):
        StreamPlan(days=2, per_day=2, usual=0.5, **wrong)


def test_preparations_leave_what_they_say() -> None:
    texts = ["Gagné 1,000 €!", "snake_case ok"]
    assert prepare(texts, "as_is") == texts
    assert prepare(texts, "letters") == ["Gagné  ", "snakecase ok"]
    with pytest.raises(InvalidInput, match="words"):
        prepare(texts, "first_words", words=0)
