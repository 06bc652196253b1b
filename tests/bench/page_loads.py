"""How soon each page stands still in a browser, and how many bytes it takes, beside the least page with such a chart."""

import statistics
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from pages.parts.registry import PAGES
from tests.bench.crowd import MINIMAL
from tests.bench.row import Row
from tests.browser.conftest import FLAGS, chromium_path
from tests.browser.server_process import ServerProcess

ROUNDS, MOST = 3, 1.3
QUIET_MS, PATIENCE_S = 700, 60.0

# When something last changed, arrived or kept the page busy, in milliseconds since it was asked for.
WATCH = """(() => {
    let last = 0;
    const seen = at => { last = Math.max(last, at); };
    new MutationObserver(() => seen(performance.now()))
        .observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    new PerformanceObserver(list => list.getEntries().forEach(one => seen(one.startTime + one.duration)))
        .observe({ entryTypes: ['longtask', 'resource', 'paint'] });
    window.standsStill = quiet => {
        const ready = document.querySelector('[data-testid=stApp][data-test-script-state=notRunning]')
            && document.querySelector('[data-testid=stMain] [data-testid=stElementContainer]');
        return ready && performance.now() - last > quiet ? last : null;
    };
})()"""


@dataclass(slots=True)
class Load:
    """One load of a page: seconds until it stood still, bytes on the wire, bytes once unpacked."""

    idle_s: float = 0.0
    wire: int = 0
    unpacked: int = 0
    asked: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Pair:
    """A page's loads beside those of the least page that came right before."""

    ours: list[Load] = field(default_factory=list)
    least: list[Load] = field(default_factory=list)

    def ratios(self, what: str) -> list[float]:
        """Ours over the least page's, pair by pair."""
        return [getattr(a, what) / getattr(b, what) for a, b in zip(self.ours, self.least, strict=True)]


def page_loads() -> list[Row]:
    """A row a page. Cold: a browser that has nothing; warm: the same browser comes back."""
    with (
        tempfile.TemporaryDirectory() as one,
        tempfile.TemporaryDirectory() as other,
        sync_playwright() as play,
    ):
        app, minimal = ServerProcess(Path(one)), ServerProcess(Path(other), MINIMAL)
        app.start()
        minimal.start(health="/_stcore/health")
        browser = play.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        try:
            return [
                _row(page.title, *_page(browser, f"{app.address}/{page.url_path}", minimal.address))
                for page in PAGES
            ]
        finally:
            browser.close()
            app.terminate()
            minimal.terminate()


def _row(title: str, cold: Pair, warm: Pair) -> Row:
    middle = [statistics.median(pair.ratios("idle_s")) for pair in (cold, warm)]
    wire, unpacked = (statistics.median(cold.ratios(what)) for what in ("wire", "unpacked"))
    idle_s = [statistics.median(load.idle_s for load in pair.ours) for pair in (cold, warm)]
    return Row(
        what=f"{title}: load to idle cold, warm, and bytes, over the least page's",
        measured=f"{middle[0]:.2f}, {middle[1]:.2f}, {wire:.2f}",
        aim=f"≤ {MOST}",
        met=max(*middle, wire) <= MOST,
        note=f"{idle_s[0]:.1f} s cold ({_range(cold)}), {idle_s[1]:.1f} s warm ({_range(warm)}); "
        f"{cold.ours[-1].wire / 1e6:.1f} MB, warm {warm.ours[-1].wire / 1e3:.0f} kB; unpacked {unpacked:.2f} of the least page's",
    )


def _range(pair: Pair) -> str:
    ratios = pair.ratios("idle_s")
    return f"{min(ratios):.2f}–{max(ratios):.2f} ×"


def _page(browser: Browser, ours: str, least: str) -> tuple[Pair, Pair]:
    cold, warm = Pair(), Pair()
    for _ in range(ROUNDS):
        for address, name in ((least, "least"), (ours, "ours")):
            with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
                getattr(cold, name).append(_load(context, address))
                getattr(warm, name).append(_load(context, address))
    return cold, warm


def _load(context: BrowserContext, address: str) -> Load:
    load, page = Load(), context.new_page()
    page.add_init_script(WATCH)
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")

    def data(event: dict) -> None:
        load.unpacked += event["dataLength"]

    def frame(event: dict) -> None:
        size = len(event["response"]["payloadData"]) * 3 // 4  # it is told in base 64
        load.wire += size
        load.unpacked += size

    def finished(event: dict) -> None:
        load.wire += int(event.get("encodedDataLength", 0))
        load.asked.discard(event["requestId"])

    wire.on("Network.requestWillBeSent", lambda event: load.asked.add(event["requestId"]))
    wire.on("Network.dataReceived", data)
    wire.on("Network.webSocketFrameReceived", frame)
    wire.on("Network.loadingFinished", finished)
    wire.on("Network.loadingFailed", finished)
    page.goto(address, wait_until="commit")
    until = time.monotonic() + PATIENCE_S
    while (last_ms := page.evaluate("quiet => window.standsStill(quiet)", QUIET_MS)) is None or load.asked:
        if time.monotonic() > until:
            raise TimeoutError(f"{address} did not stand still")
        page.wait_for_timeout(100)
    load.idle_s = last_ms / 1000
    page.close()
    return load
