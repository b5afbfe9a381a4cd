"""Figures drawn: the only room that imports plotly. Pure."""
