"""Which pages there are, in the order of the navigation; paths are relative to pages/."""

import streamlit as st

HOME = st.Page("home.py", title="Batchwise", default=True)
LESSON = st.Page("lesson.py", title="Lesson", url_path="lesson")
LAB = st.Page("lab.py", title="Lab", url_path="lab")
PRACTICE = st.Page("practice.py", title="Practice", url_path="practice")
PROGRESS = st.Page("progress.py", title="Progress", url_path="progress")

PAGES = [HOME, LESSON, LAB, PRACTICE, PROGRESS]
