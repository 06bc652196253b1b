"""A cost from a busy start is said to be doubtful, and measured again once the machine is quiet and nobody measures."""

from collections.abc import Callable
from dataclasses import asdict, replace

from conftest import LEARNER, FakeHost
from page_words import words_of
from streamlit.testing.v1 import AppTest

from core.serving import CostFit, LinearCost
from core.serving.cost import fit_from_plain
from core.serving.kept_costs import Again
from pages.parts import cached, cost_again

KEY = ("tfidf-forest", "built-in", "paced")
NOW_S = 1000.0


def _quiet() -> CostFit:
    cost = LinearCost(fixed_s=0.005, per_item_s=0.0001)
    return CostFit(
        cost=cost, sizes=(1, 4), median_s=(0.0051, 0.0054), calls=(12, 12), worst_error=0.02, disturbed=0.01
    )


def test_a_disturbed_cost_is_said_to_be_so_and_mended_by_itself(
    open_page: Callable[..., AppTest], host: FakeHost
) -> None:
    busy = host.hello["fits"]["tfidf-forest"]
    busy["paced"] = asdict(replace(fit_from_plain(busy["paced"]), disturbed=0.4))
    again = Again(next_s=NOW_S)
    at = open_page("load")
    assert "n = 60 calls, the line is off by 8 % at worst." in words_of(at)
    assert "Other work had the processor for 40 % of that time" in words_of(at)

    # Not before its time, not on a busy machine, not while somebody measures.
    assert cost_again.look(again, NOW_S - 1, load=0.0) is None
    assert cost_again.look(again, NOW_S, load=1.0) is None
    learners = host.submit(LEARNER, {"do": "run"}, limit_s=1)
    assert cost_again.look(again, NOW_S, load=0.0) is None
    host.finish(learners, error="ended")

    job = cost_again.look(again, NOW_S, load=0.0)
    assert job is not None and (job.task["classifier"], job.task["paced"]) == ("tfidf-forest", True)
    host.finish(job, result={"fit": asdict(_quiet())})
    assert cached.costs()[KEY].fixed_s == 0.005
    words = words_of(at.run())
    assert "n = 24 calls, the line is off by 2 % at worst." in words
    assert "Other work had the processor" not in words
    assert cost_again.look(again, NOW_S + 9999, load=0.0) is None
