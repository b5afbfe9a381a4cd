"""Whole journeys use the same people as the tests of the pages."""

from tests.web.conftest import app, client, inspector, okt, quick_passwords, round_id, visitor

__all__ = ["app", "client", "inspector", "okt", "quick_passwords", "round_id", "visitor"]
