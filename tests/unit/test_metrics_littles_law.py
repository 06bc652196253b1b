"""Little's law: the number in the system is counted from due times and finishes alone."""

import numpy as np
import pytest

from core.metrics import RequestLog, littles_law_residual, mean_in_system, number_in_system


def log(scheduled, finish):
    size = len(scheduled)
    return RequestLog(
        scheduled_s=np.array(scheduled, float),
        start_s=np.array(scheduled, float),
        finish_s=np.array(finish, float),
        batch_id=np.arange(size),
        batch_size=np.ones(size, int),
    )


def test_the_count_steps_up_at_a_due_time_and_down_at_a_finish():
    times_s, number = number_in_system(log([0, 1], [2, 4]))
    assert times_s.tolist() == [0, 1, 2, 4]
    assert number.tolist() == [1, 2, 1, 0]


def test_the_time_average_of_the_count():
    # One for 1 s, two for 1 s, one for 2 s.
    assert mean_in_system(log([0, 1], [2, 4])) == pytest.approx(5 / 4)


def test_the_law_holds_for_a_complete_log():
    assert littles_law_residual(log([0, 1, 1], [2, 4, 9])) == pytest.approx(0, abs=1e-12)


def test_the_order_of_service_need_not_be_the_order_of_arrival():
    assert littles_law_residual(log([3, 0, 1], [5, 7, 6])) == pytest.approx(0, abs=1e-12)


def test_the_count_is_independent_of_the_latencies():
    class Doctored:
        """A log whose latencies were measured from the wrong moment: half of each is missing."""

        def __init__(self, true):
            self.scheduled_s, self.finish_s, self.span_s = true.scheduled_s, true.finish_s, true.span_s
            self.latency_s = true.latency_s / 2

        def __len__(self):
            return len(self.scheduled_s)

    assert littles_law_residual(Doctored(log([0, 1], [2, 4]))) == pytest.approx(1.0)


def test_where_no_time_passed_there_is_nothing_to_say():
    assert littles_law_residual(log([], [])) is None
    assert mean_in_system(log([1, 1], [1, 1])) is None
    assert littles_law_residual(log([0, 1], [0, 1])) is None
