"""The pages and downloads of results, as an inspector sees them."""

import csv
import io
import json
import re
import threading
from collections.abc import Iterator

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import event
from werkzeug.serving import make_server

from tests import builders
from tests.web.conftest import PASSWORD, Account, signed_in
from tests.web.visitor import Visitor
from webapp.db.models import Round
from webapp.platform import Platform

MANY = [{"1": "passend", "2": "deels", "3": "passend", "4": "nvt"}] * 6
LEFT = [{"1": "niet", "3": "deels"}] * 3


@pytest.fixture
def provider_id(platform: Platform) -> str:
    return builders.provider(platform, "=Duin & <b>Kreek</b>")


@pytest.fixture
def round_id(platform: Platform, provider_id: str) -> str:
    """A round with beleid (9 people, one bouwsteen too few) and nothing of scholen yet."""
    round_id = builders.open_round(platform)
    meeting = builders.meeting_with(platform, round_id, MANY + LEFT, provider_ids=[provider_id])
    builders.close(platform, meeting)
    return round_id


def rows(page, section=None):
    """Row key → column → text, of the tables of a page."""
    found = {}
    for body in page.all(".//tbody"):
        if section is None or body.get("data-section") == section:
            for row in body.findall("tr[@data-row]"):
                cells = {cell.get("data-column"): cell.text for cell in row.findall("td")}
                found[row.get("data-row")] = cells
    return found


def count_queries(platform: Platform, action):
    asked = []
    event.listen(platform.database.engine, "before_cursor_execute", lambda *a: asked.append(a[2]))
    action()
    return [query for query in asked if query.lstrip().upper().startswith("SELECT")]


def test_a_thema_has_a_row_per_bouwsteen_and_group(inspector: Visitor, round_id: str):
    page = inspector.open(f"/ronde/{round_id}/resultaten/visie")

    assert page.title == "Visie"
    assert rows(page, "1")["beleid"] == {
        "n": "9",
        "passend": "6 (67 %)",
        "deels": "0 (0 %)",
        "niet": "3 (33 %)",
        "valid": "9",
        "knab": "0",
        "nvt": "0",
        "blank": "0",
        "silent": "0 (0 %)",
    }
    assert rows(page, "2")["beleid"]["blank"] == "3"
    assert "Beleid: bij 2 van de 2 bouwstenen koos meer dan de helft" not in page.text
    assert "Beleid: bij 1 van de 2 bouwstenen koos meer dan de helft" in page.text


def test_what_does_not_count_is_in_no_percentage(inspector: Visitor, round_id: str):
    page = inspector.open(f"/ronde/{round_id}/resultaten/werk")

    cells = rows(page, "4")["beleid"]
    assert (cells["passend"], cells["valid"], cells["nvt"], cells["blank"]) == ("0", "0", "6", "3")
    assert "Passend betekent: van toepassing hier." in page.text


def test_no_data_is_told_apart_from_too_few_and_not_released(
    platform: Platform, inspector: Visitor, provider_id: str
):
    round_id = builders.open_round(platform, release="estimate")
    full = builders.meeting_with(platform, round_id, MANY, provider_ids=[provider_id])
    few = builders.meeting_with(
        platform, round_id, [{"1": "niet"}] * 4, group_id="scholen", provider_ids=[provider_id]
    )
    builders.close(platform, full)
    builders.close(platform, few)

    page = inspector.open(f"/ronde/{round_id}/resultaten/visie")

    assert "Beleid: nog niet vrijgegeven." in page.text
    assert "Scholen: te weinig antwoorden (minder dan 5)." in page.text
    assert "geen gegevens" not in page.text
    assert not page.all(".//figure[@data-module]")


def test_a_group_without_a_meeting_has_no_data(inspector: Visitor, round_id: str):
    page = inspector.open(f"/ronde/{round_id}/resultaten/visie")

    assert "Scholen: geen gegevens." in page.text
    assert "te weinig" not in page.text


def test_the_overview_has_a_bar_per_provider_and_per_thema(
    inspector: Visitor, round_id: str, provider_id: str
):
    page = inspector.open(f"/ronde/{round_id}/resultaten")

    assert rows(page)[provider_id]["n"] == "9"
    assert rows(page, "visie")["beleid"]["passend"] == "6 (40 %)"
    links = {one.get("href") for one in page.all(".//main//a")}
    assert f"/ronde/{round_id}/resultaten/visie" in links
    assert f"/ronde/{round_id}/resultaten/aanbieder/{provider_id}" in links


def test_a_provider_has_its_own_figures(
    platform: Platform, inspector: Visitor, round_id: str, provider_id: str
):
    other = builders.provider(platform, "Anker")
    meeting = builders.meeting_with(platform, round_id, MANY, provider_ids=[other])
    builders.close(platform, meeting)

    page = inspector.open(f"/ronde/{round_id}/resultaten/aanbieder/{provider_id}")
    whole = inspector.open(f"/ronde/{round_id}/resultaten/visie")

    assert page.title == "=Duin & <b>Kreek</b>"
    assert rows(page, "1")["beleid"]["n"] == "9"
    assert rows(whole, "1")["beleid"]["n"] == "15"


def test_kleine_aanbieders_stand_apart_with_the_reason(platform: Platform, okt, inspector: Visitor):
    round_id = builders.open_round(platform, okt)
    meeting = builders.meeting_with(
        platform, round_id, [{"10": "passend"}] * 5, group_id="kleine-aanbieders"
    )
    builders.close(platform, meeting)

    for address in ("", "/visie"):
        page = inspector.open(f"/ronde/{round_id}/resultaten{address}")
        (apart,) = page.all(".//section[@class='apart']")
        assert "Kleine aanbieders staat apart" in "".join(apart.itertext())
        assert "geen resultaat op zichzelf" in "".join(apart.itertext())
        assert apart.findall(".//details//tr[@data-row]")
        main_charts = [
            one for one in page.all(".//figure") if one not in apart.findall(".//figure")
        ]
        assert main_charts
        assert not any("Kleine aanbieders" in "".join(one.itertext()) for one in main_charts)


def test_an_empty_round_says_what_to_do(platform: Platform, inspector: Visitor):
    round_id = builders.open_round(platform)

    page = inspector.open(f"/ronde/{round_id}/resultaten")

    assert "Er zijn nog geen resultaten." in page.text
    assert f"/ronde/{round_id}" in {one.get("href") for one in page.all(".//main//a")}
    assert not page.all(".//figure")


@pytest.mark.parametrize(
    "address",
    [
        "/ronde/bestaatniet/resultaten",
        "/ronde/bestaatniet/resultaten.json",
        "/ronde/{round}/resultaten/bestaatniet",
        "/ronde/{round}/resultaten/aanbieder/bestaatniet",
        "/ronde/{round}/resultaten.json?aanbieder=bestaatniet",
        "/ronde/{round}/resultaten.csv?groep=bestaatniet",
        "/ronde/{round}/resultaten.pdf",
    ],
)
def test_what_does_not_exist_is_not_found(inspector: Visitor, round_id: str, address: str):
    assert inspector.open(address.format(round=round_id)).status == 404


@pytest.mark.parametrize(
    ("address", "status"),
    [
        *((address, 404) for address in ("", "/visie", ".json", ".csv", ".xlsx")),  # not its own
        ("/aanbieder/{provider}", 403),  # one of several providers: of no provider
    ],
)
def test_strangers_and_providers_are_refused(
    app: Flask, platform: Platform, round_id: str, provider_id: str, address: str, status: int
):
    path = f"/ronde/{round_id}/resultaten{address.format(provider=provider_id)}"
    of_a_provider = signed_in(app, platform, Account("a@voorbeeld.be", "aanbieder"))

    assert app.test_client().get(path).headers["Location"].startswith("/aanmelden")
    assert of_a_provider.open(path).status == status


def test_downloads_have_the_counts_of_the_page(inspector: Visitor, round_id: str):
    address = f"/ronde/{round_id}/resultaten"
    as_json = json.loads(inspector.client.get(f"{address}.json").data)
    as_csv = inspector.client.get(f"{address}.csv")
    as_xlsx = inspector.client.get(f"{address}.xlsx")

    (total,) = as_json["totals"]
    counts = [(block["block"], *block["counts"].values()) for block in total["blocks"]]
    assert counts == [("1", 6, 0, 3, 0, 0), ("2", 0, 6, 0, 0, 0), ("3", 6, 3, 0, 0, 0),
                      ("4", 0, 0, 0, 0, 6)]  # fmt: skip
    text = as_csv.data.decode("utf-8-sig")
    of_csv = [
        (row["bouwsteen"], *(int(row[code]) for code in total["blocks"][0]["counts"]))
        for row in csv.DictReader(io.StringIO(text, newline=""), delimiter=";")
        if row["soort"] == "totaal"
    ]
    sheet = load_workbook(io.BytesIO(as_xlsx.data))["Totalen"]
    head, *lines = sheet.iter_rows(values_only=True)
    first = head.index("passend")
    of_xlsx = [(line[head.index("bouwsteen")], *line[first : first + 5]) for line in lines]
    assert of_csv == of_xlsx == counts
    assert f"resultaten-{round_id}.csv" in as_csv.headers["Content-Disposition"]
    assert "'=Duin & <b>Kreek</b>" in text


def test_a_download_can_be_of_one_provider_or_group(
    inspector: Visitor, round_id: str, provider_id: str
):
    address = f"/ronde/{round_id}/resultaten.json"

    of_scholen = json.loads(inspector.client.get(f"{address}?groep=scholen").data)
    of_provider = json.loads(inspector.client.get(f"{address}?aanbieder={provider_id}").data)

    assert of_scholen["groups"] == []
    assert [group["provider"] for group in of_provider["groups"]] == [provider_id]


@pytest.mark.parametrize("is_made_up", [True, False])
def test_made_up_data_say_so_on_every_page(
    platform: Platform, inspector: Visitor, round_id: str, provider_id: str, is_made_up: bool
):
    with platform.database.writing() as session:
        session.get_one(Round, round_id).is_made_up = is_made_up

    for address in ("", "/visie", f"/aanbieder/{provider_id}"):
        page = inspector.open(f"/ronde/{round_id}/resultaten{address}")
        assert ("Verzonnen gegevens" in page.text) == is_made_up


@pytest.mark.parametrize("meetings", [1, 6])
def test_the_database_is_asked_as_often_for_one_meeting_as_for_many(
    platform: Platform, inspector: Visitor, round_id: str, provider_id: str, meetings: int
):
    for _ in range(meetings - 1):
        meeting = builders.meeting_with(platform, round_id, MANY, provider_ids=[provider_id])
        builders.close(platform, meeting)
    inspector.open(f"/ronde/{round_id}/resultaten")

    queries = count_queries(platform, lambda: inspector.open(f"/ronde/{round_id}/resultaten/visie"))

    of_figures = [query for query in queries if "tally" in query or "batch" in query]
    assert len(of_figures) == 2
    assert len(queries) <= 7  # who is signed in, may they, the round, the providers, what waits


def test_charts_carry_no_tag_of_a_name(inspector: Visitor, round_id: str):
    page = inspector.open(f"/ronde/{round_id}/resultaten")

    assert "<b>" not in page.response.text
    drawings = [one.text for one in page.all(".//script[@type='application/json']")]
    assert drawings
    for drawing in drawings:
        assert set(json.loads(drawing)) == {"wide", "narrow", "config"}
        assert not re.search("[<>]", drawing)


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """The application on a port of this machine."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def sign_in(page, address, app, platform):
    signed_in(app, platform, Account("kijker@voorbeeld.be", "inspecteur"))
    page.goto(f"{address}/aanmelden")
    page.fill("[name=email]", "kijker@voorbeeld.be")
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url("**/beheer")


@pytest.mark.parametrize("width", [320, 1440])
def test_charts_are_drawn_under_the_strict_policy(
    app, platform, address, new_page, round_id, provider_id, width
):
    page = new_page(width, 900)
    sign_in(page, address, app, platform)

    for path in ("", "/visie", f"/aanbieder/{provider_id}"):
        page.goto(f"{address}/ronde/{round_id}/resultaten{path}")
        page.locator(".chart__picture").first.click(position={"x": 5, "y": 5})
        page.wait_for_selector(".chart[data-drawn]")

        assert page.locator(".chart__canvas .barlayer .point").count() > 0
        assert page.locator(".chart__canvas a, .modebar-btn").count() == 0
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert not page.locator("[data-view=table]:visible").count()
        assert (
            page.locator("[data-module=chart] .main-svg").first.evaluate(
                "element => getComputedStyle(element).position"
            )
            == "absolute"
        )  # a rule of plotly.css


@pytest.mark.parametrize("width", [320, 1440])
def test_without_javascript_the_tables_are_open(app, platform, address, new_page, round_id, width):
    page = new_page(width, 900, javascript=False)
    sign_in(page, address, app, platform)

    page.goto(f"{address}/ronde/{round_id}/resultaten/visie")

    assert page.get_by_text("6 (67 %)").is_visible()
    assert page.locator(".chart__svg:visible svg").count() == 1
    assert not page.locator(".chart__canvas").first.is_visible()


def test_a_chart_that_was_folded_away_can_be_asked_when_it_opens(
    app, platform, okt, address, new_page
):
    round_id = builders.open_round(platform, okt)
    meeting = builders.meeting_with(
        platform, round_id, [{"10": "passend"}] * 5, group_id="kleine-aanbieders"
    )
    builders.close(platform, meeting)
    page = new_page(360, 900)
    sign_in(page, address, app, platform)
    page.goto(f"{address}/ronde/{round_id}/resultaten/visie")
    page.click(".apart summary")
    picture = page.locator(".apart .chart__svg:visible svg")
    assert picture.is_visible()

    picture.click(position={"x": 5, "y": 5})

    page.wait_for_selector(".apart .chart__canvas .barlayer .point")
    width = page.locator(".apart .chart__svg--narrow svg").bounding_box()["width"]
    assert page.locator(".apart .main-svg").first.bounding_box()["width"] == pytest.approx(width)
