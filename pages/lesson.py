"""A lesson: read in sections, with figures to touch and questions to answer; which one is in the address."""

import streamlit as st

from pages.parts import lesson, lesson_list, look

shown = lesson_list.chosen(st.query_params.get("lesson", ""))
if "lesson" in st.query_params:
    st.query_params["lesson"] = (
        shown.id
    )  # a link from lesson to lesson leaves the browser's address as it was
look.name(shown.title)
look.header(shown.title, shown.summary, above=lesson.measure(shown))
lesson_list.strip(shown)
lesson.show(shown)
lesson_list.onward(shown)
