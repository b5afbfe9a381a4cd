"""Verder met de resultaten: focus points, actions, and the team's judgement beside the groups."""

import csv
import io
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests import builders
from tests.analysis.test_focus_back import second_version
from tests.web.conftest import signed_in_for
from tests.web.visitor import Page, Visitor
from webapp.db.models import ActionPoint, FocusPoint, Round, RoundShare, TeamRating
from webapp.db.queries.staff import list_audit_events, list_staff
from webapp.platform import Platform
from webapp.services.close_round import close_round
from webapp.services.today import today

YES = {"1": "passend", "2": "passend", "3": "passend", "4": "passend"}
NO = {"1": "niet", "3": "niet", "4": "passend"}
ONE_DATABASE = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


class Own:
    """A provider with a round of its own answers, and somebody who works for it."""

    def __init__(self, app: Flask, platform: Platform) -> None:
        self.platform = platform
        self.provider = builders.provider(platform, "De Linde")
        self.round = builders.open_round(platform)
        self.meet("beleid", [YES] * 12)
        self.meet("scholen", [NO] * 12)
        self.visitor = signed_in_for(app, platform, self.provider)
        self.place = f"/mijn-resultaten/{self.round}/verder/{self.provider}"

    def meet(self, group_id: str, sheets: list[dict[str, str]]) -> None:
        made = builders.meeting_with(
            self.platform, self.round, sheets, group_id=group_id, provider_ids=[self.provider]
        )
        builders.close(self.platform, made)

    def open(self, tail: str = "") -> Page:
        return self.visitor.open(self.place + tail)

    def choose(self, **whys: str) -> Page:
        """Tick b1, b2 … on the page of choices, each with why."""
        page = self.open("/aandachtspunten")
        page.filled["block"] = [name[1:] for name in whys]
        return page.fill_in({f"why_{name[1:]}": why for name, why in whys.items()}).send()

    def link(self, text: str) -> str:
        links = [one for one in self.open().all(".//main//a") if text in "".join(one.itertext())]
        return links[0].get("href", "")

    def add_action(self, what: str, who: str = "zorgteam", due: str = "2027-03-01") -> Page:
        page = self.visitor.open(self.link("Actie toevoegen"))
        return page.fill(what=what, who=who, due=due).send()

    def count(self, model: type) -> int:
        return builders.how_many(self.platform, model)


@pytest.fixture
def own(app: Flask, platform: Platform) -> Own:
    return Own(app, platform)


@ONE_DATABASE
def test_what_groups_differ_on_stands_first(own: Own):
    page = own.open()

    assert page.title == "Verder met de resultaten"
    blocks = [one.text for one in page.all(".//ol[@class='apart']//span[@class='block-name']")]
    assert blocks == ["een eigen visie", "aanmelding & opstart in < 4 weken"]
    assert "Beleid: 12 van 12 koos ‘Passend’; Scholen: 0 van 12 koos ‘Passend’. Verschil." in (
        page.text
    )
    assert "U koos nog niets." in page.text
    assert "geen score en geen rangschikking" in page.text


def test_five_are_chosen_and_a_sixth_is_refused_with_nothing_lost(
    app: Flask, platform: Platform, okt
):
    own = Own(app, platform)
    own.round = builders.open_round(platform, okt)
    own.meet("scholen", [{"18": "passend"}] * 6)
    own.place = f"/mijn-resultaten/{own.round}/verder/{own.provider}"
    whys = {f"b{n}": f"reden {n}" for n in range(1, 7)}

    refused = own.choose(**whys)

    assert "U koos 6 aandachtspunten. Kies er hoogstens 5" in refused.text
    assert own.count(FocusPoint) == 0
    ticked = [
        one.get("value")
        for one in refused.all(".//input[@name='block']")
        if one.get("checked") is not None
    ]
    assert sorted(ticked) == ["1", "2", "3", "4", "5", "6"]
    assert {one.text for one in refused.all(".//textarea") if one.text} == set(whys.values())

    refused.filled["block"] = ["1", "2", "3", "4", "5"]
    page = refused.send()
    assert "De aandachtspunten zijn bewaard." in page.text
    assert "5 van hoogstens 5, in de volgorde van het kader." in page.text
    assert own.count(FocusPoint) == 5


@ONE_DATABASE
def test_each_choice_needs_a_reason_that_fits(own: Own):
    page = own.choose(b1="", b3="x" * 501, b4="goed")

    assert "Schrijf in één zin waarom." in page.text
    assert "Dit is te lang: 501 tekens, en er kunnen er hoogstens 500." in page.text
    assert page.all(".//textarea[@name='why_3']")[0].text == "x" * 501
    assert own.count(FocusPoint) == 0
    unknown = [("csrf_token", _token(page)), ("seen", ""), ("block", "99"), ("why_99", "x")]
    assert (
        "staat niet in het instrument"
        in own.visitor.send(f"{own.place}/aandachtspunten", unknown).text
    )
    assert own.count(FocusPoint) == 0


def test_two_tabs_do_not_overwrite_each_other_unseen(own: Own):
    first = own.open("/aandachtspunten")
    own.choose(b1="eerst hier")
    first.filled["block"] = ["3"]

    late = first.fill_in({"why_3": "in een ander tabblad"}).send()

    assert "Iemand anders koos intussen andere aandachtspunten" in late.text
    assert late.all(".//textarea[@name='why_3']")[0].text == "in een ander tabblad"
    assert "eerst hier" in own.open().text
    late.filled["block"] = ["1", "3"]
    page = late.fill_in({"why_1": "eerst hier"}).send()
    assert "De aandachtspunten zijn bewaard." in page.text
    assert own.count(FocusPoint) == 2


def test_an_action_is_added_once_changed_and_taken_away(own: Own):
    own.choose(b1="we verschillen")
    page = own.visitor.open(own.link("Actie toevoegen"))
    assert "liever geen naam" in page.text
    form = page.fill(what="een studiedag\nover visie", who="directie", due="2027-03-01")
    assert "De actie is bewaard." in form.send().text
    assert "De actie is bewaard." in form.send().text  # pressed twice
    assert own.count(ActionPoint) == 1
    assert "een studiedag over visie" in own.open().text

    edit = own.link("Aanpassen")
    one, other = own.visitor.open(edit), own.visitor.open(edit)
    assert "De actie is veranderd." in one.fill(state="done").send().text
    late = other.fill(what="iets anders").send()
    assert "Iemand anders veranderde deze actie intussen." in late.text
    assert late.all(".//textarea[@name='what']")[0].text.strip() == "iets anders"
    assert "een studiedag over visie" in own.open().text
    assert "De actie is veranderd." in late.send().text

    away = own.visitor.open(own.link("Weghalen"))
    assert own.count(ActionPoint) == 1
    assert "De actie is weg." in away.send().text
    assert own.count(ActionPoint) == 0
    assert away.send().status == 404


WRONG_ACTIONS = (
    ({"what": ""}, "Schrijf wat u zult doen."),
    ({"what": "x" * 501}, "Dit is te lang: 501 tekens"),
    ({"who": "x" * 101}, "Dit is te lang: 101 tekens"),
    ({"who": " "}, "Schrijf welke functie dit doet."),
    ({"due": "31/2/2027"}, "Geef een dag, bijvoorbeeld 1/3/2027."),
    ({"due": "1999-01-01"}, "Kies een dag tussen"),
)


@ONE_DATABASE
def test_a_wrong_action_is_refused_and_stays_on_the_page(own: Own):
    own.choose(b1="we verschillen")

    for fields, words in WRONG_ACTIONS:
        page = own.add_action(**{"what": "een studiedag", **fields})

        assert words in page.text
        shown = page.all(".//textarea[@name='what']")[0].text or ""
        assert shown.strip() == fields.get("what", "een studiedag")
    assert own.count(ActionPoint) == 0


def test_a_focus_point_with_actions_goes_only_after_asking(own: Own):
    own.choose(b1="we verschillen", b3="ook")
    own.add_action("een studiedag")
    page = own.open("/aandachtspunten")
    page.filled["block"] = ["3"]
    refused = page.send()
    assert "Hier hoort nog 1 actie bij." in refused.text
    assert own.count(FocusPoint) == 2

    asked = own.visitor.open(own.link("Aandachtspunt weghalen"))
    own.add_action("nog iets")
    assert "Iemand anders veranderde dit intussen." in asked.send().text
    assert own.count(ActionPoint) == 2
    assert "met zijn acties" in own.visitor.open(own.link("Aandachtspunt weghalen")).send().text
    assert (own.count(FocusPoint), own.count(ActionPoint)) == (1, 0)


@ONE_DATABASE
def test_the_list_is_a_file_without_formulas(own: Own):
    own.choose(b1="=1+1")
    own.add_action("@somebody", who="+zorg")

    text = own.open("/aandachtspunten.csv").response.text
    rows = list(csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=";"))

    assert rows[1][2:] == [
        *("1", "een eigen visie", "'=1+1", "'@somebody", "'+zorg", "2027-03-01", "Gepland")
    ]
    workbook = own.open("/aandachtspunten.xlsx").response
    assert workbook.data.startswith(b"PK")


def test_the_team_says_itself_what_it_thinks_beside_the_groups(own: Own):
    assert "Uw team vulde nog niets in." in own.open("/naast-elkaar").text
    tab = own.open("/eigen-oordeel")
    page = own.open("/eigen-oordeel").fill(block_1="passend", remark_1="sinds\n2025").send()

    assert "1 bouwsteen bewaard." in page.text
    row = page.all(".//table")[0].findall(".//tbody/tr")[0]
    cells = [" ".join(cell.itertext()).split() for cell in row.findall("td")]
    assert [" ".join(cell) for cell in cells] == [
        "Passend sinds 2025",
        "12 meningen: 12 Passend",
        "12 meningen: 12 Niet passend",
    ]
    assert f"{own.provider}@voorbeeld.be" in page.text

    late = tab.fill(block_1="niet").send()
    assert "Iemand anders van het team schreef hier intussen iets anders." in late.text
    assert "Nu bewaard, door" in late.text
    assert "Passend" in own.open("/naast-elkaar").text
    assert "1 bouwsteen bewaard." in late.send().text
    assert own.count(TeamRating) == 1


def test_the_inspectorate_reads_it_only_while_the_round_is_shared(
    own: Own, inspector: Visitor, platform: Platform
):
    address = f"/ronde/{own.round}/resultaten/aanbieder/{own.provider}/eigen-oordeel"
    own.open("/eigen-oordeel").fill(block_1="passend").send()
    own.choose(b1="alleen voor ons")
    assert inspector.open(address).status == 404  # a round of the inspectorate itself

    with platform.database.writing() as session:
        session.get_one(Round, own.round).owner_provider_id = own.provider
    assert inspector.open(address).status == 404
    close_round(platform.database, platform.keystore, own.round)
    _share(own)
    assert "12 meningen: 12" in " ".join(inspector.open(address).text.split())
    assert inspector.page.title == "Oordeel van de aanbieder zelf"
    assert "Stop eerst met delen." in own.open("/eigen-oordeel").fill(block_1="niet").send().text
    assert "alleen voor ons" not in inspector.page.text
    assert inspector.open(own.place).status == 403
    with platform.database.writing() as session:
        session.scalars(select(RoundShare)).one().stopped_on = today()
    assert inspector.open(address).status == 404


def _share(own: Own) -> None:
    with own.platform.database.writing() as session:
        staff_id = list_staff(session)[0].id
        share = RoundShare(id="s", round_id=own.round, shared_on=today(), shared_by=staff_id)
        session.add(share)


@ONE_DATABASE
def test_what_does_not_belong_in_the_teams_form_is_refused(own: Own):
    token = _token(own.open("/eigen-oordeel"))
    for name, value in (("block_1", "knab"), ("remark_1", "x" * 501)):
        fields = [("csrf_token", token), ("seen_1", "0"), (name, value)]
        page = own.visitor.send(f"{own.place}/eigen-oordeel", fields)
        assert "Nog niet gelukt" in page.text
    assert own.count(TeamRating) == 0


@ONE_DATABASE
def test_of_another_provider_nothing_is_there(app: Flask, platform: Platform, own: Own):
    other = builders.provider(platform, "Een andere")
    made = builders.meeting_with(platform, own.round, [YES] * 5, provider_ids=[other])
    builders.close(platform, made)
    colleague = signed_in_for(app, platform, other)
    own.choose(b1="van ons alleen")
    focus_path = own.link("Actie toevoegen").removeprefix(own.place)

    for tail in ("", "/aandachtspunten", "/aandachtspunten.csv", "/eigen-oordeel", "/naast-elkaar"):
        assert colleague.open(own.place + tail).status == 404
    theirs = f"/mijn-resultaten/{own.round}/verder/{other}"
    assert colleague.open(theirs).status == 200
    assert colleague.open(theirs + focus_path).status == 404
    assert own.visitor.open(theirs).status == 404


@ONE_DATABASE
def test_before_there_are_results_the_page_says_so(app: Flask, platform: Platform):
    provider = builders.provider(platform, "Nieuw")
    round_id = builders.open_round(platform)
    builders.open_meeting(platform, round_id, provider_ids=[provider])
    visitor = signed_in_for(app, platform, provider)

    page = visitor.open(f"/mijn-resultaten/{round_id}/verder/{provider}")

    assert "Er zijn nog geen resultaten van deze aanbieder alleen." in page.text


def _token(page: Page) -> str:
    return page.all(".//input[@name='csrf_token']")[0].get("value", "")


def _earlier_round(own: Own) -> None:
    """Make the round of this provider one of a year ago, after which it chose and acted."""
    own.choose(b1="wij wel, scholen niet", b2="praten we nooit over", b3="hernummerd")
    own.add_action("met scholen praten", due="2026-03-01")
    with own.platform.database.writing() as session:
        round_ = session.get_one(Round, own.round)
        round_.created_on = round_.created_on - timedelta(365)
        round_.title = "Vorig jaar"


def _next_round(own: Own) -> None:
    own.round = builders.open_round(own.platform, second_version())
    own.place = f"/mijn-resultaten/{own.round}/verder/{own.provider}"
    own.meet("beleid", [{"1": "deels", "30": "passend"}] * 9)
    own.meet("scholen", [{"30": "passend"}] * 12)


def test_focus_points_come_back_in_the_next_round_with_another_version(own: Own):
    _earlier_round(own)
    edit = own.link("Aanpassen")
    _next_round(own)

    page = own.open()

    assert "Dit koos u na ‘Vorig jaar’" in page.text
    assert "Vorige keer: Klein kader, versie 1. Nu: Klein kader, versie 2." in page.text
    one, two, three = page.all(".//section[@class='earlier']//article")
    said = [" ".join(" ".join(part.itertext()).split()) for part in (one, two, three)]
    assert "Dezelfde bouwsteen, in andere woorden. Alleen taal." in said[0]
    assert "Nu: 1 een eigen, gedragen visie" in said[0]
    assert "12 meningen: 12 Passend 9 meningen: 9 Deels passend" in said[0]
    assert "12 van 12 tegenover 0 van 9: verschil" in said[0]
    assert "12 meningen: 12 Niet passend niet gevraagd" in said[0]
    assert "Deze bouwsteen staat niet meer in de lijst." in said[1]
    assert "12 meningen: 12 Passend" in said[1]
    assert "Nu: 30 aanmelding & opstart" in said[2]
    assert "0 van 12 tegenover 12 van 12: verschil" in said[2]
    assert "een volgende keer vaak vanzelf minder op" in page.text

    assert "De actie is veranderd." in own.visitor.open(edit).fill(state="stopped").send().text
    assert "Gestopt" in own.open().text
    rows = own.open("/aandachtspunten").all(".//div[@class='choose__row']")
    again = [row for row in rows if "vorige keer ook" in "".join(row.itertext())]
    assert sorted(row.find(".//input").get("value") for row in again) == ["1", "30"]


@ONE_DATABASE
def test_before_the_next_results_only_the_actions_come_back(own: Own):
    _earlier_round(own)
    own.round = builders.open_round(own.platform)
    own.place = f"/mijn-resultaten/{own.round}/verder/{own.provider}"
    builders.open_meeting(own.platform, own.round, provider_ids=[own.provider])

    page = own.open()

    assert "met scholen praten" in page.text
    assert "geen gegevens" in page.text
    assert "tegenover" not in page.text


def test_what_somebody_does_is_in_the_log_without_what_was_written(own: Own):
    own.choose(b1="een geheim waarom")
    own.add_action("een geheime actie")
    own.open("/eigen-oordeel").fill(block_1="passend").send()

    with own.platform.database.reading() as session:
        addresses = [event.address for event, _ in list_audit_events(session, 50)]
    assert sum(address.startswith(own.place) for address in addresses) == 3
    assert not any("geheim" in address for address in addresses)
