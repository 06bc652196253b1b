"""A hundred learners at once, each with two seconds between actions, beside the same crowd on the least page there is."""

import asyncio
import subprocess
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import numpy as np

from pages.parts.registry import PAGES
from tests.bench.row import Row
from tests.bench.visitor import Visitor
from tests.browser.server_process import ServerProcess

LEARNERS, PAUSE_S, ROUNDS, ROUND_S = 100, 2.0, 2, 30.0
MINIMAL = Path(__file__).parent / "minimal_page.py"
# Of four acts one opens another page; the others move what the page has to move.
GOES_ON = 0.25


@dataclass(slots=True)
class Crowd:
    """What a crowd has waited for, and what failed."""

    first_s: list[float] = field(default_factory=list)
    act_s: list[float] = field(default_factory=list)
    slow: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)
    busy_s: float = 0.0

    def percentile_s(self, percent: float) -> float:
        """Of all acts but the first."""
        return float(np.percentile(self.act_s, percent))


def crowds() -> list[Row]:
    """Both servers stand; the crowds come in turn, so that the machine's mood is the same for both."""
    ours, least = Crowd(), Crowd()
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        app, minimal = ServerProcess(Path(one)), ServerProcess(Path(other), MINIMAL)
        app.start()
        minimal.start(health="/_stcore/health")
        try:
            for seed in range(ROUNDS):
                _come(least, minimal, [""], seed)
                _come(ours, app, [page.url_path for page in PAGES], seed)
        finally:
            app.terminate()
            minimal.terminate()
    return [_steady(ours, least), _at_once(ours, least)]


def _steady(ours: Crowd, least: Crowd) -> Row:
    p95 = ours.percentile_s(95)
    return Row(
        what=f"{LEARNERS} learners, {PAUSE_S:g} s between acts: server time at p95",
        measured=f"{1000 * p95:.0f} ms, {len(ours.errors)} errors",
        aim="≤ 500 ms, 0",
        met=p95 <= 0.5 and not ours.errors,
        note=f"{_spread(ours)}; the least page in the same run: {_spread(least)}; "
        f"acts over 0.5 s: {dict(ours.slow.most_common(6))} {'; '.join(sorted(set(ours.errors))[:3])}",
    )


def _at_once(ours: Crowd, least: Crowd) -> Row:
    last = max(ours.first_s, default=float("nan"))
    return Row(
        what=f"{LEARNERS} first visits at the same moment: the last is served after",
        measured=f"{last:.1f} s (p50 {np.percentile(ours.first_s, 50):.1f})",
        aim="≤ 10 s",
        met=last <= 10 and len(ours.first_s) == ROUNDS * LEARNERS,
        note=f"the least page in the same run: {max(least.first_s):.1f} s; the first crowd is the server's first visit",
    )


def _spread(crowd: Crowd) -> str:
    p50, p95 = (1000 * crowd.percentile_s(percent) for percent in (50, 95))
    acts = len(crowd.act_s) + len(crowd.first_s)
    return (
        f"p50 {p50:.0f}, p95 {p95:.0f}, max {1000 * max(crowd.act_s):.0f} ms of {len(crowd.act_s):,} acts, "
        f"the server computing {1000 * crowd.busy_s / acts:.0f} ms for each"
    )


def _come(crowd: Crowd, server: ServerProcess, pages: Sequence[str], seed: int) -> None:
    before = _busy_s(server)
    asyncio.run(_learn_together(crowd, server.address, pages, seed))
    crowd.busy_s += _busy_s(server) - before


def _busy_s(server: ServerProcess) -> float:
    """Processor time of the server so far: what a busy machine cannot make longer, unlike its answers."""
    assert server.process is not None
    command = ["ps", "-o", "time=", "-p", str(server.process.pid)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return sum(float(part) * 60**power for power, part in enumerate(reversed(told.strip().split(":"))))


async def _learn_together(crowd: Crowd, address: str, pages: Sequence[str], seed: int) -> None:
    await asyncio.gather(*(_learn(crowd, address, pages, Random(f"{seed}-{n}")) for n in range(LEARNERS)))


async def _learn(crowd: Crowd, address: str, pages: Sequence[str], rng: Random) -> None:
    """One learner: a first page, then act after act until the round is over."""
    loop = asyncio.get_running_loop()
    until = loop.time() + ROUND_S
    try:
        async with Visitor(address) as visitor:
            crowd.first_s.append(await visitor.visit(rng.choice(pages)))
            await asyncio.sleep(PAUSE_S * rng.random())
            while loop.time() < until:
                took_s, what = await _act(visitor, pages, rng)
                crowd.act_s.append(took_s)
                if took_s > 0.5:
                    crowd.slow[what] += 1
                await asyncio.sleep(PAUSE_S)
    except Exception as error:
        crowd.errors.append(f"{type(error).__name__}: {error}")


async def _act(visitor: Visitor, pages: Sequence[str], rng: Random) -> tuple[float, str]:
    shown = visitor.shown
    if "No idea" in shown.buttons:
        return await visitor.press(*shown.buttons["No idea"]), f"{visitor.page}: No idea"
    if shown.sliders and (len(pages) == 1 or rng.random() > GOES_ON):
        slider, fragment = rng.choice(list(shown.sliders.values()))
        return await visitor.move(slider, fragment, rng), f"{visitor.page}: {slider.label}"
    page = rng.choice(pages)
    return await visitor.visit(page, **rng.choice(visitor.views(page))), page
