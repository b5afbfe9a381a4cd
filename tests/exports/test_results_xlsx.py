"""A workbook with the same figures, read back by another library."""

import io
import json
import zipfile

import pytest
from openpyxl import load_workbook

from tests.exports.samples import heading, shown
from webapp.exports.results_csv import results_csv
from webapp.exports.results_json import results_json
from webapp.exports.results_xlsx import results_xlsx, sheet_names
from webapp.i18n import LANGUAGES

SHEETS = sheet_names()


@pytest.fixture(scope="module")
def made():
    return results_xlsx(shown(), heading(made_up=True))


@pytest.fixture(scope="module")
def workbook(made):
    return load_workbook(io.BytesIO(made))


def table(sheet):
    columns, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(columns, row, strict=True)) for row in rows]


def test_sheets_are_there_and_none_is_hidden(workbook):
    assert tuple(workbook.sheetnames) == SHEETS
    assert {sheet.sheet_state for sheet in workbook} == {"visible"}


def test_figures_are_those_of_the_json(workbook):
    found = json.loads(results_json(shown(), heading()))

    for sheet, part in ((SHEETS[0], "groups"), (SHEETS[1], "totals")):
        expected = [
            (
                group["group"],
                ",".join(group["providers"]) or None,
                block["block"],
                *block["counts"].values(),
                block["blank"],
                block["valid"],
                block["n"],
            )
            for group in found[part]
            for block in group["blocks"]
        ]
        codes = ("passend", "deels", "niet", "knab", "nvt")
        names = ("groep", "aanbieder", "bouwsteen", *codes, "blanco", "geldig", "n")
        assert [tuple(row[name] for name in names) for row in table(workbook[sheet])] == expected
        assert expected


def test_figures_are_those_of_the_csv(workbook):
    lines = results_csv(shown(), heading(made_up=True)).removeprefix("\ufeff").splitlines()

    rows = [row for name in SHEETS[:3] for row in workbook[name].iter_rows(min_row=2)]
    assert len(rows) == len(lines) - 1
    assert sum(cell.value for row in rows for cell in row if cell.data_type == "n" and cell.value)


def test_what_is_hidden_has_a_reason_and_no_figure(workbook):
    rows = table(workbook[SHEETS[2]])

    assert [row["reden"] for row in rows] == ["te weinig", "niet vrijgegeven", "te weinig"]
    assert not any(isinstance(value, int) for row in rows for value in row.values())


def test_the_guide_says_what_passend_means_and_that_it_is_no_score(workbook):
    text = "\n".join(row[0] for row in workbook[SHEETS[3]].iter_rows(values_only=True))

    assert "Passend betekent: van toepassing hier." in text
    assert "geen score, geen rangschikking" in text
    assert "Verzonnen gegevens" in text
    assert "minder dan 5 mensen" in text
    assert "knab: Kwam niet aan bod. Telt in geen enkel percentage mee." in text


def test_real_data_are_not_called_made_up():
    workbook = load_workbook(io.BytesIO(results_xlsx(shown(), heading())))

    cells = [str(cell.value) for sheet in workbook for row in sheet.iter_rows() for cell in row]
    assert not any("erzonnen" in cell for cell in cells)


def test_there_is_no_formula_and_no_link(made, workbook):
    assert not [
        cell
        for sheet in workbook
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f" or cell.hyperlink
    ]
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        for name in parts.namelist():
            assert b"<f>" not in parts.read(name)


def test_an_empty_round_gives_a_workbook_too():
    from tests.analysis.samples import results

    workbook = load_workbook(io.BytesIO(results_xlsx(results([], []), heading())))

    assert workbook[SHEETS[0]].max_row == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_workbook_speaks_the_language_of_its_heading(language):
    workbook = load_workbook(io.BytesIO(results_xlsx(shown(), heading(language=language))))

    first, *_others, about = workbook.sheetnames
    expected = {
        "nl": ("Resultaten", "Leeswijzer"),
        "en": ("Results", "How to read this"),
        "fr": ("Résultats", "Guide de lecture"),
        "de": ("Ergebnisse", "Lesehilfe"),
    }
    assert (first, about) == expected[language]
    assert all(len(name) <= 31 for name in workbook.sheetnames)
