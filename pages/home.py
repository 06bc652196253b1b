"""Home: what one will be able to do, one next step, a real run to look at, and the ten ways in with the learner's state."""

import streamlit as st

from pages.parts import home_picture, home_send, home_ways, look, path_foot, path_state, registry

PAGES = {page.url_path: page.script for page in registry.PAGES}

stand = path_state.stand()
words, drawing = st.columns([5, 6], gap="large")
with words:
    look.header(
        "Now, or all at once?",
        "You will be able to choose between real time and batch for a job of your own, "
        "and to show why with measurements of a real text classifier.",
    )
    with st.container(key="home_next", horizontal=True, vertical_alignment="center", gap="medium"):
        if st.button(stand.step.label, type="primary", key="home_next_step"):
            st.switch_page(PAGES[stand.step.place], query_params=dict(stand.step.query) or None)
        st.caption(stand.step.why, width="content")
    path_foot.stages(stand)
    home_send.show()
with drawing:
    home_picture.show()
home_ways.show(stand)
