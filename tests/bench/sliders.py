"""How soon a slider's new picture is sent, on every page and in every view that has one, beside the least page's slider."""

import asyncio
import tempfile
from collections import defaultdict
from pathlib import Path
from random import Random

import numpy as np

from pages.parts import cached
from pages.parts.registry import DECIDE, PAGES
from tests.bench.crowd import MINIMAL
from tests.bench.row import Row
from tests.bench.visitor import Visitor
from tests.browser.server_process import ServerProcess

MOVES = 12
INSTANT_S = 0.1

Times = dict[str, dict[str, list[float]]]


def slider_moves() -> list[Row]:
    """One row a page: each slider of each of its views moved in turn, every time to another place."""
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        app, minimal = ServerProcess(Path(one)), ServerProcess(Path(other), MINIMAL)
        app.start()
        minimal.start(health="/_stcore/health")
        try:
            return asyncio.run(_rows(app.address, minimal.address))
        finally:
            app.terminate()
            minimal.terminate()


async def _rows(address: str, least_address: str) -> list[Row]:
    rows = []
    for page in PAGES:
        took_s, least_s = await _page(address, page.url_path), await _page(least_address, "")
        if took_s:
            rows.append(_row(page.title, took_s, next(iter(least_s.values()))))
    return rows


def _row(title: str, took_s: dict[str, list[float]], least_s: list[float]) -> Row:
    every = [one for times in took_s.values() for one in times]
    p50, p95 = np.percentile(every, [50, 95])
    slowest = sorted(took_s, key=lambda name: -max(took_s[name]))[:3]
    return Row(
        what=f"{title}: a slider's new picture, server time at p95",
        measured=f"{1000 * p95:.0f} ms (p50 {1000 * p50:.0f})",
        aim="≤ 100 ms",
        met=bool(p95 <= INSTANT_S),
        note=f"{len(every)} moves of {len(took_s)} sliders; p95 of the least page's {1000 * np.percentile(least_s, 95):.0f} ms; "
        + "slowest: "
        + ", ".join(f"{name} {1000 * np.percentile(took_s[name], 95):.0f}" for name in slowest),
    )


async def _page(address: str, page: str) -> dict[str, list[float]]:
    """Seconds of each move, by view and slider."""
    rng, took_s = Random(page), defaultdict[str, list[float]](list)
    async with Visitor(address) as visitor:
        await visitor.visit(page)
        views = visitor.views(page)
        if page == DECIDE.url_path:
            views = [{"case": case.id} for case in cached.cases()]
        for view in views:
            await visitor.visit(page, **view)
            while "No idea" in visitor.shown.buttons:
                await visitor.press(*visitor.shown.buttons["No idea"])
            for name in list(visitor.shown.sliders):
                for _ in range(MOVES):
                    if name in visitor.shown.sliders:
                        slider, fragment = visitor.shown.sliders[name]
                        took_s[" · ".join([*view.values(), slider.label])].append(
                            await visitor.move(slider, fragment, rng)
                        )
    return dict(took_s)
