"""Pictures for print, mail and pages without JavaScript: the same figures, and inert."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from tests.charts.samples import ALL, NAMES, by_block, by_provider
from webapp.charts.labels import silent_share
from webapp.charts.layout import NARROW, WIDE
from webapp.charts.letters import text_width, wrapped
from webapp.charts.samples import chart_samples
from webapp.charts.spec import ChartKind
from webapp.charts.svg_document import svg_document
from webapp.charts.svg_elements import element, text, xml_text
from webapp.charts.svg_figure import TALLEST, svg_figure, svg_parts

SVG = "{http://www.w3.org/2000/svg}"
CHARTS = [*ALL, *chart_samples()]
WIDTHS = pytest.mark.parametrize("width", [WIDE, NARROW], ids=lambda width: width.name)
IDS = [f"{number}-{spec.id}" for number, spec in enumerate(CHARTS)]
EVERY = pytest.mark.parametrize("spec", CHARTS, ids=IDS)
EVERY_BAR = pytest.mark.parametrize(  # the marks of other charts have no figures beside them
    "spec",
    [
        pytest.param(spec, id=id_)
        for spec, id_ in zip(CHARTS, IDS, strict=True)
        if spec.kind == ChartKind.BARS
    ],
)


def parsed(svg):
    return ElementTree.fromstring(svg)


def words(svg):
    return [one.text for one in parsed(svg).iter(f"{SVG}text")]


@WIDTHS
@EVERY
def test_a_picture_is_svg_with_a_name_and_a_description(spec, width):
    root = parsed(svg_figure(spec, width, name=width.name))

    title, desc = root[0], root[1]
    assert (title.tag, title.text, desc.tag) == (f"{SVG}title", spec.title, f"{SVG}desc")
    assert spec.sentences[0] in desc.text
    assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
    assert root.get("role") == "img"


@WIDTHS
@EVERY
def test_nothing_in_a_picture_runs_or_has_a_style(spec, width):
    svg = svg_figure(spec, width)

    allowed = {"svg", "title", "desc", "defs", "pattern", "rect", "path", "line", "circle", "text"}
    assert {one.tag.removeprefix(SVG) for one in parsed(svg).iter()} <= allowed
    for one in parsed(svg).iter():
        assert not [key for key in one.attrib if key in ("style", "class") or key[:2] == "on"]
        assert not [value for value in one.attrib.values() if "//" in value]


@WIDTHS
@EVERY
def test_everything_stands_inside_the_picture(spec, width):
    root = parsed(svg_figure(spec, width))
    _x, _y, right, bottom = map(float, root.get("viewBox").split())

    for one in root.iter(f"{SVG}text"):
        room = text_width(one.text or "", float(one.get("font-size", 13)))
        before = {"middle": 0.5, "end": 1}.get(one.get("text-anchor"), 0)
        start = float(one.get("x")) - room * before
        assert start >= -1
        assert start + room <= right + 1, one.text
        assert 0 < float(one.get("y")) < bottom


@EVERY_BAR
def test_every_figure_of_a_bar_and_its_n_stand_in_the_picture(spec):
    told = words(svg_figure(spec))

    for row in spec.rows:
        if row.has_figures:
            assert f"n\u00a0=\u00a0{row.n}" in told
            assert silent_share(row) in told


def test_the_parts_of_a_bar_are_as_wide_as_their_shares():
    root = parsed(svg_figure(by_block()))
    parts = [one for one in root.iter(f"{SVG}rect") if one.get("stroke-width") == "0.7"]
    widths = [float(one.get("width")) for one in parts if float(one.get("height")) == 24]

    assert [round(100 * width / sum(widths)) for width in widths] == [81, 17, 3]


@EVERY
def test_parts_hold_every_row_once_and_fit_on_a_page(spec):
    many = replace(spec, sections=spec.sections * 9)

    parts = [parsed(part) for part in svg_parts(many, WIDE)]

    assert len(parts) > 1
    assert all(float(part.get("height")) <= TALLEST for part in parts)
    whole = words(svg_figure(many))
    in_parts = [one.text for part in parts for one in part.iter(f"{SVG}text")]
    told = [one for one in whole if one in {row.label for row in many.rows}]
    assert [one for one in in_parts if one in set(told)] == told
    ids = [one.get("id") for part in parts for one in part.iter() if one.get("id")]
    assert len(ids) == len(set(ids))


def test_a_section_that_is_too_long_is_cut():
    spec = by_provider()
    section = replace(spec.sections[0], rows=spec.rows * 30)

    parts = svg_parts(replace(spec, sections=(section,)), WIDE)

    assert all(float(parsed(part).get("height")) <= 2 * TALLEST for part in parts)
    assert sum(part.count("Boomgaard") for part in parts) >= 30


@EVERY
def test_a_file_says_what_it_is_when_it_travels(spec):
    svg = svg_document(spec, "Titel <b>", ["Verzonnen gegevens."])

    told = words(svg)
    assert told[0] == "Titel <b>"
    assert "Verzonnen gegevens." in told
    assert spec.sentences[0].split()[0] in " ".join(told)
    if spec.kind != ChartKind.SLOPE:
        assert {option.label for option in spec.counting} <= {*told} or spec.series


def test_a_name_with_a_link_in_it_is_text():
    svg = svg_figure(by_provider())

    assert "<a" not in svg
    joined = " ".join(words(svg))
    assert all(word in joined for word in NAMES["p4"].split())


@pytest.mark.parametrize("letter", ["\x00", "\x0b", "\x1f", "\ufffe", "\ud800"])
def test_signs_that_no_xml_may_hold_are_replaced(letter):
    assert xml_text(f"a{letter}b") == "a?b"
    parsed(element("svg", text(f"a{letter}", 0, 0), xmlns=SVG[1:-1], id=f"x{letter}\"'<>&"))


def test_a_label_is_wrapped_at_words_and_a_long_word_is_cut():
    lines = wrapped("samenwerking met " + "x" * 60, 120, 13)

    assert lines[0] == "samenwerking met"
    assert "".join(lines[1:]) == "x" * 60
    assert all(text_width(line, 13) <= 120 for line in lines)


def test_wide_letters_are_wider():
    assert text_width("mmm", 13) > text_width("iii", 13)
    assert text_width("漢", 10) > text_width("x", 10)
