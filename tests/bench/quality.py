"""How quick the quality page is: server time of a whole rerun after a slider was moved, on 20,000 scored texts."""

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import numpy as np
from streamlit.testing.v1 import AppTest

from core.experiment.presets import RATES
from core.metrics.classification_scores import Examined, HeldOut, examine
from core.text import make_messages, train
from pages.parts import cached
from tests.bench.row import Row
from tests.pages.conftest import FakeHost

ROOT = Path(__file__).parents[2]
LEARNED, SCORED, MOVES = 6_000, 20_000, 60


def slider_moves() -> Row:
    """The slowest of the views that stand on scores: threshold, cost, and which model."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/bench.db"
        host = FakeHost()
        cached.host = lambda: host  # the costs are given; nothing is measured here
        cached.examined = lambda classifier, positive: _examined(positive)
        views = {
            "Threshold": _moves("quality_threshold", range(101)),
            "Cost and capacity": _moves("quality_recall", range(50, 100)),
            "Which model": _moves("quality_rate", RATES),
        }
        timed = {view: _timed(view, moves) for view, moves in views.items()}
    took_s = {view: times for view, (times, _) in timed.items()}
    p95 = {view: 1000 * float(np.percentile(times, 95)) for view, times in took_s.items()}
    slowest = max(p95, key=lambda view: p95[view])
    return Row(
        what="quality page, a slider's new picture: server time at p95",
        measured=f"{p95[slowest]:.0f} ms (p50 {1000 * np.percentile(took_s[slowest], 50):.0f})",
        aim="≤ 100 ms",
        met=p95[slowest] <= 100,
        note=f"{SCORED:,} scored texts, {MOVES} moves in each view; "
        + ", ".join(
            f"{view} {p95[view]:.0f} ms, {1000 * float(np.percentile(busy_s, 95)):.0f} of them computing"
            for view, (_, busy_s) in timed.items()
        ),
    )


def _timed(view: str, moves: Callable[[AppTest], Iterator[AppTest]]) -> tuple[list[float], list[float]]:
    """Seconds of each move by the clock, and those that this process was computing: on a busy machine they differ."""
    page = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=60)
    page.query_params["quality_view"] = view
    page.run()
    page.switch_page("quality.py").run()
    skip = next(button for button in page.button if button.label == "No idea")
    skip.click().run()
    took_s, busy_s = [], []
    for _ in moves(page):
        begun, busy = time.perf_counter(), time.process_time()
        page.run()
        took_s.append(time.perf_counter() - begun)
        busy_s.append(time.process_time() - busy)
        assert not page.exception
        assert page.get("plotly_chart")
    return took_s, busy_s


def _moves(key: str, options: "range | tuple[int, ...]") -> Callable[[AppTest], Iterator[AppTest]]:
    def moves(page: AppTest) -> Iterator[AppTest]:
        rng = np.random.default_rng(1)
        for _ in range(MOVES):
            slider = page.select_slider if options is RATES else page.slider
            slider(key=key).set_value(int(options[rng.integers(len(options))]))
            yield page

    return moves


@cache
def _examined(positive: str) -> Examined:
    """One classifier's scores on 20,000 messages that it was not trained on, standing in for each of the four."""
    messages = make_messages(LEARNED + SCORED)
    trained = train("tfidf-logreg", messages.pick(range(LEARNED), name="learned"))
    scored = messages.pick(range(LEARNED, LEARNED + SCORED), name="scored")
    labels = np.array([trained.classes.index(label) for label in scored.labels])
    probabilities = trained.pipeline.predict_proba(list(scored.texts))
    return examine(HeldOut(classes=trained.classes, labels=labels, probabilities=probabilities), positive)
