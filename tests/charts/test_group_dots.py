"""Groups beside each other: which lines there are, where marks stand, and what is said of gaps."""

import re

import pytest

from tests.analysis.samples import batch, instrument, results, tallies
from webapp.charts.group_dots import group_dots
from webapp.charts.layout import NARROW, WIDE, chart_layout
from webapp.charts.marks import SIZE, placed_marks
from webapp.charts.palette import mark
from webapp.charts.plotly_figure import plotly_figure
from webapp.charts.rows import chart_rows
from webapp.charts.spec import RowState
from webapp.charts.svg_figure import svg_figure
from webapp.charts.table import chart_table

BELEID = {"1": {"passend": 12, "niet": 3}, "2": {"passend": 9}, "3": {"passend": 7, "niet": 7}}
SCHOLEN = {"1": {"passend": 3, "niet": 12}, "3": {"passend": 8, "niet": 7}, "4": {"nvt": 15}}


def dots():
    small = instrument()
    shown = results(
        [batch(1, "beleid", "p1"), batch(2, "scholen", "p1")],
        tallies("batch1", BELEID) + tallies("batch2", SCHOLEN),
    )
    return group_dots(small, shown, small.groups)


def markers(figure):
    return [trace for trace in figure.data if trace.mode == "markers"]


def test_only_what_two_groups_are_asked_has_a_line_in_the_order_of_the_framework():
    assert [(one.key, [row.key for row in one.rows]) for one in dots().sections] == [
        ("visie", ["1"]),
        ("werk", ["3", "4"]),
    ]


def test_marks_stand_at_the_share_of_those_with_an_opinion():
    traces = markers(plotly_figure(dots(), NARROW))

    assert {trace.name: trace.x for trace in traces} == {
        "Beleid": (80.0, 50.0),
        "Scholen": (20.0, 53.333),
    }
    assert len({trace.marker.symbol for trace in traces}) == 2


def test_a_grey_line_runs_from_the_lowest_to_the_highest():
    (line,) = [one for one in plotly_figure(dots(), NARROW).data if one.mode == "lines"]

    assert line.x == (20.0, 80.0, None, 50.0, 53.333, None)


def test_the_bundle_has_all_that_is_drawn():
    for width in (WIDE, NARROW):
        assert {one.type for one in plotly_figure(dots(), width).data} == {"scatter"}


def test_marks_that_would_overlap_stand_above_each_other():
    placed = chart_layout(dots(), WIDE)
    near = [placed_marks(dots(), row, placed.columns[row.column]) for row in placed.rows]

    apart = near[1]
    assert abs(apart[0].y - apart[1].y) > SIZE / 2
    assert near[0][0].y == near[0][1].y


def test_a_group_without_an_opinion_has_no_mark_and_says_why():
    row = dots().sections[1].rows[1]
    table = chart_table(dots())

    assert [one.state for one in row.marks] == [RowState.TOO_FEW, RowState.NO_OPINION]
    assert table.sections[1].rows[1].cells == (
        "te weinig antwoorden (minder dan 5)",
        "niemand gaf een mening",
        "–",
    )
    assert "te weinig antwoorden (minder dan 5)" in svg_figure(dots())


def test_the_table_has_shares_counts_and_the_points_between():
    assert chart_table(dots()).sections[0].rows[0].cells == (
        "12 van 15 (80 %)",
        "3 van 15 (20 %)",
        "60",
    )


def test_the_largest_gap_is_told_in_words_and_small_ones_are_not():
    assert dots().sentences == (
        "een eigen visie: 80 % van Beleid koos ‘Passend’, en 20 % van Scholen.",
    )


def test_a_file_has_a_row_per_mark():
    head, *rows = chart_rows(dots())
    first = dict(zip(head, rows[0], strict=True))

    assert len(rows) == 6
    assert (first["rij"], first["reeks"], first["passend"], first["n"]) == ("1", "Beleid", 12, 15)
    silent = dict(zip(head, rows[-2], strict=True))
    assert silent["n"] is None
    assert silent["opmerking"] == "te weinig antwoorden (minder dan 5)"


@pytest.mark.parametrize("place", range(8))
def test_eight_groups_have_marks_of_their_own(place):
    looks = [mark(number) for number in range(8)]

    assert looks.count(looks[place]) == 1
    assert re.fullmatch(r"(circle|square|diamond|triangle)(-open)?", looks[place].css)
