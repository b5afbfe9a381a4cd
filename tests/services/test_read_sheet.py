"""Reading a sheet: only what the form has, only once, and texts in one normal form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.samples import instrument
from webapp.sealing.envelope import BLANK, MAX_TEXT_BYTES, PlacedRemark, Sheet, new_key_pair, seal
from webapp.services.read_sheet import LONGEST_REMARK, SheetReader, clean_text

READER = SheetReader(instrument(), "scholen", "conversation")  # blocks 1, 3 and 4
ALONE = SheetReader(instrument(), "scholen", "alone")
PUBLIC_KEY = new_key_pair()[1]
NAMES = ["block_1", "block_3", "block_4", "remark_1", "remark_3", "remark_4"]
NAMES += ["theme_remark_visie", "theme_remark_werk", "code", "token", "confirm", "taal"]


def problems(*fields, reader=READER):
    return set(reader.read(fields).problems)


def test_sheet_holds_places_of_blocks_options_and_remarks():
    fields = [
        ("code", "23456789BCDF"),
        ("block_4", "niet"),
        ("block_1", "passend"),
        ("remark_3", "te traag"),
        ("theme_remark_werk", "wel goed"),
    ]

    answers = READER.read(fields)

    assert not answers.problems
    assert READER.gaps(answers) == ["block_3"]
    assert READER.sheet(answers) == Sheet(
        (0, BLANK, 2), (PlacedRemark(1, "te traag"), PlacedRemark(4, "wel goed"))
    )


def test_nothing_filled_in_is_an_empty_sheet():
    answers = READER.read([("block_1", ""), ("remark_1", "  \r\n "), ("code", "")])

    assert READER.sheet(answers).is_empty
    assert READER.gaps(answers) == ["block_1", "block_3", "block_4"]


@pytest.mark.parametrize(
    ("field", "where"),
    [
        (("block_1", "goed"), "block_1"),
        (("block_1", "Passend"), "block_1"),
        (("block_1", " passend"), "block_1"),
        (("block_1", "0"), "block_1"),
        (("block_2", "passend"), ""),
        (("block_99", "passend"), ""),
        (("remark_2", "tekst"), ""),
        (("theme_remark_onbekend", "tekst"), ""),
        (("Block_1", "passend"), ""),
        (("extra", ""), ""),
        (("remark_1", "x" * (LONGEST_REMARK + 1)), "remark_1"),
    ],
    ids=lambda value: value[0] + "=" + value[1][:8] if isinstance(value, tuple) else None,
)
def test_what_the_form_cannot_send_is_a_problem(field, where):
    assert problems(field) == {where}


@pytest.mark.parametrize("name", ["block_1", "remark_1", "theme_remark_werk"])
@pytest.mark.parametrize("second", ["passend", "niet"], ids=["same", "other"])
def test_field_that_comes_twice_is_a_problem(name, second):
    assert problems((name, "passend"), (name, second)) == {name}


def test_option_is_refused_in_a_setting_in_which_it_is_not_asked():
    assert problems(("block_1", "knab")) == set()
    assert problems(("block_1", "knab"), reader=ALONE) == {"block_1"}


def test_texts_together_are_bounded_in_bytes():
    almost = [(f"remark_{block}", "é" * 999) for block in ("1", "3", "4")]

    assert problems(*almost) == set()
    assert problems(*almost, ("theme_remark_werk", "x" * (MAX_TEXT_BYTES - 5994 + 1))) == {""}


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("een\r\ntwee\rdrie", "een\ntwee\ndrie"),
        ("cafe\u0301", "café"),
        ("cafe\0\u0301", "café"),
        ("a\0b\x07c\x7f\x9f", "abc"),
        ("\u202edraai\u2066om\u200e", "draaiom"),
        ("  ruimte \n", "ruimte"),
        ("\ufefftekst", "tekst"),
        ("een\ttab", "een tab"),
        ("half \ud83d", "half"),
        ("😀 👨‍👩‍👧", "😀 👨‍👩‍👧"),
    ],
    ids=[
        *("newlines", "nfc", "nfc-once-clean", "control", "direction"),
        *("edges", "bom", "tab", "half-sign", "emoji"),
    ],
)
def test_text_is_read_in_one_normal_form(typed, read):
    assert clean_text(typed) == read


@given(st.text(st.characters()))
def test_cleaning_twice_changes_nothing(typed):
    assert clean_text(clean_text(typed)) == clean_text(typed)


@given(st.lists(st.tuples(st.sampled_from(NAMES) | st.text(max_size=8), st.text(max_size=30))))
def test_whatever_is_sent_becomes_a_sheet_or_a_problem(fields):
    answers = READER.read(fields)

    if not answers.problems:
        sheet = READER.sheet(answers)
        assert len(sheet.ratings) == 3
        assert seal(sheet, PUBLIC_KEY)
