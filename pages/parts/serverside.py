"""The server around the pages: who the learner is, whether we can serve, what an error looks like."""

import gc
import importlib
import logging
import pkgutil
import re
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio
import streamlit as st
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core import figures
from core.base import BatchwiseError
from pages import parts
from pages.parts import cached, cost_again, first_run

log = logging.getLogger("batchwise")

COOKIE = "learner"
COOKIE_AGE_S = 365 * 24 * 3600
_LEARNER = re.compile(rb"(?:^|;\s*)learner=([A-Za-z0-9_-]{16,64})(?:;|$)")


class LearnerCookie:
    """Gives each new browser a random, HttpOnly cookie with its first page; that is all we know of a learner.

    With each later page the same cookie is given again, so that it lasts a year from the last visit.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on, and adds the cookie to the response if that is a page."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start" and _is_page(message):
                message["headers"] = [*message["headers"], (b"set-cookie", _cookie(scope))]
            await send(message)

        await self._app(scope, receive, send_with_cookie)


def _is_page(message: Message) -> bool:
    """Scripts, pictures and health checks get no cookie."""
    return any(
        name.lower() == b"content-type" and b"text/html" in value for name, value in message["headers"]
    )


def _cookie(scope: Scope) -> bytes:
    headers = dict(scope["headers"])
    known = _LEARNER.search(headers.get(b"cookie", b""))
    token = known[1].decode() if known else secrets.token_urlsafe(24)
    # Behind a proxy that ends https, only this header says so.
    https = scope["scheme"] == "https" or headers.get(b"x-forwarded-proto", b"").startswith(b"https")
    flags = f"Path=/; Max-Age={COOKIE_AGE_S}; HttpOnly; SameSite=Lax{'; Secure' if https else ''}"
    return f"{COOKIE}={token}; {flags}".encode()


async def healthz(request: Request) -> JSONResponse:
    """200 if a visitor could be served now, 503 with what is missing otherwise."""
    checks = await anyio.to_thread.run_sync(_checks)
    ready = all(checks.values())
    return JSONResponse(
        {"status": "ok" if ready else "not ready", **checks}, status_code=200 if ready else 503
    )


def _checks() -> dict[str, bool]:
    return {
        "store": cached.store().is_ready(),
        "measuring_process": cached.host().alive,
        "simulating_process": cached.simulating().alive,
        "classifiers": cached.warm(),
    }


@asynccontextmanager
async def warm_up() -> AsyncIterator[None]:
    """Starts everything that a visitor must not wait for, and ends both other processes with the server."""
    try:
        await anyio.to_thread.run_sync(_warm)
        yield
    finally:
        cached.host().close()
        cached.simulating().close()


def _warm() -> None:
    # The measuring process trains its own classifiers meanwhile; it needs the longer of the two.
    cached.host()
    for package in (figures, parts):
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    cached.lessons()
    cached.bank("practice")
    cached.start()
    first_run.start()
    cost_again.start()
    # What is loaded by now stays: the collector need not look through it again.
    gc.collect()
    gc.freeze()


def on_script_error(error: Exception) -> bool:
    """Shows a friendly page with an error number; the number and the cause go to the log."""
    if isinstance(error, BatchwiseError):
        log.warning("%s: %s", type(error).__name__, error)
        st.error(str(error))
        return True
    number = secrets.token_hex(4)
    log.error("error %s", number, exc_info=error)
    st.error(
        f"Something went wrong on our side. What you have done so far is kept. Reload the page to go on; "
        f"if it happens again, report error number {number}."
    )
    return True
