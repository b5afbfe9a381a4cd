"""The battery dies: Chromium is killed in the middle of a form, and started again."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.killed import own_chromium
from tests.e2e.phone import Phone
from webapp.platform import Platform
from webapp.services.close_meeting import close_meeting
from webapp.services.open_meeting import OpenedMeeting

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


@pytest.mark.parametrize("is_sent", [False, True], ids=["filling-in", "waiting"])
def test_answers_survive_a_killed_browser(
    platform: Platform,
    address: str,
    meeting: OpenedMeeting,
    browser: Browser,
    tmp_path: Path,
    is_sent: bool,
) -> None:
    form = f"{address}/d/{meeting.join_code}"
    with own_chromium(browser, tmp_path) as page:
        page.goto(f"{form}#{meeting.slips[0]}")
        fill_in(Phone(page), is_sent=is_sent)

    with own_chromium(browser, tmp_path) as page:
        page.goto(form)
        if not is_sent:
            send_what_was_kept(Phone(page), form)
        Phone(page).is_received()
        assert Phone(page).kept() == []

    assert close_meeting(platform.database, platform.keystore, meeting.id).received == 1


def fill_in(phone: Phone, *, is_sent: bool) -> None:
    """All of it; the last thing before the browser is killed is an answer, or sending in vain."""
    phone.answer_all(place=1)
    if is_sent:
        phone.page.context.set_offline(True)
        phone.send()
        phone.page.locator("#wachten").wait_for()
        phone.wait_until(lambda: bool(phone.kept()[0]["sending"]))
    else:
        phone.tap("#nakijken a[href='#deel-1']")
        phone.tap("#deel-1 .option >> nth=2")
        phone.wait_until(lambda: phone.kept()[0]["fields"]["block_9"] == "niet")


def send_what_was_kept(phone: Phone, form: str) -> None:
    expect(phone.page.locator("[data-block] input:checked")).to_have_count(16)
    expect(phone.page.locator("#deel-1 input:checked")).to_have_value("niet")
    phone.page.goto(f"{form}#nakijken")
    phone.send()
