"""The table under a chart has the numbers of the chart."""

from dataclasses import replace

import pytest

from tests.charts.samples import ALL, by_block, by_provider
from webapp.charts.layout import WIDE
from webapp.charts.plotly_figure import plotly_figure
from webapp.charts.table import chart_table


def rows_of(spec):
    return [row for section in chart_table(spec).sections for row in section.rows]


def test_columns_are_n_the_options_that_count_and_what_stands_beside():
    assert [column.key for column in chart_table(by_block()).columns] == [
        "n", "passend", "deels", "niet", "valid", "knab", "nvt", "blank", "silent",
    ]  # fmt: skip


def test_cells_have_counts_and_whole_percentages():
    (row,) = [row for row in rows_of(by_block()) if row.cells]

    assert row.cells == ("45", "29 (81 %)", "6 (17 %)", "1 (3 %)", "36", "0", "8", "1", "9 (20 %)")


def test_rows_without_figures_have_words():
    assert [row.message for row in rows_of(by_provider())] == [
        "nog niet vrijgegeven",
        "te weinig antwoorden (minder dan 5)",
        None,
        None,
    ]


def test_counts_without_an_opinion_have_no_percentage():
    row = rows_of(by_block("werk"))[1]

    assert row.cells == ("45", "0", "0", "0", "0", "39", "0", "6", "45 (100 %, veel)")


@pytest.mark.parametrize("spec", ALL, ids=lambda spec: spec.id)
def test_every_bar_has_its_numbers_in_the_table(spec):
    one_column = replace(spec, is_panels=False)
    bars = [
        trace
        for trace in plotly_figure(one_column, WIDE).data
        if trace.type == "bar" and trace.xaxis == "x"
    ]
    drawn = [row for row, placed in zip(rows_of(spec), spec.rows, strict=True) if placed.valid]

    assert len(bars) == len(spec.counting)
    for place, (option, bar) in enumerate(zip(spec.counting, bars, strict=True), start=1):
        assert bar.name == option.label
        for share, row in zip(bar.x, drawn, strict=True):
            printed = int(row.cells[place].split("(")[1].removesuffix(" %)"))
            assert abs(printed - share) <= 0.501
