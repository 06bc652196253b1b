"""A real server with its own database, a real Chromium, and pages that may not put an error on the console."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from opened_page import IDLE, settled
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright
from server_process import ServerProcess

HERE = Path(__file__).parent
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ON_A_MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
FLAGS += ["--disable-background-networking", "--disable-component-update"]
NO_TRANSITION = "() => !document.getAnimations().some(one => one instanceof CSSTransition)"
AXE = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
# What axe finds in the framework's own parts and no page can mend, as (rule, what its element holds). Menus, dialogs and
# hints are drawn at the end of the document, outside its landmarks, while they are open.
FRAMEWORK = (
    ("region", "data-floating-ui-portal"),
    ("region", "data-st-overlay-root"),
    ("region", 'role="menu"'),
    ("region", "Made with Streamlit"),
)
# The framework asks for these beneath the page's own address first, then where they really are.
HARMLESS = ("/_stcore/health", "/_stcore/host-config")


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
    """One Chromium for all tests; each test has a context of its own."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Browser, server: ServerProcess) -> Iterator[Callable[..., Page]]:
    """Opens an address in a browser of its own and waits until the page stands still.

    The test fails if any page so opened puts an error on the console or asks another host for anything.
    """
    with _visits(browser, server.address) as opened:
        yield opened


@pytest.fixture(scope="module")
def visit_once(browser: Browser, server: ServerProcess) -> Iterator[Callable[..., Page]]:
    """The same, for a page that the tests of a file share because none of them leaves a trace on it."""
    with _visits(browser, server.address) as opened:
        yield opened


@contextmanager
def _visits(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    contexts, faults = [], []

    def opened(
        path: str = "/",
        *,
        width: int = 1280,
        height: int = 900,
        scheme: Any = "light",
        base: str = address,
        again: Page | None = None,
        server_may_die: bool = False,
    ) -> Page:
        context = (
            again.context
            if again
            else browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        if not server_may_die:
            page.on("console", lambda message: faults.extend(_console_fault(message)))
        page.on("pageerror", lambda error: faults.append(f"uncaught: {error}"))
        page.on("request", lambda request: faults.extend(_outside(request.url)))
        page.goto(base + path)
        settled(page)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not faults, "\n".join(faults)


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


def _console_fault(message: ConsoleMessage) -> list[str]:
    if message.type != "error":
        return []
    url = message.location.get("url", "")
    return [] if "404" in message.text and url.endswith(HARMLESS) else [f"console: {message.text} {url}"]


def _outside(url: str) -> list[str]:
    own = url.startswith(("http://localhost", "http://127.0.0.1", "data:", "blob:"))
    return [] if own else [f"asks another host: {url}"]
