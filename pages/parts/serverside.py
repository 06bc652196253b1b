"""The server around the pages: who the learner is, whether we can serve, what an error looks like."""

import logging
import re
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio
import streamlit as st
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.base import BatchwiseError
from pages.parts import cached

log = logging.getLogger("batchwise")

COOKIE = "learner"
COOKIE_AGE_S = 365 * 24 * 3600
_LEARNER = re.compile(rb"(?:^|;\s*)learner=[A-Za-z0-9_-]{16,64}(?:;|$)")
_NOT_PAGES = ("/_stcore", "/static", "/media", "/component", "/healthz")


class LearnerCookie:
    """Gives each new browser a random, HttpOnly cookie with its first page; that is all we know of a learner."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on, and adds the cookie to a page's response if the browser has none."""
        if scope["type"] != "http" or scope["path"].startswith(_NOT_PAGES) or _known(scope):
            await self._app(scope, receive, send)
            return
        secure = "; Secure" if scope["scheme"] == "https" else ""
        cookie = (
            f"{COOKIE}={secrets.token_urlsafe(24)}; Path=/; Max-Age={COOKIE_AGE_S}; HttpOnly; SameSite=Lax{secure}"
        )

        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], (b"set-cookie", cookie.encode())]
            await send(message)

        await self._app(scope, receive, send_with_cookie)


def _known(scope: Scope) -> bool:
    return any(name == b"cookie" and _LEARNER.search(value) for name, value in scope["headers"])


async def healthz(request: Request) -> JSONResponse:
    """200 if a visitor could be served now, 503 with what is missing otherwise."""
    checks = await anyio.to_thread.run_sync(_checks)
    ready = all(checks.values())
    return JSONResponse({"status": "ok" if ready else "not ready", **checks}, status_code=200 if ready else 503)


def _checks() -> dict[str, bool]:
    return {"store": cached.store().is_ready(), "measuring_process": cached.host().alive, "classifiers": cached.warm()}


@asynccontextmanager
async def warm_up() -> AsyncIterator[None]:
    """Starts everything that a visitor must not wait for, and ends the measuring process with the server."""
    await anyio.to_thread.run_sync(cached.start)
    try:
        yield
    finally:
        cached.host().close()


def on_script_error(error: Exception) -> bool:
    """Shows a friendly page with an error number; the number and the cause go to the log."""
    if isinstance(error, BatchwiseError):
        st.error(str(error))
        return True
    number = secrets.token_hex(4)
    log.error("error %s", number, exc_info=error)
    st.error(
        f"Something went wrong on our side, and nothing of yours is lost. Reload the page to go on. "
        f"If it happens again, report error number {number}."
    )
    return True
