"""Each chart as a file, and the pages with a heat map and with groups side by side."""

import csv
import io
import json
import re
from xml.etree import ElementTree

import pytest
from flask import Flask

from tests import builders
from tests.analysis.samples import instrument as small_instrument
from tests.web.conftest import Account, signed_in
from tests.web.visitor import Visitor
from webapp.instrument.loader import instrument_from_document
from webapp.platform import Platform

MANY = [{"1": "passend", "2": "deels", "3": "passend", "4": "nvt"}] * 6
LEFT = [{"1": "niet", "3": "deels"}] * 3
FEW = [{"1": "niet"}] * 4
NASTY = "=<a href='https://example.org'>x</a><script>fetch('//example.org')</script>&#60;\"'"
# what an instrument file may hold: a whole tag is refused there, half a one is not
HALF = "\" onload='f()' <img src=//example.org/y onerror=f() & < > javascript:f()"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def provider_id(platform: Platform) -> str:
    return builders.provider(platform, NASTY)


@pytest.fixture
def round_id(platform: Platform, provider_id: str) -> str:
    """Beleid with 9 people, scholen with 4: too few; every text of the instrument is hostile."""
    document = json.loads(json.dumps(dict(small_instrument().document)))
    document["themes"][0]["name"] = f"Thema {HALF}"
    document["blocks"][0]["text"] = f"=bouwsteen {HALF}"
    document["blocks"][2]["short"] = "kort <b en"
    document["groups"][0]["name"] = f"Beleid {HALF}"
    document["scale"][0]["label"] = "<i Passend"
    made = instrument_from_document(document)
    round_id = builders.open_round(platform, made)
    for sheets, group_id in ((MANY + LEFT, "beleid"), (FEW, "scholen")):
        meeting = builders.meeting_with(
            platform, round_id, sheets, group_id=group_id, provider_ids=[provider_id]
        )
        builders.close(platform, meeting)
    return round_id


def pages(round_id, provider_id):
    root = f"/ronde/{round_id}/resultaten"
    return [
        root,
        f"{root}/visie",
        f"{root}/vergelijken/gesprekspartners",
        f"{root}/aanbieder/{provider_id}",
        f"{root}/kaart/beleid",
    ]


def test_every_chart_on_a_page_can_be_taken_along(inspector: Visitor, round_id, provider_id):
    found = 0
    for address in pages(round_id, provider_id):
        page = inspector.open(address)
        for link in page.all(".//p[@class='chart__downloads no-print']/a"):
            response = inspector.client.get(link.get("href"))
            found += 1
            assert response.status_code == 200
            assert response.headers["Content-Disposition"].startswith("attachment; filename=")
            if response.mimetype == "image/svg+xml":
                ElementTree.fromstring(response.data)
            else:
                assert response.mimetype == "text/csv"
    assert found >= 10


def test_a_hostile_text_is_text_in_every_face(inspector: Visitor, round_id, provider_id):
    for address in pages(round_id, provider_id):
        page = inspector.open(address)
        assert "<script>fetch" not in page.response.text
        assert not [one for one in page.all(".//a") if "example.org" in (one.get("href") or "")]
        assert not page.all(".//svg//a")
        assert not page.all(".//main//script[@src]")
        for script in page.all(".//script[@type='application/json']"):
            assert not re.search("[<>]", script.text)


def test_a_hostile_text_is_text_in_a_file(inspector: Visitor, round_id):
    root = f"/ronde/{round_id}/resultaten/grafiek"

    both = [
        ElementTree.fromstring(inspector.client.get(f"{root}/{name}.svg").data)
        for name in ("thema-visie-beleid-scholen", "globaal-beleid")
    ]
    rows = "".join(
        inspector.client.get(f"{root}/{name}.csv").data.decode("utf-8-sig")
        for name in ("thema-visie-beleid-scholen", "globaal-beleid")
    )

    picture = ElementTree.Element("both")
    picture.extend(both)
    tags = {one.tag.removeprefix(SVG) for one in picture.iter()}
    assert not tags & {"a", "script", "foreignObject", "image", "style", "use"}
    assert "example.org" in "".join(picture.itertext())
    cells = [cell for row in csv.reader(io.StringIO(rows), delimiter=";") for cell in row]
    assert any("<script>" in cell for cell in cells)
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)


def test_a_file_of_a_chart_holds_nothing_of_a_group_that_is_too_small(inspector, round_id):
    root = f"/ronde/{round_id}/resultaten/grafiek/thema-visie-beleid-scholen"

    text = inspector.client.get(f"{root}.csv").data.decode("utf-8-sig")
    picture = inspector.client.get(f"{root}.svg").text

    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))
    by_row = {(row["deel"], row["rij"]): row for row in rows}
    shown, hidden = by_row["1", "beleid"], by_row["1", "scholen"]
    assert (shown["passend"], shown["niet"], shown["geldig"], shown["n"]) == ("6", "3", "9", "9")
    assert hidden["opmerking"] == "te weinig antwoorden (minder dan 5)"
    figures = [value for name, value in hidden.items() if name not in {"deel", "deelnaam", "rij"}]
    assert not any(re.search(r"\d", value) for value in figures[1:-1])
    assert "te weinig antwoorden (minder dan 5)" in picture
    assert "n\u00a0=\u00a04" not in picture


@pytest.mark.parametrize(
    "path",
    [
        "grafiek/bestaatniet.svg",
        "grafiek/thema-visie-beleid-scholen.png",
        "grafiek/thema-visie-beleid-scholen.svg?aanbieder=bestaatniet",
        "kaart/bestaatniet",
    ],
)
def test_what_does_not_exist_is_not_found(inspector: Visitor, round_id, path):
    assert inspector.open(f"/ronde/{round_id}/resultaten/{path}").status == 404


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("grafiek/themas-beleid-scholen.svg", 404),  # not a round of its own
        ("vergelijken/gesprekspartners", 404),
        ("kaart/beleid", 403),  # of several providers, so of no provider
    ],
)
def test_strangers_and_providers_are_refused(app: Flask, platform, round_id, path, status):
    address = f"/ronde/{round_id}/resultaten/{path}"
    of_a_provider = signed_in(app, platform, Account("a@voorbeeld.be", "aanbieder"))

    assert app.test_client().get(address).headers["Location"].startswith("/aanmelden")
    assert of_a_provider.open(address).status == status


def test_a_heat_map_is_a_table_with_figures_and_words(inspector: Visitor, round_id):
    beleid = inspector.open(f"/ronde/{round_id}/resultaten/kaart/beleid")
    scholen = inspector.open(f"/ronde/{round_id}/resultaten/kaart/scholen")

    cells = {
        row.get("data-row"): " ".join("".join(row.find("td").itertext()).split())
        for row in beleid.all(".//tr[@data-row]")
    }
    assert cells["1"] == "6/9 67 %"  # under twenty people the counts come first
    assert cells["4"] == "–niemand gaf een mening"
    told = {"".join(cell.itertext()) for cell in scholen.all(".//tr[@data-row]/td")}
    assert told == {"–te weinig antwoorden (minder dan 5)"}
    assert not beleid.all(".//script[@type='application/json']")


def test_an_empty_round_has_an_empty_map_that_says_so(platform: Platform, inspector: Visitor):
    round_id = builders.open_round(platform)

    page = inspector.open(f"/ronde/{round_id}/resultaten/kaart/beleid")

    assert "Er zijn nog geen resultaten." in page.text


def test_the_overview_says_the_message_of_each_group_in_words(inspector: Visitor, round_id):
    page = inspector.open(f"/ronde/{round_id}/resultaten")

    (short,) = page.all(".//ul[@class='in-short']")
    told = "".join(short.itertext())
    assert "bij 2 van de 3 bouwstenen koos meer dan de helft" in told
    assert "Scholen: te weinig antwoorden (minder dan 5)." in told
    assert "lopen de antwoorden uiteen" in told
