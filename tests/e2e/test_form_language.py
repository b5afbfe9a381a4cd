"""The form in a browser with scripts, put in another language halfway."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.e2e.phone import Phone
from webapp.db.models import Meeting
from webapp.platform import Platform
from webapp.services.open_meeting import OpenedMeeting

NewPage = Callable[..., Page]
pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


def speak(phone: Phone, code: str) -> None:
    phone.tap(f".languages button[value={code}]")
    phone.page.wait_for_selector(f"html[lang={code}]")
    phone.page.wait_for_selector("form[data-started]")


@pytest.mark.parametrize("shared", [False, True], ids=["own phone", "shared device"])
def test_the_screen_and_the_answers_stay(
    phone: Phone, platform: Platform, meeting: OpenedMeeting, shared: bool
) -> None:
    if shared:
        phone.tap(".device label")
    phone.begin()
    phone.tap("#deel-1 .option >> nth=1")
    phone.tap("#deel-1 .steps [data-go] >> nth=1")

    speak(phone, "fr")

    assert phone.screen() == "deel-2"
    assert phone.page.locator("#deel-1 input:checked").get_attribute("value") == "deels"
    assert not phone.page.locator("[data-resumed]").is_visible()
    assert phone.page.locator("#code, [name=code]").input_value().replace(" ", "")
    with platform.database.reading() as session:
        assert session.get_one(Meeting, meeting.id).received == 0


def test_what_is_sent_after_it_is_received(
    phone: Phone, platform: Platform, meeting: OpenedMeeting
) -> None:
    phone.begin()
    phone.tap("#deel-1 .option >> nth=0")
    speak(phone, "de")
    speak(phone, "en")
    for _theme in range(phone.page.locator("[data-screen=theme]").count()):
        phone.tap("[data-screen=theme]:not([hidden]) .steps [data-go] >> nth=1")
    phone.send()

    phone.is_received()

    assert phone.page.locator("h1").inner_text() == "Received"
    phone.tap(".languages a[hreflang=fr]")
    phone.page.wait_for_selector("html[lang=fr] [data-state=received]")
    with platform.database.reading() as session:
        assert session.get_one(Meeting, meeting.id).received == 1


def test_enter_in_the_field_of_the_slip_goes_forward(
    address: str, meeting: OpenedMeeting, new_page: NewPage
) -> None:
    page = new_page(javascript=False)
    page.goto(f"{address}/d/{meeting.join_code}?taal=fr")
    page.locator("#code").fill(meeting.slips[1])

    page.locator("#code").press("Enter")

    page.wait_for_selector("#nog-niet")
    assert page.locator("html").get_attribute("lang") == "fr"
