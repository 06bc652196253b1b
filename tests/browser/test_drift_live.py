"""The drift page on a real server, by keyboard alone: both ways live, trials as they come, retraining; wide and narrow."""

import re
from collections.abc import Callable

import pytest
from opened_page import settled, too_wide
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.quiet

Visit = Callable[..., Page]
Violations = Callable[[Page], list[str]]
# A busy machine takes several times as long; a learner's job may wait for another test's.
PATIENCE_MS = 90_000
QUICK = "/drift?drift_classifier=Hashing+%2B+linear+model+%28SGD%29&drift_rate=400"


def _press(page: Page, control: Locator, key: str = "Enter") -> None:
    control.focus()
    expect(control).to_be_focused()
    page.keyboard.press(key)


def _uncover(page: Page) -> None:
    _press(page, page.get_by_role("button", name="No idea"))
    expect(page.get_by_role("button", name="No idea")).to_have_count(0, timeout=PATIENCE_MS)
    settled(page)


def test_both_ways_live_give_the_same_answers_until_a_switch_parts_them_and_a_refresh_finds_it_again(
    visit: Visit, violations: Violations
) -> None:
    page = visit(QUICK)
    _uncover(page)
    _press(page, page.get_by_role("button", name="Run both ways live"))
    expect(page.get_by_text(re.compile(r"None of [\d,]+ answers differs")).first).to_be_visible(
        timeout=PATIENCE_MS
    )
    settled(page)
    assert violations(page) == []

    _press(
        page,
        page.get_by_role("switch", name="Stale share").or_(page.get_by_role("checkbox", name="Stale share")),
        "Space",
    )
    expect(page.get_by_text("Share looked up (%)")).to_be_visible(timeout=PATIENCE_MS)
    expect(page.locator(".js-plotly-plot")).to_have_count(0, timeout=PATIENCE_MS)
    _press(page, page.get_by_role("button", name="Run both ways live"))
    differ = page.get_by_text(
        re.compile(r"[\d,]+ of [\d,]+ answers differ: all of them got another answer")
    ).first
    expect(differ).to_be_visible(timeout=PATIENCE_MS)
    settled(page)
    assert "drift_stale=true" in page.url

    page.reload()
    settled(page)
    _uncover(page)
    expect(differ).to_be_visible(timeout=PATIENCE_MS)


def test_a_leaks_trials_come_one_by_one_and_every_view_is_whole_on_a_phone(
    visit: Visit, violations: Violations
) -> None:
    page = visit("/drift?drift_view=Leakage", width=390, scheme="dark")
    _uncover(page)
    _press(page, page.get_by_role("button", name="Try it live"))
    expect(page.get_by_text(re.compile(r"n = \d+ trials?,"))).to_be_visible(timeout=PATIENCE_MS)
    expect(page.get_by_text(re.compile(r"n = 20 trials,"))).to_be_visible(timeout=PATIENCE_MS)
    expect(page.get_by_text(re.compile(r"points \([\d.]+ to [\d.]+\) too much")).first).to_be_visible(
        timeout=PATIENCE_MS
    )
    settled(page)
    assert violations(page) == [] and too_wide(page) == []

    for view in ("Drift", "Skew"):
        page.get_by_role("tab", name=view, exact=True).click()
        settled(page)
        _uncover(page)
        if view == "Drift":
            page.get_by_text("Would you have noticed without labels?").click()
        expect(page.locator(".js-plotly-plot")).to_have_count(2, timeout=PATIENCE_MS)
        if view == "Drift":
            _press(page, page.get_by_role("button", name="Retrain"))
            expect(
                page.get_by_text(re.compile(r"Trained anew on 600 messages after day 10: recall rises")).first
            ).to_be_visible(timeout=PATIENCE_MS)
        settled(page)
        assert violations(page) == [] and too_wide(page) == []
