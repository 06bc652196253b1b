"""The request log: columns that fit together, and what follows from them."""

import numpy as np
import pytest

from core.base import InvalidInput
from core.metrics import RequestLog


def log(
    scheduled=(0.0, 1.0, 2.0), start=(1.0, 1.0, 3.0), finish=(3.0, 3.0, 4.0), ids=(0, 0, 1), sizes=(2, 2, 1)
):
    return RequestLog(
        scheduled_s=np.array(scheduled, float),
        start_s=np.array(start, float),
        finish_s=np.array(finish, float),
        batch_id=np.array(ids, int),
        batch_size=np.array(sizes, int),
    )


def test_latency_runs_from_the_due_time_and_is_waiting_plus_service():
    assert log().latency_s.tolist() == [3.0, 2.0, 2.0]
    assert log().waiting_s.tolist() == [1.0, 0.0, 1.0]
    assert log().service_s.tolist() == [2.0, 2.0, 1.0]


def test_busy_time_counts_each_batch_once():
    assert log().first_of_batch.tolist() == [True, False, True]
    assert log().busy_s == 3.0


def test_the_span_runs_from_the_first_due_time_to_the_last_finish():
    assert log().span_s == 4.0


def test_an_empty_log_is_allowed():
    empty = log((), (), (), (), ())
    assert len(empty) == 0
    assert empty.span_s == 0.0
    assert empty.busy_s == 0.0
    assert empty.first_of_batch.shape == (0,)


def test_columns_of_different_length_are_refused():
    with pytest.raises(InvalidInput, match="differ in length"):
        log(sizes=(1, 1))


def test_all_times_that_run_backwards_are_named_at_once():
    with pytest.raises(InvalidInput) as refused:
        log(start=(-1.0, 1.0, 3.0), finish=(3.0, 0.5, 4.0))
    assert [fault.field for fault in refused.value.faults] == ["start_s", "finish_s"]


@pytest.mark.parametrize("missing", [float("nan"), float("inf")])
def test_a_request_without_an_answer_cannot_be_logged(missing):
    with pytest.raises(InvalidInput, match="finish_s: a time is missing"):
        log(finish=(3.0, 3.0, missing))
