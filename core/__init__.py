"""Batchwise's core: measuring, modelling and teaching, with no user interface and no Streamlit."""
