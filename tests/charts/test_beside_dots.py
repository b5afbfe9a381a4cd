"""A provider beside the others: two marks a line, each with its interval."""

import re

import plotly.graph_objects as go
import pytest

from tests.analysis.samples import batch, instrument, tallies
from webapp.analysis.beside_others import RoundRows, beside_others
from webapp.analysis.intervals import wilson
from webapp.charts.beside_dots import beside_dots, contrasts_beside
from webapp.charts.layout import NARROW, WIDE
from webapp.charts.plotly_figure import figure_parts
from webapp.charts.short_charts import furthest_rows
from webapp.charts.svg_figure import svg_figure


def beside(chosen, others):
    """A provider where `chosen` of 15 said passend of bouwsteen 1, and so many of each other."""
    rows = [(f"p{number}", count) for number, count in enumerate([chosen, *others])]
    return beside_others(
        RoundRows(
            instrument=instrument(),
            batches=tuple(batch(number, "beleid", id_) for number, (id_, _) in enumerate(rows)),
            tallies=tuple(
                row
                for number, (_, count) in enumerate(rows)
                for row in tallies(
                    batch(number, "beleid").id, {"1": {"passend": count, "niet": 15 - count}}
                )
            ),
            waiting=(),
            min_group_size=5,
        ),
        "p0",
    )


def chart(chosen, others):
    return beside_dots(instrument(), beside(chosen, others), "beleid", "Duin")


def test_the_others_are_one_mark_and_a_carried_difference_is_told():
    spec = chart(14, [2, 3, 1])

    own, others = spec.sections[0].rows[0].marks
    assert (own.counts["passend"], own.valid) == (14, 15)
    assert (others.counts["passend"], others.valid) == (6, 45)
    assert "14 van 15 tegenover 6 van 45 (verschil)." in spec.sentences[1]


def test_what_the_test_does_not_carry_is_no_difference():
    spec = chart(8, [7, 7, 7])

    assert not any(
        one.is_carried
        for one in contrasts_beside(instrument(), beside(8, [7, 7, 7]), "beleid").values()
    )
    assert "draagt de toets een verschil" in spec.sentences[1]


def test_intervals_are_those_of_wilson_in_both_drawings():
    spec = chart(14, [2, 3, 1])
    low, high = wilson(14, 15)

    figure = go.Figure(**{k: v for k, v in figure_parts(spec, WIDE).items() if k != "config"})
    trace = next(one for one in figure.data if one.name == "Duin")
    share = trace.x[0]
    assert share + trace.error_x.array[0] == pytest.approx(100 * high, abs=0.01)
    assert share - trace.error_x.arrayminus[0] == pytest.approx(100 * low, abs=0.01)
    for width in (WIDE, NARROW):
        assert len(re.findall(r"v6", svg_figure(spec, width))) == 4  # two ends of two lines


def test_a_short_chart_keeps_the_order_of_the_framework():
    spec = furthest_rows(chart(14, [2, 3, 1]), "Ver uit elkaar")

    assert [row.key for row in spec.rows] == ["1"]
    assert spec.title == "Ver uit elkaar"
    assert furthest_rows(chart(5, [5, 5, 5]), "Niets").rows == ()
