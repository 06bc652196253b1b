"""The least page to compare with: one slider and one chart of 500 points, of the chart library that we use."""

import numpy as np
import plotly.graph_objects as go
import streamlit as st

waves = st.slider("Waves", 1, 20, 5)
x = np.linspace(0, 1, 500)
st.plotly_chart(go.Figure(go.Scatter(x=x, y=np.sin(2 * np.pi * waves * x))))
