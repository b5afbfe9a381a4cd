"""Bouwstenen."""
