"""Decide: case studies, each with a choice to make, its price against the best one, and a harder twist."""

from pathlib import Path

import streamlit as st

from pages.parts.decide_case import case_view
from pages.parts.decide_list import list_view
from pages.parts.decide_state import address, shown_case, shown_twist

st.html(Path(__file__).parent / "parts" / "decide.css")
case = shown_case(st.query_params.get("case", ""))
if case is None:
    st.query_params.clear()
    list_view()
else:
    twisted = shown_twist(case, st.query_params.get("twist", ""))
    # A link from this page to itself changes what is shown and leaves the address as it was.
    st.query_params.from_dict(address(case, twisted=twisted))
    case_view(case, twisted=twisted)
