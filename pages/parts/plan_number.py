"""A typed number of the planner, kept in the address."""

from typing import Any

import streamlit as st


def number(label: str, name: str, value: float, least: float, most: float, help_text: str) -> Any:
    """A number between two bounds; its name in the address is plan_ and the name given."""
    return st.number_input(
        label, least, most, value, key=f"plan_{name}", bind="query-params", help=help_text, format="%g"
    )
