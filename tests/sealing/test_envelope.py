"""The envelope: one size for any content, opened by one key only, and what goes in comes out."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.sealing.envelope import (
    BLANK,
    MAX_BLOCKS,
    MAX_TEXT_BYTES,
    MAX_THEMES,
    PADDED_SIZE,
    SEALED_SIZE,
    EnvelopeError,
    Opener,
    PlacedRemark,
    Sheet,
    SheetTooLongError,
    new_key_pair,
    nullifier,
    seal,
    slip_hash,
    text_size,
)

PRIVATE_KEY, PUBLIC_KEY = new_key_pair()
A_SHEET = Sheet((0, 1, BLANK, 4), (PlacedRemark(2, "goed zo"),))

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
remarks = st.lists(st.builds(PlacedRemark, st.integers(0, 65_535), texts), max_size=20)
sheets = st.builds(
    lambda ratings, remarks: Sheet(tuple(ratings), tuple(remarks)),
    st.lists(st.integers(0, BLANK), max_size=MAX_BLOCKS),
    remarks,
)


@settings(max_examples=200, deadline=None)
@given(sheets)
def test_every_sheet_fills_one_size_and_comes_out_as_it_went_in(sheet):
    sealed = seal(sheet, PUBLIC_KEY)

    assert len(sealed) == SEALED_SIZE
    assert Opener(PRIVATE_KEY).open(sealed) == sheet


def test_longest_text_fits_beside_a_remark_at_every_block_and_thema():
    most_remarks = MAX_BLOCKS + MAX_THEMES
    texts = ["x" * (MAX_TEXT_BYTES // most_remarks)] * most_remarks
    texts[0] += "x" * (MAX_TEXT_BYTES - text_size(texts))
    remarks = tuple(PlacedRemark(place, text) for place, text in enumerate(texts))

    sealed = seal(Sheet((0,) * MAX_BLOCKS, remarks), PUBLIC_KEY)

    assert text_size(texts) == MAX_TEXT_BYTES
    assert len(sealed) == SEALED_SIZE


def test_sheet_that_does_not_fit_is_refused():
    with pytest.raises(SheetTooLongError):
        seal(Sheet((), (PlacedRemark(0, "x" * PADDED_SIZE),)), PUBLIC_KEY)


def test_size_of_text_counts_bytes_not_letters():
    assert text_size(["é", "ab", "😀"]) == 2 + 2 + 4


def test_same_sheet_never_gives_the_same_envelope():
    assert len({seal(A_SHEET, PUBLIC_KEY) for _ in range(20)}) == 20


def test_another_key_opens_nothing():
    another, _public = new_key_pair()

    with pytest.raises(EnvelopeError):
        Opener(another).open(seal(A_SHEET, PUBLIC_KEY))


def test_public_key_opens_nothing():
    with pytest.raises(EnvelopeError):
        Opener(PUBLIC_KEY).open(seal(A_SHEET, PUBLIC_KEY))


@pytest.mark.parametrize("place", [0, 31, 32, 47, 48, 4000, SEALED_SIZE - 1])
def test_one_turned_bit_anywhere_is_seen(place):
    damaged = bytearray(seal(A_SHEET, PUBLIC_KEY))
    damaged[place] ^= 1

    with pytest.raises(EnvelopeError):
        Opener(PRIVATE_KEY).open(bytes(damaged))


@pytest.mark.parametrize("length", [0, 10, 48, 100])
def test_cut_off_envelope_is_refused(length):
    with pytest.raises(EnvelopeError):
        Opener(PRIVATE_KEY).open(seal(A_SHEET, PUBLIC_KEY)[:length])


@pytest.mark.parametrize(
    ("sheet", "is_empty"),
    [
        (Sheet((BLANK, BLANK)), True),
        (Sheet(()), True),
        (Sheet((BLANK, 0)), False),
        (Sheet((BLANK, BLANK), (PlacedRemark(0, "a"),)), False),
    ],
    ids=["all-blank", "no-blocks", "one-rating", "one-remark"],
)
def test_sheet_is_empty_when_nothing_is_on_it(sheet, is_empty):
    assert sheet.is_empty is is_empty


def test_nullifier_is_the_same_for_a_slip_and_differs_by_meeting():
    one = nullifier("meeting1", "BCDFGHJKMNPQ")

    assert one == nullifier("meeting1", "BCDFGHJKMNPQ")
    assert (
        len({one, nullifier("meeting2", "BCDFGHJKMNPQ"), nullifier("meeting1", "BCDFGHJKMNPR")})
        == 3
    )


def test_border_between_meeting_and_slip_cannot_be_moved():
    assert nullifier("ab", "cd") != nullifier("abc", "d")


def test_nullifier_and_hash_of_a_slip_have_nothing_in_common():
    slip = "BCDFGHJKMNPQ"

    assert slip.encode() not in slip_hash(slip) + nullifier("m", slip)
    assert slip_hash(slip) != nullifier("", slip)
