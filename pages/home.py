"""Home: what one will be able to do, one next step, and the ways in with the learner's state."""

import streamlit as st

from core.learning.standing import standing
from pages.parts import cached, exam_state, look, registry, review_state, session
from pages.parts.page_picture import picture
from pages.parts.page_state import next_step, ways_in

PAGES = {page.url_path: page.script for page in registry.PAGES}

progress, lesson, bank = session.progress(), cached.lesson("batch-or-real-time"), cached.bank("practice")

tested, due = standing(exam_state.tests()).level, len(review_state.now().review.due)

words, drawing = st.columns([6, 5], gap="large", vertical_alignment="center")
with words:
    look.header(
        "Now, or all at once?",
        "Measure a real text classifier both ways, and learn to choose between real time and batch "
        "for a job of your own, and to say why.",
    )
    step = next_step(progress, lesson, bank, tested=tested != "untested", due=due)
    with st.container(key="home_next", horizontal=True, vertical_alignment="center", gap="medium"):
        if st.button(step.label, type="primary", key="home_next_step"):
            st.switch_page(PAGES[step.place])
        st.caption(step.why)
with drawing:
    picture()

with st.container(key="home_ways", gap=None):
    verdict = "not taken yet" if tested == "untested" else f"verdict: {tested}"
    for way in ways_in(progress, lesson, bank, tested=verdict, due=due):
        with st.container(key=f"home_way_{way.place}"):
            name, what, state = st.columns([2, 6, 3], vertical_alignment="center", gap="small")
            name.page_link(PAGES[way.place], label=way.name)
            what.markdown(way.what)
            state.caption(f"{way.state}  \n{way.time}" if way.time else way.state)
