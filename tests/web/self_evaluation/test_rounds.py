"""A self-evaluation that runs: who leads it, what comes out, and sharing it."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from tests import builders
from tests.web.conftest import Account, signed_in
from tests.web.self_evaluation.conftest import Coordinator
from tests.web.visitor import Visitor
from webapp.db.models import AuditEvent, Meeting, Round, RoundShare, Tally
from webapp.platform import Platform
from webapp.services.close_meeting import close_meeting
from webapp.services.close_round import close_round
from webapp.services.today import today


@pytest.fixture
def inspectors(app: Flask, platform: Platform) -> list[Visitor]:
    """An inspector and an administrator."""
    return [
        signed_in(app, platform, Account(f"{role}@voorbeeld.be", role))
        for role in ("inspecteur", "beheerder")
    ]


def answered(coordinator: Coordinator, platform: Platform) -> str:
    """A self-evaluation of which six people of schools answered; gives its id."""
    round_id = coordinator.start()
    with platform.database.reading() as session:
        (meeting,) = session.query(Meeting).filter_by(round_id=round_id)
        meeting_id, code = meeting.id, meeting.join_code
    visitor = Visitor(coordinator.visitor.client.application.test_client())
    for _person in range(6):
        page = visitor.open(f"/d/{code}")
        page.fill_in({f"block_{one}": "passend" for one in ("18", "19", "20")})
        page.fill_in({"block_eigen-1": "niet"})
        page.send()
        assert visitor.page.has_state("received")
    close_meeting(platform.database, platform.keystore, meeting_id)
    close_round(platform.database, platform.keystore, round_id)
    return round_id


def pages_of(round_id: str) -> list[str]:
    """Where results of a round can be read."""
    start = f"/ronde/{round_id}"
    return [
        f"{start}/resultaten",
        f"{start}/resultaten/vormgeving",
        f"{start}/resultaten/eigen",
        f"{start}/resultaten/kort",
        f"{start}/resultaten/vergelijken/gesprekspartners",
        *(f"{start}/resultaten.{extension}" for extension in ("json", "csv", "xlsx")),
        f"{start}/resultaten/grafiek/themas-scholen.svg",
    ]


def test_people_of_its_provider_see_what_came_out_and_their_own_apart(
    coordinator: Coordinator, platform: Platform
) -> None:
    round_id = answered(coordinator, platform)
    visitor = coordinator.visitor

    statuses = [visitor.open(path).status for path in pages_of(round_id)]
    overview = visitor.open(f"/ronde/{round_id}/resultaten").text
    own = visitor.open(f"/ronde/{round_id}/resultaten/eigen").text
    as_json = json.loads(visitor.client.get(f"/ronde/{round_id}/resultaten.json").data)

    assert set(statuses) == {200}
    assert "bij 3 van de 3 bouwstenen koos meer dan de helft" in overview
    assert "Eigen bouwstenen" in overview
    assert "Eigen 1. " in own
    assert "eigen-1" not in own
    (group,) = as_json["groups"]
    assert [one["block"] for one in group["blocks"]] == ["18", "19", "20", "eigen-1"]
    in_list = {one.get("href") for one in visitor.open("/mijn-resultaten").all(".//main//a")}
    assert f"/ronde/{round_id}/resultaten" in in_list
    elsewhere = visitor.client.get(f"/mijn-resultaten/{round_id}")  # beside others, who are not
    assert elsewhere.headers["Location"] == f"/ronde/{round_id}/resultaten"


def test_every_link_on_its_pages_can_be_opened(
    coordinator: Coordinator, platform: Platform
) -> None:
    round_id = answered(coordinator, platform)
    visitor = coordinator.visitor
    with platform.database.reading() as session:
        (meeting,) = session.query(Meeting).filter_by(round_id=round_id)
    here = [
        "/mijn-aanbieder/zelfevaluaties",
        f"/ronde/{round_id}",
        f"/ronde/{round_id}/delen",
        f"/ronde/{round_id}/gegevens",
        f"/gesprek/{meeting.id}",
        *(one for one in pages_of(round_id) if "." not in one),
    ]

    links = {
        link.get("href", "").partition("#")[0]
        for path in here
        for link in visitor.open(path).all(".//a[@href]")
    }

    closed = {one: visitor.open(one).status for one in links if one.startswith("/")}
    assert {one: status for one, status in closed.items() if status != 200} == {}


def test_nobody_else_sees_anything_of_it_until_it_is_shared(
    coordinator: Coordinator,
    coordinator_of: Callable[[str], Coordinator],
    inspectors: list[Visitor],
    platform: Platform,
) -> None:
    round_id = answered(coordinator, platform)
    stranger = coordinator_of("Andere aanbieder").visitor
    others = [*inspectors, stranger]

    found = {
        path: {one.open(path).status for one in others}
        for path in [*pages_of(round_id), f"/ronde/{round_id}", f"/ronde/{round_id}/delen"]
    }

    assert found.pop(f"/ronde/{round_id}/delen") == {403, 404}
    assert {status for statuses in found.values() for status in statuses} == {404}
    assert stranger.open(f"/mijn-resultaten/{round_id}").status == 404
    for one in others:
        assert "Hoe doen we het?" not in one.open("/").text
    for one in inspectors:
        assert "Hoe doen we het?" not in one.open("/beheer").text


def test_sharing_shows_exactly_these_figures_and_stopping_takes_them_away(
    coordinator: Coordinator, inspectors: list[Visitor], platform: Platform
) -> None:
    round_id = answered(coordinator, platform)

    told = coordinator.send(f"/ronde/{round_id}/delen", [("confirm", "y")])
    assert "Dit ziet de inspectie" in told.text

    own = coordinator.visitor.client
    for one in inspectors:
        assert {one.open(path).status for path in pages_of(round_id)} == {200}
        assert "Voorbeeldaanbieder: Hoe doen we het?" in one.open("/beheer").text
        theirs = one.client.get(f"/ronde/{round_id}/resultaten.json").data
        assert theirs == own.get(f"/ronde/{round_id}/resultaten.json").data
        figures = {chart.get("id") for chart in told.all(".//figure[@id]")}
        overview = one.open(f"/ronde/{round_id}/resultaten")
        assert figures >= {chart.get("id") for chart in overview.all(".//figure[@id]")}
        for closed in ("", "/opmerkingen", "/coderen", "/resultaten/sterktes", "/context"):
            assert one.open(f"/ronde/{round_id}{closed}").status == 404

    coordinator.send(f"/ronde/{round_id}/delen/stoppen", [])
    for one in inspectors:
        assert {one.open(path).status for path in pages_of(round_id)} == {404}
        assert "Hoe doen we het?" not in one.open("/beheer").text
    with platform.database.reading() as session:
        (share,) = session.query(RoundShare)
        logged = [one.address for one in session.query(AuditEvent)]
    assert share.stopped_by == share.shared_by
    assert logged.count(f"/ronde/{round_id}/delen") == 1
    assert logged.count(f"/ronde/{round_id}/delen/stoppen") == 1


def test_sharing_is_asked_for_with_the_figures_in_sight(
    coordinator: Coordinator, inspectors: list[Visitor], platform: Platform
) -> None:
    round_id = answered(coordinator, platform)

    asked = coordinator.visitor.open(f"/ronde/{round_id}/delen")
    refused = coordinator.send(f"/ronde/{round_id}/delen", [])

    assert "Dit zou de inspectie zien" in asked.text
    assert asked.all(".//figure[@id]")
    assert "Kruis aan dat u dit wilt delen" in refused.text
    assert inspectors[0].open(f"/ronde/{round_id}/resultaten").status == 404


@pytest.mark.parametrize(("writers", "is_read"), [(8, True), (7, False)])
def test_remarks_are_coded_by_the_provider_from_eight_writers_on(
    coordinator: Coordinator,
    inspectors: list[Visitor],
    platform: Platform,
    writers: int,
    is_read: bool,
) -> None:
    round_id = builders.self_evaluation(platform, coordinator.provider_id)
    said = [{"1": "passend", "remark_1": f"Mark {n} zegt dit"} for n in range(writers)]
    sheets = [*said, {"1": "niet"}]
    ids = [coordinator.provider_id]
    builders.close(platform, builders.meeting_with(platform, round_id, sheets, provider_ids=ids))
    close_round(platform.database, platform.keystore, round_id)
    coordinator.send(f"/ronde/{round_id}/delen", [("confirm", "y")])

    page = coordinator.visitor.open(f"/ronde/{round_id}/opmerkingen")

    assert ("Mark 3 zegt dit" in page.text) == is_read
    for one in inspectors:
        assert one.open(f"/ronde/{round_id}/opmerkingen").status == 404
        export = one.client.get(f"/ronde/{round_id}/resultaten.json").text
        assert "beleid" in export
        assert "zegt dit" not in export


def test_a_round_that_runs_cannot_be_shared(coordinator: Coordinator, platform: Platform) -> None:
    round_id = coordinator.start()
    told = "Dat kan zodra u de zelfevaluatie afgesloten hebt."
    assert told in coordinator.visitor.open(f"/ronde/{round_id}").text

    page = coordinator.send(f"/ronde/{round_id}/delen", [("confirm", "y")])

    assert "Delen kan pas als de zelfevaluatie afgesloten is" in page.text
    assert builders.how_many(platform, RoundShare) == 0


def test_rounds_stand_beside_their_like_only(
    coordinator: Coordinator,
    coordinator_of: Callable[[str], Coordinator],
    inspectors: list[Visitor],
    platform: Platform,
) -> None:
    first, second = answered(coordinator, platform), answered(coordinator, platform)
    other = answered(coordinator_of("Andere aanbieder"), platform)
    of_inspectorate = builders.open_round(platform)
    coordinator.send(f"/ronde/{first}/delen", [("confirm", "y")])

    def beside(visitor: Visitor, one: str, two: str) -> set[int]:
        return {
            visitor.open(f"/ronde/{one}/resultaten/vergelijken/rondes/{two}").status,
            visitor.open(f"/ronde/{one}/resultaten/grafiek/rondes-{two}-scholen.svg").status,
        }

    own = coordinator.visitor
    assert beside(own, second, first) == {200}
    assert "Hoe doen we het?" in own.open(f"/ronde/{first}/resultaten/vergelijken/rondes").text
    for hidden in (other, of_inspectorate):
        assert beside(own, first, hidden) == {404}
        assert beside(own, hidden, first) == {404}
    for inspector in inspectors:
        assert beside(inspector, of_inspectorate, first) == {404}
        assert beside(inspector, first, second) == {404}
        listed = inspector.open(f"/ronde/{of_inspectorate}/resultaten/vergelijken/rondes").text
        assert "Hoe doen we het?" not in listed


def test_slips_are_printed_and_then_its_groups_begin(
    coordinator: Coordinator, platform: Platform
) -> None:
    steps = coordinator.fill_in()
    groups = [("expected_scholen", "7"), ("way_scholen", "slips"), ("setting_scholen", "alone")]
    coordinator.send(f"{steps}/groepen", [*groups, ("to", "nakijken")])
    round_id = steps.rsplit("/", 1)[1]
    coordinator.send(f"{steps}/starten", [])
    page = coordinator.visitor.open(f"/ronde/{round_id}")
    assert "Strookjes afdrukken" in page.text
    assert "groep invullen" not in page.text

    printed = coordinator.send(f"/ronde/{round_id}/strookjes", [])
    assert printed.response.mimetype == "application/pdf"
    assert "7 strookjes" in coordinator.visitor.open(f"/ronde/{round_id}/strookjes").text
    page = coordinator.send(f"/ronde/{round_id}/beginnen", [])

    assert "1 groep kan invullen" in page.text
    with platform.database.reading() as session:
        (meeting,) = session.query(Meeting)
    assert (meeting.held, meeting.slip_count) == (None, 7)


def test_its_provider_keeps_it_longer_or_erases_it(
    coordinator: Coordinator, inspectors: list[Visitor], platform: Platform
) -> None:
    round_id, visitor = answered(coordinator, platform), coordinator.visitor
    data, title = f"/ronde/{round_id}/gegevens", [("title", "Hoe doen we het?")]
    coordinator.send(f"/ronde/{round_id}/delen", [("confirm", "y")])
    with platform.database.writing() as session:
        session.get_one(Round, round_id).keep_until = today() + timedelta(60)
    for address in ("/mijn-aanbieder/zelfevaluaties", f"/ronde/{round_id}", data):
        assert "wordt gewist na" in visitor.open(address).text, address
    day = (today() + timedelta(400)).isoformat()
    refused = visitor.open(f"{data}/langer").fill(until=day, reason="").send()
    assert "waarom" in refused.text
    kept = refused.fill(until=day, reason="een tweede ronde").send()
    assert "een tweede ronde" in kept.text
    assert "wordt gewist na" not in kept.text
    page = visitor.open(f"{data}/wissen")
    assert "ziet ook de inspectie er niets meer van" in page.text
    assert "Typ de titel" in page.fill(title="Hoe doen").send().text
    assert builders.how_many(platform, Tally)

    assert "De ronde is gewist." in coordinator.send(f"{data}/wissen", title).text

    assert {builders.how_many(platform, one) for one in (Tally, Meeting, RoundShare)} == {0}
    assert "met de ronde gewist" in visitor.open(f"/ronde/{round_id}").text
    assert "gewist op" in visitor.open("/mijn-aanbieder/zelfevaluaties").text
    assert coordinator.send(f"/ronde/{round_id}/delen", [("confirm", "y")]).status == 409
    assert inspectors[0].open(f"/ronde/{round_id}/resultaten").status == 404


def test_nobody_else_keeps_or_erases_it(
    coordinator: Coordinator,
    coordinator_of: Callable[[str], Coordinator],
    inspectors: list[Visitor],
    platform: Platform,
) -> None:
    round_id, other = answered(coordinator, platform), coordinator_of("Andere aanbieder")
    data = f"/ronde/{round_id}/gegevens"
    coordinator.send(f"/ronde/{round_id}/delen", [("confirm", "y")])

    for part in ("", "/langer", "/wissen"):
        assert [one.open(data + part).status for one in inspectors] in ([404, 404], [403, 404])
        assert other.visitor.open(data + part).status == 404
    assert other.send(f"{data}/wissen", [("title", "Hoe doen we het?")]).status == 404
    assert builders.how_many(platform, Tally)


def test_a_second_meeting_is_about_the_provider_itself(
    coordinator: Coordinator, platform: Platform
) -> None:
    other = builders.provider(platform, "Andere aanbieder")
    round_id = coordinator.start()
    page = coordinator.visitor.open(f"/ronde/{round_id}/gesprek/nieuw")
    assert "Andere aanbieder" not in page.text

    page.fill(expected="5").fill_in({"group": "scholen"}).send()

    with platform.database.reading() as session:
        assert session.query(Meeting).filter_by(round_id=round_id).count() == 2
    refused = coordinator.visitor.open(f"/ronde/{round_id}/gesprek/nieuw")
    refused.filled["providers"] = [other]
    assert refused.send().status == 200
    with platform.database.reading() as session:
        assert session.query(Meeting).filter_by(round_id=round_id).count() == 2
