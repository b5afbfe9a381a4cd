"""The form in a browser with scripts: a thema per screen, no needless tap, a look back."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page

from tests.e2e.live import served
from tests.e2e.phone import Phone
from webapp.platform import Platform
from webapp.services.open_meeting import MeetingPlan, OpenedMeeting, open_meeting

NewPage = Callable[..., Page]


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    with served(app) as url:
        yield url


@pytest.fixture
def meeting(platform: Platform, round_id: str) -> OpenedMeeting:
    plan = MeetingPlan(round_id=round_id, group_id="scholen", slips=6)
    return open_meeting(platform.database, platform.keystore, plan)


@pytest.fixture
def phone(address: str, meeting: OpenedMeeting, new_page: NewPage) -> Phone:
    """Somebody who scanned the QR code of a slip."""
    page = new_page()
    page.goto(f"{address}/d/{meeting.join_code}#{meeting.slips[0]}")
    return Phone(page)


def test_sixteen_bouwstenen_take_no_needless_tap(phone: Phone) -> None:
    themes = phone.page.locator("[data-screen=theme]").count()
    assert phone.page.locator("[data-block]").count() == 16

    phone.answer_all()
    phone.send()

    phone.is_received()
    assert phone.taps <= 16 + 2 * themes + 2
    assert phone.taps == 16 + themes + 2
