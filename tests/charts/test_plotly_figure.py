"""Figures that plotly itself accepts, and that cannot be made to do anything else than show."""

import json
import re
import subprocess
import sys
from itertools import pairwise

import pytest

from tests.analysis.samples import FOUR_STEPS, batch, instrument, tallies
from tests.charts.samples import ALL, NAMES, by_block, by_provider
from webapp.analysis.release import release
from webapp.charts.block_bars import block_bars
from webapp.charts.drawing import drawing_json
from webapp.charts.layout import BAR, NARROW, WIDE
from webapp.charts.palette import OUTLINE
from webapp.charts.plotly_figure import CONFIG, plotly_figure
from webapp.charts.plotly_text import escaped

YES_NO = [
    {"code": "ja", "label": "Ja", "counts": True, "colour": "high"},
    {"code": "nee", "label": "Nee", "counts": True, "colour": "low"},
]


def bars(figure):
    """The parts of the bars, without the narrow column beside them."""
    return [trace for trace in figure.data if trace.type == "bar" and trace.xaxis in ("x", "x3")]


def beside(figure):
    """The parts of the narrow column."""
    return [trace for trace in figure.data if trace.type == "bar" and trace.xaxis in ("x2", "x4")]


def texts(value):
    """Every text in a figure, however deep."""
    if isinstance(value, dict):
        return [text for part in value.values() for text in texts(part)]
    if isinstance(value, list | tuple):
        return [text for part in value for text in texts(part)]
    return [value] if isinstance(value, str) else []


def scaled(scale, answers):
    small = instrument(scale)
    shown = release(
        small,
        [batch(1, "scholen", "p1")],
        tallies("batch1", {"1": answers}),
        [],
        min_group_size=5,
    )
    return block_bars(small, shown, small.theme("visie"), [small.group("scholen")])


@pytest.mark.parametrize("width", [WIDE, NARROW], ids=lambda width: width.name)
@pytest.mark.parametrize("spec", ALL, ids=lambda spec: spec.id)
def test_the_parts_of_a_bar_fill_it_and_never_more(spec, width):
    figure = plotly_figure(spec, width)

    for axis in ("x", "x2", "x3", "x4"):
        of_axis = [bar for bar in figure.data if bar.type == "bar" and bar.xaxis == axis]
        for parts in zip(*(bar.x for bar in of_axis), strict=True):
            assert 99.99 <= sum(parts) <= 100
    assert figure.layout.barmode == "stack"
    assert {bar.orientation for bar in bars(figure)} == {"h"}
    assert {bar.marker.line.color for bar in bars(figure)} == {OUTLINE}


@pytest.mark.parametrize("width", [WIDE, NARROW], ids=lambda width: width.name)
def test_only_rows_with_an_opinion_have_a_bar(width):
    figure = plotly_figure(by_provider(), width)

    assert {len(bar.x) for bar in bars(figure)} == {2}


@pytest.mark.parametrize("width", [WIDE, NARROW], ids=lambda width: width.name)
def test_why_there_is_no_bar_is_told(width):
    told = " ".join(texts(plotly_figure(by_provider(), width).to_plotly_json()))

    assert "nog niet vrijgegeven" in told
    assert "te weinig antwoorden (minder dan 5)" in told


@pytest.mark.parametrize("width", [WIDE, NARROW], ids=lambda width: width.name)
def test_what_holds_no_opinion_stands_beside_a_bar_with_its_own_share_and_the_n(width):
    figure = plotly_figure(by_block(), width)
    told = " ".join(texts(figure.to_plotly_json()))

    assert beside(figure)[0].x == (20.0,)
    assert "n\u00a0=\u00a045" in told
    assert "20 %" in told
    assert (
        "Geen oordeel: 9 van 45 (20 %). Kwam niet aan bod: 0, Niet van toepassing: 8, "
        "Niet ingevuld: 1" in told
    )


@pytest.mark.parametrize("width", [WIDE, NARROW], ids=lambda width: width.name)
def test_a_flag_stands_where_more_than_thirty_percent_held_no_opinion(width):
    silent = {row.label: row.is_often_silent for row in by_provider().rows if row.has_figures}
    figure = plotly_figure(by_provider(), width)
    (flags,) = figure.select_traces({"type": "scatter", "mode": "markers"})

    assert silent == {NAMES["p4"]: True, "Zonnebloem": True}
    assert len(flags.y) == 2
    assert not any(row.is_often_silent for row in by_block().rows)


def test_a_bar_of_few_people_tells_counts_and_one_of_many_percentages():
    few = scaled(YES_NO, {"ja": 9, "nee": 2})
    figure = plotly_figure(few, WIDE)

    assert [bar.text[0] for bar in bars(figure)] == ["9 van 11", "2 van 11"]
    assert bars(plotly_figure(by_block(), WIDE))[0].text[0] == "81 %"


def test_a_part_that_is_too_small_for_a_text_has_none():
    assert bars(plotly_figure(by_block(), NARROW))[2].text[0] == ""


@pytest.mark.parametrize(
    ("scale", "answers", "colours"),
    [
        pytest.param(YES_NO, {"ja": 9, "nee": 2}, 2, id="two options"),
        pytest.param(FOUR_STEPS, {"s1": 2, "s2": 3, "s3": 4, "s4": 5}, 4, id="four options"),
    ],
)
def test_any_scale_has_bars_of_different_colours(scale, answers, colours):
    figure = plotly_figure(scaled(scale, answers), WIDE)

    assert len({bar.marker.color for bar in bars(figure)}) == colours
    assert {bar.marker.pattern.fillmode for bar in bars(figure)} == {"overlay"}


@pytest.mark.parametrize("width", [WIDE, NARROW], ids=lambda width: width.name)
def test_no_text_is_read_as_a_tag(width):
    for spec in ALL:
        for text in texts(plotly_figure(spec, width).to_plotly_json()):
            assert re.sub(r"<br>", "", text).count("<") == 0
            assert not re.search(r"&(?!amp;|lt;|gt;)", text)


def test_a_name_with_a_link_in_it_is_shown_as_it_was_typed():
    told = texts(plotly_figure(by_provider(), WIDE).to_plotly_json())
    label = next(text for text in told if text.startswith("Duin") and "\u00a0" in text)

    plain = label.replace("\u00a0", "").replace("<br>", " ")
    plain = plain.replace("&lt;", "<").replace("&gt;", ">")
    assert plain.replace("&amp;", "&") == NAMES["p4"]
    assert escaped("a<b>&c") == "a&lt;b&gt;&amp;c"


def test_rows_and_headings_stand_under_each_other_without_touching():
    for width in (WIDE, NARROW):
        for spec in ALL:
            figure = plotly_figure(spec, width)
            places = sorted({place for bar in bars(figure) for place in bar.y})
            assert all(b - a >= BAR for a, b in pairwise(places)) or spec.is_panels
            assert figure.layout.yaxis.range[0] > max(places, default=0)


def test_a_page_that_scrolls_is_not_caught_by_the_chart():
    layout = plotly_figure(by_block(), NARROW).layout

    assert (layout.dragmode, layout.xaxis.fixedrange, layout.yaxis.fixedrange) == (
        False,
        True,
        True,
    )


def test_the_drawing_never_ends_its_script_element():
    text = drawing_json(by_provider())

    assert not re.search("[<>&\u2028\u2029]", text)
    assert set(json.loads(text)) == {"wide", "narrow", "config"}
    assert "Kreek" in text


def test_nothing_can_be_sent_away():
    assert CONFIG["plotlyServerURL"] == ""
    assert CONFIG["displayModeBar"] is CONFIG["displaylogo"] is CONFIG["showSendToCloud"] is False


def test_the_browser_gets_what_plotly_checked():
    for spec in ALL:
        drawing = json.loads(drawing_json(spec))
        for width in (WIDE, NARROW):
            checked = json.loads(plotly_figure(spec, width).to_json())
            del checked["layout"]["template"]  # an empty one
            checked["layout"].setdefault("annotations", [])  # it leaves out what is empty
            assert drawing[width.name] == checked


def test_plotly_is_not_loaded_to_draw():
    code = (
        "import sys, webapp.web.results as _; from webapp.charts import drawing, samples; "
        "drawing.drawing_json(samples.chart_samples()[0]); "
        "print('plotly.graph_objects' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"
