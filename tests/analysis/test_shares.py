"""Percentages are whole, honest, and never given of nothing."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.samples import FOUR_STEPS, batch, instrument, results, tallies
from webapp.analysis.shares import answers_to, percent, shares

counts = st.integers(0, 10_000)


@pytest.mark.parametrize(
    ("count", "of", "expected"),
    [
        pytest.param(9, 13, 69, id="down"),
        pytest.param(2, 3, 67, id="up"),
        pytest.param(1, 8, 13, id="half goes up"),
        pytest.param(3, 200, 2, id="half goes up from an odd whole too"),
        pytest.param(0, 5, 0, id="none"),
        pytest.param(5, 5, 100, id="all"),
        pytest.param(0, 0, None, id="of nothing"),
    ],
)
def test_percent(count, of, expected):
    assert percent(count, of) == expected


@given(counts, counts)
def test_percent_is_within_half_of_the_exact_share(count, rest):
    of = count + rest
    if of == 0:
        assert percent(count, of) is None
    else:
        assert abs(Fraction(100 * count, of) - percent(count, of)) <= Fraction(1, 2)


def test_shares_leave_out_options_that_do_not_count():
    some = {"passend": 2, "deels": 1, "niet": 0, "knab": 40, "nvt": 7}

    assert shares(instrument(), some) == {"passend": 67, "deels": 33, "niet": 0}


def test_there_are_no_shares_where_nobody_had_an_opinion():
    nothing = {"passend": 0, "deels": 0, "niet": 0, "knab": 12, "nvt": 3}

    assert shares(instrument(), nothing) is None


def test_rounded_parts_are_not_made_to_fit():
    thirds = {"passend": 1, "deels": 1, "niet": 1, "knab": 0, "nvt": 0}
    fourths = {"s1": 3, "s2": 3, "s3": 1, "s4": 1}

    assert sum(shares(instrument(), thirds).values()) == 99
    assert sum(shares(instrument(FOUR_STEPS), fourths).values()) == 102


@given(counts, counts, counts, counts)
def test_equal_counts_have_equal_shares(passend, deels, niet, nvt):
    found = shares(
        instrument(), {"passend": passend, "deels": deels, "niet": niet, "knab": 0, "nvt": nvt}
    )

    if found and passend == deels:
        assert found["passend"] == found["deels"]
    if found and passend > niet:
        assert found["passend"] >= found["niet"]


def test_answers_to_several_blocks_add_up_by_answer():
    (group,) = results(
        [batch(1, "scholen", "p1")],
        tallies("batch1", {"1": {"passend": 9, "nvt": 1}, "3": {"passend": 5, "niet": 5}}),
    ).groups

    answers = answers_to(group.blocks)

    assert answers.block_count == 2
    assert answers.counts == {"passend": 14, "deels": 0, "niet": 5, "knab": 0, "nvt": 1}
    assert (answers.blank, answers.valid) == (10, 19)


def test_answers_to_no_block_are_none():
    assert (answers_to([]).valid, answers_to([]).block_count) == (0, 0)
