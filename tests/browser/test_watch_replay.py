"""The replay in a real browser: driven by keyboard, heard, without motion, narrow; and its frames are those of the core."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from opened_page import WIDE_IN_LIGHT, looks, too_wide, turn
from playwright.sync_api import Browser, Locator, Page, expect

from core.batching import DynamicBatch, FixedBatch, Offline, Policy, RealTime
from core.experiment import Scenario, simulate
from core.experiment.frames_window import lane, window_of
from core.serving import LinearCost
from core.workload import AllAtOnce, Poisson
from tests.frames import frame_at, frame_words

pytestmark = pytest.mark.xdist_group("replay")

Visit = Callable[..., Page]
PARTS = Path(__file__).parents[2] / "pages" / "parts"


@pytest.fixture(scope="module")
def opened(visit_once: Visit) -> Page:
    page = visit_once("/watch")
    expect(page.locator(".replay .caption")).to_contain_text("At ")
    return page


@pytest.fixture
def page(opened: Page) -> Page:
    """The one open replay, playing from its beginning as it does for somebody new."""
    turn(opened, *WIDE_IN_LIGHT)
    opened.get_by_role("button", name="Restart").click()
    expect(opened.get_by_role("button", name="Pause")).to_be_visible()
    return opened


def _clock_ms(page: Page) -> float:
    return float(page.locator(".clock .now").inner_text().replace(",", "").split()[0])


def _moment_us(page: Page) -> int:
    """Where the slider stands: finer than the clock's words, which two events close together may share."""
    return int(page.get_by_role("slider", name="Moment of the run").input_value())


def _numbers(page: Page, lane: int = 0) -> dict[str, int]:
    """The counters of one lane, by name."""
    box = page.locator(".replay .lane").nth(lane)
    values = (int(text.replace(",", "")) for text in box.locator("dd").all_inner_texts())
    return dict(zip(box.locator("dt").all_inner_texts(), values, strict=True))


def _until_moment(page: Page, condition: str) -> None:
    """Waits until the slider's value, ``now``, is so: the replay draws in its own time."""
    slider = page.get_by_role("slider", name="Moment of the run").element_handle()
    page.wait_for_function(
        f"slider => {{ const now = Number(slider.value); return {condition}; }}", arg=slider
    )


def _paused(page: Page) -> Locator:
    """Pauses at the very beginning, and returns the slider, with the focus on it."""
    slider = page.get_by_role("slider", name="Moment of the run")
    slider.focus()
    slider.press("Home")
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
    return slider


def test_the_replay_plays_by_itself_and_space_stops_it(page: Page) -> None:
    before = _clock_ms(page)
    page.wait_for_function(
        "before => [...document.querySelectorAll('*')].some(e => e.shadowRoot && "
        "parseFloat(e.shadowRoot.querySelector('.clock .now')?.textContent.replace(/,/g, '')) > before + 20)",
        arg=before,
    )
    slider = page.get_by_role("slider", name="Moment of the run")
    slider.focus()
    slider.press(" ")
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
    stopped = _clock_ms(page)
    page.wait_for_timeout(300)
    assert _clock_ms(page) == stopped
    expect(page.locator(".replay [role=status]")).to_contain_text(f"At {stopped:,.1f} ms")


def test_arrows_step_from_event_to_event_and_each_stop_is_heard_and_counted(page: Page) -> None:
    slider, heard = _paused(page), page.locator(".replay [role=status]")
    seen = []
    for _ in range(12):
        before = _moment_us(page)
        slider.press("ArrowRight")
        _until_moment(page, f"now > {before}")
        expect(heard).to_contain_text(f"At {_clock_ms(page):,.1f} ms")
        single = _numbers(page, lane=1)
        words = heard.inner_text()
        assert words == page.locator(".replay .caption").inner_text()
        assert f"{single['waiting']:,} waiting" in words.split("One at a time: ")[1]
        assert words.endswith(f"{single['answered']:,} answered.")
        seen.append((single["answered"], _moment_us(page)))
    assert seen[-1][0] > 0

    slider.press("ArrowLeft")
    _until_moment(page, f"now === {seen[-2][1]}")
    assert f"{_clock_ms(page):,.1f} ms of" in (slider.get_attribute("aria-valuetext") or "")


def test_end_shows_all_answered_and_home_none(page: Page) -> None:
    slider = _paused(page)
    slider.press("End")
    _until_moment(page, "now === Number(slider.max)")
    assert [_numbers(page, side)["answered"] for side in (0, 1)] == [200, 200]
    expect(page.locator(".replay [role=status]")).to_contain_text("the classifier is free, 200 answered")

    slider.press("Home")
    _until_moment(page, "now === 0")
    assert [_numbers(page, side)["answered"] for side in (0, 1)] == [0, 0]


def test_plus_and_minus_change_the_speed_and_so_do_the_choices(page: Page) -> None:
    slider = _paused(page)
    for _ in range(5):
        slider.press("-")
    expect(page.get_by_role("radio", name="500 times slower")).to_be_checked()
    slider.press("+")
    expect(page.locator(".pace")).to_have_text("at 1/100 of real speed")
    page.get_by_role("radio", name="real speed").check()
    expect(page.locator(".pace")).to_have_text("at real speed")


def test_the_buttons_do_what_the_keys_do(page: Page) -> None:
    _paused(page)
    page.get_by_role("button", name="Next event").click()
    _until_moment(page, "now > 0")
    first = _moment_us(page)
    page.get_by_role("button", name="Next event").click()
    _until_moment(page, f"now > {first}")
    page.get_by_role("button", name="Back").click()
    _until_moment(page, f"now === {first}")
    page.get_by_role("button", name="Restart").click()
    expect(page.get_by_role("button", name="Pause")).to_be_visible()


def test_without_motion_it_starts_paused_and_stepping_works(visit: Visit) -> None:
    page = visit("/watch", motion=False)
    expect(page.locator(".replay .caption")).to_contain_text("At ")
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
    expect(page.locator(".replay [role=status]")).to_be_empty()
    before = _clock_ms(page)
    page.wait_for_timeout(400)
    assert _clock_ms(page) == before
    page.get_by_role("slider", name="Moment of the run").press("ArrowRight")
    expect(page.locator(".replay [role=status]")).to_contain_text("At ")
    assert _clock_ms(page) > before


def test_the_replay_is_accessible_and_fits(page: Page, violations: Callable[[Page], list[str]]) -> None:
    _paused(page)
    canvas = page.locator(".replay .lane canvas").first.element_handle()
    for look in looks(page):
        assert violations(look) == []
        assert too_wide(look) == []
        look.wait_for_function("c => Math.abs(c.width - c.clientWidth * devicePixelRatio) <= 1", arg=canvas)


def test_a_click_on_the_overview_goes_there(page: Page) -> None:
    _paused(page)
    box = page.locator(".overview").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + 20)
    _until_moment(page, "now > 0")
    slider = page.get_by_role("slider", name="Moment of the run")
    assert float(slider.input_value()) == pytest.approx(float(slider.get_attribute("max") or 0) / 2, rel=0.02)


def test_another_moment_to_watch_from_begins_elsewhere(visit: Visit) -> None:
    page = visit("/watch")
    _paused(page)
    page.get_by_text("The slowest text", exact=True).click()
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    assert _clock_ms(page) > 0


def test_the_files_are_downloaded_when_asked_for(page: Page) -> None:
    _paused(page)
    page.get_by_role("button", name="Download").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="One at a time: log as CSV").click()
    rows = list(csv.DictReader(io.StringIO(Path(waiting.value.path()).read_text(encoding="utf-8"))))
    assert waiting.value.suggested_filename == "batchwise-example.1.csv"
    assert list(rows[0]) == ["scheduled_s", "start_s", "finish_s", "batch_id", "batch_size"]
    assert len(rows) == 200
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Summary as JSON").click()
    document = json.loads(Path(waiting.value.path()).read_text(encoding="utf-8"))
    assert [side["summary"]["n"] for side in document["sides"]] == [200, 200]
    assert re.fullmatch(r"python -m core run --engine simulated .* --json", document["sides"][0]["command"])


def _log_of(policy: Policy, requests: int) -> Any:
    arrivals = AllAtOnce() if isinstance(policy, Offline) else Poisson(rate=150)
    scenario = Scenario(classifier="x", policy=policy, arrivals=arrivals, requests=requests, seed=3)
    return simulate(scenario, LinearCost(fixed_s=0.0091, per_item_s=0.00073)).log


@pytest.fixture(scope="module")
def script(browser: Browser) -> Iterator[Page]:
    """A page of nothing, to run scripts on."""
    page = browser.new_page()
    yield page
    page.close()


@pytest.mark.parametrize("moment", ["start", "busiest", "slowest"])
@pytest.mark.parametrize(
    "policy",
    [
        RealTime(),
        FixedBatch(batch_size=8),
        DynamicBatch(max_batch_size=16, max_wait_s=0.03),
        Offline(batch_size=64),
    ],
    ids=lambda policy: policy.kind,
)
def test_the_browser_counts_as_the_core_does(policy: Policy, moment: str, script: Page) -> None:
    """The drawn frames (JavaScript, whole microseconds, a window) against the log itself, at many moments."""
    log = _log_of(policy, 1500)
    window = window_of([log], moment, most=400)  # type: ignore[arg-type]
    span_s = window.end_s - window.begin_s
    # Between events by a quarter of a millisecond and an odd bit, so that no moment lies on a rounded one.
    at_us = [1e6 * span_s * k / 211 + 0.37 for k in range(211)]
    found = script.evaluate(
        (PARTS / "watch_frames.js").read_text(encoding="utf-8")
        + "\n;({ plain, at }) => { const lane = unpackLane(plain);"
        + " return at.map((t) => { const f = frameAt(lane, t); return [f.toCome, f.waiting, f.served, f.answered, frameWords(f)]; }); }",
        {"plain": lane(log, window, most=400), "at": at_us},
    )
    for t, (to_come, waiting, served, answered, words) in zip(at_us, found, strict=True):
        frame = frame_at(log, window.begin_s + t / 1e6)
        assert (to_come, waiting, served, answered) == (
            frame.to_come,
            frame.waiting,
            frame.served,
            frame.answered,
        )
        assert words == frame_words(frame)
