"""A link to the planner with its controls set to a workload that another page has spoken of."""

import streamlit as st

from core.experiment.finding import time_words
from core.experiment.plan import Need
from core.workload import Poisson
from pages.parts.plan_cost import COSTS
from pages.parts.plan_need import BOUNDS_MS, PERCENTILES
from pages.parts.registry import PLAN


def plan_link(need: Need) -> None:
    """The link; nothing where the planner's controls cannot say the workload."""
    settings = plan_settings(need)
    if settings is not None:
        st.page_link(
            PLAN.script, label="Ask the planner", icon=":material/arrow_forward:", query_params=settings
        )


def plan_settings(need: Need) -> dict[str, str] | None:
    """The planner's controls in the words of its address; None where they cannot say this."""
    bound = next((ms for ms in BOUNDS_MS if abs(ms - 1000 * need.objective.bound_s) < 1e-6), None)
    percentile = next((share for share in PERCENTILES.values() if share == need.objective.percentile), None)
    if bound is None or percentile is None or not isinstance(need.arrivals, Poisson):
        return None
    return {
        "plan_rate": f"{need.rate:g}",
        "plan_percentile": f"{100 * percentile:.0f} %",
        "plan_bound": time_words(bound / 1000),
        "plan_price": f"{need.hour_price:g}",
        "plan_cost": COSTS["own"],
        "plan_fixed": f"{1000 * need.cost.fixed_s:.4g}",
        "plan_per_item": f"{1000 * need.cost.per_item_s:.4g}",
        "plan_start": f"{need.start_s:g}",
    }
