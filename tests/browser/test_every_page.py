"""Every page, cold and by its own address, wide and narrow, light and dark: whole, quiet and accessible."""

import re
from collections.abc import Callable

import pytest
from opened_page import looks, too_wide
from playwright.sync_api import Page, expect

from pages.parts import cached
from pages.parts.registry import HOME, LESSON, PAGES, PageEntry


def _title(entry: PageEntry) -> str:
    """What the tab is called; that of a lesson is called after the lesson."""
    if entry is HOME:
        return "Batchwise"
    return f"{cached.lessons()[0].title if entry is LESSON else entry.title} · Batchwise"


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.title.lower())
def test_a_page_opened_cold_is_whole_and_accessible(
    entry: PageEntry,
    visit: Callable[..., Page],
    violations: Callable[[Page], list[str]],
) -> None:
    page = visit(f"/{entry.url_path}")

    page.wait_for_function("title => document.title === title", arg=_title(entry))
    assert page.locator("h1").count() == 1
    assert page.locator("h1").inner_text().strip()
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("[data-testid=stException]").count() == 0
    assert page.get_by_text("Page not found").count() == 0
    for look in looks(page):
        assert too_wide(look) == []
        assert violations(look) == []


@pytest.mark.xdist_group("live")  # it waits for whatever is being measured on this machine
def test_one_text_sent_from_home_comes_back_measured(
    visit: Callable[..., Page], violations: Callable[[Page], list[str]]
) -> None:
    page = visit("/")
    page.get_by_label("Or send the classifier one text").press("Enter")

    answer = page.locator(".st-key-home_answer")
    expect(answer).to_contain_text("LIVE · n = 1", timeout=90_000)
    expect(answer).to_contain_text(re.compile(r"s in all: .* waiting for the classifier, .* in it\."))
    expect(page.locator("p[aria-live]").first).to_contain_text("Spam, ")
    for look in looks(page):
        assert too_wide(look) == []
        assert violations(look) == []


def test_the_navigation_leads_to_every_page(visit: Callable[..., Page]) -> None:
    page = visit("/")
    for entry in PAGES[1:]:
        if entry.menu:
            page.get_by_test_id("stTopNavSection").filter(has_text=entry.menu).click()
        page.get_by_role("menuitem" if entry.menu else "link", name=entry.title, exact=True).first.click()
        page.wait_for_url(re.compile(rf"/{entry.url_path}(\?|$)"))
        page.wait_for_function("title => document.title === title", arg=_title(entry))


def test_the_first_tab_stop_skips_to_the_content(visit: Callable[..., Page]) -> None:
    page = visit("/")
    page.keyboard.press("Tab")

    assert "Skip to main content" in page.evaluate("document.activeElement.innerText")
