"""Instruments unlike the shipped ones work without a line of code."""

from pathlib import Path

from webapp.instrument.loader import load_folder

CATALOGUE = load_folder(Path(__file__).parent / "other")


def test_four_options_four_languages_and_one_thema():
    instrument = CATALOGUE.latest("speelplaats")

    assert instrument.counting_codes == ("altijd", "vaak", "soms", "nooit")
    assert [one.code for one in instrument.options_for("alone")][-1] == "weet-niet"
    assert len(instrument.themes) == 1
    assert instrument.block("plek").question_for("leerlingen").in_language("de").startswith("Find")
    assert [group.id for group in instrument.groups] == ["leerlingen", "toezichters"]


def test_two_options_and_thirty_themas():
    instrument = CATALOGUE.latest("dertig-themas")

    assert instrument.counting_codes == ("ja", "neen")
    assert len(instrument.themes_for("team")) == 30
    assert len(instrument.blocks_for("team")) == 60
