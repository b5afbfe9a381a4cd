"""Codes that people type: read kindly, random, and without signs that look alike."""

import collections
import itertools

import pytest

from webapp.sealing.codes import (
    ALPHABET,
    ID_LENGTH,
    ROOM_LENGTH,
    SLIP_LENGTH,
    grouped,
    new_id,
    new_room_code,
    new_slip,
    read_code,
)


@pytest.mark.parametrize(
    ("new_code", "length"), [(new_slip, SLIP_LENGTH), (new_room_code, ROOM_LENGTH)]
)
def test_new_codes_are_readable_signs_and_never_the_same(new_code, length):
    codes = [new_code() for _ in range(2000)]

    assert len(set(codes)) == 2000
    assert all(len(code) == length and set(code) <= set(ALPHABET) for code in codes)
    assert all(read_code(code) == code for code in codes)


def test_ids_are_small_signs_that_tell_nothing_about_order():
    ids = [new_id() for _ in range(2000)]
    rises = sum(one < two for one, two in itertools.pairwise(ids))

    assert all(len(id_) == ID_LENGTH and id_ == id_.lower() for id_ in ids)
    assert 850 < rises < 1150  # half of 1999; 150 is eleven standard deviations (12.9)


def test_every_sign_is_as_likely_in_every_place():
    slips = [new_slip() for _ in range(5000)]

    for place in range(SLIP_LENGTH):
        times = collections.Counter(slip[place] for slip in slips)
        expected = len(slips) / len(ALPHABET)
        chi_square = sum((times[sign] - expected) ** 2 / expected for sign in ALPHABET)
        assert chi_square < 75  # 27 degrees of freedom: exceeded once in 500,000 places


def test_alphabet_has_28_signs_without_look_alikes_and_vowels():
    assert len(set(ALPHABET)) == 28
    assert not set(ALPHABET) & set("01OILAEU")


@pytest.mark.parametrize(
    "typed",
    ["2345 6789 BCDF", "2345-6789-bcdf", " 23456789bcdf\n", "2 3 4 5 6 7 8 9 B C D F"],
    ids=["groups", "dashes-and-small", "spaces-around", "all-apart"],
)
def test_code_is_read_however_it_was_typed(typed):
    assert read_code(typed) == "23456789BCDF"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "2345",
        "2345678",
        "23456789B",
        "23456789BCDFG",
        "2345678O",
        "\uff12\uff13\uff14\uff15\uff16\uff17\uff18\uff19",
        "2345678\u0665",
        "ß345678",
    ],
    ids=["empty", "short", "seven", "nine", "thirteen", "letter-o", "wide", "arabic", "grows"],
)
def test_what_cannot_be_a_code_is_none(typed):
    assert read_code(typed) is None


def test_code_is_shown_in_groups_of_four():
    assert grouped("23456789BCDF") == "2345 6789 BCDF"
