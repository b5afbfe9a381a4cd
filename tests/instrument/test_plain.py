"""An instrument as plain values."""

import json

import pytest

from tests.instrument.documents import document, lineage
from webapp.instrument.loader import instrument_from_document
from webapp.instrument.plain import plain_instrument


@pytest.fixture(scope="module")
def instrument():
    told = lineage(("replaced", ["1", "2"], ["7"]), instrument="elders")
    return instrument_from_document(document(lineage=[told]))


def test_blocks_tell_their_thema_text_and_groups(instrument):
    plain = plain_instrument(instrument)

    assert [(one["id"], one["theme"], one["text"], one["groups"]) for one in plain["blocks"]] == [
        ("1", "rust", "een stille plek", ["leraren"]),
        ("2", "rust", "een ritme", ["leraren", "leerlingen"]),
        ("3", "ruimte", "een plein", ["leraren"]),
    ]


def test_everything_of_the_file_is_in_it(instrument):
    plain = plain_instrument(instrument)

    assert set(instrument.document) <= set(plain)
    assert json.loads(json.dumps(plain)) == plain


def test_group_gets_only_what_it_is_asked(instrument):
    plain = plain_instrument(instrument, group_id="leerlingen")

    assert [one["id"] for one in plain["blocks"]] == ["2"]
    assert [one["id"] for one in plain["themes"]] == ["rust"]
    assert [one["id"] for one in plain["groups"]] == ["leerlingen"]
    assert [one["kind"] for one in plain["conversation"]] == ["general"]
    assert [one["id"] for one in plain["closing"]] == ["sterktes"]


def test_texts_are_in_the_language_that_is_asked_for(instrument):
    plain = plain_instrument(instrument, language="fr")

    assert plain["title"] == "Essai"
    assert plain["blocks"][0]["questions"] == {"leraren": "Est-ce calme ?"}
    assert plain["lineage"][0]["links"][0]["reason"] == "Parce que."


def test_a_short_name_and_a_reason_to_stand_apart_are_told():
    told = document()
    told["blocks"][1]["short"] = {"nl": "stilte", "fr": "le calme"}
    told["groups"][1]["apart"] = {"nl": "Te divers.", "fr": "Trop divers."}
    plain = plain_instrument(instrument_from_document(told), language="fr")

    assert [block["short"] for block in plain["blocks"]] == ["le calme", None, None]
    assert [group["apart"] for group in plain["groups"]] == [None, "Trop divers."]


def test_unknown_group_is_a_key_error(instrument):
    with pytest.raises(KeyError):
        plain_instrument(instrument, group_id="ouders")
