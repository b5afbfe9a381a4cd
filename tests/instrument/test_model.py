"""What can be asked of an instrument."""

import pytest

from tests.instrument.documents import document
from webapp.instrument.loader import instrument_from_document


@pytest.fixture(scope="module")
def instrument():
    return instrument_from_document(document())


def test_blocks_stand_in_the_order_of_the_themas(instrument):
    assert [block.id for block in instrument.blocks] == ["1", "2", "3"]
    assert instrument.group("leraren").block_ids == ("1", "2", "3")


def test_group_is_asked_only_its_selection(instrument):
    assert [block.id for block in instrument.blocks_for("leerlingen")] == ["2"]


def test_themas_of_a_group_leave_out_the_empty_ones(instrument):
    themes = instrument.themes_for("leerlingen")

    assert [(theme.id, [block.id for block in blocks]) for theme, blocks in themes] == [
        ("rust", ["2"])
    ]


def test_question_is_in_own_words_where_there_are_any(instrument):
    block = instrument.block("1")

    assert block.question_for("leraren")["nl"] == "Is het stil?"
    assert block.question_for("leerlingen")["nl"] == "een stille plek"


def test_who_fills_in_alone_is_not_offered_what_belongs_to_a_conversation(instrument):
    assert [one.code for one in instrument.options_for("conversation")] == ["ja", "neen", "knab"]
    assert [one.code for one in instrument.options_for("alone")] == ["ja", "neen"]


def test_unknown_setting_is_refused(instrument):
    with pytest.raises(ValueError, match="no such setting"):
        instrument.options_for("together")


def test_counting_codes_leave_out_what_does_not_count(instrument):
    assert instrument.counting_codes == ("ja", "neen")


def test_questions_without_groups_are_for_everybody(instrument):
    assert [one.kind for one in instrument.questions_for("leraren")] == ["general", "depth"]
    assert [one.kind for one in instrument.questions_for("leerlingen")] == ["general"]
    assert [one.id for one in instrument.closing_for("leerlingen")] == ["sterktes"]


@pytest.mark.parametrize("find", ["block", "theme", "group"])
def test_unknown_id_is_a_key_error(instrument, find):
    with pytest.raises(KeyError):
        getattr(instrument, find)("nergens")


def test_instruments_are_the_same_when_their_content_is(instrument):
    assert instrument == instrument_from_document(document())
    assert hash(instrument) == hash(instrument_from_document(document()))
    assert instrument != instrument_from_document(document(version="2"))


def test_a_short_name_and_a_reason_to_stand_apart_are_optional():
    told = document()
    told["blocks"][1]["short"] = {"nl": "stilte", "fr": "le calme"}
    told["groups"][1]["apart"] = {"nl": "Te divers.", "fr": "Trop divers."}
    instrument = instrument_from_document(told)

    assert (str(instrument.block("1").short), instrument.block("2").short) == ("stilte", None)
    assert str(instrument.group("leerlingen").apart) == "Te divers."
    assert instrument.group("leraren").apart is None
