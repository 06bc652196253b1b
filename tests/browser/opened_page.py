"""What tests wait for on a page."""

from playwright.sync_api import Page


def settled(page: Page) -> None:
    """Waits until a page has its title and nothing runs any more."""
    page.wait_for_selector("h1")
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
