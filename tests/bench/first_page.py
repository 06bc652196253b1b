"""How soon the first useful page is there after a warm start."""

import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.bench.row import Row
from tests.browser.conftest import FLAGS, chromium_path
from tests.browser.server_process import ServerProcess

VISITS = 5


def first_page() -> Row:
    """Seconds from opening the address to a page that can be used, in a browser that has nothing cached."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = ServerProcess(Path(folder))
        server.start()
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        try:
            took_s = [_visit(browser, server.address) for _ in range(VISITS)]
        finally:
            browser.close()
            server.terminate()
    middle = statistics.median(took_s)
    return Row(
        what="first useful page after a warm start",
        measured=f"{middle:.1f} s ({min(took_s):.1f}–{max(took_s):.1f})",
        aim="≤ 3 s",
        met=middle <= 3,
        note=f"median of {VISITS} browsers with nothing cached; the first of them is the server's first visitor",
    )


def _visit(browser, address: str) -> float:
    with browser.new_context() as context:
        page = context.new_page()
        begun = time.perf_counter()
        page.goto(address)
        page.get_by_role("heading", level=1).wait_for()
        page.locator('[data-testid="stMain"]').get_by_text("Start reading").first.wait_for()
        return time.perf_counter() - begun
