"""Turns: a run of a page, or of a part of it, is computed when it is its turn, first come, first served.

The interpreter computes one thing at a time. If a hundred runs shared it by slices, each would be ready when all are;
in turn, the first is ready after a hundredth of that time, and the last no later.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

import streamlit as st

# With two, a hundred learners wait longer at p95 and cost more: the two take the interpreter from each other.
AT_ONCE = 1
# Who has waited so long goes on regardless: a run that hangs must not hold up everybody.
LONGEST_WAIT_S = 2.0

_turns = threading.Semaphore(AT_ONCE)
_mine = threading.local()


@contextmanager
def turn() -> Iterator[None]:
    """Waits for a turn, and gives it on at the end; a turn within a turn is the same one."""
    if _held():
        yield
        return
    _take()
    try:
        yield
    finally:
        _give_on()


@contextmanager
def left_to_others() -> Iterator[None]:
    """While this run waits for another process: others compute meanwhile."""
    had = _held()
    _give_on()
    try:
        yield
    finally:
        if had:
            _take()


def fragment(part: Callable[..., Any] | None = None, *, run_every: float | None = None) -> Any:
    """st.fragment, whose runs wait for their turn as those of a whole page do."""
    if part is None:
        return lambda part: fragment(part, run_every=run_every)

    @wraps(part)
    def in_turn(*args: Any, **kwargs: Any) -> Any:
        with turn():
            return part(*args, **kwargs)

    return st.fragment(in_turn, run_every=run_every)


def _held() -> bool:
    return getattr(_mine, "held", False)


def _take() -> None:
    _mine.held = _turns.acquire(timeout=LONGEST_WAIT_S)


def _give_on() -> None:
    if _held():
        _mine.held = False
        _turns.release()
