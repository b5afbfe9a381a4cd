"""Whole journeys use the same people as the tests of the pages; windows and worlds are shared."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page

from tests.e2e.live import served
from tests.e2e.phone import Phone
from tests.e2e.stage import theatre
from tests.e2e.valid_html import validator
from tests.e2e.world import bare_world, world
from tests.web.conftest import app, client, inspector, okt, quick_passwords, round_id, visitor
from webapp.platform import Platform
from webapp.services.open_meeting import MeetingPlan, OpenedMeeting, open_meeting

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


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """The application of this test on a port of this machine."""
    with served(app) as url:
        yield url


@pytest.fixture
def meeting(platform: Platform, round_id: str) -> OpenedMeeting:
    """A conversation with schools, for six people with slips: 16 bouwstenen."""
    plan = MeetingPlan(round_id=round_id, group_id="scholen", slips=6)
    return open_meeting(platform.database, platform.keystore, plan)


@pytest.fixture
def phone(address: str, meeting: OpenedMeeting, new_page: Callable[..., Page]) -> Phone:
    """Somebody who scanned the QR code of a slip."""
    page = new_page()
    page.goto(f"{address}/d/{meeting.join_code}#{meeting.slips[0]}")
    return Phone(page)
