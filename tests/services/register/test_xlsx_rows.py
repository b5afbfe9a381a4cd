"""A workbook is read as text; what is large, broken, or clever in it is refused."""

import io
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook

from webapp.services.csv_lines import CsvFileError
from webapp.services.register.xlsx_rows import (
    MOST_COLUMNS,
    MOST_PARTS,
    MOST_ROWS,
    MOST_UNPACKED,
    is_workbook,
    xlsx_rows,
)

ROWS = [["name", "pupils"], ["De Klaproos", 40], [None, None], ["007", 3.0]]


def workbook(rows, **cells):
    made = Workbook()
    for row in rows:
        made.active.append(row)
    for place, value in cells.items():
        made.active[place] = value
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def with_part(content, name, part):
    """The same zip with one part replaced, or added."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w") as new:
        for one in old.namelist():
            if one != name:
                new.writestr(one, old.read(one))
        new.writestr(name, part, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def refused(content):
    with pytest.raises(CsvFileError) as caught:
        list(xlsx_rows(content))
    return caught.value.mistakes


def test_rows_are_text_with_the_number_of_the_sheet():
    content = workbook(ROWS)

    assert is_workbook(content)
    assert list(xlsx_rows(content)) == [
        (1, ["name", "pupils"]),
        (2, ["De Klaproos", "40"]),
        (4, ["007", "3"]),
    ]


def test_only_the_first_sheet_is_read():
    made = Workbook()
    made.active.append(["eerste"])
    made.create_sheet("tweede").append(["tweede"])
    file = io.BytesIO()
    made.save(file)

    assert list(xlsx_rows(file.getvalue())) == [(1, ["eerste"])]


@pytest.mark.parametrize(
    ("value", "told"),
    [("=1+1", "formule"), (date(2026, 11, 22), "geen tekst"), (True, "geen tekst")],
    ids=["formula", "date", "truth"],
)
def test_a_cell_that_is_no_text_or_number_is_named(value, told):
    [mistake] = refused(workbook(ROWS, B2=value))

    assert mistake.line == 2
    assert "B2" in mistake.text
    assert told in mistake.text


def test_a_bomb_is_not_unpacked():
    bomb = with_part(workbook(ROWS), "xl/media/bomb", b"0" * (MOST_UNPACKED + 1))
    assert len(bomb) < 100_000

    [mistake] = refused(bomb)

    assert "uitgepakt te groot" in mistake.text


def test_a_zip_of_many_parts_is_refused():
    content = workbook(ROWS)
    for n in range(MOST_PARTS):
        file = io.BytesIO(content)
        with zipfile.ZipFile(file, "a") as more:
            more.writestr(f"xl/{n}", b"")
        content = file.getvalue()

    assert "uitgepakt te groot" in refused(content)[0].text


def test_entities_are_refused():
    sheet = (
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>&a;</t></is></c></row></sheetData></worksheet>'
    )

    [mistake] = refused(with_part(workbook(ROWS), "xl/worksheets/sheet1.xml", sheet))

    assert "geen leesbaar Excelbestand" in mistake.text


def test_a_sheet_that_says_it_is_endless_is_read_as_far_as_a_register_goes():
    far = workbook(ROWS, XFD1048576="ver weg")

    [mistake] = refused(far)

    assert f"meer dan {MOST_ROWS} rijen" in mistake.text
    [(_line, cells)] = xlsx_rows(workbook([list(range(MOST_COLUMNS + 5))]))
    assert len(cells) == MOST_COLUMNS


@pytest.mark.parametrize("at", [0.1, 0.3, 0.5, 0.7, 0.9])
def test_a_broken_workbook_is_one_clear_line(at):
    content = workbook(ROWS)

    [mistake] = refused(content[: int(len(content) * at)])

    assert "geen leesbaar Excelbestand" in mistake.text


def test_a_workbook_with_a_wrong_byte_is_read_or_refused():
    content = workbook(ROWS)
    refusals = 0
    for place in range(7, len(content), 61):
        wrong = bytearray(content)
        wrong[place] ^= 0x55
        try:
            list(xlsx_rows(bytes(wrong)))
        except CsvFileError:
            refusals += 1

    assert refusals
