"""The frame around every page: navigation from the registry, the look, then the page asked for."""

import streamlit as st

from pages.parts import look
from pages.parts.registry import navigation

page = st.navigation(navigation(), position="top")
look.frame(page)
page.run()
