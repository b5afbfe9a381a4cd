"""The statistics, against worked examples that were published and against scipy."""

from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from tests.analysis.samples import instrument
from webapp.analysis.agreement import agreement, gwet, linear_weights
from webapp.analysis.consensus import consensus, consensus_of
from webapp.analysis.contrast_words import contrast_counts, contrast_words
from webapp.analysis.contrasts import Contrast, Share, contrasts
from webapp.analysis.fisher import fisher_exact, holm
from webapp.analysis.intervals import wilson
from webapp.analysis.results import BlockResult

FIT = instrument()
SAME_OR_NOT = [[1, 0, 0], [0, 1, 0], [0, 0, 1]]


@st.composite
def sides(draw, most=80):
    """Counts of two sides: chosen, valid, chosen, valid."""
    valid, other = draw(st.integers(0, most)), draw(st.integers(0, most))
    return draw(st.integers(0, valid)), valid, draw(st.integers(0, other)), other


@pytest.mark.parametrize(
    ("chosen", "valid", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_interval_is_that_of_newcombe_1998_table_1(chosen, valid, low, high):
    assert wilson(chosen, valid) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_interval_is_that_of_scipy_and_holds_the_share(counts):
    chosen, valid = counts

    low, high = wilson(chosen, valid)

    theirs = stats.binomtest(chosen, valid).proportion_ci(method="wilson")
    assert (low, high) == pytest.approx((theirs.low, theirs.high), abs=1e-12)
    assert 0 <= low <= chosen / valid <= high <= 1


def test_there_is_no_interval_without_opinions_and_none_of_what_cannot_be():
    assert wilson(0, 0) is None
    with pytest.raises(ValueError, match="no share"):
        wilson(6, 5)


@pytest.mark.parametrize(
    ("counts", "p"),
    [
        pytest.param((3, 4, 1, 4), 0.4857, id="Fisher 1935, the lady who tasted tea"),
        pytest.param((2, 12, 15, 18), 0.0005367, id="Fisher 1925, convicted twins, as in R's help"),
        pytest.param((6, 8, 1, 5), 0.1026, id="the help of scipy"),
    ],
)
def test_fisher_gives_the_published_probabilities(counts, p):
    assert fisher_exact(*counts) == pytest.approx(p, rel=1e-3)


@given(sides())
def test_fisher_gives_what_scipy_gives(counts):
    chosen, valid, other_chosen, other_valid = counts

    theirs = stats.fisher_exact(
        [[chosen, valid - chosen], [other_chosen, other_valid - other_chosen]]
    )

    assert fisher_exact(*counts) == pytest.approx(theirs.pvalue, abs=1e-10)
    assert fisher_exact(*counts[2:], *counts[:2]) == pytest.approx(theirs.pvalue, abs=1e-10)


def test_fisher_can_do_a_whole_country():
    theirs = stats.fisher_exact([[7000, 8000], [7200, 7800]]).pvalue

    assert fisher_exact(7000, 15000, 7200, 15000) == pytest.approx(theirs, rel=1e-6)


def test_fisher_refuses_what_cannot_be():
    with pytest.raises(ValueError, match="more people"):
        fisher_exact(5, 4, 1, 4)


def test_holm_corrects_as_in_the_help_of_r():
    """p.adjust(c(0.01, 0.02, 0.03, 0.005, 0.9), "holm"), and the order of the family is kept."""
    given_p = {"a": 0.01, "b": 0.02, "c": 0.03, "d": 0.005, "e": 0.9}

    assert list(holm(given_p).items()) == [
        ("a", pytest.approx(0.04)),
        ("b", pytest.approx(0.06)),
        ("c", pytest.approx(0.06)),
        ("d", pytest.approx(0.025)),
        ("e", pytest.approx(0.9)),
    ]


def test_a_difference_that_one_test_carries_may_drown_in_a_family_of_fifty():
    found = Share("a", 13, 15), Share("b", 5, 15)
    same = Share("a", 8, 15), Share("b", 8, 15)

    alone = contrasts({"1": found})["1"]
    among = contrasts({"1": found} | {str(number): same for number in range(2, 51)})["1"]

    assert alone.p == pytest.approx(fisher_exact(13, 15, 5, 15))
    assert (alone.is_carried, among.is_carried) == (True, False)
    assert (alone.family, among.family) == (1, 50)
    assert (contrast_words(alone), contrast_words(among)) == ("verschil", "verschil van 8 personen")


def test_who_gave_no_opinion_is_in_no_family():
    pairs = {"1": (Share("a", 5, 8), Share("b", 0, 0)), "2": (Share("a", 5, 8), Share("b", 1, 8))}

    assert {key: one.family for key, one in contrasts(pairs).items()} == {"2": 1}


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ((9, 15), (7, 15), "verschil van 2 personen"),
        ((9, 15), (8, 15), "verschil van 1 persoon"),
        ((9, 15), (9, 15), "geen verschil"),
        ((5, 10), (50, 100), "geen verschil"),
        ((5, 10), (46, 100), "verschil van minder dan 1 persoon"),
        ((5, 10), (45, 100), "verschil van 1 persoon"),
        ((5, 10), (30, 100), "verschil van 2 personen"),
    ],
)
def test_what_the_test_does_not_carry_is_told_in_people_of_the_smaller_side(one, other, words):
    for sides_ in (one, other), (other, one):
        contrast = Contrast(Share("a", *sides_[0]), Share("b", *sides_[1]), p=0.3, family=14)
        assert contrast_words(contrast) == words


def test_the_counts_stand_beside_the_words():
    contrast = Contrast(Share("a", 12, 15), Share("b", 4, 14), p=0.3, family=1)

    assert contrast_counts(contrast) == "12 van 15 tegenover 4 van 14"
    assert contrast.points == 51
    assert contrast.high_and_low == (contrast.one, contrast.other)


def _consensus_by_definition(weights, width):
    total = sum(weights)
    mean = sum(step * weight for step, weight in enumerate(weights, 1)) / total
    return 1 + sum(
        weight / total * log2(1 - abs(step - mean) / width)
        for step, weight in enumerate(weights, 1)
    )


def test_consensus_has_the_values_that_tastle_and_wierman_demand():
    """1 where all agree wherever they stand, 0 for two halves at the ends, between for the rest."""
    assert consensus_of([0, 0, 9]) == consensus_of([0, 9, 0]) == consensus_of([9, 0, 0]) == 1
    assert consensus_of([6, 0, 0, 0, 6]) == 0
    assert consensus_of([1, 1, 1, 1, 1]) == pytest.approx(0.434, abs=5e-4)
    assert consensus_of([0, 5, 5, 0]) > consensus_of([5, 0, 5, 0]) > consensus_of([5, 0, 0, 5])
    assert consensus_of([3, 4, 1]) == consensus_of([1, 4, 3])


def test_consensus_is_one_less_the_dissent_of_another_implementation():
    """The tests of R's package posterior: a, a, b, c of four levels, and of three."""
    dissent = [-sum(p * log2(1 - abs(x - 1.75) / width) for x, p in enumerate([0.5, 0.25, 0.25], 1))
               for width in (3, 2)]  # fmt: skip

    assert consensus_of([2, 1, 1, 0]) == pytest.approx(1 - dissent[0])
    assert consensus_of([2, 1, 1]) == pytest.approx(1 - dissent[1])


@given(st.lists(st.integers(1, 30), min_size=2, max_size=7))
def test_consensus_is_what_the_formula_says(counts):
    assert consensus_of(counts) == pytest.approx(_consensus_by_definition(counts, len(counts) - 1))


def test_consensus_is_of_opinions_only_and_never_of_fewer_than_eight():
    def block(**counts):
        valid = sum(counts.get(code, 0) for code in FIT.counting_codes)
        all_counts = {option.code: counts.get(option.code, 0) for option in FIT.scale}
        return BlockResult("1", "visie", all_counts, 30, 0, valid)

    assert consensus(block(passend=8, knab=20), FIT.scale) == 1
    assert consensus(block(passend=7, knab=20), FIT.scale) is None
    assert consensus(block(passend=4, niet=4), FIT.scale) == 0
    with pytest.raises(ValueError, match="answers"):
        consensus_of([0, 0, 0])


def test_agreement_is_that_of_gwets_worked_example():
    """Gwet (2014), two abstractors: percent agreement 0.89, AC1 0.84933 (as printed by irrCAC)."""
    table = [[13, 0, 0], [0, 20, 7], [0, 4, 56]]

    assert gwet(table, SAME_OR_NOT) == pytest.approx(0.84933, abs=5e-6)
    assert gwet(table, linear_weights(3)) > gwet(table, SAME_OR_NOT)  # all are near misses
    assert gwet([[5, 0], [0, 7]], linear_weights(2)) == 1


def test_two_estimates_are_compared_over_what_both_rated():
    blocks = [str(number) for number in range(1, 13)]
    one = dict.fromkeys(blocks, "passend") | {"2": "deels", "11": "knab", "12": "nvt"}
    other = dict.fromkeys(blocks, "passend") | {"3": "niet", "11": "passend", "12": "knab"}

    found = agreement(one, other, blocks, FIT.scale)

    assert (found.n, found.same, found.apart, found.one_sided) == (10, 8, ("2", "3"), ("11",))
    assert 0.7 < found.coefficient < 1
    few = agreement(one, other, blocks[:7], FIT.scale)
    assert (few.n, few.same, few.coefficient) == (7, 5, None)
