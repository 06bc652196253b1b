"""On paper: the cheat sheet and a plan's report fit on one sheet of A4 each, in black on white, without the frame."""

import re
from collections.abc import Callable
from datetime import date

from opened_page import looks
from playwright.sync_api import Page, expect

from core.experiment.plan import Need
from core.experiment.planner import plan
from core.figures.plan_report import report
from core.metrics.objective import LatencyObjective
from core.serving import LinearCost
from core.workload import Daily


def test_it_prints_on_one_sheet(visit: Callable[..., Page]) -> None:
    page = visit("/cheat-sheet")
    expect(page.get_by_role("heading", name="Measure honestly")).to_be_visible()
    page.evaluate("window.print = () => { window.printed = true; }")
    page.get_by_role("button", name="Print").click()
    assert page.evaluate("window.printed")

    for look in looks(page):
        assert _sheets(look) == 1
        expect(look.get_by_test_id("stHeader")).to_be_hidden()
        expect(look.get_by_role("button", name="Print")).to_be_hidden()
        ink = look.locator(".st-key-sheet p, .st-key-sheet li").first.evaluate(
            "p => getComputedStyle(p).color"
        )
        assert ink == "rgb(20, 24, 31)"
        look.emulate_media(media="screen")


def test_a_plans_longest_report_prints_on_one_sheet(visit: Callable[..., Page]) -> None:
    page = visit("/cheat-sheet")
    # Three modes, dearer choices beside them, and four things taken for granted.
    need = Need(
        arrivals=Daily(rate=300.0, period_s=86_400.0),
        objective=LatencyObjective(bound_s=3600.0),
        cost=LinearCost(fixed_s=0.030, per_item_s=0.006),
        deadline_s=7200.0,
    )
    page.set_content(report(plan(need), date(2026, 1, 31)))
    assert page.locator("svg[role=img]").count() >= 2
    assert _sheets(page) == 1
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def _sheets(page: Page) -> int:
    """How many sheets a page takes, left as it looks on paper: told to look as on a screen, it would print so."""
    page.emulate_media(media="print")
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))
