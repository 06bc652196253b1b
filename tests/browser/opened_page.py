"""What tests wait for and look at on every page."""

import contextlib

from playwright.sync_api import Page, TimeoutError

WIDER_THAN_SHOWN = """() => [document.documentElement, document.querySelector('[data-testid=stMain]')]
    .filter(part => part.scrollWidth > part.clientWidth + 1)
    .map(part => `${part.tagName} ${part.scrollWidth} > ${part.clientWidth}`)"""


def settled(page: Page) -> None:
    """Waits until a page has its title, nothing runs any more and its styles have come."""
    page.wait_for_selector("h1")
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
    page.wait_for_load_state("networkidle")


def too_wide(page: Page) -> list[str]:
    """What is wider than the screen, once charts have found their width."""
    with contextlib.suppress(TimeoutError):
        page.wait_for_function(f"() => ({WIDER_THAN_SHOWN})().length === 0", timeout=5_000)
    return list(page.evaluate(WIDER_THAN_SHOWN))
