"""Results as charts: pure functions from values to plotly figures. Nothing is computed here."""
