"""The server as operators and browsers see it: health, cookie, errors."""

import http.client
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from opened_page import settled
from playwright.sync_api import Page
from server_process import ServerProcess

FAULTY_SERVER = """
import streamlit as st
from pages.parts.serverside import on_script_error
app = st.App("faulty_page.py", on_script_error=on_script_error)
"""
FAULTY_PAGE = """
import streamlit as st
from core.base import Fault, InvalidInput
st.title("Faulty")
def fail(): raise RuntimeError("the secret cause")
@st.fragment
def part():
    if st.button("in a fragment"): fail()
part()
st.button("in a callback", on_click=fail)
if st.button("in the page"): fail()
if st.button("by the visitor"):
    raise InvalidInput([Fault(field="texts", problem="there are none", fix="give one")])
"""


def _get(server: ServerProcess, path: str, **headers: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("localhost", server.port, timeout=10)
    connection.request("GET", path, headers=headers)
    return connection.getresponse()


def test_two_servers_made_before_either_starts_have_ports_of_their_own(tmp_path: Path) -> None:
    assert ServerProcess(tmp_path).port != ServerProcess(tmp_path).port


def test_healthz_says_what_it_checked(server: ServerProcess) -> None:
    answer = json.load(_get(server, "/healthz"))

    assert answer.pop("status") == "ok"
    assert answer == dict.fromkeys(("store", "measuring_process", "simulating_process", "classifiers"), True)


@pytest.mark.parametrize("path", ["/", "/lab", "/progress"])
def test_the_first_page_brings_a_random_cookie_that_scripts_cannot_read(
    path: str, server: ServerProcess
) -> None:
    one, other = (_get(server, path).getheader("set-cookie") or "" for _ in range(2))

    assert re.fullmatch(r"learner=[A-Za-z0-9_-]{32}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax", one)
    assert one != other


def test_the_cookie_is_kept_while_the_visitor_comes_back(server: ServerProcess) -> None:
    token = "x" * 32
    again = _get(server, "/", Cookie=f"theme=dark; learner={token}").getheader("set-cookie") or ""

    assert again.startswith(f"learner={token}; ")


def test_behind_https_the_cookie_is_secure(server: ServerProcess) -> None:
    header = _get(server, "/", **{"X-Forwarded-Proto": "https"}).getheader("set-cookie") or ""

    assert header.endswith("; Secure")


@pytest.mark.parametrize("path", ["/healthz", "/_stcore/health"])
def test_what_is_no_page_brings_no_cookie(path: str, server: ServerProcess) -> None:
    assert "learner" not in (_get(server, path).getheader("set-cookie") or "")


def test_a_refresh_and_a_new_tab_are_the_same_learner(
    visit: Callable[..., Page], server: ServerProcess
) -> None:
    page = visit("/progress")
    token = _token(page)
    page.reload()
    settled(page)
    other_tab = visit("/", again=page)

    assert _token(page) == _token(other_tab) == token
    assert "learner" not in page.evaluate("document.cookie")


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    folder = tmp_path_factory.mktemp("faulty")
    (folder / "app.py").write_text(FAULTY_SERVER, encoding="utf-8")
    (folder / "faulty_page.py").write_text(FAULTY_PAGE, encoding="utf-8")
    process = ServerProcess(folder, folder / "app.py")
    process.start(health="/_stcore/health")
    yield process
    process.terminate()


@pytest.mark.parametrize("where", ["in the page", "in a callback", "in a fragment"])
def test_an_error_shows_a_number_that_the_log_knows_and_no_trace(
    where: str, faulty: ServerProcess, visit: Callable[..., Page]
) -> None:
    page = visit("/", base=faulty.address)
    page.get_by_role("button", name=where).click()
    words = page.locator("[data-testid=stAlert]").inner_text()
    number = re.search(r"error number ([0-9a-f]{8})", words)

    assert number is not None
    assert "secret" not in page.content()
    assert "Traceback" not in page.content()
    assert "RuntimeError: the secret cause" in faulty.log.split(f"error {number[1]}")[1]


def test_what_a_visitor_can_mend_is_told_in_words(faulty: ServerProcess, visit: Callable[..., Page]) -> None:
    page = visit("/", base=faulty.address)
    page.get_by_role("button", name="by the visitor").click()

    assert "give one" in page.locator("[data-testid=stAlert]").inner_text()


def _token(page: Page) -> str:
    return next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "learner")
