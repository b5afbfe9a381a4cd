"""The instruments that come with the platform."""

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from webapp.instrument.lineage import comparable_for_group, compare_versions
from webapp.instrument.loader import load_folder
from webapp.instrument.shape import SCHEMA_PATH

ROOT = Path(__file__).parents[2]
CATALOGUE = load_folder(ROOT / "instruments")
PRODUCTS_AND_NUMBERS = re.compile(r"diplon|circqel|\biris\b|\b0\d{8,9}\b|@|\+32", re.IGNORECASE)

# Appendix 2 of the report, and its reconstruction for the small providers.
SELECTIONS = {
    "beleid": range(1, 51),
    "ondersteuners": (5, 6, 13, 21, 22, 23, 24, 25, 26, 27, 28, 32, 40, 49),
    "scholen": (9, 13, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 32, 47),
    "kleine-aanbieders": (
        *(1, 3, 5, 8, 10, 13, 14, 15, 18, 20, 21, 22, 24, 25, 26, 35, 36, 39, 40, 41, 49),
    ),
}
THEMES = {
    "organisatie": range(1, 10),
    "visie": range(10, 18),
    "vormgeving": range(18, 30),
    "samenwerking": range(30, 37),
    "personeel": range(37, 44),
    "kwaliteitsontwikkeling": range(44, 48),
    "middelen": range(48, 51),
}
CODING = {
    "organisatie": 6,
    "personeel": 3,
    "vormgeving": 5,
    "samenwerking": 6,
    "signalen": 5,
}


def ids(numbers):
    return tuple(str(number) for number in numbers)


def test_four_instruments_are_shipped():
    assert CATALOGUE.ids() == ("gio-2022", "leersteuntraject-2023", "okt-2020", "onw-2019")


def test_schema_is_a_schema():
    Draft202012Validator.check_schema(json.loads(SCHEMA_PATH.read_text("utf-8")))


@pytest.mark.parametrize("instrument", CATALOGUE, ids=lambda one: one.id)
def test_options_are_those_of_the_registratiefiche(instrument):
    options = [(one.code, str(one.label), one.counts) for one in instrument.scale]

    assert options == [
        ("passend", "Passend", True),
        ("deels", "Deels passend", True),
        ("niet", "Niet passend", True),
        ("knab", "Kwam niet aan bod", False),
        ("nvt", "Niet van toepassing", False),
    ]
    assert "knab" not in [one.code for one in instrument.options_for("alone")]
    assert "geen oordeel over kwaliteit" in str(instrument.scale_note)


@pytest.mark.parametrize("instrument", CATALOGUE, ids=lambda one: one.id)
def test_no_products_and_no_telephone_numbers(instrument):
    texts = json.dumps(instrument.document, ensure_ascii=False)

    assert not PRODUCTS_AND_NUMBERS.search(texts)


@pytest.mark.parametrize("group_id", SELECTIONS)
def test_selection_is_that_of_the_report(group_id):
    group = CATALOGUE.latest("okt-2020").group(group_id)

    assert group.block_ids == ids(SELECTIONS[group_id])


def test_themas_are_those_of_the_report():
    instrument = CATALOGUE.latest("okt-2020")
    themes = {
        theme.id: tuple(b.id for b in blocks) for theme, blocks in instrument.themes_for("beleid")
    }

    assert themes == {theme_id: ids(numbers) for theme_id, numbers in THEMES.items()}


def test_reconstruction_is_marked():
    instrument = CATALOGUE.latest("okt-2020")

    assert "reconstructie" in str(instrument.group("kleine-aanbieders").note)
    assert "Reconstructie" in str(CATALOGUE.latest("onw-2019").note)


def test_only_the_small_providers_stand_apart_with_the_reason_of_the_report():
    apart = {
        group.id: str(group.apart) for group in CATALOGUE.latest("okt-2020").groups if group.apart
    }

    assert set(apart) == {"kleine-aanbieders"}
    assert "geen resultaat op zichzelf" in apart["kleine-aanbieders"]


def test_every_block_has_a_short_name_of_its_own():
    names = [str(block.short) for block in CATALOGUE.latest("okt-2020").blocks]

    assert len(set(names)) == len(names) == 50


def test_every_selected_block_is_explained_and_schools_and_supporters_get_own_words():
    instrument = CATALOGUE.latest("okt-2020")

    assert all(block.help for block in instrument.blocks)
    for group_id in ("ondersteuners", "scholen"):
        assert all(group_id in block.questions for block in instrument.blocks_for(group_id))


def test_every_thema_has_general_and_depth_questions():
    for name in ("okt-2020", "leersteuntraject-2023", "gio-2022"):
        instrument = CATALOGUE.latest(name)
        kinds = {(one.theme_id, one.kind) for one in instrument.conversation}

        assert {(t.id, k) for t in instrument.themes for k in ("general", "depth")} <= kinds


def test_everybody_ranks_three_strengths_and_three_growth_opportunities_and_policy_gives_tips():
    instrument = CATALOGUE.latest("okt-2020")
    ranked = [(one.kind, one.top) for one in instrument.closing_for("scholen")]

    assert ranked == [("strength", 3), ("growth", 3)]
    assert [one.kind for one in instrument.closing_for("beleid")][2:] == ["tip", "tip"]


def test_coding_scheme_is_that_of_the_report():
    scheme = CATALOGUE.latest("okt-2020").coding_scheme

    assert {theme.id: len(theme.subthemes) for theme in scheme} == CODING


def test_round_of_2019_is_known_for_policy_only():
    instrument = CATALOGUE.latest("onw-2019")

    assert [group.id for group in instrument.groups] == ["beleid"]
    assert len(instrument.group("beleid").block_ids) == 50


def test_two_rounds_compare_on_44_of_50_blocks():
    newer, older = CATALOGUE.latest("okt-2020"), CATALOGUE.latest("onw-2019")

    comparison = compare_versions(newer, older)

    others = {one.block_ids: one.relation for one in comparison.blocks if not one.is_comparable}
    assert others == {
        ("7", "8"): "replaced",
        ("35", "36"): "replaced",
        ("39",): "replaced",
        ("50",): "intersects",
    }
    assert len(comparable_for_group(newer, older, "beleid")) == 44
    assert comparable_for_group(newer, older, "scholen") == ()


@pytest.mark.parametrize(
    ("instrument_id", "least", "most"), [("leersteuntraject-2023", 20, 30), ("gio-2022", 8, 12)]
)
def test_instrument_in_own_words_has_its_size(instrument_id, least, most):
    assert least <= len(CATALOGUE.latest(instrument_id).blocks) <= most
