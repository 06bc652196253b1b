"""The frame around every page: navigation from the registry, then the page asked for."""

import streamlit as st

from pages.parts.registry import PAGES

st.navigation(PAGES, position="top").run()
