"""The quality page on a real server: every view accessible, worked by keyboard alone, and a learner's own file judged."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from opened_page import looks, settled, too_wide
from playwright.sync_api import Page, expect

Visit = Callable[..., Page]
VIEWS = ("Threshold", "Cost and capacity", "The matrix", "Accuracy paradox", "Which model")
# Four trainings wait for the measuring process; a chart waits for its library on a busy machine.
PATIENCE_MS, CHART_MS = 90_000, 30_000
TOPICS = {"sport": "match goal team", "money": "bank loan rate", "food": "bread soup dinner"}


def _uncover(page: Page) -> None:
    skip = page.get_by_role("button", name="No idea")
    shown = skip.or_(page.locator(".js-plotly-plot")).locator("visible=true")
    expect(shown.first).to_be_visible(timeout=CHART_MS)
    if skip.count():
        skip.first.click()
        expect(skip).to_have_count(0)
    expect(page.locator(".js-plotly-plot").locator("visible=true").first).to_be_visible(timeout=CHART_MS)


def test_every_view_is_whole_and_accessible(visit: Visit, violations: Callable[[Page], list[str]]) -> None:
    page = visit("/quality")
    for view in VIEWS:
        page.get_by_role("tab", name=view).click()
        expect(page.get_by_role("tab", name=view)).to_have_attribute("aria-selected", "true")
        settled(page)
        _uncover(page)
        settled(page)
        assert page.locator("[data-testid=stException]").count() == 0
        for look in looks(page):
            assert too_wide(look) == []
            assert violations(look) == []


def test_the_keyboard_alone_guesses_moves_the_line_and_the_address_follows(visit: Visit) -> None:
    page = visit("/quality")
    guess = page.get_by_role("slider", name=re.compile("how much does it still find"))
    guess.focus()
    guess.press("ArrowRight")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="That is my guess")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("You guessed")).to_be_visible(timeout=CHART_MS)

    line = page.get_by_role("slider", name="Flag from this score on (%)")
    line.focus()
    line.press("End")
    nothing = "; nothing is flagged."
    expect(page.get_by_text(nothing)).to_be_visible(timeout=CHART_MS)
    page.wait_for_url("**quality_threshold=100*")

    copy = visit(page.url[page.url.index("/quality") :])
    _uncover(copy)
    expect(copy.get_by_text(nothing)).to_be_visible(timeout=CHART_MS)


def test_a_cell_is_changed_by_keyboard_and_every_sum_follows(visit: Visit) -> None:
    page = visit("/quality?quality_view=The+matrix")
    _uncover(page)
    settled(page)
    cell = page.get_by_role("spinbutton", name="Spam, let through: misses (FN)")
    expect(cell).to_have_value("50")
    cell.press("ControlOrMeta+a")
    page.keyboard.type("600")
    cell.press("Enter")
    expect(page.get_by_text("= 400 ÷ (400 + 600)")).to_be_visible(timeout=CHART_MS)


@pytest.mark.xdist_group("live")
def test_a_learner_s_own_file_is_trained_on_and_judged(visit: Visit, tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    rows = (f"{words} number {n},{label}\n" for label, words in TOPICS.items() for n in range(40))
    own.write_text("text,label\n" + "".join(rows))
    page = visit("/quality?quality_texts=My+own+texts")
    page.locator("input[type=file]").set_input_files(own)
    page.get_by_role("button", name="Train all four classifiers on them").click(timeout=PATIENCE_MS)
    expect(page.get_by_role("combobox", name="Positive class")).to_be_visible(timeout=PATIENCE_MS)
    _uncover(page)
    expect(page.get_by_text("Really not food", exact=True)).to_be_visible()
    expect(page.get_by_text("n = 36 held-out messages").first).to_be_visible()
