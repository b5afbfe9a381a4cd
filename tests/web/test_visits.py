"""Visits on the screen: planned, carried along, and seen by observers who see nothing early."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests import builders
from tests.web.conftest import Account, signed_in
from tests.web.visitor import Page, Visitor
from webapp.db.models import Meeting, Slip, Staff, Visit
from webapp.platform import Platform
from webapp.sealing.envelope import slip_hash
from webapp.services import print_slips
from webapp.services.cancel_meeting import cancel_meeting
from webapp.services.close_meeting import close_meeting
from webapp.services.hold_meeting import begin_meeting
from webapp.services.plan_visit import cancel_visit, plan_visit
from webapp.services.today import today
from webapp.services.visit_plan import ConversationPlan, VisitPlan

DAY = today() + timedelta(7)
OBSERVER = Account("kijkt@voorbeeld.be", "waarnemer")


@pytest.fixture
def provider_id(platform: Platform) -> str:
    return builders.provider(platform, "De Kreek")


@pytest.fixture
def visit_id(platform: Platform, round_id: str, provider_id: str) -> str:
    plan = VisitPlan(
        kind="visit",
        day=DAY,
        place="Brussel; zaal 2",
        provider_ids=[provider_id],
        conversations=[
            ConversationPlan(group_id="beleid", starts_at="09:00", ends_at="10:30", expected=2),
            ConversationPlan(group_id="scholen", starts_at="13:00", expected=3),
        ],
    )
    return plan_visit(platform, round_id, plan)


def meeting_ids(platform: Platform, visit_id: str) -> list[str]:
    with platform.database.reading() as session:
        query = select(Meeting.id).where(Meeting.visit_id == visit_id).order_by(Meeting.starts_at)
        return list(session.scalars(query))


def press(page: Page) -> bytes:
    """What the first button of the page gives as a file."""
    token = page.all(".//input[@name='csrf_token']")[-1].get("value")
    address = page.response.request.path
    response = page.visitor.client.post(address, data={"csrf_token": token})
    assert response.mimetype == "application/pdf"
    assert response.headers["Cache-Control"] == "no-store"
    return response.data


def test_a_visit_is_planned_from_its_form(
    platform: Platform, inspector: Visitor, round_id: str, provider_id: str
) -> None:
    page = inspector.open(f"/ronde/{round_id}/werkbezoek/nieuw")
    page.fill(day=DAY.strftime("%d/%m/%Y"), place="Gent", providers=provider_id)
    page.fill(starts_0="9u30", ends_0="11:00", group_2="", expected_1="12").send()
    again = page.send()

    assert inspector.open(f"/ronde/{round_id}/werkbezoeken").text.count("De Kreek") == 1
    assert again.status == 200
    assert "al gepland" in again.text
    with platform.database.reading() as session:
        [visit] = session.scalars(select(Visit))
    text = inspector.open(f"/werkbezoek/{visit.id}").text
    assert "09:30 – 11:00" in text
    assert "±12" in text
    assert text.count("Gepland") == 3
    assert text.count("nog niet gedrukt") == 2


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"day": "morgen"}, "Geef een dag"),
        ({"expected_0": "veel"}, "Gesprek 1: Geef hoeveel mensen"),
        ({"starts_1": "laat"}, "Gesprek 2: Geef uren"),
        ({"title": "x" * 201}, "hoogstens 200"),
        ({"providers": "weg"}, "Kies bij welke aanbieder"),
    ],
)
def test_a_plan_that_is_wrong_comes_back_as_it_was(
    inspector: Visitor, round_id: str, provider_id: str, wrong: dict[str, str], says: str
) -> None:
    page = inspector.open(f"/ronde/{round_id}/werkbezoek/nieuw")
    fields = {"day": DAY.isoformat(), "place": "Gent", "providers": provider_id, **wrong}
    page = page.fill_in(fields).send()

    assert page.title == "Werkbezoek plannen"
    assert says in page.text
    assert page.all(".//input[@name='place']")[0].get("value") == "Gent"


def test_a_plan_is_changed(platform: Platform, inspector: Visitor, visit_id: str) -> None:
    begun = meeting_ids(platform, visit_id)[0]
    drawn = print_slips.draw_day_slips(_row(platform, visit_id))
    print_slips.keep_day_slips(platform.database, visit_id, drawn)
    begin_meeting(platform.database, begun)
    page = inspector.open(f"/werkbezoek/{visit_id}/bewerken")
    assert "De aanbieders liggen daarom vast" in page.text
    page = page.fill(expected_1="5", group_2="ondersteuners", starts_2="15:00").send()

    assert "Het plan is veranderd" in page.text
    assert "3 gedrukt, 5 nodig" in page.text
    assert "15:00" in page.text
    inspector.open(f"/werkbezoek/{visit_id}/bewerken").fill(drop_2="y").send()
    with platform.database.reading() as session:
        states = [session.get_one(Meeting, id_).state for id_ in meeting_ids(platform, visit_id)]
    assert states == ["open", "open", "cancelled"]


def test_a_visit_is_called_off(platform: Platform, inspector: Visitor, visit_id: str) -> None:
    page = inspector.open(f"/werkbezoek/{visit_id}/annuleren")
    assert "2 gesprekken die gepland of open zijn" in page.text

    assert "2 gesprekken zijn geannuleerd" in page.send().text
    assert platform.keystore.meeting_ids() == set()
    assert "niets meer te annuleren" in inspector.open(f"/werkbezoek/{visit_id}/annuleren").text


def test_what_is_to_come_stands_before_what_is_over(
    platform: Platform, inspector: Visitor, round_id: str, provider_id: str
) -> None:
    visits = {}
    for number in (-2, -1, 0, 1):
        plan = VisitPlan(
            kind="visit",
            day=today() + timedelta(number),
            provider_ids=[provider_id],
            conversations=[ConversationPlan(group_id="beleid")],
        )
        visits[plan_visit(platform, round_id, plan)] = number
        if number < 0:
            cancel_visit(platform, list(visits)[-1])

    page = inspector.open(f"/ronde/{round_id}/werkbezoeken")

    links = [one.get("href").rsplit("/")[-1] for one in page.all(".//li[@class='card']//a")]
    assert [visits[one] for one in links] == [0, 1, -1, -2]


def test_a_conversation_leads_back_to_its_day(
    platform: Platform, inspector: Visitor, visit_id: str
) -> None:
    first, second = meeting_ids(platform, visit_id)
    pages = ("", "/sluiten", "/annuleren", "/erbij", "/fiches", "/papier", "/slotvragen", "/mail")

    for address in (*(f"/gesprek/{first}{page}" for page in pages), f"/gesprek/{second}"):
        links = [one.get("href") for one in inspector.open(address).all(".//main//nav//a")]
        assert f"/werkbezoek/{visit_id}" in links, address


def test_a_conversation_without_paper_leads_to_its_slips(
    platform: Platform, inspector: Visitor, visit_id: str
) -> None:
    address = f"/gesprek/{meeting_ids(platform, visit_id)[0]}"
    page = inspector.open(address)
    slips = f"/werkbezoek/{visit_id}/strookjes"

    assert slips in [one.get("href") for one in page.all(".//main//a")]
    assert page.all(f".//form[@action='{address}/beginnen']") == []
    token = page.all(".//input[@name='csrf_token']")[-1].get("value")
    headers = {"Referer": f"http://localhost{address}"}
    data = {"csrf_token": token}
    refused = inspector.client.post(f"{address}/beginnen", data=data, headers=headers)
    assert refused.status_code == 409
    assert f'href="{address}"' in refused.text

    press(inspector.open(slips))
    assert inspector.open(address).all(f".//form[@action='{address}/beginnen']") != []


def test_who_cancels_a_conversation_is_back_at_its_day(
    platform: Platform, inspector: Visitor, visit_id: str
) -> None:
    page = inspector.open(f"/gesprek/{meeting_ids(platform, visit_id)[0]}/annuleren")
    assert "Er kwam nog niets binnen" in page.text

    page = page.send()

    assert (page.title, "is geannuleerd" in page.text) == ("De Kreek", True)


def test_a_day_that_is_over_leads_to_its_results(
    platform: Platform, inspector: Visitor, round_id: str, visit_id: str
) -> None:
    first, second = meeting_ids(platform, visit_id)
    results = f"/ronde/{round_id}/resultaten"
    cancel_meeting(platform.database, platform.keystore, second)
    page = inspector.open(f"/werkbezoek/{visit_id}")
    assert results not in [one.get("href") for one in page.all(".//main//a")]
    cells = [" ".join(row.itertext()).split() for row in page.all(".//tbody/tr")]
    assert [row[-1] for row in cells] == ["gedrukt", "–"]

    press(inspector.open(f"/werkbezoek/{visit_id}/strookjes"))
    begin_meeting(platform.database, first)
    close_meeting(platform.database, platform.keystore, first)

    page = inspector.open(f"/werkbezoek/{visit_id}")
    assert results in [one.get("href") for one in page.all(".//main//a")]


def test_slips_of_the_day_are_in_the_paper_only(
    platform: Platform, inspector: Visitor, visit_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []
    monkeypatch.setattr(print_slips, "new_slip", lambda: drawn.append(s := new_slip()) or s)
    from webapp.sealing.codes import new_slip

    page = inspector.open(f"/werkbezoek/{visit_id}/strookjes")
    assert "5 strookjes" in page.text
    assert press(page).startswith(b"%PDF")
    page = inspector.open(f"/werkbezoek/{visit_id}/strookjes")
    assert "dan werken die niet meer" in page.text
    assert press(page).startswith(b"%PDF")

    with platform.database.reading() as session:
        kept = set(session.scalars(select(Slip.slip_hash)))
    assert kept == {slip_hash(slip) for slip in drawn[5:]}
    html = inspector.open(f"/werkbezoek/{visit_id}").response.text
    assert not any(slip in html for slip in drawn)
    assert html.count("gedrukt") == 2


def test_slips_stay_when_their_paper_fails(
    platform: Platform, inspector: Visitor, visit_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from webapp.paper.pdf import PaperError
    from webapp.services import visit_papers

    press(inspector.open(f"/werkbezoek/{visit_id}/strookjes"))
    with platform.database.reading() as session:
        before = set(session.scalars(select(Slip.slip_hash)))

    def fail(*_: object, **__: object) -> bytes:
        raise PaperError("no paper")

    monkeypatch.setattr(visit_papers, "day_slips", fail)
    page = inspector.open(f"/werkbezoek/{visit_id}/strookjes").send()

    assert page.status == 500
    with platform.database.reading() as session:
        assert set(session.scalars(select(Slip.slip_hash))) == before


def test_the_questions_go_out_beforehand(
    platform: Platform, inspector: Visitor, visit_id: str
) -> None:
    page = inspector.open(f"/werkbezoek/{visit_id}/vragen")
    scholen = meeting_ids(platform, visit_id)[1]

    others = [one for one in page.all(".//main//a") if "gesprek=" in (one.get("href") or "")]
    assert ["".join(one.itertext()) for one in others[:1]] == [
        "Vragen voor: Scholen gewoon onderwijs (13:00)"
    ]
    assert "Wie coördineert er" in page.text
    assert "09:00 – 10:30, Brussel; zaal 2" in page.text
    [mail] = [one.get("href") or "" for one in page.all(".//a") if "mailto:" in one.get("href", "")]
    assert re.fullmatch(r"mailto:\?subject=[^ &]+&body=[^ &]+", mail)
    pdf = inspector.client.get(f"/werkbezoek/{visit_id}/vragen.pdf?gesprek={scholen}")
    assert pdf.data.startswith(b"%PDF")
    assert (
        "Voor welke leerlingen"
        in inspector.open(f"/werkbezoek/{visit_id}/vragen?gesprek={scholen}").text
    )
    assert inspector.open(f"/werkbezoek/{visit_id}/vragen?gesprek=weg").status == 404


def test_the_agenda_takes_the_day_along(inspector: Visitor, round_id: str, visit_id: str) -> None:
    one = inspector.client.get(f"/werkbezoek/{visit_id}/agenda.ics")
    all_ = inspector.client.get(f"/ronde/{round_id}/werkbezoeken.ics")

    assert one.mimetype == all_.mimetype == "text/calendar"
    assert one.text.count("BEGIN:VEVENT") == 2
    assert "LOCATION:Brussel\\; zaal 2" in one.text
    assert f"URL:http://localhost/werkbezoek/{visit_id}" in one.text.replace("\r\n ", "")


def test_an_observer_sees_the_day_and_nothing_else(
    app: Flask, platform: Platform, inspector: Visitor, round_id: str, visit_id: str
) -> None:
    observer = signed_in(app, platform, OBSERVER)
    assert observer.page.title == "Mijn werkbezoeken"
    assert observer.open(f"/werkbezoek/{visit_id}").status == 404
    with platform.database.reading() as session:
        staff_id = session.scalar(select(Staff.id).where(Staff.email == OBSERVER.email))
    inspector.open(f"/werkbezoek/{visit_id}/bewerken").fill(observers=str(staff_id)).send()

    assert "De Kreek" in observer.open("/werkbezoeken").text
    page = observer.open(f"/werkbezoek/{visit_id}")
    assert (page.status, page.title) == (200, "De Kreek")
    links = {one.get("href") or "" for one in page.all(".//main//a")}
    assert links == {"/werkbezoeken", f"/werkbezoek/{visit_id}/agenda.ics"}
    assert page.all(".//main//form") == []
    assert observer.client.get(f"/werkbezoek/{visit_id}/agenda.ics").status_code == 200
    refused = [
        f"/ronde/{round_id}/werkbezoeken",
        f"/ronde/{round_id}/resultaten",
        *(f"/werkbezoek/{visit_id}/{page}" for page in ("bewerken", "strookjes", "vragen")),
        *(f"/gesprek/{id_}" for id_ in meeting_ids(platform, visit_id)),
    ]
    assert {observer.open(address).status for address in refused} == {403}


def test_what_does_not_exist_is_not_found(inspector: Visitor) -> None:
    parts = ("", "/stand", "/bewerken", "/annuleren", "/strookjes", "/vragen", "/agenda.ics")
    addresses = [*(f"/werkbezoek/weg{part}" for part in parts), "/ronde/weg/werkbezoeken"]

    assert {inspector.open(address).status for address in addresses} == {404}


def _row(platform: Platform, visit_id: str):
    from webapp.db.queries.visits import find_visit

    with platform.database.reading() as session:
        return find_visit(session, visit_id)
