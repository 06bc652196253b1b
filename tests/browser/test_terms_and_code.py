"""By keyboard and by pointer: a term explains itself where it stands, and a snippet is predicted, run and found again."""

from collections.abc import Callable

from opened_page import settled
from playwright.sync_api import Page, expect


def test_a_term_says_what_it_means_on_focus_and_on_hover_until_it_is_put_away(
    visit: Callable[..., Page], violations: Callable[[Page], list[str]]
) -> None:
    page = visit("/")
    terms, tip = page.locator('a[href^="#term-"]'), page.get_by_role("tooltip")

    terms.nth(0).focus()
    expect(tip).to_have_text("Answering each text as it comes, now.")
    assert terms.nth(0).get_attribute("aria-describedby") == tip.get_attribute("id")
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(tip).to_have_count(0)
    assert page.evaluate("document.activeElement.textContent") == terms.nth(0).inner_text()
    page.evaluate("document.activeElement.blur()")

    terms.nth(1).hover()
    expect(tip).to_have_text("Several texts that are answered in one call.")
    tip.hover()  # it can be read with the pointer on it
    page.mouse.move(2, 500)
    expect(tip).to_have_count(0)
    terms.nth(1).click()  # as a tap does
    expect(tip).to_be_visible()
    assert "#term" not in page.url

    # A term that stands there twice is one stop by keyboard, and the second still answers to the pointer.
    again = terms.nth(1).evaluate_handle(
        "one => document.querySelector('main, body').appendChild(one.cloneNode(true))"
    )
    page.keyboard.press("Tab")
    assert [again.evaluate("one => one.tabIndex"), terms.nth(1).evaluate("one => one.tabIndex")] == [-1, 0]


def test_a_snippet_is_predicted_and_run_by_keyboard_alone(
    visit: Callable[..., Page], violations: Callable[[Page], list[str]]
) -> None:
    page = visit("/code?snippet=bare-string", width=390, scheme="dark")
    page.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Commit and run")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Not what you expected")).to_be_focused()
    result = page.locator(".st-key-code_result")
    expect(result).to_contain_text("It raised ValueError")
    expect(result).to_contain_text("LIVE, n = 1")
    assert violations(page) == []

    page.reload()
    settled(page)
    expect(result).to_contain_text("You said: The label of this text")
    expect(page.get_by_role("radio")).to_have_count(0)
