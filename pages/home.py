"""Home: what one will be able to do, one next step, and the ways in with the learner's state."""

import streamlit as st

from pages.parts import cached, look, registry, session
from pages.parts.page_picture import picture
from pages.parts.page_state import next_step, ways_in

PAGES = {
    "lesson": registry.LESSON.script,
    "lab": registry.LAB.script,
    "load": registry.LOAD.script,
    "watch": registry.WATCH.script,
    "practice": registry.PRACTICE.script,
    "progress": registry.PROGRESS.script,
}

progress, lesson, bank = session.progress(), cached.lesson("batch-or-real-time"), cached.bank("practice")

words, drawing = st.columns([6, 5], gap="large", vertical_alignment="center")
with words:
    look.header(
        "Now, or all at once?",
        "Measure a real text classifier both ways, and learn to choose between real time and batch "
        "for a job of your own, and to say why.",
    )
    step = next_step(progress, lesson, bank)
    with st.container(key="home_next", horizontal=True, vertical_alignment="center", gap="medium"):
        if st.button(step.label, type="primary", key="home_next_step"):
            st.switch_page(PAGES[step.place])
        st.caption(step.why)
with drawing:
    picture()

with st.container(key="home_ways", gap=None):
    for way in ways_in(progress, lesson, bank):
        with st.container(key=f"home_way_{way.place}"):
            name, what, state = st.columns([2, 6, 3], vertical_alignment="center", gap="small")
            name.page_link(PAGES[way.place], label=way.name)
            what.markdown(way.what)
            state.caption(f"{way.state}  \n{way.time}" if way.time else way.state)
