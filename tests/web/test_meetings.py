"""Leading a meeting: opening it with slips, its counter, its end."""

import re

import pytest

from tests.builders import provider
from tests.web.visitor import Visitor
from webapp.db.models import Meeting
from webapp.platform import Platform


@pytest.fixture
def open_page(inspector: Visitor, round_id: str):
    return inspector.open(f"/ronde/{round_id}/gesprek/nieuw")


def meeting_id(visitor: Visitor) -> str:
    link = next(
        one.get("href", "")
        for one in visitor.page.all(".//a")
        if "/gesprek/" in one.get("href", "")
    )
    return link.split("/")[2]


def in_state(platform: Platform, meeting: str) -> str:
    with platform.database.reading() as session:
        return session.get_one(Meeting, meeting).state


def test_opening_with_slips_shows_them_once(inspector: Visitor, open_page) -> None:
    page = open_page.fill(group="scholen", expected="7").send()

    slips = [one.text for one in page.all(".//p[@class='slip__code']")]
    assert len(set(slips)) == 7
    assert all(re.fullmatch(r"(\w{4} ){2}\w{4}", slip) for slip in slips)
    assert "wij bewaren ze niet" in page.text
    later = inspector.open(f"/gesprek/{meeting_id(inspector)}")
    assert not any(slip in later.text for slip in slips)


def test_sending_the_form_twice_opens_one_meeting(
    inspector: Visitor, open_page, round_id: str
) -> None:
    open_page.fill(group="scholen").send()

    page = open_page.send()

    assert "Dit gesprek is al geopend" in page.text
    assert len(inspector.open(f"/ronde/{round_id}").all(".//tbody/tr")) == 1


def test_without_slips_the_room_code_and_its_qr_are_shown(
    platform: Platform, inspector: Visitor, round_id: str
) -> None:
    name = "Ondersteuningsnetwerk De Brug tussen Schelde en Leie"
    provider_id = provider(platform, name)
    form = inspector.open(f"/ronde/{round_id}/gesprek/nieuw")
    form.filled["slips"] = []
    page = form.fill(group="ondersteuners", providers=provider_id).send()

    assert page.title == f"Ondersteuners: {name}"
    assert re.search(r"[2-9B-Z]{4} [2-9B-Z]{4}", page.text)
    assert page.all(".//img[@class='qr']")[0].get("src").startswith("data:image/svg+xml")
    assert "Nog 5 nodig" in page.text


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("expected", "0", "strookjes"),
        ("expected", "99999", "strookjes"),
        ("expected", "veel", "getal"),
        ("meeting_id", "../../etc", "Open het formulier opnieuw"),
    ],
)
def test_bad_input_is_told(open_page, field: str, value: str, message: str) -> None:
    page = open_page.fill(**{"group": "scholen", field: value}).send()

    assert page.title == "Gesprek openen"
    assert message in page.text.lower() or message in page.text


def test_closing_asks_first_and_says_what_is_missing(
    platform: Platform, inspector: Visitor, open_page
) -> None:
    open_page.fill(group="scholen").send()
    meeting = meeting_id(inspector)

    asked = inspector.open(f"/gesprek/{meeting}/sluiten")

    assert "Er zijn er nog 5 te weinig" in asked.text
    assert in_state(platform, meeting) == "open"
    done = asked.send()
    assert "ze blijven verzegeld" in done.text
    assert in_state(platform, meeting) == "pending"


def test_cancelling_asks_first(platform: Platform, inspector: Visitor, open_page) -> None:
    open_page.fill(group="scholen").send()
    meeting = meeting_id(inspector)

    asked = inspector.open(f"/gesprek/{meeting}/annuleren")

    assert in_state(platform, meeting) == "open"
    assert "ongeopend vernietigd" in asked.send().text
    assert in_state(platform, meeting) == "cancelled"
    assert not platform.keystore.has(meeting)


def test_the_countdown_can_be_started_and_stopped(inspector: Visitor, open_page) -> None:
    open_page.fill(group="scholen").send()
    page = inspector.open(f"/gesprek/{meeting_id(inspector)}")

    counting = page.send()

    assert "Sluit over" in counting.text
    assert "Sluit over" not in counting.send().text


def test_the_live_part_is_not_sent_again_when_nothing_changed(
    inspector: Visitor, open_page
) -> None:
    open_page.fill(group="scholen").send()
    address = f"/gesprek/{meeting_id(inspector)}/stand"

    first = inspector.client.get(address)
    second = inspector.client.get(address, headers={"If-None-Match": first.headers["ETag"]})

    assert (first.status_code, second.status_code) == (200, 304)
    assert "0 van ongeveer 15 ontvangen" in first.text


@pytest.mark.parametrize("path", ["", "/stand", "/sluiten", "/annuleren"])
def test_a_meeting_that_does_not_exist_is_a_page_not_found(inspector: Visitor, path: str) -> None:
    assert inspector.open(f"/gesprek/bestaatniet{path}").status == 404
