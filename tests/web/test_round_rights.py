"""Rounds are given: what inspectors, observers and readers reach, and what they never see."""

import pytest
from flask import Flask
from sqlalchemy import select

from tests import builders
from tests.web.conftest import Account, signed_in
from tests.web.visitor import Page, Visitor
from webapp.db.models import Round, Staff
from webapp.db.queries.round_rights import list_rounds_given
from webapp.instrument.model import Instrument
from webapp.platform import Platform
from webapp.services.errors import BadInputError, NotFoundError, WrongStateError
from webapp.services.give_rounds import set_round_rights
from webapp.services.plan_visit import plan_visit
from webapp.services.staff_accounts import add_staff, change_staff
from webapp.services.today import today
from webapp.services.visit_plan import ConversationPlan, VisitPlan

REMARK = "de fagot staat in de kelder"
SHEETS = [{"18": "passend", "remark_18": REMARK}] * 9
READER = Account("leest@voorbeeld.be", "lezer")
INSPECTOR = "inspecteur@voorbeeld.be"


def id_of(platform: Platform, email: str) -> str:
    with platform.database.reading() as session:
        return session.scalars(select(Staff.id).where(Staff.email == email)).one()


def give(platform: Platform, round_id: str, *emails: str) -> None:
    ids = [id_of(platform, email) for email in emails]
    set_round_rights(platform.database, round_id, ids, every_inspector=False)


def followed(page: Page, words: str) -> Page:
    """Where the one link of a page with these words leads."""
    [address] = {
        link.get("href", "") for link in page.all(".//a") if words in "".join(link.itertext())
    }
    return page.visitor.open(address)


@pytest.fixture
def boss(app: Flask, platform: Platform) -> Visitor:
    return signed_in(app, platform, Account("baas@voorbeeld.be", "beheerder"))


@pytest.fixture
def reader(app: Flask, platform: Platform) -> Visitor:
    return signed_in(app, platform, READER)


@pytest.fixture
def said(platform: Platform, okt: Instrument) -> str:
    """A round of nobody in particular with released results, a remark, and a provider."""
    round_id = builders.open_round(platform, okt, given_to=())
    provider_id = builders.provider(platform, "De Kreek")
    meeting = builders.meeting_with(
        platform, round_id, SHEETS, group_id="scholen", provider_ids=[provider_id]
    )
    builders.close(platform, meeting)
    return round_id


def test_an_inspector_leads_what_they_opened_and_what_they_were_given(
    app: Flask, platform: Platform, inspector: Visitor, boss: Visitor, said: str, okt: Instrument
) -> None:
    form = inspector.open("/beheer/ronde/nieuw")
    assert (
        form.fill(title="Mijn ronde", instrument=f"{okt.id}@{okt.version}").send().title
        == "Mijn ronde"
    )
    colleague = signed_in(app, platform, Account("collega@voorbeeld.be", "inspecteur"))
    assert "Mijn ronde" in inspector.open("/beheer").text
    assert "Mijn ronde" not in colleague.open("/beheer").text
    assert "Proefronde" not in inspector.open("/beheer").text
    assert inspector.open(f"/ronde/{said}").status == 404

    page = followed(boss.open(f"/ronde/{said}"), "Wie mag bij deze ronde?")
    page = page.fill(staff=id_of(platform, INSPECTOR)).send()

    assert "Wie bij deze ronde mag, is bewaard." in page.text
    assert "Proefronde" in inspector.open("/beheer").text
    assert inspector.open(f"/ronde/{said}").status == 200
    assert colleague.open(f"/ronde/{said}").status == 404
    boss.open(f"/ronde/{said}/toegang").fill(led_by="every").send()
    assert colleague.open(f"/ronde/{said}").status == 200


def test_no_way_round_leads_to_a_round_of_others(
    platform: Platform, inspector: Visitor, said: str, okt: Instrument
) -> None:
    """Through what stands in an address beside the round, and through what is sent to it."""
    mine = builders.open_round(platform, okt, given_to=(id_of(platform, INSPECTOR),))
    chart = f"/ronde/{mine}/resultaten/grafiek/rondes-{said}-scholen.csv"
    assert inspector.open(chart).status == 404
    assert inspector.open(f"/ronde/{mine}/resultaten/vergelijken/rondes/{said}").status == 404
    assert said not in inspector.open(f"/ronde/{mine}/resultaten/vergelijken/rondes").response.text
    with platform.database.reading() as session:
        remark = session.connection().exec_driver_sql("SELECT id FROM remark").scalar()
    token = inspector.open("/beheer").all(".//input[@name='csrf_token']")[0].get("value", "")
    fields = [("csrf_token", token), ("text", ""), ("version", "0")]
    replies = [
        inspector.send(f"/ronde/{mine}/opmerkingen/{id_}", fields) for id_ in (remark, "nothing")
    ]
    assert replies[0].status == replies[1].status == 409
    assert REMARK not in replies[0].response.text
    give(platform, said, INSPECTOR)
    assert inspector.open(chart).status == 200


def test_a_reader_sees_released_results_and_nothing_else(
    app: Flask, platform: Platform, reader: Visitor, inspector: Visitor, said: str
) -> None:
    assert reader.open("/resultaten").title == "Resultaten om te lezen"
    assert "nog geen ronde" in reader.page.text
    assert reader.open(f"/ronde/{said}/resultaten").status == 404
    give(platform, said, READER.email)

    page = followed(reader.open("/resultaten"), "Proefronde")

    assert "De Kreek" in page.text
    seen = {page.response.request.path}
    waiting = {link.get("href", "") for link in page.all(".//a[@href]")}
    while waiting:
        address = waiting.pop()
        path = address.partition("?")[0]
        if not address.startswith("/") or path in seen or path.startswith(("/static", "/account")):
            continue
        seen.add(path)
        found = reader.open(address)
        assert found.status == 200, address  # no link leads to a closed door
        assert REMARK.encode() not in found.response.data, address
        assert INSPECTOR.encode() not in found.response.data, address
        if found.response.mimetype == "text/html":
            waiting |= {link.get("href", "") for link in found.all(".//a[@href]")}
    assert f"/ronde/{said}/resultaten.json" in seen
    assert reader.open(f"/ronde/{said}/resultaten/grafiek/inschatting.csv").status == 404


def test_a_reader_sees_nothing_before_its_release(
    platform: Platform, reader: Visitor, okt: Instrument
) -> None:
    round_id = builders.open_round(platform, okt, release="estimate", given_to=())
    give(platform, round_id, READER.email)
    builders.close(platform, builders.meeting_with(platform, round_id, SHEETS, group_id="scholen"))

    figures = reader.open(f"/ronde/{round_id}/resultaten.json").response.json

    assert figures["groups"] == figures["totals"] == []


def test_who_leads_a_visit_gets_its_round_and_an_observer_sees_the_visits_of_it(
    app: Flask, platform: Platform, inspector: Visitor, okt: Instrument
) -> None:
    observer = signed_in(app, platform, Account("kijkt@voorbeeld.be", "waarnemer"))
    round_id = builders.open_round(platform, okt, given_to=())
    plan = VisitPlan(
        kind="visit",
        day=today(),
        place="Gent",
        provider_ids=[builders.provider(platform, "De Kreek")],
        leader_ids=[id_of(platform, INSPECTOR)],
        conversations=[ConversationPlan(group_id="scholen", starts_at="09:00")],
    )
    visit_id = plan_visit(platform, round_id, plan)

    assert inspector.open(f"/ronde/{round_id}").status == 200
    assert observer.open(f"/werkbezoek/{visit_id}").status == 404
    give(platform, round_id, "kijkt@voorbeeld.be")
    assert followed(observer.open("/werkbezoeken"), "De Kreek").status == 200
    assert observer.open(f"/ronde/{round_id}/resultaten").status == 403
    assert inspector.open(f"/ronde/{round_id}").status == 404
    assert "De Kreek" not in inspector.open("/werkbezoeken").text


def test_another_role_loses_the_rounds_of_the_old_one(platform: Platform, said: str) -> None:
    add_staff(platform.database, INSPECTOR, "inspecteur")
    give(platform, said, INSPECTOR)
    add_staff(platform.database, INSPECTOR, "inspecteur")
    staff_id = id_of(platform, INSPECTOR)
    assert rounds_of(platform, staff_id) == [said]

    change_staff(platform.database, staff_id, "lezer")

    assert rounds_of(platform, staff_id) == []


def rounds_of(platform: Platform, staff_id: str) -> list[str]:
    with platform.database.reading() as session:
        return [one.id for one in list_rounds_given(session, staff_id)]


def test_what_cannot_be_given_is_refused(platform: Platform, said: str) -> None:
    provider_id = builders.provider(platform, "De Geul")
    add_staff(platform.database, "school@voorbeeld.be", "aanbieder", [provider_id])
    school = id_of(platform, "school@voorbeeld.be")
    database = platform.database
    with pytest.raises(BadInputError, match="krijgt geen rondes"):
        set_round_rights(database, said, [school], every_inspector=False)
    with pytest.raises(NotFoundError):
        set_round_rights(database, said, ["nobody"], every_inspector=False)
    with pytest.raises(NotFoundError):
        set_round_rights(database, "nothing", [], every_inspector=True)
    own = builders.self_evaluation(platform, provider_id)
    with pytest.raises(WrongStateError, match="zelfevaluatie"):
        set_round_rights(database, own, [], every_inspector=True)
    with database.reading() as session:
        assert session.get_one(Round, own).led_by is None
