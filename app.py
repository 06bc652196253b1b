"""The server: learner cookie, health check, warm start, error page. The pages begin at pages/frame.py."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route

from pages.parts.serverside import LearnerCookie, healthz, on_script_error, warm_up
from pages.parts.wire import PackedOnce


@asynccontextmanager
async def lifespan(app: st.App) -> AsyncIterator[None]:
    """Opens the store and has the classifiers trained and warm before the first visitor."""
    async with warm_up():
        yield


app = st.App(
    "pages/frame.py",
    lifespan=lifespan,
    routes=[Route("/healthz", healthz)],
    middleware=[Middleware(LearnerCookie), Middleware(PackedOnce)],
    on_script_error=on_script_error,
)
