"""From the instrument file to the result: what people fill in is what everybody counts."""

import csv
import io
import json
from collections import Counter

import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.visitor import Visitor
from webapp.instrument.model import Instrument
from webapp.platform import Platform
from webapp.services.close_meeting import close_meeting
from webapp.services.open_meeting import MeetingPlan, OpenedMeeting, open_meeting

PEOPLE = 15
CODES = ("passend", "deels", "niet", "knab", "nvt")
GROUPS = ("beleid", "ondersteuners", "scholen", "kleine-aanbieders")

Counts = dict[tuple[str, str], Counter[str]]  # (group, block) → option code or "blank" → times


def answer(person: int, place: int) -> str | None:
    """What somebody says of a bouwsteen: every option and now and then nothing at all."""
    return (*CODES, None, "passend", "passend", "deels")[(person * 7 + place * 5) % 9]


def fill_in_all(client: FlaskClient, meeting: OpenedMeeting, blocks: list[str]) -> None:
    for person, slip in enumerate(meeting.slips):
        visitor = Visitor(client)
        form = visitor.open("/").fill(code=slip.lower()).send()
        chosen = {f"block_{block}": answer(person, n) for n, block in enumerate(blocks)}
        form.fill_in({name: code for name, code in chosen.items() if code})
        form.fill_in({f"remark_{blocks[0]}": f"Een opmerking, {person}; =1+1"})
        again = form.send()
        assert "Nog niet verzonden" in again.text
        assert again.send("confirm").has_state("received")
        assert f"{person + 1} van ongeveer {PEOPLE} ontvangen" in visitor.page.text


def expected_counts(okt: Instrument) -> Counts:
    return {
        (group, block.id): Counter(answer(person, n) or "blank" for person in range(PEOPLE))
        for group in GROUPS
        for n, block in enumerate(okt.blocks_for(group))
    }


@pytest.fixture
def filled_round(platform: Platform, client: FlaskClient, okt: Instrument, round_id: str) -> str:
    for group in GROUPS:
        plan = MeetingPlan(round_id=round_id, group_id=group, slips=PEOPLE)
        meeting = open_meeting(platform.database, platform.keystore, plan)
        fill_in_all(client, meeting, [block.id for block in okt.blocks_for(group)])
        closed = close_meeting(platform.database, platform.keystore, meeting.id)
        assert (closed.state, closed.received, closed.counted) == ("closed", PEOPLE, PEOPLE)
    return round_id


def test_every_way_out_has_exactly_what_people_filled_in(
    app: Flask, okt: Instrument, filled_round: str, inspector: Visitor
) -> None:
    expected = expected_counts(okt)

    assert counts_of_json(inspector, filled_round) == expected
    assert counts_of_csv(inspector, filled_round) == expected
    assert counts_of_workbook(inspector, filled_round) == expected
    assert counts_of_pages(inspector, filled_round, okt) == expected


def counts_of_json(inspector: Visitor, round_id: str) -> Counts:
    response = inspector.open(f"/ronde/{round_id}/resultaten.json").response
    results = json.loads(response.data)
    for block in (block for group in results["groups"] for block in group["blocks"]):
        assert block["valid"] == sum(block["counts"][code] for code in CODES[:3])
    assert results["suppressed"] == []
    assert {group["n"] for group in results["groups"]} == {PEOPLE}
    assert results["totals"][0]["blocks"] == results["groups"][0]["blocks"]
    return {
        (group["group"], block["block"]): Counter(block["counts"]) + Counter(blank=block["blank"])
        for group in results["groups"]
        for block in group["blocks"]
    }


def counts_of_csv(inspector: Visitor, round_id: str) -> Counts:
    response = inspector.open(f"/ronde/{round_id}/resultaten.csv").response
    assert response.data.startswith(b"\xef\xbb\xbf")
    rows = csv.DictReader(io.StringIO(response.data.decode("utf-8-sig")), delimiter=";")
    return _counts_of_rows(rows)


def counts_of_workbook(inspector: Visitor, round_id: str) -> Counts:
    response = inspector.open(f"/ronde/{round_id}/resultaten.xlsx").response
    sheet = openpyxl.load_workbook(io.BytesIO(response.data))["Resultaten"]
    head, *rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    while "bouwsteen" not in head:
        head, *rows = rows
    return _counts_of_rows(dict(zip(head, row, strict=True)) for row in rows)


def counts_of_pages(inspector: Visitor, round_id: str, okt: Instrument) -> Counts:
    found: Counts = {}
    for theme in okt.themes:
        page = inspector.open(f"/ronde/{round_id}/resultaten/{theme.id}")
        for body in page.all(".//tbody[@data-section]"):
            for row in body.findall("./tr[@data-row]"):
                cells = {
                    cell.get("data-column"): int((cell.text or "").split()[0])
                    for cell in row.findall("./td")
                }
                key = (row.get("data-row"), body.get("data-section"))
                found[key] = Counter({code: cells[code] for code in (*CODES, "blank")})
    return {key: +counter for key, counter in found.items()}


def _counts_of_rows(rows) -> Counts:
    return {
        (row["groep"], row["bouwsteen"]): +Counter(
            {code: int(row[code]) for code in CODES} | {"blank": int(row["blanco"])}
        )
        for row in rows
        if row["soort"] == "resultaat"
    }
