"""`bouwstenen provider import`: a look at what a file does, and Excel as well as CSV."""

import io

from openpyxl import Workbook

COLUMNS = ["name", "kind", "net", "province", "types", "levels", "instellingsnummer", "pupils"]
ROW = ["De Klaproos", "buo-school", "vrij", "Limburg", "2,4", "lager", "012345", 40]


def workbook(tmp_path, *rows):
    made = Workbook()
    for row in (COLUMNS, *rows):
        made.active.append(row)
    file = io.BytesIO()
    made.save(file)
    path = tmp_path / "aanbieders.xlsx"
    path.write_bytes(file.getvalue())
    return path


def test_a_dry_run_tells_every_row_and_changes_nothing(bouwstenen, tmp_path):
    bouwstenen("provider", "import", workbook(tmp_path, ROW))
    rows = ([*ROW[:7], 41], ["Nieuw", "buo-school"])

    told = bouwstenen("provider", "import", "--dry-run", workbook(tmp_path, *rows))
    planned = bouwstenen("provider", "import", "--dry-run", "--json", workbook(tmp_path, *rows))

    assert told.code == 0
    assert "pupils: 40 → 41" in told.out
    assert [(row["line"], row["state"]) for row in planned.json["rows"]] == [
        (2, "changed"),
        (3, "new"),
    ]
    [one] = bouwstenen("provider", "list", "--json").json["providers"]
    assert one["pupils"] == 40


def test_a_dry_run_with_mistakes_shows_the_rest_and_ends_badly(bouwstenen, tmp_path):
    told = bouwstenen(
        "provider", "import", "--dry-run", workbook(tmp_path, ROW, ["Fout", "onbekend"])
    )

    assert told.code == 1
    assert "De Klaproos" in told.out
    assert "kind 'onbekend' bestaat niet" in told.err
