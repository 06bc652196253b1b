"""The lesson in a real browser: links to sections, what counts as read, the figures, the run."""

import re
import time
from collections.abc import Callable

import pytest
from opened_page import settled
from playwright.sync_api import Page, expect

MAIN = "[data-testid=stMain]"


@pytest.fixture(scope="module")
def main_lesson(visit_once: Callable[..., Page]) -> Page:
    """The main lesson, opened once for those tests that only move about in it."""
    return visit_once("/lesson")


def _contents(page: Page):
    return page.get_by_role("navigation", name="Contents of the lesson")


def _scroll_to_end_of(page: Page, section: str) -> None:
    page.evaluate(
        "key => document.querySelector(`.st-key-lesson_section_${key}`).scrollIntoView({block: 'end'})",
        section,
    )


def test_a_section_read_to_its_end_is_marked_and_stays_marked(visit: Callable[..., Page]) -> None:
    page = visit("/lesson", height=1400)
    link = _contents(page).get_by_role("link", name=re.compile("Key result"))
    link.click()
    until = time.monotonic() + 60
    while "read" not in link.inner_text() and time.monotonic() < until:
        _scroll_to_end_of(page, "key-result")  # charts that come late push the end away again
        page.wait_for_timeout(1000)
    expect(link).to_contain_text("read")
    expect(_contents(page).get_by_role("status")).to_contain_text(re.compile(r"[1-8] of 8 sections read"))
    page.reload()
    settled(page)
    expect(_contents(page).get_by_role("link", name=re.compile("Key result"))).to_contain_text("read")


@pytest.mark.xdist_group("lesson")
def test_scrolling_past_is_not_reading(main_lesson: Page) -> None:
    page = main_lesson
    expect(_contents(page).get_by_role("status")).to_have_text("0 of 8 sections read", timeout=20_000)
    for _ in range(12):
        page.mouse.move(800, 500)
        page.mouse.wheel(0, 2500)
    page.wait_for_timeout(1500)
    expect(_contents(page).get_by_role("link", name=re.compile("Which metric"))).not_to_contain_text("✓")


@pytest.mark.parametrize(
    ("address", "width"), [("/lesson?section=pitfalls", 1280), ("/lesson#pitfalls", 390)]
)
def test_a_link_leads_straight_to_its_section(address: str, width: int, visit: Callable[..., Page]) -> None:
    page = visit(address, width=width)
    expect(page.get_by_role("heading", name="Four ways to fool yourself")).to_be_in_viewport(timeout=15_000)


@pytest.mark.xdist_group("lesson")
def test_the_contents_lead_to_a_section_by_keyboard_and_take_the_focus_there(main_lesson: Page) -> None:
    page = main_lesson
    _contents(page).get_by_role("link", name=re.compile("Self-check")).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Self-check", exact=True)).to_be_in_viewport()
    expect(page.get_by_role("heading", name="Self-check", exact=True)).to_be_focused()
    assert page.url.endswith("#self-check")


def test_a_link_leads_to_the_start_of_another_lesson_and_the_address_goes_along(
    visit: Callable[..., Page], violations: Callable[[Page], list[str]]
) -> None:
    page = visit("/lesson?lesson=tails-and-percentiles&section=cannot", width=390)
    expect(page.get_by_role("heading", name="What cannot be done with them")).to_be_in_viewport(
        timeout=15_000
    )
    page.get_by_role("button", name="I cannot tell: show me").click()
    expect(page.get_by_role("button", name="Measure it live")).to_be_visible()
    settled(page)
    assert violations(page) == []
    page.locator(".st-key-lesson_onward").get_by_role("link", name="Why queues explode").click()
    expect(page.get_by_role("heading", level=1, name="Why queues explode")).to_be_in_viewport()
    expect(page).to_have_title("Why queues explode · Batchwise")
    expect(page).to_have_url(re.compile(r"/lesson\?lesson=why-queues-explode$"))
    page.go_back()
    expect(page.get_by_role("heading", level=1, name="Tails and percentiles")).to_be_attached()


@pytest.mark.xdist_group("lesson")
def test_the_contents_stay_beside_the_text(main_lesson: Page) -> None:
    page = main_lesson
    _contents(page).get_by_role("link", name=re.compile("dynamic batching")).click()
    expect(_contents(page)).to_be_in_viewport()


@pytest.mark.xdist_group("lesson")
def test_text_lines_are_at_most_about_seventy_characters(main_lesson: Page) -> None:
    page = main_lesson
    page.wait_for_function(
        """() => { const p = document.querySelector('[class*=st-key-lesson_prose_] p');
        const probe = document.createElement('span'); probe.textContent = p.textContent.slice(0, 60);
        probe.style.whiteSpace = 'nowrap'; p.append(probe);
        const width = probe.getBoundingClientRect().width; probe.remove();
        const characters = 60 * p.getBoundingClientRect().width / width;
        return 60 < characters && characters < 76; }"""
    )
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_a_self_check_is_answered_by_keyboard_and_survives_a_refresh(
    visit: Callable[..., Page], violations: Callable[[Page], list[str]]
) -> None:
    page = visit("/lesson")
    check = page.locator(".st-key-lesson_check_same-matrix")
    expect(check).to_be_attached()
    check.get_by_role("radio").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(check.get_by_role("radio").nth(2)).to_be_checked()
    settled(page)
    page.keyboard.press("Tab")
    expect(check.get_by_role("button", name="Check my answer")).to_be_focused()
    page.keyboard.press("Enter")
    expect(check.get_by_role("status")).to_contain_text("Right.")
    assert violations(page) == []
    page.reload()
    settled(page)
    expect(page.locator(".st-key-lesson_check_same-matrix").get_by_role("status")).to_contain_text("Right.")


@pytest.mark.quiet
def test_the_small_run_measures_live_and_survives_a_refresh(visit: Callable[..., Page]) -> None:
    page = visit("/lesson")
    figure = page.locator(".st-key-lesson_figure_batch-vs-real-time")
    figure.get_by_text("First answer: real time. Last answer: batch.").click()
    figure.get_by_role("button", name="Run both modes, live").click()
    expect(figure.get_by_text("LIVE · n = 240")).to_be_visible(timeout=90_000)
    expect(figure).to_contain_text("Both ways gave the same answer to each of the 240 texts")
    card = page.locator(".st-key-lesson_figure_scorecard")
    card.get_by_role("button", name="I cannot tell: show me").click()
    expect(card.get_by_role("radio", name="Your latest run")).to_be_attached()
    page.reload()
    settled(page)
    expect(figure.get_by_text("LIVE · n = 240")).to_be_visible()
