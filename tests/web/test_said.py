"""Strengths and growth opportunities: statements counted per thema and subthema."""

import csv
import io

import pytest

from tests import builders
from tests.web.visitor import Visitor
from webapp.db.models import Statement, StatementCode
from webapp.instrument.model import Instrument
from webapp.platform import Platform

SAID = [
    ("scholen", "strength", ("organisatie/visie",)),
    ("scholen", "strength", ("organisatie/visie", "organisatie/overleg")),
    ("ondersteuners", "strength", ("organisatie/visie",)),
    ("ondersteuners", "growth", ("organisatie/visie",)),
    ("ondersteuners", "growth", ()),
    ("ondersteuners", "tip", ("organisatie/visie",)),
]


@pytest.fixture
def address(platform: Platform, round_id: str, okt: Instrument) -> str:
    meetings = {
        group_id: builders.open_meeting(platform, round_id, group_id).id
        for group_id in ("scholen", "ondersteuners")
    }
    with platform.database.writing() as session:
        for number, (group_id, kind, codes) in enumerate(SAID):
            session.add(
                Statement(
                    id=f"s{number}",
                    meeting_id=meetings[group_id],
                    kind=kind,
                    source="leader",
                    text="wat gezegd is",
                    rank=None,
                    cluster_id=None,
                    version=1,
                )
            )
            session.flush()
            session.add_all(StatementCode(statement_id=f"s{number}", code=code) for code in codes)
    return f"/ronde/{round_id}/resultaten/sterktes"


def test_statements_are_counted_per_subthema_and_group(inspector: Visitor, address: str):
    page = inspector.open(address)

    assert "Ondersteuners 1, Scholen gewoon onderwijs 1." in page.text
    assert "1 uitspraak heeft nog geen onderwerp." in page.text
    assert "3 sterktes en 1 groeikans." in page.text
    columns = [cell.text for cell in page.all(".//thead//th")][1:]
    rows = page.all(".//figure[@id='gezegd-organisatie']//tbody/tr")
    told = {
        row.findall("th")[0].text: dict(
            zip(columns, [cell.text for cell in row.findall("td")], strict=True)
        )
        for row in rows
    }
    assert told["Visie"]["Scholen gewoon onderwijs: sterktes"] == "2"
    assert told["Visie"]["Ondersteuners: groeikansen"] == "1"
    whole = told["Het hele thema, elke uitspraak één keer"]
    assert whole["Scholen gewoon onderwijs: sterktes"] == "2"
    assert "wat gezegd is" not in page.text


def test_the_same_counts_go_along_as_a_file(inspector: Visitor, address: str):
    text = inspector.open(f"{address}.csv").response.text

    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert ["strength", "scholen", "organisatie", "visie", "2"] in rows
    assert ["growth", "ondersteuners", "organisatie", "", "1"] in rows
    assert not any(row[0] == "tip" for row in rows)


def test_nothing_said_yet_is_told(inspector: Visitor, round_id: str):
    page = inspector.open(f"/ronde/{round_id}/resultaten/sterktes")

    assert "Er zijn nog geen sterktes of groeikansen met een onderwerp." in page.text
