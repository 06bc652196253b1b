"""A real server with its own database, a real Chromium, and pages that may not put an error on the console."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from opened_page import IDLE
from playwright.sync_api import Browser, Page, sync_playwright
from server_process import ServerProcess
from windows import Windows

HERE = Path(__file__).parent
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ON_A_MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
FLAGS += ["--disable-background-networking", "--disable-component-update"]
# A transition that has ended stays on the list until its element is drawn again.
NO_TRANSITION = """() => !document.getAnimations().some(
    one => one instanceof CSSTransition && one.playState !== 'finished')"""
AXE = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
# What axe finds in the framework's own parts and no page can mend, as (rule, what its element holds). Menus, dialogs and
# hints are drawn at the end of the document, outside its landmarks, while they are open.
FRAMEWORK = (
    ("region", "data-floating-ui-portal"),
    ("region", "data-st-overlay-root"),
    ("region", 'role="menu"'),
    ("region", "Made with Streamlit"),
)


def chromium_path() -> str | None:
    """CHROMIUM_PATH, or the first Chromium or Chrome there is."""
    found = (os.environ.get("CHROMIUM_PATH"), *map(shutil.which, NAMES))
    return next(filter(None, found), str(ON_A_MAC) if ON_A_MAC.exists() else None)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """These tests come last: they keep servers and a browser busy, which would disturb all that measures.

    Without a browser they are left out and it is said; in CI that is a failure. A busy machine can make a browser
    late once: each is tried a second time, which the summary counts, and twice red is red.
    """
    mine = [item for item in items if HERE in item.path.parents]
    for item in mine:
        item.add_marker(pytest.mark.flaky(reruns=1))
    items.sort(key=mine.__contains__)
    if not mine or chromium_path():
        return
    if os.environ.get("CI"):
        raise pytest.UsageError("No Chromium found. CI must have one: install it, or set CHROMIUM_PATH.")
    config.hook.pytest_deselected(items=mine)
    items[:] = [item for item in items if item not in mine]
    config.stash[_LEFT_OUT] = len(mine)


_LEFT_OUT = pytest.StashKey[int]()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Says at the end what was left out for want of a browser."""
    if n := config.stash.get(_LEFT_OUT, 0):
        terminalreporter.write_line(
            f"{n} browser tests left out: no Chromium found. Install it, or set CHROMIUM_PATH."
        )


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    """The app, warm, for all tests of the session."""
    process = ServerProcess(tmp_path_factory.mktemp("server"))
    process.start()
    yield process
    process.terminate()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def windows(browser: Browser) -> Windows:
    """The windows of that Chromium."""
    return Windows(browser)


@pytest.fixture
def visit(windows: Windows, server: ServerProcess) -> Iterator[Callable[..., Page]]:
    """Opens an address as a visitor whom nobody knows and waits until the page stands still.

    The test fails if any page so opened puts an error on the console or asks another host for anything.
    """
    with windows.visits(server.address) as opened:
        yield opened


@pytest.fixture(scope="module")
def visit_once(windows: Windows, server: ServerProcess) -> Iterator[Callable[..., Page]]:
    """The same, for a page that the tests of a file share because none of them leaves a trace on it."""
    with windows.visits(server.address) as opened:
        yield opened


@pytest.fixture
def violations() -> Callable[[Page], list[str]]:
    """What axe finds on a page, of whatever impact, in our parts: each as the rule and the element."""

    def found(page: Page) -> list[str]:
        # What is about to be replaced is pale, and a colour on its way to another is neither: axe would measure the
        # contrast of a moment that nobody sees.
        page.wait_for_selector(IDLE)
        page.wait_for_function(NO_TRANSITION)
        return [
            f"{one['id']} ({one['impact']}): {node['html'][:160]}"
            for one in Axe().run(page, options=AXE).response["violations"]
            for node in one["nodes"]
            if not _of_the_framework(one["id"], node["html"])
        ]

    return found


def _of_the_framework(rule: str, html: str) -> bool:
    return any(rule == known and part in html for known, part in FRAMEWORK)
