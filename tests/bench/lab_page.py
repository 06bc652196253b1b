"""How quick the lab page is: a slider's new picture, and the first useful page after a warm start."""

import os
import statistics
import tempfile
import time
from pathlib import Path

import numpy as np
from playwright.sync_api import sync_playwright
from streamlit.testing.v1 import AppTest

from core.experiment.presets import BATCH_SIZES, RATES
from core.text import CATALOGUE
from pages.parts import cached
from tests.bench.row import Row
from tests.browser.conftest import FLAGS, chromium_path
from tests.browser.server_process import ServerProcess
from tests.pages.conftest import FakeHost

ROOT = Path(__file__).parents[2]
MOVES, VISITS = 60, 5


def slider_moves() -> Row:
    """Server time of a whole rerun of the lab page after a slider was moved, simulation and charts included."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/bench.db"
        host = FakeHost()
        cached.host = lambda: host  # the costs are given; nothing is measured here
        for name in CATALOGUE:
            cached.trained(name)
        page = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=60).run()
        page.switch_page("lab.py").run()
        took_s = []
        rng = np.random.default_rng(1)
        for move in range(MOVES):
            key, options = ("lab_batch_size", BATCH_SIZES) if move % 2 else ("lab_rate", RATES)
            slider = page.select_slider(key=key).set_value(options[rng.integers(len(options))])
            begun = time.perf_counter()
            slider.run()
            took_s.append(time.perf_counter() - begun)
            assert not page.exception
    p50, p95 = np.percentile(took_s, [50, 95]) * 1000
    return Row(
        what="lab page, a slider's new picture: server time at p95",
        measured=f"{p95:.0f} ms (p50 {p50:.0f})",
        aim="≤ 100 ms",
        met=bool(p95 <= 100),
        note=f"{MOVES} moves, every one another simulation",
    )


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
