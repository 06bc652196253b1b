"""practice."""

import streamlit as st

st.title("practice")
