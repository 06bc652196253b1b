"""A case decided by keyboard alone, its twist after it, on a real server; every state accessible, at every width."""

from collections.abc import Callable

from opened_page import settled, too_wide
from playwright.sync_api import Page, expect

Visit = Callable[..., Page]
PATIENCE_MS = 60_000


def _enter(page: Page, role: str, name: str) -> None:
    target = page.get_by_role(role, name=name)  # type: ignore[arg-type]
    target.focus()
    target.press("Enter")


def _decided(page: Page) -> None:
    _enter(page, "button", "That is my decision")
    expect(page.get_by_role("heading", name="What each choice cost")).to_be_visible(timeout=PATIENCE_MS)
    expect(page.locator(".js-plotly-plot")).to_have_count(2, timeout=PATIENCE_MS)
    settled(page)


def test_a_case_and_its_twist_by_keyboard_alone_on_a_phone_in_the_dark(
    visit: Visit, violations: Callable[[Page], list[str]]
) -> None:
    page = visit("/decide", width=390, scheme="dark")

    def whole() -> None:
        assert too_wide(page) == []
        assert violations(page) == []

    _enter(page, "link", "A keyboard on the phone")
    page.wait_for_url("**/decide?case=keyboard")
    mode = page.get_by_role("radio", name="One at a time")
    expect(mode).to_be_checked()
    mode.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    wait = page.get_by_role("slider", name="Longest wait for company")
    expect(wait).to_be_visible()
    wait.focus()
    wait.press("End")
    expect(page.get_by_text("waiting 400 ms at most")).to_be_visible()
    settled(page)
    whole()
    _decided(page)
    verdict = page.get_by_role("heading", name="Misses the objective")
    expect(verdict).to_be_visible()
    expect(page.get_by_text("will do with a wait of 400 ms")).to_be_visible()
    whole()

    page.reload()
    expect(verdict).to_be_visible(timeout=PATIENCE_MS)
    _enter(page, "link", "Then this happens: A look back in the evening")
    page.wait_for_url("**twist=1*")
    expect(page.get_by_text("waiting 400 ms at most")).to_be_visible()
    settled(page)
    whole()
    _decided(page)
    expect(page.get_by_role("heading", name="Had you changed nothing")).to_be_visible()
    whole()

    _enter(page, "link", "All cases")
    expect(page.get_by_text("Decided: missed what is needed; after the twist")).to_be_visible()
    assert page.url.endswith("/decide")


def test_the_verdict_is_announced_and_takes_the_focus(visit: Visit) -> None:
    page = visit("/decide?case=keyboard")
    page.get_by_role("button", name="That is my decision").press("Enter")
    said = page.locator("[aria-live=polite]").filter(has_text="a day")
    expect(said.first).to_be_attached(timeout=PATIENCE_MS)
    expect(page.locator(".st-key-decide_verdict").locator(":focus")).to_have_count(1, timeout=PATIENCE_MS)
