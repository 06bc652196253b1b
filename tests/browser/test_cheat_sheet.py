"""The cheat sheet on paper: one sheet of A4, in black on white whatever the screen's scheme, and nothing of the frame."""

import re
from collections.abc import Callable

from opened_page import looks
from playwright.sync_api import Page, expect


def test_it_prints_on_one_sheet(visit: Callable[..., Page]) -> None:
    page = visit("/cheat-sheet")
    expect(page.get_by_role("heading", name="Measure honestly")).to_be_visible()
    page.evaluate("window.print = () => { window.printed = true; }")
    page.get_by_role("button", name="Print").click()
    assert page.evaluate("window.printed")

    for look in looks(page):
        paper = look.pdf(prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1
        look.emulate_media(media="print")
        expect(look.get_by_test_id("stHeader")).to_be_hidden()
        expect(look.get_by_role("button", name="Print")).to_be_hidden()
        ink = look.locator(".st-key-sheet p, .st-key-sheet li").first.evaluate(
            "p => getComputedStyle(p).color"
        )
        assert ink == "rgb(20, 24, 31)"
        look.emulate_media(media="screen")
