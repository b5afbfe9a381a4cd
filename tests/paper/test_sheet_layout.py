"""Every box of a printed form has one place, whatever its number, language or day."""

from itertools import pairwise

import pytest

from webapp.i18n import use_language
from webapp.instrument.loader import load_instrument
from webapp.paper import sheet_layout as places
from webapp.paper.sheet_layout import lay_out_sheet
from webapp.paper.sheets import PaperForm, rating_sheets
from webapp.settings import ROOT

SETTINGS = ("conversation", "alone")


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


def test_form_of_every_shipped_instrument_and_group_can_be_printed():
    paths = sorted((ROOT / "instruments").glob("*.yaml"))
    for instrument in map(load_instrument, paths):
        for group in instrument.groups:
            form = PaperForm(
                instrument=instrument,
                group_id=group.id,
                setting="conversation",
                provider_names=("#panic() *De Brug* \U0001f600",),
                min_group_size=5,
                made_up=True,
            )
            assert rating_sheets(form, ["BCDF2345GHJK"]).startswith(b"%PDF-")
