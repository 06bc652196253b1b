"""Code: a few lines of Python to predict, then to run on the real classifier."""

import streamlit as st

from pages.parts import code_state, code_view, look

snippet = code_state.shown(st.query_params.get("snippet", ""))
# A link from this page to itself changes what is shown and leaves the address as it was.
st.query_params.from_dict({"snippet": snippet.id})
look.header(
    "What comes back?",
    "A few lines of Python on the real classifier: say what they give back, then run them.",
    above=code_state.measure(),
)
scene, contents = st.columns([13, 7], gap="large")
with scene:
    code_view.show(snippet)
with contents:
    code_view.contents(snippet)
