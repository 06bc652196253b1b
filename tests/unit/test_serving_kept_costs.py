"""A cost that other work has disturbed gives way to a less disturbed one, and is measured again at growing pauses."""

from datetime import UTC, datetime

from core.serving import CostFit, LinearCost
from core.serving.kept_costs import FIRST_PAUSE_S, LONGEST_PAUSE_S, Again, KeptCosts, MeasuredCost

KEY = ("forest", "built-in", "paced")
AT = datetime(2026, 1, 5, 12, tzinfo=UTC)


def measured(ms: float, disturbed: float, each_ms: float = 0.1) -> MeasuredCost:
    cost = LinearCost(fixed_s=ms / 1000, per_item_s=each_ms / 1000)
    return MeasuredCost(
        fit=CostFit(
            cost=cost, sizes=(1, 8), median_s=(0.1, 0.1), calls=(3, 3), worst_error=0, disturbed=disturbed
        ),
        at=AT,
    )


def test_a_less_disturbed_measurement_takes_the_place_and_a_more_disturbed_one_does_not():
    costs = KeptCosts()
    assert costs.take(KEY, measured(20, 0.4))
    assert not costs.take(KEY, measured(30, 0.5))
    assert costs[KEY].fixed_s == 0.020

    assert costs.take(KEY, measured(9, 0.0))
    # Of two quiet ones the newer is right: the machine may have become another.
    assert costs.take(KEY, measured(12, 0.02))
    assert costs[KEY].fixed_s == 0.012
    assert costs.measured(KEY) == measured(12, 0.02)


def test_the_most_doubtful_is_named_until_all_are_quiet():
    costs = KeptCosts()
    costs.take(KEY, measured(20, 0.2))
    costs.take(("svd", "built-in", "tight"), measured(20, 0.6))
    costs.take(("svd", "of a learner", "tight"), measured(20, 0.9))
    assert costs.most_doubtful("built-in") == ("svd", "built-in", "tight")

    costs.take(("svd", "built-in", "tight"), measured(20, 0.0))
    costs.take(KEY, measured(20, 0.1, each_ms=0))
    assert costs.most_doubtful("built-in") == KEY  # quiet enough is not all: it must say what a text costs
    costs.take(KEY, measured(20, 0.0))
    assert costs.most_doubtful("built-in") is None


def test_a_cost_set_by_hand_has_no_measurement_behind_it():
    costs = KeptCosts()
    costs.take(KEY, measured(20, 0.4))
    costs[KEY] = LinearCost(fixed_s=1, per_item_s=1)

    assert costs.measured(KEY) is None
    assert costs.most_doubtful("built-in") is None


def test_tries_that_are_no_better_come_at_growing_pauses():
    again = Again(next_s=100)
    assert not again.due(99)
    now_s, pauses = 100.0, []
    for _ in range(9):
        assert again.due(now_s)
        again.tried(now_s, better=False)
        pauses.append(again.next_s - now_s)
        now_s = again.next_s
    assert pauses[:3] == [2 * FIRST_PAUSE_S, 4 * FIRST_PAUSE_S, 8 * FIRST_PAUSE_S]
    assert pauses[-1] == LONGEST_PAUSE_S

    again.tried(now_s, better=True)
    assert again.next_s - now_s == FIRST_PAUSE_S
