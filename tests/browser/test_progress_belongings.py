"""Taking everything with you, and deleting it, as a visitor does."""

import csv
import io
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from opened_page import settled, too_wide, turn
from playwright.sync_api import Page
from server_process import ServerProcess

from core.learning.events import GuessCommitted, HintOpened, RunFinished, SectionRead
from core.learning.store import Store


def _learner_with_a_run(visit: Callable[..., Page], store: Store) -> tuple[Page, str]:
    page = visit("/progress")
    token = next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "learner")
    for event in (
        RunFinished(run_id="run-1", engine="live", scenario={}, summary={}, finding="It was measured."),
        GuessCommitted(place="lab", guess={"measure": "gain", "value": 10}),
        SectionRead(lesson="batch-or-real-time", section="which-metric"),
        HintOpened(bank="practice", question="bvr-001", rev=1, level=1),
    ):
        store.append(token, event, at=datetime.now(UTC))
    page.reload()
    settled(page)
    return page, token


def _download(page: Page, name: str) -> str:
    with page.expect_download() as download:
        page.get_by_role("button", name=name).click()
    return Path(download.value.path()).read_text(encoding="utf-8-sig")


def test_both_files_hold_the_run_and_not_the_token_and_deleting_asks_first_and_then_leaves_nothing(
    visit: Callable[..., Page], server: ServerProcess, violations: Callable[[Page], list[str]]
) -> None:
    store = Store(server.database_url)
    page, token = _learner_with_a_run(visit, store)
    as_json, as_csv = _download(page, "Everything as JSON"), _download(page, "Events as CSV")
    assert json.loads(as_json)["events"][0]["facts"]["finding"] == "It was measured."
    assert next(csv.DictReader(io.StringIO(as_csv)))["finding"] == "It was measured."
    assert token not in as_json + as_csv

    turn(page, 390, "light")
    assert too_wide(page) == []
    assert violations(page) == []

    page.get_by_role("button", name="Delete everything").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("It cannot be undone.").wait_for()
    assert violations(page) == []

    dialog.get_by_role("button", name="Keep it").click()
    dialog.wait_for(state="hidden")
    assert len(store.events(token)) == 4

    page.get_by_role("button", name="Delete everything").click()
    dialog.get_by_role("button", name="Delete everything").click()
    page.get_by_text("Nothing yet.").wait_for()
    assert store.events(token) == ()

    page.reload()
    page.get_by_text("Nothing yet.").wait_for()
