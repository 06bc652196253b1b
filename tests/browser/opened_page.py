"""What tests wait for and look at on every page."""

import contextlib
from collections.abc import Iterator
from typing import Literal

from playwright.sync_api import Page, TimeoutError

Scheme = Literal["light", "dark"]
WIDE_IN_LIGHT: tuple[int, Scheme] = (1280, "light")
PHONE_IN_THE_DARK: tuple[int, Scheme] = (390, "dark")
IDLE = "[data-testid=stApp][data-test-script-state=notRunning]"
IS_DARK = """() => getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor
    .match(/\\d+/g).slice(0, 3).every(part => Number(part) < 128)"""

WIDER_THAN_SHOWN = """() => [document.documentElement, document.querySelector('[data-testid=stMain]')]
    .filter(part => part.scrollWidth > part.clientWidth + 1)
    .map(part => `${part.tagName} ${part.scrollWidth} > ${part.clientWidth}`)"""


def settled(page: Page) -> None:
    """Waits until a page has its title, nothing runs any more and its styles have come."""
    page.wait_for_selector("h1")
    page.wait_for_selector(IDLE)
    page.wait_for_load_state("networkidle")


def looks(page: Page) -> Iterator[Page]:
    """The page as it is open, wide and light, then narrow and dark: one opening serves both."""
    for look in (WIDE_IN_LIGHT, PHONE_IN_THE_DARK):
        turn(page, *look)
        yield page


def turn(page: Page, width: int, scheme: Scheme) -> None:
    """Turns an open page to a width and to light or dark, and waits until its colours have followed."""
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    page.wait_for_function(f"dark => ({IS_DARK})() === dark", arg=scheme == "dark")


def too_wide(page: Page) -> list[str]:
    """What is wider than the screen, once charts have found their width."""
    with contextlib.suppress(TimeoutError):
        page.wait_for_function(f"() => ({WIDER_THAN_SHOWN})().length === 0", timeout=5_000)
    return list(page.evaluate(WIDER_THAN_SHOWN))
