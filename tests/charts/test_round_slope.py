"""Two rounds beside each other: only what stayed the same, and strong lines by the stated rule."""

from itertools import pairwise

import pytest

from tests.analysis.samples import batch, instrument, tallies
from webapp.analysis.release import release
from webapp.charts.layout import NARROW, WIDE
from webapp.charts.plotly_figure import plotly_figure
from webapp.charts.round_slope import RoundResults, round_slope
from webapp.charts.slope_layout import slope_layout
from webapp.charts.svg_figure import svg_figure
from webapp.charts.table import chart_table
from webapp.instrument.loader import instrument_from_document

OLD = instrument()


def newer(options=None):
    document = {**OLD.document, "version": "2"}
    if options:
        document["scale"] = [
            {**one, "code": options.get(one["code"], one["code"])} for one in document["scale"]
        ]
    told = {
        "instrument": "klein",
        "version": "1",
        "links": [
            {"blocks": ["1", "3"], "relation": "equal", "reason": "Dezelfde."},
            {"blocks": ["4"], "relation": "replaced", "reason": "Een ander onderwerp."},
        ],
    }
    if options:
        told["options"] = {new: old for old, new in options.items()}
    return instrument_from_document({**document, "lineage": [told]})


def shown(of, answers, n=15):
    rows = tallies("batch1", answers)
    return release(of, [batch(1, "scholen", "p1", n=n)], rows, [], min_group_size=5)


EARLIER = {"1": {"passend": 3, "niet": 12}, "3": {"passend": 7, "niet": 8}, "4": {"passend": 15}}
LATER = {"1": {"passend": 12, "niet": 3}, "3": {"passend": 8, "niet": 7}, "4": {"niet": 15}}


def slope(now=None, later=LATER):
    now = now or newer()
    return round_slope(
        RoundResults("2024", OLD, shown(OLD, EARLIER)),
        RoundResults("2026", now, shown(now, later)),
        "scholen",
    )


def test_only_what_the_lineage_calls_equal_has_a_line():
    assert [row.key for row in slope().rows] == ["1", "3"]
    assert slope().sentences == (
        (
            "Scholen: 2 bouwstenen zijn dezelfde gebleven; bij 1 ervan dragen de aantallen een "
            "verschil tussen de rondes."
        ),
    )


def test_nothing_is_compared_without_a_lineage():
    alone = instrument_from_document({**OLD.document, "id": "ander"})

    chart = slope(alone)

    assert chart.rows == ()
    assert not chart.has_figures
    assert "valt er niets te vergelijken" in chart.sentences[0]


@pytest.mark.parametrize("width", [WIDE, NARROW], ids=lambda width: width.name)
def test_a_line_runs_between_the_shares_and_is_strong_only_where_the_test_carries_it(width):
    first, second = slope_layout(slope(), width).lines

    assert first.is_far
    assert not second.is_far
    assert first.ends[0] > first.ends[1]  # higher on the page is more
    assert first.labels[0] == "20 %"
    assert first.labels[1].startswith("80 % (+60) 1. een eigen")
    assert second.labels[1].startswith("53 % (+6) 3. aan")


def test_the_figure_and_the_picture_draw_the_same_lines():
    figure = plotly_figure(slope(), WIDE)
    lines = [one for one in figure.data if one.mode == "lines+markers"]

    assert {one.type for one in figure.data} == {"scatter"}
    assert len(lines) == 2
    assert svg_figure(slope()).count('stroke="#8a939b"') == 1
    assert {one.line.color for one in lines} == {"#8a939b", "#1b5e8c"}


def test_labels_do_not_touch_however_close_the_lines_are():
    same = {block_id: {"passend": 8, "niet": 7} for block_id in ("1", "3")}
    lines = slope_layout(slope(later=same), WIDE).lines

    for number in (0, 1):
        panel = [line for line in lines if line.column == number]
        heights = sorted(line.label_ends[1] for line in panel)
        assert all(below - above >= 15 for above, below in pairwise(heights))


def test_codes_that_were_renamed_are_counted_under_their_new_name():
    now = newer({"passend": "ja", "deels": "half"})
    later = {
        block: {"ja": counts.get("passend", 0), "niet": counts.get("niet", 0)}
        for block, counts in LATER.items()
    }

    chart = slope(now, later)

    assert chart.rows[0].marks[0].counts["ja"] == 3
    assert chart_table(chart).sections[0].rows[0].cells == (
        "3 van 15 (20 %)",
        "12 van 15 (80 %)",
        "60",
    )


def test_a_large_gap_that_few_opinions_cannot_carry_is_no_strong_line():
    few = {"1": {"passend": 3, "niet": 2, "nvt": 10}, "3": {"niet": 5, "nvt": 10}}

    assert not any(line.is_far for line in slope_layout(slope(later=few), WIDE).lines)
