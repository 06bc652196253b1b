"""The frame around every page: navigation from the registry, the look, the page asked for, and the path at its end."""

import streamlit as st

from pages.parts import answer_spoken, job_ended, look, path_foot, session, turn
from pages.parts.registry import navigation

with turn.turn():
    session.look_again()
    page = st.navigation(session.kept("navigation", navigation), position="top")
    look.frame(page)
    job_ended.notice()
    answer_spoken.show()
    page.run()
    path_foot.show(page.url_path)
