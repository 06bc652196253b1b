"""Pasted batch sizes and times become a cost, or a complaint about each line that is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.base import InvalidInput
from core.experiment.plan_pairs import fit_pairs


@pytest.mark.parametrize("separator", [":", ",", ";", "\t", " ", " : "])
def test_every_usual_separator_is_read(separator):
    fit = fit_pairs(f"1{separator}11\n\n8{separator}18 ms\n32{separator}42\n")
    assert 1000 * fit.cost.fixed_s == pytest.approx(10)
    assert 1000 * fit.cost.per_item_s == pytest.approx(1)


def test_every_line_that_is_no_pair_is_named():
    with pytest.raises(InvalidInput) as refused:
        fit_pairs("1: 11\nfast\n0: 3\n4: -2\n")
    assert [fault.field for fault in refused.value.faults] == ["line 2", "line 3", "line 4"]


@pytest.mark.parametrize("text", ["", "8: 18", "8: 18\n8: 19"])
def test_one_batch_size_gives_no_line(text):
    with pytest.raises(InvalidInput, match="measure two sizes"):
        fit_pairs(text)


def test_too_much_is_refused():
    with pytest.raises(InvalidInput, match="at most 200 lines"):
        fit_pairs("1: 11\n8: 18\n" * 101)


@given(st.text(max_size=200))
def test_any_text_is_a_fit_or_a_complaint(text):
    try:
        assert fit_pairs(text).cost.batch_s(1) > 0
    except InvalidInput as refused:
        assert refused.faults
