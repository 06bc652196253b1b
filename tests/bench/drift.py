"""How quick the drift page is: server time of a whole rerun after a strength or a moment was moved."""

import os
import tempfile
import time
from pathlib import Path

import numpy as np
from streamlit.testing.v1 import AppTest

from pages.parts import cached
from pages.parts.drift_stream import STRENGTHS
from tests.bench.row import Row
from tests.pages.conftest import FakeHost

ROOT = Path(__file__).parents[2]
MOVES = 60


def slider_moves() -> Row:
    """Twenty days of 200 messages each, scored by a real classifier; scores are kept, new ones are computed."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/bench.db"
        host = FakeHost()
        cached.host = lambda: host  # nothing is measured here
        page = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=60)
        page.query_params["drift_view"] = "Drift"
        page.run()
        page.switch_page("drift.py").run()
        page.button(key="load_skip_drift").click().run()
        took_s, busy_s = [], []
        rng = np.random.default_rng(1)
        for move in range(MOVES):
            if move % 2:
                page.slider(key="drift_words_from").set_value(int(rng.integers(2, 20)))
            else:
                page.select_slider(key="drift_words").set_value(int(rng.choice(STRENGTHS[1:])))
            begun, busy = time.perf_counter(), time.process_time()
            page.run()
            took_s.append(time.perf_counter() - begun)
            busy_s.append(time.process_time() - busy)
            assert not page.exception
            assert len(page.get("plotly_chart")) == 2
    p50, p95 = np.percentile(took_s, [50, 95]) * 1000
    return Row(
        what="drift page, a slider's new picture: server time at p95",
        measured=f"{p95:.0f} ms (p50 {p50:.0f})",
        aim="≤ 100 ms",
        met=bool(p95 <= 100),
        note=f"{MOVES} moves of strength and day; {1000 * np.percentile(busy_s, 95):.0f} ms of the p95 are computing",
    )
