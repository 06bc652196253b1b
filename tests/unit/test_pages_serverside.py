"""The server around the pages, without a server: cookie, health, warm start and the settings of production."""

import json
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import anyio
import pytest
import streamlit as st

from core.base import Fault, InvalidInput
from pages.parts import cached, serverside
from pages.parts.serverside import LearnerCookie

HTML = (b"content-type", b"text/html; charset=utf-8")


def _set_cookie(
    *request: tuple[bytes, bytes], scheme: str = "http", response: tuple[bytes, bytes] = HTML
) -> list[str]:
    """The cookies that the middleware adds to one answer."""
    sent: list[Any] = []

    async def page(scope: Any, receive: Any, send: Callable[..., Any]) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [response]})
        await send({"type": "http.response.body", "body": b""})

    async def send(message: Any) -> None:
        sent.append(message)

    async def ask() -> None:
        scope = {"type": "http", "path": "/", "scheme": scheme, "headers": list(request)}
        await LearnerCookie(page)(scope, None, send)  # type: ignore[arg-type]

    anyio.run(ask)
    return [value.decode() for name, value in sent[0]["headers"] if name == b"set-cookie"]


def test_a_browser_without_a_cookie_gets_one() -> None:
    (cookie,) = _set_cookie()

    assert cookie.startswith("learner=")
    assert "HttpOnly; SameSite=Lax" in cookie
    assert "Secure" not in cookie


def test_a_browser_with_a_cookie_keeps_it() -> None:
    (cookie,) = _set_cookie((b"cookie", b"a=1; learner=" + b"k" * 32 + b"; b=2"))

    assert cookie.startswith(f"learner={'k' * 32};")


@pytest.mark.parametrize(
    "forged", [b"learner=short", b"learner=" + b"x" * 65, b"learner=<script>alert(1)</script>"]
)
def test_a_cookie_we_did_not_make_is_replaced(forged: bytes) -> None:
    (cookie,) = _set_cookie((b"cookie", forged))

    assert forged.decode() + ";" not in cookie
    assert len(cookie.split(";")[0]) == len("learner=") + 32


@pytest.mark.parametrize(
    ("scheme", "headers"), [("https", ()), ("http", ((b"x-forwarded-proto", b"https"),))]
)
def test_over_https_the_cookie_is_secure(scheme: str, headers: tuple[tuple[bytes, bytes], ...]) -> None:
    (cookie,) = _set_cookie(*headers, scheme=scheme)

    assert cookie.endswith("; Secure")


def test_scripts_and_pictures_get_no_cookie() -> None:
    assert _set_cookie(response=(b"content-type", b"text/javascript")) == []


@pytest.mark.parametrize(
    ("ready", "alive", "warm", "status"),
    [
        (True, True, True, 200),
        (False, True, True, 503),
        (True, False, True, 503),
        (True, True, False, 503),
    ],
)
def test_healthz_is_ok_only_when_all_of_it_is(
    ready: bool, alive: bool, warm: bool, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cached, "store", lambda: SimpleNamespace(is_ready=lambda: ready))
    monkeypatch.setattr(cached, "host", lambda: SimpleNamespace(alive=alive))
    monkeypatch.setattr(cached, "simulating", lambda: SimpleNamespace(alive=True))
    monkeypatch.setattr(cached, "warm", lambda: warm)

    answer = anyio.run(serverside.healthz, None)

    assert answer.status_code == status
    assert (json.loads(bytes(answer.body))["status"] == "ok") is (status == 200)


def test_a_failed_warm_start_stops_the_server_and_both_other_processes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    closed: list[bool] = []
    for name in ("host", "simulating"):
        monkeypatch.setattr(cached, name, lambda: SimpleNamespace(close=lambda: closed.append(True)))
    monkeypatch.setattr(cached, "start", lambda: (_ for _ in ()).throw(RuntimeError("not ready")))

    async def serve() -> None:
        async with serverside.warm_up():
            raise AssertionError("the server must not start")

    with pytest.raises(RuntimeError, match="not ready"):
        anyio.run(serve)
    assert closed == [True, True]


def test_an_error_is_shown_as_a_number_and_logged_with_its_cause(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(st, "error", shown.append)

    assert serverside.on_script_error(RuntimeError("the secret cause")) is True

    number = shown[0].split("error number ")[1].rstrip(".")
    assert "secret" not in shown[0]
    assert f"error {number}" in caplog.text
    assert "RuntimeError: the secret cause" in caplog.text


def test_what_the_visitor_can_mend_is_shown_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr(st, "error", shown.append)

    serverside.on_script_error(InvalidInput([Fault(field="texts", problem="there are none", fix="give one")]))

    assert "give one" in shown[0]


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("runner.postScriptGC", False),
        ("runner.magicEnabled", False),
        ("server.fileWatcherType", "none"),
        ("server.headless", True),
        ("server.maxUploadSize", 5),
        ("server.enableXsrfProtection", True),
        ("client.showErrorDetails", "none"),
        ("client.toolbarMode", "viewer"),
        ("browser.gatherUsageStats", False),
    ],
)
def test_the_settings_are_those_of_production(option: str, value: object) -> None:
    assert st.get_option(option) == value
