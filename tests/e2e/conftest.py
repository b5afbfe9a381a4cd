"""Whole journeys use the same people as the tests of the pages; windows and worlds are shared."""

from tests.e2e.stage import theatre
from tests.e2e.valid_html import validator
from tests.e2e.world import bare_world, world
from tests.web.conftest import app, client, inspector, okt, quick_passwords, round_id, visitor

__all__ = [
    "app",
    "bare_world",
    "client",
    "inspector",
    "okt",
    "quick_passwords",
    "round_id",
    "theatre",
    "validator",
    "visitor",
    "world",
]
