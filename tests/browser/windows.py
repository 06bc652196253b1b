"""Browser windows that go from test to test: no visitor leaves a trace in one, while what was downloaded stays."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from opened_page import settled
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Request

BLANK = "about:blank"
FORGET = "() => { try { localStorage.clear(); sessionStorage.clear(); } catch { /* a page without any */ } }"
# The framework asks for these beneath the page's own address first, then where they really are.
HARMLESS = ("/_stcore/health", "/_stcore/host-config")


class Windows:
    """Lends windows to visitors. To open one costs a browser more than most pages do."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._free: list[Page] = []

    @contextmanager
    def visits(self, server: str) -> Iterator[Callable[..., Page]]:
        """Opens addresses, each for a new visitor or in another tab of one; fails if anything went wrong on a page."""
        tabs: list[_Tab] = []

        def opened(
            path: str = "/",
            *,
            width: int = 1280,
            height: int = 900,
            scheme: Any = "light",
            base: str = server,
            motion: bool = True,
            again: Page | None = None,
            server_may_die: bool = False,
        ) -> Page:
            page = again.context.new_page() if again else self._taken()
            tabs.append(_Tab(page, console=not server_may_die))
            page.set_default_timeout(20_000)
            page.set_viewport_size({"width": width, "height": height})
            page.emulate_media(
                media="screen", color_scheme=scheme, reduced_motion="no-preference" if motion else "reduce"
            )
            page.goto(base + path)
            settled(page)
            return page

        yield opened
        for tab in tabs:
            tab.leave()
        self._free += [tab.page for tab in tabs if not tab.page.is_closed()]
        assert not (faults := [fault for tab in tabs for fault in tab.faults]), "\n".join(faults)

    def _taken(self) -> Page:
        """The one tab of a window that no server knows."""
        if not self._free:
            return self._browser.new_context().new_page()
        page = self._free.pop()
        page.context.clear_cookies()
        return page


class _Tab:
    """A tab while somebody is in it, and what went wrong there."""

    def __init__(self, page: Page, *, console: bool) -> None:
        self.page = page
        self.faults: list[str] = []
        if console:
            page.on("console", self._console)
        page.on("pageerror", self._uncaught)
        page.on("request", self._request)
        self._console_too = console

    def leave(self) -> None:
        """Empties the tab, so that the next visitor finds it as new; another tab of the same window is closed.

        A browser draws the tab in front sixty times a second and the others once.
        """
        if self._console_too:
            self.page.remove_listener("console", self._console)
        self.page.remove_listener("pageerror", self._uncaught)
        self.page.remove_listener("request", self._request)
        if self.page is not self.page.context.pages[0]:
            self.page.close()
        else:
            self.page.evaluate(FORGET)
            self.page.mouse.move(0, 0)
            self.page.goto(BLANK)

    def _console(self, message: ConsoleMessage) -> None:
        url = message.location.get("url", "")
        if message.type == "error" and not ("404" in message.text and url.endswith(HARMLESS)):
            self.faults.append(f"console: {message.text} {url}")

    def _uncaught(self, error: Error) -> None:
        self.faults.append(f"uncaught: {error}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith(("http://localhost", "http://127.0.0.1", "data:", "blob:")):
            self.faults.append(f"asks another host: {request.url}")
