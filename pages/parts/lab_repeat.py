"""A set-up run again and again, live, until three runs in a row agree; folded away in the lab until asked for."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import pandas as pd
import streamlit as st

from core.experiment import Result, Scenario
from core.experiment.finding import rate_words, time_words
from core.experiment.repeat import MOST_RUNS, PERCENTILES, WINDOW_S, Run, draws, repeat_finding, run_of
from pages.parts import look
from pages.parts.load_group import LiveGroup, live_group


def repeat_view(scenarios: tuple[Scenario, ...], *, own: bool) -> None:
    """What it is, its button, and what the latest one of this set-up found. own: on the learner's own texts."""
    st.markdown(
        "One run may be luck. This runs the set-up with other texts and arrivals each time, until three runs in a row "
        "agree within 10 % on throughput and on their slowest answers, or says that they do not."
    )
    if own:
        st.caption("It repeats the built-in messages only: choose them under “All settings” first.")
        return
    if len(scenarios) > 1:
        st.caption("It repeats one way to serve: choose Batch or Real-time under “All settings” first.")
        return
    kept = live_group(GROUP, draws(scenarios[0]))
    if kept is None:
        return
    runs = _runs(kept)
    look.engine_badge("live", sum(run.n for run in runs))
    st.markdown(f"**{repeat_finding(runs)}.**")
    st.table(pd.DataFrame([_row(number, run) for number, run in enumerate(runs, 1)]), hide_index=True)


def _row(number: int, run: Run) -> dict[str, str]:
    figures = {
        name: time_words(run.seconds[name]) if name in run.seconds else "too few"
        for name in reversed(PERCENTILES)
    }
    sound = {} if run.sound else {"": "does not count"}
    return {"Run": str(number), "Texts": f"{run.n:,}", "A second": rate_words(run.rate), **figures, **sound}


def _keep(results: Sequence[Result]) -> list[dict[str, Any]]:
    return [asdict(run_of(result)) for result in results]


def _runs(kept: Sequence[Any]) -> list[Run]:
    return [Run(**plain) for plain in kept]


GROUP = LiveGroup(
    of="repeat",
    title="Repeated until stable",
    sides=tuple(f"run {n} of at most {MOST_RUNS}" for n in range(1, MOST_RUNS + 1)),
    what=f"At most {MOST_RUNS} runs of {WINDOW_S:g} seconds.",
    keep=_keep,
    finding=lambda kept: repeat_finding(_runs(kept)),
    until_stable=True,
)
