"""The live lab: a real classifier, run in batches, in real time or both, beside what the simulator expects."""

from pathlib import Path

import streamlit as st

from pages.parts import look
from pages.parts.lab_head import head
from pages.parts.lab_run import run_view
from pages.parts.lab_sentence import sentence_view
from pages.parts.lab_sweep import sweep_view
from pages.parts.lab_texts import texts_view

st.html(Path(__file__).parent / "parts" / "lab.css")
look.header("The lab", "Run a real classifier on real texts. See what batches gain, and what they cost.")

run, sweep, sentence, texts = st.tabs(
    ["Run", "Every batch size", "One sentence", "Your texts"], key="lab_view", bind="query-params"
)
if run.open:
    with run:
        run_view()
if sweep.open:
    with sweep:
        sweep_view(*head())
if sentence.open:
    with sentence:
        sentence_view(head()[0])
if texts.open:
    with texts:
        texts_view(head()[0])
