"""Drawn numbers in the banks on modes, batching and choosing: every draw found again, without their calculations."""

import re
from collections.abc import Callable

import numpy as np
import pytest
from banks_on_modes import DRAWN, ONE, QUESTIONS, mean_ms, ran, up_to, whole_text

from core.learning.question import (
    NumberQuestion,
    SingleQuestion,
    option_named,
)
from core.learning.variants import all_draws, with_numbers
from core.serving import LinearCost
from core.workload import Steady


def _cost(draw: dict[str, float]) -> LinearCost:
    return LinearCost(fixed_s=draw["fixed_ms"] / 1000, per_item_s=draw["per_text_ms"] / 1000)


def _slope_rate(question: NumberQuestion) -> float:
    """From the two times that the stem shows, as a learner has to do it."""
    alone, size, batch = (
        float(found.replace(",", ""))
        for found in re.findall(r"takes ([\d.]+) ms, a call with (\d+) songs ([\d.]+) ms", question.stem)[0]
    )
    return 1000 * (size - 1) / (batch - alone)


def _wait_after(draw: dict[str, float]) -> float:
    """The queue, second by second, and then the newcomer's turn."""
    queue = 0.0
    for _ in range(round(60 * draw["minutes"])):
        queue = max(0.0, queue + draw["rate"] - draw["capacity"])
    return queue / draw["capacity"]


def _longest_wait(draw: dict[str, float]) -> float:
    """Messages all over one gap: from each to the end of the first job that starts after it."""
    gap, job = draw["gap_min"], draw["job_min"]
    waits = [gap - at + job for at in np.linspace(1e-9, gap, 1000)]
    return max(waits)


NUMBERS: dict[str, Callable[[dict[str, float], NumberQuestion], float]] = {
    "mod-004": lambda d, _q: d["texts"] / (3600 * d["hours"]),
    "dyn-005": lambda d, _q: d["wait_ms"] + d["fixed_ms"] + d["per_text_ms"],
    "dyn-012": lambda d, _q: (d["batch_size"] - 1) * d["gap_ms"],
    "cost-001": lambda d, _q: 1000 * d["batch_size"] / (d["fixed_ms"] + d["batch_size"] * d["per_text_ms"]),
    "cost-002": lambda _d, q: _slope_rate(q),
    "cost-005": lambda d, _q: _wait_after(d),
    "cost-006": lambda d, _q: d["capacity"] * (1 + d["longer_s"] / 60),
    "pick-011": lambda d, _q: _longest_wait(d),
}


@pytest.mark.parametrize("question_id", NUMBERS)
def test_a_drawn_number_is_right_and_known_mistakes_are_wrong_in_every_draw(question_id: str) -> None:
    question = QUESTIONS[question_id]
    for draw in all_draws(question):
        concrete = with_numbers(question, draw)
        assert isinstance(concrete, NumberQuestion)
        assert concrete.key == pytest.approx(NUMBERS[question_id](dict(draw), concrete), rel=1e-6)
        tolerance = concrete.abs_tol or (concrete.rel_tol or 0) * abs(concrete.key)
        wrong = [mistake.number for mistake in concrete.feedback]
        assert wrong and len({round(value, 6) for value in wrong}) == len(wrong)
        assert all(abs(value - concrete.key) > 1.2 * tolerance for value in wrong)


def test_all_drawn_numbers_and_choices_are_found_again_here() -> None:
    assert {q.id for q in DRAWN} == {*NUMBERS, "mod-006", "dyn-002", "dyn-003", "dyn-004", "cost-003"}


def test_the_growing_wait_grows_as_said_in_a_simulated_hour() -> None:
    for draw in all_draws(QUESTIONS["cost-006"]):
        rate = NUMBERS["cost-006"](dict(draw), None)  # type: ignore[arg-type]
        cost = LinearCost(fixed_s=1 / draw["capacity"], per_item_s=0)
        log = ran(ONE, Steady(rate=rate), cost, n=round(rate * 600)).log
        at = [int(np.searchsorted(log.scheduled_s, 60 * minute)) for minute in (3, 9)]
        grown = np.diff(log.waiting_s[at])[0] / 6
        assert grown == pytest.approx(draw["longer_s"], abs=0.02)


def test_a_busy_share_tells_the_limit() -> None:
    question = QUESTIONS["mod-006"]
    for draw in all_draws(question):
        for name, share in (("slow_ms", "slow"), ("quick_ms", "quick")):
            cost = LinearCost(fixed_s=draw[name] / 1000, per_item_s=0)
            summary = ran(ONE, draw["rate"], cost, n=50_000).summary
            assert summary.utilisation is not None and summary.throughput_per_s is not None
            limit = summary.throughput_per_s / summary.utilisation
            assert limit == pytest.approx(1000 / draw[name], rel=1e-6), share
            assert (limit > 10 * draw["rate"]) == (name == "quick_ms")
        concrete = with_numbers(question, draw)
        assert isinstance(concrete, SingleQuestion)
        assert f"about {1000 / draw['quick_ms']:g} per second" in option_named(concrete, "c").text


def test_batches_gather_without_a_wait() -> None:
    question = QUESTIONS["dyn-002"]
    for draw in all_draws(question):
        result = ran(up_to(8), draw["rate"], _cost(dict(draw)))
        size = result.summary.mean_batch_size
        said = float(re.findall(r"shows ([\d.]+) queries", with_numbers(question, draw).stem)[0])
        assert size == pytest.approx(said, abs=0.1) and 1.5 < size < 7
        assert np.diff(result.log.scheduled_s).min() > 0  # never in the same instant
        assert len(np.unique(result.log.batch_size)) == 8  # so it does not hold back until 8 are there


def test_a_server_that_is_always_busy_has_room() -> None:
    question = QUESTIONS["dyn-003"]
    for draw in all_draws(question):
        now = ran(up_to(8), draw["rate"], _cost(dict(draw)))
        more = ran(up_to(8), 1.25 * draw["rate"], _cost(dict(draw)))
        assert now.summary.utilisation is not None and now.summary.utilisation > 0.95
        assert not more.unstable and more.summary.mean_batch_size > now.summary.mean_batch_size
        assert more.log.busy_s / len(more.log) < now.log.busy_s / len(now.log)
        text = whole_text(with_numbers(question, draw))
        (share,) = re.findall(r"Today's load is ([\d.]+) % of that", text)
        assert float(share) == pytest.approx(100 * draw["rate"] * 0.018 / 8, abs=0.051)


def test_load_hurts_one_at_a_time_and_hardly_the_batches() -> None:
    for draw in all_draws(QUESTIONS["dyn-004"]):
        quiet, busy = draw["quiet_rate"], draw["busy_rate"]
        one = mean_ms(ran(ONE, busy, n=400_000)) / mean_ms(ran(ONE, quiet))
        batches = mean_ms(ran(up_to(8), busy)) / mean_ms(ran(up_to(8), quiet))
        assert one > 4 and 1.2 < batches < 1.6


def test_doubling_a_large_batch_gains_what_is_said() -> None:
    question = QUESTIONS["cost-003"]
    for draw in all_draws(question):
        size, fixed = draw["batch_size"], draw["fixed_ms"]
        gain = 2 * (fixed + size) / (fixed + 2 * size) - 1
        text = whole_text(with_numbers(question, draw))
        assert f"got {100 * gain:.1f} % more" in text
        assert f"only {100 * fixed / (fixed + size):.1f} % of a call" in text
        assert gain < 0.1
