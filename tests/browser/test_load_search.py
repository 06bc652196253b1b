"""The load page on a real server: a live search with its trials, Stop and refresh, and every view accessible."""

import re
from collections.abc import Callable

import pytest
from opened_page import looks, settled, too_wide
from playwright.sync_api import Page, expect

Visit = Callable[..., Page]
# The search tries seven rates for about seven seconds each. The bound is so wide that a busy machine still meets it at first.
PATIENCE_MS = 90_000
QUICK = "/load?load_classifier=Hashing+%2B+linear+model+%28SGD%29&load_bound=5000"
VIEWS = ("Highest load", "Where time goes", "What hides a queue", "Five servers", "Scorecard")


def _uncover(page: Page) -> None:
    skip = page.get_by_role("button", name="No idea")
    shown = skip.or_(page.locator(".js-plotly-plot")).locator("visible=true")
    expect(shown.first).to_be_visible()
    if skip.count():
        skip.first.click()
        expect(skip).to_have_count(0)


@pytest.mark.quiet
def test_a_live_search_draws_its_trials_is_found_after_a_refresh_and_keeps_them_when_stopped(
    visit: Visit, violations: Callable[[Page], list[str]]
) -> None:
    page = visit(QUICK)
    expect(page.get_by_role("button", name="Find the highest load live")).to_have_count(0)
    _uncover(page)
    expect(page.get_by_text(re.compile(r"p99 stays within 5\ss .*\(SIM\)")).first).to_be_visible()
    page.get_by_role("button", name="Find the highest load live").click()
    expect(page.get_by_text("LIVE: trial 1 of at most 7")).to_be_visible(timeout=PATIENCE_MS)
    assert violations(page) == []

    page.reload()
    settled(page)
    _uncover(page)
    expect(page.get_by_role("button", name="Find the highest load live")).to_be_disabled()
    expect(page.get_by_text(re.compile(r"LIVE · n = [\d,]+ in 1 trial$"))).to_be_visible(timeout=PATIENCE_MS)
    stop = page.get_by_test_id("stMain").get_by_role("button", name="Stop")
    # Where other work keeps the machine from meeting even the first load, the search ends by itself, and Stop goes.
    stop.evaluate_all("buttons => buttons.forEach(button => button.click())")

    expect(page.get_by_role("button", name="Find the highest load live")).to_be_enabled(timeout=PATIENCE_MS)
    expect(page.get_by_text(re.compile(r"LIVE · n = [\d,]+ in \d trials?$"))).to_be_visible()
    expect(page.get_by_text("Why they differ")).to_be_visible()
    assert violations(page) == []


def test_every_view_is_whole_and_accessible(visit: Visit, violations: Callable[[Page], list[str]]) -> None:
    page = visit("/load?load_policy=Dynamic+batches&load_rate=100")
    for view in VIEWS:
        page.get_by_role("tab", name=view).click()
        expect(page.get_by_role("tab", name=view)).to_have_attribute("aria-selected", "true")
        settled(page)
        _uncover(page)
        expect(page.locator(".js-plotly-plot").locator("visible=true").first).to_be_visible()
        for look in looks(page):
            assert too_wide(look) == []
            assert violations(look) == []


def test_the_address_follows_the_controls_and_reproduces_them(visit: Visit) -> None:
    page = visit("/load")
    page.get_by_text("Dynamic batches", exact=True).click()
    slider = page.get_by_role("slider", name="Max wait (ms)")
    slider.focus()
    slider.press("ArrowRight")
    page.wait_for_url("**load_wait=7*")

    copy = visit(page.url[page.url.index("/load") :])
    expect(copy.get_by_role("slider", name="Max wait (ms)")).to_have_attribute("aria-valuetext", "7")
