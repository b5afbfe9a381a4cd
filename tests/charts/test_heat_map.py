"""Providers beside bouwstenen: the order, the steps and the words for what is not shown."""

import pytest

from tests.analysis.samples import batch, instrument, results, tallies
from tests.charts.samples import NAMES, shown
from webapp.charts.heat_map import WIDEST, heat_map
from webapp.charts.samples import heat_sample


def heat(group_id="scholen"):
    return heat_map(instrument(), shown(), group_id, NAMES)


def test_providers_stand_by_name_and_bouwstenen_in_the_order_of_the_framework():
    (table,) = heat().tables

    assert table.columns == ("anker", "Boomgaard", NAMES["p4"], "Zonnebloem")
    assert [row.key for section in table.sections for row in section.rows] == ["1", "3", "4"]


def test_a_cell_has_the_share_and_the_counts_or_words():
    (table,) = heat().tables
    first, second, third = (row for section in table.sections for row in section.rows)

    assert [(cell.css, cell.share, cell.counts) for cell in first.cells[2:]] == [
        ("step-4", "9/13", "69 %"),  # of few people the counts come first
        ("step-5", "87 %", "20/23"),
    ]
    assert [cell.words for cell in first.cells[:2]] == [
        "nog niet vrijgegeven",
        "te weinig antwoorden (minder dan 5)",
    ]
    assert [cell.css for cell in first.cells[:2]] == ["not-released", "too-few"]
    assert second.cells[2].words == "niemand gaf een mening"
    assert third.cells[2].words == "te weinig antwoorden (minder dan 5)"


@pytest.mark.parametrize(
    ("chosen", "step"),
    [(0, "step-1"), (3, "step-2"), (8, "step-3"), (12, "step-5"), (15, "step-5")],
)
def test_steps_are_of_twenty_points(chosen, step):
    rows = tallies("batch1", {"1": {"passend": chosen, "niet": 15 - chosen}})
    found = heat_map(instrument(), results([batch(1, "scholen", "p1")], rows), "scholen", NAMES)

    assert found.tables[0].sections[0].rows[0].cells[0].css == step


def test_more_providers_than_fit_on_a_page_stand_in_more_tables():
    batches = [batch(number, "scholen", f"p{number}") for number in range(WIDEST + 3)]
    names = {f"p{number}": f"Naam {number:02}" for number in range(WIDEST + 3)}
    found = heat_map(instrument(), results(batches, []), "scholen", names)

    assert [len(table.columns) for table in found.tables] == [WIDEST, 3]
    assert [name for table in found.tables for name in table.columns] == sorted(names.values())


def test_every_class_is_in_the_legend_or_shares_its_words():
    cells = [
        cell
        for table in heat_sample().tables
        for section in table.sections
        for row in section.rows
        for cell in row.cells
    ]

    assert {"too-few", "not-released"} <= {cell.css for cell in cells}
    assert len([css for css, _words in heat().legend if css.startswith("step-")]) == 5
    assert all(bool(cell.words) == (cell.share == "–") for cell in cells)
