"""Fixed batches without a time limit: filling, queueing and service."""

import pytest

from core.base import InvalidInput
from core.theory import fixed_batch, md1_latency_s, md1_waiting_s, mdc_waiting_s

COST = {"fixed_s": 0.010, "per_item_s": 0.001}


def test_the_mean_is_the_sum_of_its_parts():
    means = fixed_batch(300, 8, **COST)
    assert means.mean_filling_s == pytest.approx(7 / 600)
    assert means.service_s == pytest.approx(0.018)
    assert means.mean_latency_s == means.mean_filling_s + means.mean_queueing_s + means.service_s


@pytest.mark.parametrize("rate", [5, 50, 80, 89])
def test_batches_of_one_are_md1(rate):
    assert fixed_batch(rate, 1, **COST).mean_latency_s == pytest.approx(md1_latency_s(rate, 0.011), rel=1e-9)


def test_one_server_is_md1_for_mdc_too():
    assert mdc_waiting_s(80, 0.010, 1) == pytest.approx(md1_waiting_s(80, 0.010), rel=1e-9)


def test_more_servers_at_the_same_load_wait_less():
    waits = [mdc_waiting_s(80 * servers, 0.010, servers) for servers in (1, 2, 4, 8, 64)]
    assert waits == sorted(waits, reverse=True)
    assert waits[-1] > 0


def test_at_low_load_the_filling_is_nearly_all():
    means = fixed_batch(1, 8, **COST)
    assert means.mean_filling_s == 3.5
    assert means.mean_queueing_s < 1e-9


def test_the_number_of_servers_is_a_whole_number_from_one():
    with pytest.raises(InvalidInput, match="servers"):
        mdc_waiting_s(1, 0.1, 0)
