"""Every box of a printed form has one place, whatever its number, language or day."""

import json
import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest
import typst

from webapp.i18n import use_language
from webapp.instrument.loader import load_instrument
from webapp.paper import press, sheets
from webapp.paper import sheet_layout as places
from webapp.paper.sheet_layout import lay_out_sheet
from webapp.paper.sheets import PaperForm, rating_sheets
from webapp.settings import ROOT

SETTINGS = ("conversation", "alone")
MM = 72 / 25.4  # in points


@pytest.fixture(scope="module")
def okt():
    return load_instrument(ROOT / "instruments" / "okt-2020.yaml")


@pytest.mark.parametrize(
    ("group", "setting", "blocks", "options", "pages"),
    [
        ("beleid", "conversation", 50, 5, 4),
        ("scholen", "conversation", 16, 5, 2),
        ("ondersteuners", "conversation", 14, 5, 2),
        ("scholen", "alone", 16, 4, 2),
    ],
)
def test_form_has_a_box_for_every_answer(okt, group, setting, blocks, options, pages):
    layout = lay_out_sheet(okt, group, setting)

    asked = [block.id for block in okt.blocks_for(group)]
    codes = [option.code for option in okt.options_for(setting)]
    wanted = [(block, code) for block in asked for code in codes]
    assert [(box.block_id, box.option_code) for box in layout.boxes] == wanted
    assert len(wanted) == blocks * options
    assert len(layout.pages) == pages


@pytest.mark.parametrize("group", ["beleid", "scholen", "ondersteuners", "kleine-aanbieders"])
@pytest.mark.parametrize("setting", SETTINGS)
def test_nothing_overlaps_or_leaves_the_page(okt, group, setting):
    layout = lay_out_sheet(okt, group, setting)

    for number, parts in enumerate(layout.pages):
        edges = [places.TOP if number else places.FIRST_TOP]
        for part in parts:
            edges += [part.y, part.y + places.HEAD]
            edges += [edge for row in part.rows for edge in (row.y, row.y + row.height)]
            if part.remark_y is not None:
                height = places.REMARK_LABEL + places.REMARK_LINE * layout.remark_lines
                edges += [part.remark_y, part.remark_y + height]
        edges.append(places.BOTTOM)
        assert all(low <= high for low, high in pairwise(edges))
    assert all(part.rows for parts in layout.pages for part in parts)
    assert all(places.LEFT < box.x < places.RIGHT - box.side for box in layout.boxes)
    assert sum(part.remark_y is not None for parts in layout.pages for part in parts) == len(
        okt.themes_for(group)
    )


def test_boxes_stand_still_in_every_language(okt):
    with use_language("nl"):
        dutch = lay_out_sheet(okt, "scholen", "conversation").boxes
    with use_language("fr"):
        assert lay_out_sheet(okt, "scholen", "conversation").boxes == dutch


def test_boxes_are_printed_where_they_are_laid_out(okt, monkeypatch):
    orders = []
    monkeypatch.setattr(sheets, "make_pdf", lambda _template, **order: orders.append(order))
    rating_sheets(_form(okt, "scholen"), ["BCDF2345GHJK"])
    order = {"title": "x", "lang": "nl", "words": {}} | orders[0]["data"]

    pages = typst.compile(
        press.TEMPLATES / "sheets.typ",
        root=press.TEMPLATES,
        format="svg",
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(order)},
    )

    printed = {
        (number, round(x, 1), round(y, 1))
        for number, page in enumerate(pages, 1)
        for x, y in _squares(ElementTree.fromstring(page), places.BOX)
    }
    boxes = lay_out_sheet(okt, "scholen", "conversation").boxes
    marks = {(number, *mark) for number in (1, 2) for mark in places.MARKS}
    assert printed == {(box.page, round(box.x, 1), round(box.y, 1)) for box in boxes} | marks


def _squares(element, side, x=0.0, y=0.0):
    """Where squares of this side are drawn, in mm from the top left of a page as SVG."""
    if found := re.match(r"translate\((\S+) (\S+)\)", element.get("transform", "")):
        x, y = x + float(found[1]) / MM, y + float(found[2]) / MM
    drawn = re.fullmatch(r"M 0 0v (\S+)h (\S+)v -\S+Z ", element.get("d", ""))
    if drawn and [round(float(one) / MM, 1) for one in drawn.groups()] == [side, side]:
        yield x, y
    for child in element:
        yield from _squares(child, side, x, y)


def test_form_of_every_shipped_instrument_and_group_can_be_printed():
    paths = sorted((ROOT / "instruments").glob("*.yaml"))
    for instrument in map(load_instrument, paths):
        for group in instrument.groups:
            pdf = rating_sheets(_form(instrument, group.id), ["BCDF2345GHJK"])
            assert pdf.startswith(b"%PDF-")


def _form(instrument, group_id):
    return PaperForm(
        instrument=instrument,
        group_id=group_id,
        setting="conversation",
        provider_names=("#panic() *De Brug* \U0001f600",),
        min_group_size=5,
        made_up=True,
    )
