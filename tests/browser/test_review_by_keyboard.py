"""Review in a real browser: flashcards by single keys alone, the focus that goes along, keys that can be turned off, axe."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from opened_page import settled, too_wide
from playwright.sync_api import Page, expect
from server_process import ServerProcess

from core.learning.events import AnswerGiven, ReviewRated
from core.learning.grading import shuffled_options
from core.learning.library import Placed
from core.learning.question import MultiQuestion, NumberQuestion, SingleQuestion
from core.learning.review import cards
from core.learning.review_queue import item_of, presentation_seed
from core.learning.store import Store
from core.learning.variants import variant
from tests.built_in import bundled_library

LIBRARY = bundled_library()
REVIEWED = LIBRARY.placed("practice", "review")
SINGLE = next(placed for placed in REVIEWED if placed.question.id == "bvr-001")
OTHER = next(placed for placed in REVIEWED if placed.question.id == "bvr-005")
MULTI = next(placed for placed in REVIEWED if isinstance(placed.question, MultiQuestion))
NUMBER = next(placed for placed in REVIEWED if isinstance(placed.question, NumberQuestion))


@pytest.fixture
def review_of(visit: Callable[..., Page], server: ServerProcess) -> Callable[..., tuple[Page, str]]:
    """Opens the review of a visitor who missed these questions three days ago, all while sure, in this order."""

    def opened(*missed: Placed, **options: object) -> tuple[Page, str]:
        page = visit("/review", **options)
        token = next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "learner")
        for days, placed in enumerate(reversed(missed), 3):
            event = AnswerGiven(
                bank=placed.bank,
                question=placed.question.id,
                rev=placed.question.rev,
                seed=1,
                answer=("x",),
                correct=False,
                tries=1,
                certainty=0.9,
                score=0.0,
            )
            Store(server.database_url).append(token, event, at=datetime.now(UTC) - timedelta(days=days))
        page.reload()
        settled(page)
        return page, token

    return opened


def _seed(placed: Placed, token: str) -> int:
    return presentation_seed(token, item_of(placed), datetime.now(UTC).date())


def _places(placed: Placed, token: str, *, right: bool) -> list[str]:
    """The number keys of the right or of the wrong options, as this visitor sees them today."""
    question = variant(placed.question, _seed(placed, token))
    assert isinstance(question, SingleQuestion | MultiQuestion)
    shown = shuffled_options(question, _seed(placed, token))
    return [str(place) for place, option in enumerate(shown, 1) if option.correct is right]


def _focused(page: Page, words: str) -> None:
    """The heading with these words has the focus."""
    expect(page.locator(":focus")).to_contain_text(words)


def test_two_cards_by_single_keys_with_the_focus_and_every_state_accessible(
    review_of: Callable[..., tuple[Page, str]],
    server: ServerProcess,
    violations: Callable[[Page], list[str]],
) -> None:
    page, token = review_of(OTHER, SINGLE)
    first, second = (
        (OTHER, SINGLE) if OTHER.question.stem[:40] in page.locator("h2").inner_text() else (SINGLE, OTHER)
    )
    assert violations(page) == []

    page.keyboard.press(_places(first, token, right=True)[0])
    _focused(page, "Right")
    expect(page.get_by_text("How well did you know it?")).to_be_visible()
    expect(page.get_by_role("button", name="Easy")).to_have_attribute("aria-keyshortcuts", "4")
    assert violations(page) == []

    page.keyboard.press("4")
    _focused(page, second.question.stem[:40])
    page.keyboard.press(_places(second, token, right=False)[0])
    expect(page.get_by_role("alert")).to_contain_text("Not right.")
    page.keyboard.press("h")
    _focused(page, second.question.hints[0].text)
    page.keyboard.press("Space")
    _focused(page, "The answer")
    expect(page.get_by_text("It comes back tomorrow.")).to_be_visible()
    assert violations(page) == []

    page.keyboard.press("Enter")
    page.wait_for_function("() => !document.body.innerText.includes('The answer')")
    records = Store(server.database_url).events(token)
    assert [record.event.grade for record in records if isinstance(record.event, ReviewRated)] == ["easy"]
    assert [card.last.grade for card in cards(records)].count("again") == 1


def test_keys_leave_typing_and_buttons_alone_and_can_be_turned_off(
    review_of: Callable[..., tuple[Page, str]],
    server: ServerProcess,
    violations: Callable[[Page], list[str]],
) -> None:
    page, token = review_of(NUMBER, MULTI, scheme="dark")
    question = variant(NUMBER.question, _seed(NUMBER, token))
    assert isinstance(question, NumberQuestion)
    if not page.get_by_role("textbox").count():
        page.keyboard.press("Space")
        _focused(page, "The answer")
        page.keyboard.press("Enter")
    field = page.get_by_role("textbox")
    field.focus()
    page.keyboard.type(f"h {question.key:.6g}")
    expect(field).to_have_value(f"h {question.key:.6g}")
    assert violations(page) == []
    field.fill(f"{question.key:.8g}")
    page.keyboard.press("Enter")
    _focused(page, "Right")
    page.set_viewport_size({"width": 390, "height": 844})
    assert too_wide(page) == []

    # Off at once, before the server has heard of it.
    page.get_by_text("Single keys").click()
    page.keyboard.press("4")
    expect(page.get_by_text("Off: use Tab and Enter.")).to_be_visible()
    page.get_by_role("button", name="Good").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Right", exact=True)).to_be_hidden()
    records = Store(server.database_url).events(token)
    assert not [record for record in records if isinstance(record.event, ReviewRated)]


def test_a_multi_is_marked_and_checked_by_keys(review_of: Callable[..., tuple[Page, str]]) -> None:
    page, token = review_of(MULTI)
    for key in _places(MULTI, token, right=True):
        page.keyboard.press(key)
        expect(page.get_by_role("checkbox").nth(int(key) - 1)).to_be_checked()
    page.keyboard.press("Enter")
    _focused(page, "Right")
