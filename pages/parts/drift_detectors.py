"""How sure an alarm must be, and how often each detector cries wolf on days without a change: promised and measured."""

import streamlit as st

from core.base.numbers_format import pct
from core.experiment.drift import QUIET_DAYS
from core.metrics.classification_intervals import exact_interval
from core.metrics.drift_detector import Watch
from core.metrics.psi import RULE_OF_THUMB
from pages.parts.drift_texts import bound

LEVELS = (5.0, 1.0, 0.1)


def alarm_level(name: str) -> float:
    """The share of days without a change on which a detector may alarm."""
    level = bound(
        st.segmented_control,
        "False alarms allowed",
        name,
        LEVELS,
        default=1.0,
        required=True,
        format_func=lambda percent: f"{percent:g} % of quiet days",
        help="The fewer false alarms, the larger a change must be to be seen.",
    )
    return float(level) / 100


def false_alarms(quiet: Watch, alpha: float, name: str) -> None:
    """What each detector promises on days without a change, and what was measured."""
    bound_at = quiet.psi_bound(alpha)
    rows = [
        ("KS test", f"p below {alpha:g}", pct(alpha), int(quiet.ks_alarms(alpha).sum())),
        ("PSI, bound from χ²", f"over {bound_at:.2f}", pct(alpha), int(quiet.psi_alarms(bound_at).sum())),
        ("PSI, rule of thumb", f"over {RULE_OF_THUMB:g}", "not said", int(quiet.psi_alarms(RULE_OF_THUMB).sum())),
    ]  # fmt: skip
    lines = ["| Detector | Alarm when | Promised | Measured |", "|:--|:--|--:|:--|"]
    for detector, when, promised, n in rows:
        interval = exact_interval(n, QUIET_DAYS)
        assert interval is not None  # there are days
        low, high = interval
        lines.append(
            f"| {detector} | {when} | {promised} | {pct(n / QUIET_DAYS)} ({pct(low)} to {pct(high)}) |"
        )
    st.markdown(f"**False alarms on {QUIET_DAYS} days without a change** (LIVE · n = {QUIET_DAYS} days of {quiet.per_day:,} messages)")  # fmt: skip
    with st.container(key=f"drift_false_{name}"):
        st.markdown("\n".join(lines))
    explained()
    st.caption("One reference serves all days, so the measured share may be a little off what is promised.")


def explained() -> None:
    """What the two detectors are."""
    st.caption(
        "PSI, the population stability index, adds up how far the shares in ten bins have moved from a reference that the "
        "model never learned; the Kolmogorov-Smirnov (KS) test asks how likely so large a gap between the two "
        "distributions would be by chance. Neither looks at a label."
    )
