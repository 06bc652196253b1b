"""Whether a learner knows what they know: certainty against what came true, and the reviews that lie ahead."""

from datetime import date

import pandas as pd
import streamlit as st

from core.figures.calibration import SaidAndRight, certainty_figure, certainty_finding
from core.figures.forecast import forecast_figure, forecast_finding, forecast_table
from core.learning.calibration import LEVELS, Calibration, LevelName, calibration
from core.learning.first_answers import FirstAnswer
from core.learning.path import counted
from core.learning.review import ReviewCard, forecast
from pages.parts import look
from pages.parts.progress_sections import nothing
from pages.parts.registry import REVIEW

WORDS: dict[LevelName, str] = {"low": "unsure", "middle": "fairly sure", "high": "sure"}


def certainty(firsts: tuple[FirstAnswer, ...]) -> None:
    """Said against right, with n and the Brier score."""
    st.header("How sure, how right", anchor=False)
    found = calibration(firsts)
    if not found.n:
        nothing(
            "You have not said yet how sure you are of an answer. You may, in the test and in practice.", None
        )
        return
    levels = _levels(found)
    look.figure(
        certainty_figure(levels),
        key="progress_certainty",
        alt=f"Share right at each level of certainty, with intervals. {certainty_finding(levels)}.",
        table=lambda: _table(found),
    )
    errors = counted(len(found.confident_errors), "answer was wrong", "answers were wrong", none="")
    sure = f" {errors} though you were sure; review asks such questions first." if errors else ""
    st.caption(f"{_brier(found)}{sure}")


def ahead(known: tuple[ReviewCard, ...], today: date) -> None:
    """The next fourteen days of review."""
    st.header("Review ahead", anchor=False)
    if not known:
        nothing(
            "Nothing comes back yet: what you answer in practice or in review will.",
            lambda: st.page_link(REVIEW.script, label="Review"),
        )
        return
    counts = forecast(known, today)
    look.figure(
        forecast_figure(counts, today),
        key="progress_forecast",
        alt=f"Questions due on each of the next {len(counts)} days. {forecast_finding(counts)}.",
        table=lambda: forecast_table(counts, today),
    )
    if counts[0]:
        st.page_link(REVIEW.script, label="Review now", icon=":material/arrow_forward:")


def _levels(found: Calibration) -> list[SaidAndRight]:
    """The levels that were used, lowest first."""
    ends = [*(level.least for level in LEVELS[1:]), 1.0]
    return [
        SaidAndRight(
            words=WORDS[result.level.name],
            said=result.level.probability,
            n=result.n,
            right=result.right,
            low=result.low,
            high=result.high,
            least=result.level.least,
            most=most,
        )
        for result, most in zip(found.levels, ends, strict=True)
        if result.low is not None and result.high is not None
    ]


def _brier(found: Calibration) -> str:
    """The Brier score and what it means."""
    answers = counted(found.n, "answer", "answers", none="no answer")
    return (
        f"Brier score {found.brier:.2f} over {answers}: 0 is perfect, and saying 50 % every time gives 0.25."
    )


def _table(found: Calibration) -> pd.DataFrame:
    rows = [result for result in found.levels if result.n]
    return pd.DataFrame(
        {
            "You said": [result.level.label for result in rows],
            "Answers": [result.n for result in rows],
            "Right": [result.right for result in rows],
            "Right, %": [round(100 * (result.share or 0.0)) for result in rows],
            "90 % interval": [
                f"{100 * (result.low or 0.0):.0f} to {100 * (result.high or 0.0):.0f} %" for result in rows
            ],
        }
    )
