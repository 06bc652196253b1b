"""The lab on a real server: run, watch, refresh, stop, a killed measuring process, a link that follows the sliders."""

import os
import re
import signal
import time
from collections.abc import Callable
from urllib.parse import parse_qs, urlparse

import pytest
from opened_page import settled
from playwright.sync_api import Locator, Page, expect
from server_process import ServerProcess

from core.learning.events import RunFinished
from core.learning.store import Store

# One worker takes them all, since a machine measures one run at a time.
pytestmark = pytest.mark.xdist_group("live")

Visit = Callable[..., Page]
LONG = "/lab?lab_mode=Real-time&lab_rate=50&lab_requests=500"
ENDLESS = "/lab?lab_mode=Real-time&lab_rate=50&lab_requests=20000"
FOUND = "What the run found"
# A busy machine may take its time; a run ends after 20 s at the latest, and a new process warms up in about as long.
PATIENCE_MS = 90_000


def _run(page: Page) -> None:
    page.get_by_role("button", name="Run it live").click()
    expect(page.get_by_role("heading", name="Your run")).to_be_visible(timeout=PATIENCE_MS)


def _stop(page: Page) -> Locator:
    """The page's own button: while a script runs, the framework shows one of that name in its header."""
    return page.get_by_test_id("stMain").get_by_role("button", name="Stop")


def _answered(page: Page) -> int:
    """How many texts the live view says were answered."""
    words = page.locator(".lane dd").first.inner_text()
    found = re.match(r"([\d,]+) /", words)
    return int(found[1].replace(",", "")) if found else 0


def _wait_for_answers(page: Page, least: int) -> None:
    page.wait_for_function(
        "least => { const host = [...document.querySelectorAll('*')].find(e => e.shadowRoot?.querySelector('.lane dd'));"
        " return host && parseInt(host.shadowRoot.querySelector('.lane dd').textContent.replace(/,/g, '')) >= least; }",
        arg=least,
        timeout=PATIENCE_MS,
    )


def test_a_run_is_watched_found_again_after_a_refresh_and_shown_for_good(
    visit: Visit, violations: Callable[[Page], list[str]]
) -> None:
    page = visit(LONG)
    _run(page)
    _wait_for_answers(page, 20)
    before = _answered(page)
    _wait_for_answers(page, before + 20)
    assert re.search(
        r"\d+ of 500 texts answered", page.locator("canvas").first.get_attribute("aria-label") or ""
    )

    page.reload()
    settled(page)
    expect(_stop(page)).to_be_visible()
    expect(page.get_by_role("button", name="Run it live")).to_be_disabled()
    assert violations(page) == []
    expect(page.get_by_role("heading", name=FOUND)).to_be_visible(timeout=PATIENCE_MS)
    expect(page.get_by_role("button", name="Run it live")).to_be_enabled()
    assert violations(page) == []

    page.reload()
    settled(page)
    expect(page.get_by_role("heading", name=FOUND)).to_be_visible()


def test_a_run_that_nobody_watches_is_there_when_the_learner_comes_back(
    visit: Visit, server: ServerProcess
) -> None:
    page = visit("/lab?lab_mode=Batch&lab_requests=1000")
    page.get_by_role("button", name="Run it live").click()
    expect(page.get_by_role("heading", name=re.compile(f"Your run|{FOUND}"))).to_be_visible(
        timeout=PATIENCE_MS
    )
    token = next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "learner")
    page.goto("about:blank")
    store, until = Store(server.database_url), time.monotonic() + PATIENCE_MS / 1000
    while not any(isinstance(record.event, RunFinished) for record in store.events(token)):
        assert time.monotonic() < until, "the run is not kept"
        page.wait_for_timeout(100)

    page.goto(f"{server.address}/lab")
    expect(page.get_by_role("heading", name=FOUND)).to_be_visible()


def test_without_motion_the_live_view_still_counts_and_stop_keeps_what_was_measured(visit: Visit) -> None:
    page = visit(ENDLESS, motion=False)
    _run(page)
    _wait_for_answers(page, 20)
    _stop(page).click()

    expect(page.get_by_role("heading", name=FOUND)).to_be_visible(timeout=PATIENCE_MS)
    expect(page.get_by_text(re.compile(r"Stopped after \d+ of 20,000 texts"))).to_be_visible()


def test_a_second_learner_waits_in_the_queue_and_a_second_tab_can_stop_the_run(visit: Visit) -> None:
    first = visit(ENDLESS)
    other_tab, second = visit("/lab", again=first), visit("/lab?lab_mode=Batch&lab_requests=100")
    first.bring_to_front()
    _run(first)
    _wait_for_answers(first, 20)

    second.bring_to_front()
    second.get_by_role("button", name="Run it live").click()
    expect(second.get_by_text("you are number 1 in the queue")).to_be_visible(timeout=PATIENCE_MS)

    # A tab that was open before the run began learns of it when it is used.
    other_tab.bring_to_front()
    other_tab.get_by_role("button", name="Run it live").click()
    expect(other_tab.get_by_role("button", name="Run it live")).to_be_disabled(timeout=PATIENCE_MS)
    _stop(other_tab).click()
    for page in (other_tab, first):
        expect(page.get_by_text(re.compile(r"Stopped after \d+ of 20,000 texts"))).to_be_visible(
            timeout=PATIENCE_MS
        )
    # What the other learner sees is a run of their own, and nothing of the first one's.
    expect(second.get_by_role("heading", name=FOUND)).to_be_visible(timeout=PATIENCE_MS)
    expect(second.get_by_text("20,000")).to_have_count(0)


@pytest.mark.quiet
def test_both_sides_are_guessed_run_one_after_the_other_compared_and_judged(
    visit: Visit, violations: Callable[[Page], list[str]]
) -> None:
    page = visit("/lab?lab_rate=200&lab_requests=500")
    page.get_by_text("Guess two more figures").click()
    slider = page.get_by_role("slider", name="One at a time: within how long do 99 of 100 texts")
    slider.focus()
    slider.press("ArrowRight")
    expect(slider).to_have_attribute("aria-valuetext", "150 ms")
    page.get_by_role("button", name="That is my guess").click()
    expect(page.get_by_text(re.compile(r"Your guess: .*p99 latency 150\sms"))).to_be_visible()
    _run(page)
    expect(page.locator("canvas")).to_have_count(2)

    expect(page.get_by_role("heading", name=FOUND)).to_be_visible(timeout=PATIENCE_MS)
    expect(page.get_by_role("heading", name="Batches of 64").first).to_be_visible()
    expect(page.get_by_role("heading", name="One at a time").first).to_be_visible()
    # Where other work disturbed the run, it answers no guess and has no verdict; and that is said.
    answered = page.get_by_text(re.compile(r"p99 latency, one at a time: you guessed 150\sms"))
    expect(answered.or_(page.get_by_text("The last run was stopped or cannot be trusted"))).to_be_visible()
    expect(
        page.get_by_text(re.compile("^(Good: all|Not good enough:|Not proven:|No verdict:)")).first
    ).to_be_visible()

    page.get_by_role("radio", name="Where the time went").or_(
        page.get_by_role("button", name="Where the time went")
    ).click()
    expect(page.get_by_text(re.compile(r"At p\d+, .* is (waiting|service)")).first).to_be_visible()
    assert violations(page) == []


@pytest.mark.quiet
def test_a_killed_measuring_process_is_said_and_the_next_run_works(
    visit: Visit, server: ServerProcess
) -> None:
    page = visit(ENDLESS)
    _run(page)
    _wait_for_answers(page, 10)
    (measuring,) = server.children("core.experiment.worker")
    os.kill(measuring, signal.SIGKILL)

    # It is also said to screen readers, in a place of its own that holds the same words.
    said = page.get_by_test_id("stAlertContentError").get_by_text(
        "The measuring process died during this job"
    )
    expect(said).to_be_visible(timeout=PATIENCE_MS)
    _run(page)
    _wait_for_answers(page, 10)
    _stop(page).click()
    expect(page.get_by_role("heading", name=FOUND)).to_be_visible(timeout=PATIENCE_MS)


def test_the_address_follows_the_sliders_and_reproduces_them(visit: Visit) -> None:
    page = visit("/lab")
    slider = page.get_by_role("slider", name="Batch size")
    slider.focus()
    slider.press("ArrowRight")
    page.wait_for_url("**lab_batch_size=96*")
    page.get_by_text("All settings").click()
    page.get_by_text("As they arrive", exact=True).click()
    page.wait_for_url("**lab_come=As*")
    expect(page.get_by_role("slider", name="Longest wait (ms)")).to_be_visible()
    assert parse_qs(urlparse(page.url).query) == {"lab_batch_size": ["96"], "lab_come": ["As they arrive"]}

    copy = visit(f"/lab?{urlparse(page.url).query}")
    # Settings that a link brings are in sight, though the first view hides them.
    expect(copy.get_by_role("slider", name="Batch size")).to_have_attribute("aria-valuetext", "96")
    expect(copy.get_by_role("slider", name="Longest wait (ms)")).to_be_visible()


@pytest.mark.quiet
def test_a_sweep_measures_every_batch_size(visit: Visit) -> None:
    page = visit("/lab?lab_view=Every+batch+size&lab_classifier=Hashing+%2B+linear+model+%28SGD%29")
    page.get_by_role("button", name="Measure every batch size").click()
    expect(page.get_by_role("heading", name="Measuring every batch size")).to_be_visible(timeout=PATIENCE_MS)

    expect(page.get_by_text("A call costs").first).to_be_visible(timeout=PATIENCE_MS)
    expect(page.locator(".js-plotly-plot")).to_have_count(2, timeout=PATIENCE_MS)
