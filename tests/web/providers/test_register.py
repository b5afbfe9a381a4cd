"""The register on the screen: list, search, changes, import after a look, and the file itself."""

import io
import re

import pytest
from flask import Flask

from tests import builders
from tests.web.conftest import Account, signed_in, signed_in_for
from tests.web.visitor import Page, Visitor
from webapp.db.models import Provider
from webapp.db.queries.networks import list_pupils_of
from webapp.db.queries.providers import find_provider, list_providers
from webapp.platform import Platform

HEADER = "name,kind,net,province,types,levels,instellingsnummer,pupils,pupils_per_type\n"
ONE = 'De Klaproos,buo-school,vrij,Limburg,"2,4",lager,012345,40,2025-2026: 2=12\n'


@pytest.fixture
def boss(app: Flask, platform: Platform) -> Visitor:
    return signed_in(app, platform, Account("baas@voorbeeld.be", "beheerder"))


def upload(visitor: Visitor, content: bytes, name: str = "a.csv") -> Page:
    [token] = visitor.open("/beheer/aanbieders/inlezen").all(".//main//input[@name='csrf_token']")
    response = visitor.client.post(
        "/beheer/aanbieders/inlezen",
        data={"csrf_token": token.get("value"), "file": (io.BytesIO(content), name)},
    )
    visitor.page = Page(visitor, response)
    return visitor.page


def names(platform: Platform) -> list[str]:
    with platform.database.reading() as session:
        return [one.name for one in list_providers(session)]


def test_a_long_list_is_searched_by_parts_without_accents(
    platform: Platform, inspector: Visitor
) -> None:
    for n in range(17):
        builders.provider(platform, f"Aanbieder {n:02} met een heel lange naam " + "x" * 60)
    builders.provider(platform, "Sint-Godelieve én Élan")

    page = inspector.open("/beheer/aanbieders")
    found = inspector.open("/beheer/aanbieders?zoek=ELAN+limburg")
    nothing = inspector.open("/beheer/aanbieders?zoek=bestaat-niet&soort=buo-school")

    assert "18 aanbieders" in page.text
    assert len(found.all(".//ul[@class='rows']/li")) == 1
    assert "Sint-Godelieve én Élan" in found.text
    assert "Niets gevonden" in nothing.text


def test_an_empty_register_says_what_to_do(boss: Visitor, inspector: Visitor) -> None:
    assert "Lees een bestand in" in boss.open("/beheer/aanbieders").text
    page = inspector.open("/beheer/aanbieders")
    assert "Er zijn nog geen aanbieders." in page.text
    assert "Lees een bestand in" not in page.text


def test_a_provider_is_added_and_changed(platform: Platform, boss: Visitor) -> None:
    form = boss.open("/beheer/aanbieders/nieuw")
    page = form.fill(
        name="  De   Klaproos ",
        kind="buo-school",
        types="4",
        levels="lager",
        instellingsnummer="012345",
        pupils="40",
    ).send()
    assert page.title == "De Klaproos"
    assert "012345" in page.text

    address = page.response.request.path
    page = boss.open(f"{address}/wijzigen").fill(name="De Papaver", net="vrij").send()
    boss.open(f"{address}/leerlingen?schooljaar=2025-2026").fill(type_2="12", type_4="0").send()
    page = boss.open(address)

    assert page.title == "De Papaver"
    with platform.database.reading() as session:
        [one] = list_providers(session)
        assert (one.types, one.levels, one.net, one.pupils) == ("4", "lager", "vrij", 40)
        assert sorted(list_pupils_of(session, one.id)) == [(2025, "2", 12), (2025, "4", 0)]
    assert "tellen de types op tot 12; bij alle types samen staat 40" in page.text


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"name": " "}, "Geef de aanbieder een naam|vereist"),
        ({"name": "x" * 201}, "te lang"),
        ({"name": "a\u202eb"}, "onzichtbaar teken"),
        ({"name": "Bestaat"}, "al een aanbieder met de naam"),
        ({"instellingsnummer": "12345"}, "zes cijfers"),
        ({"instellingsnummer": "¹23456"}, "zes cijfers"),
        ({"instellingsnummer": "000001"}, "al dat van 'Bestaat'"),
        ({"pupils": "-1"}, "geen geheel getal"),
        ({"province": "Atlantis"}, "geldige keuze"),
    ],
)
def test_what_cannot_be_is_refused_and_stays_typed(
    platform: Platform, boss: Visitor, fields: dict[str, str], told: str
) -> None:
    with platform.database.writing() as session:
        empty = {"net": "", "province": "", "types": "", "levels": "", "pupils": None}
        session.add(
            Provider(id="b", name="Bestaat", kind="buo-school", instellingsnummer="000001", **empty)
        )

    page = boss.open("/beheer/aanbieders/nieuw").fill_in({"name": "Nieuw", **fields}).send()

    assert re.search(told, page.text)
    assert names(platform) == ["Bestaat"]
    net = page.all(".//input[@name='name']")[0].get("value", "")
    assert net.strip() == fields.get("name", "Nieuw").strip()


def test_a_file_is_looked_at_row_by_row_and_then_imported(
    platform: Platform, boss: Visitor
) -> None:
    builders.provider(platform, "Blijft")
    page = upload(boss, (HEADER + ONE).encode())
    assert "Nieuw: 1" in page.text
    assert names(platform) == ["Blijft"]

    page = page.send()

    assert "Nieuw: 1, gewijzigd: 0, ongewijzigd: 0" in page.text
    assert names(platform) == ["Blijft", "De Klaproos"]
    page = upload(boss, (HEADER + ONE.replace(",40,", ",41,").replace("2=12", "2=13")).encode())
    changes = {"".join(one.itertext()).strip() for one in page.all(".//dl//div")}
    assert changes == {"Leerlingen40 → 41", "Leerlingen per type2025-2026: 2=12 → 2025-2026: 2=13"}


def test_one_wrong_row_keeps_everything_out(platform: Platform, boss: Visitor) -> None:
    page = upload(boss, (HEADER + ONE + "Fout,onbekend,,,8,,1234567,,\n").encode())

    assert "Fout: 1" in page.text
    assert "kind 'onbekend' bestaat niet" in page.text
    assert "type '8' bestaat niet" in page.text
    assert "heeft geen zes cijfers" in page.text
    assert not page.all(".//form[@id='formulier']")
    assert names(platform) == []


def test_a_preview_tells_what_it_reads_otherwise(platform: Platform, boss: Visitor) -> None:
    row = "De Klaproos,buo-school,,oost vlaanderen,,,12345,,\n"
    page = upload(boss, (HEADER + row).encode())

    assert "instellingsnummer '12345' lezen we als '012345'." in page.text
    assert "province 'oost vlaanderen' lezen we als 'Oost-Vlaanderen'." in page.text
    page.send()
    page = upload(boss, (HEADER + row).encode())
    assert "Ongewijzigd: 1" in page.text
    assert "lezen we als '012345'" in page.text


def test_a_province_comes_from_the_list_unless_it_stands_there_already(
    platform: Platform, boss: Visitor
) -> None:
    there = builders.provider(platform, "Oud")
    with platform.database.writing() as session:
        one = session.get_one(Provider, there)
        one.province, one.instellingsnummer = "Henegouwen", "000001"
    old, other = "Oud,buo-school,,Henegouwen,,,1,,\n", "Nieuw,buo-school,,Henegouwen,,,2,,\n"

    page = upload(boss, (HEADER + old + other).encode())
    assert "Fout: 1" in page.text
    assert "province 'Henegouwen' bestaat niet. Kies uit: Antwerpen, Limburg" in page.text
    boss.open(f"/beheer/aanbieders/{there}/wijzigen").fill(name="Ouder").send()
    with platform.database.reading() as session:
        assert [(one.name, one.province) for one in list_providers(session)] == [
            ("Ouder", "Henegouwen")
        ]


def test_a_register_that_changed_since_is_looked_at_again(
    platform: Platform, boss: Visitor
) -> None:
    page = upload(boss, (HEADER + ONE).encode())
    builders.provider(platform, "De Klaproos")

    page = page.send()

    assert "intussen veranderd" in page.text
    assert "Gewijzigd: 1" in page.text
    assert "Nieuw: 0, gewijzigd: 1" in page.send().text


@pytest.mark.parametrize("content", [b"", b"\x00", b"PK\x03\x04", b"name\n"])
def test_what_is_no_file_of_providers_gets_a_clear_line(boss: Visitor, content: bytes) -> None:
    page = upload(boss, content)

    assert page.status == 200
    assert "Nog niet gelukt" in page.text
    assert page.title == "Aanbieders inlezen"


@pytest.mark.parametrize("extension", ["csv", "xlsx"])
def test_the_register_comes_back_unchanged(
    platform: Platform, boss: Visitor, extension: str
) -> None:
    strange = ["'t Kofschip", "=1+1", "'-x", "@naam; met, komma", 'Met "aanhaling"', "007"]
    for name in strange:
        builders.provider(platform, name)
    with platform.database.writing() as session:
        for one in list_providers(session):
            one.kind, one.levels = "buo-school", ""
        find_provider(session, "007").instellingsnummer = "000007"
    upload(boss, (HEADER + ONE).encode()).send()

    content = boss.client.get(f"/beheer/aanbieders.{extension}").data
    page = upload(boss, content, f"a.{extension}")

    assert f"Ongewijzigd: {len(strange) + 1}" in page.text
    assert "Er valt niets in te lezen" in page.text


def test_others_read_and_a_provider_only_itself(
    app: Flask, platform: Platform, inspector: Visitor
) -> None:
    own, other = builders.provider(platform, "Eigen"), builders.provider(platform, "Andere")
    coordinator = signed_in_for(app, platform, own)

    assert coordinator.open(f"/beheer/aanbieders/{own}").title == "Eigen"
    assert coordinator.open(f"/beheer/aanbieders/{other}").status == 404
    assert coordinator.open("/beheer/aanbieders").status == 403
    assert inspector.open(f"/beheer/aanbieders/{other}").title == "Andere"
    assert inspector.open(f"/beheer/aanbieders/{other}/wijzigen").status == 403
    assert inspector.client.post("/beheer/aanbieders/inlezen").status_code == 403
