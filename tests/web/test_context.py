"""The page of context figures."""

import csv
import io

import pytest

from tests.web.visitor import Visitor
from webapp.demo.fill import CONTEXT_FILE
from webapp.platform import Platform
from webapp.services.import_context import checked_context, import_context


@pytest.fixture
def with_context(platform: Platform, round_id: str) -> str:
    import_context(platform.database, round_id, checked_context(CONTEXT_FILE.read_bytes()))
    return f"/ronde/{round_id}/context"


def test_a_round_without_figures_says_how_they_come(inspector: Visitor, round_id: str) -> None:
    page = inspector.open(f"/ronde/{round_id}/context")

    assert "Er zijn nog geen contextcijfers." in page.text
    assert f"bouwstenen context import BESTAND --round {round_id}" in page.text
    assert not page.all(".//figure")


def test_the_page_shows_what_is_printed_and_what_differs(
    inspector: Visitor, with_context: str
) -> None:
    page = inspector.open(with_context)

    assert "type 7: gedrukt totaal 4049, de delen samen 4047 (een verschil van 2)." in page.text
    pupils = page.all(".//figure[@id='leerlingen-type-provincie']//tbody/tr")
    cells = [[cell.text for cell in row.findall("td")] for row in pupils]
    assert cells[3] == ["877", "894", "855", "911", "510", "4049 gedrukt, 4047 geteld"]
    assert cells[4][-1] == "9100"
    assert "1320 (73 %)" in page.text


def test_a_figure_goes_along_as_picture_and_as_file(inspector: Visitor, with_context: str) -> None:
    picture = inspector.open(f"{with_context}/leerlingen-net.svg").response
    table = inspector.open(f"{with_context}/leerlingen-net.csv").response

    assert picture.text.startswith("<svg")
    assert "gedrukt als 13 %" in picture.text
    assert "1229 (13 %)" in picture.text
    assert "1229 (14 %)" not in picture.text
    rows = list(csv.reader(io.StringIO(table.text.removeprefix("\ufeff")), delimiter=";"))
    assert rows[1][:5] == ["leerlingen-net", "gemeenschapsonderwijs", "", "1816", "20"]
    assert inspector.open(f"{with_context}/bestaat-niet.svg").status == 404
