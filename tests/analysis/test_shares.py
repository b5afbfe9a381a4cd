"""Percentages are whole, honest, and never given of nothing."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.samples import batch, results, tallies
from webapp.analysis.shares import answers_to, percent

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


def test_rounded_parts_are_not_made_to_fit():
    assert sum(percent(count, 3) for count in (1, 1, 1)) == 99
    assert sum(percent(count, 8) for count in (3, 3, 1, 1)) == 102


@given(counts, counts, counts)
def test_more_is_never_printed_as_less(few, more, rest):
    of = few + more + rest

    if of and few <= more:
        assert percent(few, of) <= percent(more, of)


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
