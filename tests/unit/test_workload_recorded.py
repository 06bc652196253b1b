"""Reading recorded arrivals: a schedule, or the rows that are wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.base import InvalidInput
from core.workload.patterns import Replay
from core.workload.recorded import read_arrival_times


@pytest.mark.parametrize(
    "text, times",
    [
        ("0\n1.5\n2\n", (0, 1.5, 2)),
        ("when,who\n3,a\n1,b\n", (0, 2)),
        ("\ufefft;x\n5;1\n\n6;2", (0, 1)),
        ("2026-01-01T00:00:00\n2026-01-01T00:00:02.5\n", (0, 2.5)),
        ('"time"\n"1e3"\n"1001"\n', (0, 1)),
    ],
)
def test_times_are_sorted_and_counted_from_the_first(text, times):
    assert read_arrival_times(text.encode()).times_s == pytest.approx(times)


def test_every_row_that_is_no_time_is_named():
    with pytest.raises(InvalidInput) as caught:
        read_arrival_times(b"t\n1\nsoon\n2\nnan\n")
    assert [fault.where for fault in caught.value.faults] == ["row 3", "row 5"]


def test_a_file_full_of_faults_is_told_in_short():
    with pytest.raises(InvalidInput) as caught:
        read_arrival_times(b"t\n" + b"soon\n" * 500)
    assert len(caught.value.faults) == 21
    assert "480 more rows" in str(caught.value)


@pytest.mark.parametrize(
    "data, words",
    [
        (b"", "holds no times"),
        (b"t\n", "holds no times"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"1\n" * 2_600_000, "bytes"),
    ],
)
def test_a_file_that_cannot_be_is_refused(data, words):
    with pytest.raises(InvalidInput, match=words):
        read_arrival_times(data)


def test_too_many_times_are_refused():
    with pytest.raises(InvalidInput, match="give at most 200,000"):
        read_arrival_times(b"1\n" * 200_001)


@given(st.binary(max_size=300))
def test_no_file_breaks_it(data):
    try:
        assert isinstance(read_arrival_times(data), Replay)
    except InvalidInput as error:
        assert error.faults
