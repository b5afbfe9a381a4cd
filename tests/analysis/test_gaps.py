"""Which gaps between groups are told, and when the answers of a group run apart."""

import pytest

from tests.analysis.samples import FOUR_STEPS, batch, instrument, results, tallies
from webapp.analysis.gaps import furthest_apart, largest_gaps, runs_apart
from webapp.analysis.naming import number_of, numbered_name, short_name
from webapp.analysis.results import BlockResult
from webapp.analysis.words import blocks_sentence
from webapp.instrument.loader import instrument_from_document

FIT = instrument()


def block(block_id="1", **counts):
    counts = {option.code: counts.get(option.code, 0) for option in FIT.scale}
    valid = sum(counts[code] for code in FIT.counting_codes)
    return BlockResult(block_id, "visie", counts, n=sum(counts.values()), blank=0, valid=valid)


def test_gaps_are_told_largest_first_and_at_most_as_many_as_asked():
    shown = results(
        [batch(1, "beleid", "p1"), batch(2, "scholen", "p1")],
        tallies("batch1", {"1": {"passend": 15}, "3": {"passend": 15}, "4": {"passend": 8}})
        + tallies("batch2", {"1": {"niet": 15}, "3": {"passend": 8, "niet": 7}}),
    )

    gaps = largest_gaps(shown, FIT.groups, "passend")

    assert [(gap.block_id, gap.high.key, gap.low.key, gap.points) for gap in gaps] == [
        ("1", "beleid", "scholen", 100),
        ("3", "beleid", "scholen", 47),
    ]
    assert largest_gaps(shown, FIT.groups, "passend", most=1) == gaps[:1]


def test_a_gap_that_the_test_does_not_carry_is_not_told():
    shown = results(
        [batch(1, "beleid", "p1"), batch(2, "scholen", "p1")],
        tallies("batch1", {"1": {"passend": 12, "niet": 3}})
        + tallies("batch2", {"1": {"passend": 8, "niet": 7}}),
    )

    assert largest_gaps(shown, FIT.groups, "passend") == ()


@pytest.mark.parametrize(
    ("counts", "apart"),
    [
        pytest.param({"passend": 5, "niet": 5}, True, id="two halves"),
        pytest.param({"passend": 2, "deels": 4, "niet": 2}, True, id="a quarter at each end"),
        pytest.param({"passend": 3, "deels": 8, "niet": 2}, False, id="under a quarter"),
        pytest.param({"deels": 20}, False, id="all in the middle"),
        pytest.param({"passend": 4, "niet": 3, "knab": 9}, False, id="seven opinions"),
    ],
)
def test_answers_run_apart_with_a_quarter_at_each_end(counts, apart):
    assert runs_apart(block(**counts), FIT.scale) is apart


def test_neighbours_on_a_scale_of_four_do_not_run_apart():
    scale = instrument(FOUR_STEPS).scale
    middle = BlockResult("1", "visie", {"s1": 0, "s2": 6, "s3": 6, "s4": 0}, 12, 0, 12)
    ends = BlockResult("1", "visie", {"s1": 4, "s2": 2, "s3": 2, "s4": 4}, 12, 0, 12)

    assert not runs_apart(middle, scale)
    assert runs_apart(ends, scale)


def test_the_headline_names_three_and_counts_the_rest():
    divided = [block(id_, passend=6, niet=6) for id_ in ("1", "2", "3", "4")]

    assert blocks_sentence(FIT, "beleid", divided[:1]).endswith(
        "‘Passend’; over een eigen visie lopen de antwoorden uiteen."
    )
    assert blocks_sentence(FIT, "beleid", divided).endswith(
        "; over een eigen visie, samen met partners, aanmelding & opstart in < 4 weken en 1 andere "
        "lopen de antwoorden uiteen."
    )


def test_a_bouwsteen_is_called_by_its_short_name_or_by_the_start_of_its_text():
    document = FIT.document | {
        "blocks": [
            {"id": "1", "theme": "visie", "text": "een eigen visie", "short": "visie"},
            {
                "id": "2",
                "theme": "werk",
                "text": "de samenwerking met partners buiten de school",
            },
        ],
        "groups": [{"id": "beleid", "name": "Beleid", "blocks": ["1", "2"]}],
    }
    one, other = instrument_from_document(document).blocks

    assert (short_name(one), numbered_name(one)) == ("visie", "1. visie")
    assert (number_of("1"), number_of("eigen-2")) == ("1", "Eigen 2")
    assert short_name(other) == "de samenwerking met partners buiten de…"


def test_furthest_apart_puts_what_the_test_carries_first_and_then_by_people():
    found = furthest_apart(
        instrument(),
        results(
            [batch(1, "beleid", "p1"), batch(2, "scholen", "p1")],
            [
                *tallies(
                    "batch1",
                    {
                        "1": {"passend": 3, "nvt": 12},
                        "2": {"niet": 15},
                        "3": {"passend": 15},
                        "4": {"passend": 10, "niet": 5},
                    },
                ),
                *tallies(
                    "batch2",
                    {
                        "1": {"niet": 1, "nvt": 14},
                        "3": {"niet": 15},
                        "4": {"passend": 7, "niet": 8},
                    },
                ),
            ],
        ),
        "passend",
    )

    told = [(one.block_id, one.contrast.is_carried, one.contrast.people) for one in found]
    # one person of two sides is 100 points on 1, and stands last; 2 was asked of one group only
    assert told == [("3", True, 15), ("4", False, 3), ("1", False, 1)]
