"""CSV for a Belgian Excel, and nothing in it that runs."""

import csv
import io

from tests.analysis.samples import results
from tests.exports.samples import heading, shown
from webapp.exports.results_csv import results_csv


def rows(text):
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))


def test_it_starts_with_a_byte_order_mark_and_parts_by_semicolons_and_crlf():
    text = results_csv(shown(), heading())

    assert text.encode().startswith(b"\xef\xbb\xbfsoort;groep;")
    assert text.endswith("\r\n")
    assert text.replace("\r\n", "").count("\n") == 0


def test_every_block_of_a_group_has_a_row_with_its_counts():
    found = [row for row in rows(results_csv(shown(), heading())) if row["aanbieder"] == "p1"]

    assert [row["bouwsteen"] for row in found if row["soort"] == "resultaat"] == ["1", "3", "4"]
    assert found[1]["groep"] == "scholen"
    first = next(row for row in found if row["soort"] == "resultaat")
    assert first | {"n": "15"} == first
    assert [first[code] for code in ("passend", "deels", "niet", "knab", "nvt")] == list("93101")
    assert (first["blanco"], first["geldig"], first["opmerking"]) == ("1", "13", "")


def test_totals_and_what_is_hidden_follow():
    found = rows(results_csv(shown(), heading()))

    kinds = [row["soort"] for row in found]
    assert kinds == ["resultaat"] * 11 + ["totaal"] * 3 + ["niet-getoond"] * 3
    hidden = found[-1]
    assert (hidden["bouwsteen"], hidden["reden"], hidden["n"]) == ("3", "te weinig", "")
    assert [row["reden"] for row in found[-3:-1]] == ["te weinig", "niet vrijgegeven"]


def test_made_up_data_say_so_on_every_row():
    found = rows(results_csv(shown(), heading(made_up=True)))

    assert {row["opmerking"] for row in found} == {"verzonnen gegevens"}


def test_no_cell_starts_a_formula_and_every_row_has_all_columns():
    text = results_csv(shown(), heading(made_up=True))

    table = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))
    assert {len(row) for row in table} == {len(table[0])}
    cells = [cell for row in table for cell in row]
    assert not any(
        cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d")) for cell in cells
    )
    assert any(cell.startswith("'=Anker") for cell in cells)


def test_an_option_with_the_name_of_a_column_keeps_its_own_column():
    scale = [
        {"code": "n", "label": "Neen", "counts": True, "colour": "low"},
        {"code": "ja", "label": "Ja", "counts": True, "colour": "high"},
    ]

    text = results_csv(results([], []), heading(scale=scale))

    assert ";tekst;optie-n;ja;blanco;geldig;n;" in text
