"""Round beside round: what is equal is paired, and all else is listed with the reason."""

import pytest

from tests.analysis.samples import batch, instrument, tallies
from webapp.analysis.contrast_words import left_out_words
from webapp.analysis.release import release
from webapp.analysis.rounds_beside import RoundSide, rounds_beside
from webapp.instrument.loader import instrument_from_document

OLD = instrument()
RENAMED = {"passend": "ja"}


def newer(*, scale=None, options=None):
    """Bouwsteen 1 and 3 stayed, 2 is overlapped by a wider one, 4 made place for 5."""
    blocks = [dict(block) for block in OLD.document["blocks"]]
    blocks[3] = {"id": "5", "theme": "werk", "text": "iets anders"}
    groups = [
        {"id": "beleid", "name": "Beleid", "blocks": ["1", "2", "3", "5"]},
        {"id": "scholen", "name": "Scholen", "blocks": ["1", "2", "5"]},
        {"id": "ouders", "name": "Ouders", "blocks": ["1"]},
    ]
    lineage = {
        "instrument": "klein",
        "version": "1",
        "links": [
            {"blocks": ["1", "3"], "relation": "equal", "reason": "Dezelfde."},
            {"blocks": ["2"], "relation": "superset", "reason": "Ruimer gevraagd."},
        ],
    } | ({"options": options} if options else {})
    document = {**OLD.document, "version": "2", "blocks": blocks, "groups": groups}
    if scale:
        document["scale"] = scale
    return instrument_from_document({**document, "lineage": [lineage]})


def side(of, answers, group_id="scholen"):
    rows = tallies("batch1", answers)
    shown = release(of, [batch(1, group_id, "p1")], rows, [], min_group_size=5)
    return RoundSide(of, shown)


def causes(found):
    return {one.block_ids or one.earlier_ids: one.cause for one in found.left_out}


def test_only_what_is_equal_and_asked_in_both_is_paired():
    earlier = side(OLD, {"1": {"passend": 9, "niet": 6}, "3": {"passend": 15}})
    later = side(newer(), {"1": {"passend": 12, "deels": 3}, "2": {"passend": 15}})

    found = rounds_beside(earlier, later, "scholen")

    (pair,) = found.pairs
    assert (pair.block_id, pair.earlier.counts["passend"], pair.later.counts["passend"]) == (
        "1",
        9,
        12,
    )
    assert causes(found) == {
        ("2",): "overlaps",
        ("3",): "not-asked",
        ("5",): "new",
        ("4",): "gone",
    }
    assert [str(one.reason) for one in found.left_out if one.reason] == [
        "Ruimer gevraagd.",
        "Dezelfde.",
    ]
    assert all(left_out_words(one) for one in found.left_out)


def test_what_too_few_answered_in_one_round_is_left_out_and_said():
    found = rounds_beside(side(OLD, {}), side(newer(), {"1": {"passend": 12}}), "scholen")

    assert found.pairs == ()
    assert causes(found)["1",] == "no-figures"


def test_a_renamed_option_is_counted_under_its_later_name():
    scale = [
        option | {"code": RENAMED.get(option["code"], option["code"])}
        for option in OLD.document["scale"]
    ]
    later = newer(scale=scale, options={"ja": "passend"})

    (pair,) = rounds_beside(
        side(OLD, {"1": {"passend": 9, "niet": 3, "nvt": 2}}),
        side(later, {"1": {"ja": 15}}),
        "scholen",
    ).pairs

    assert (pair.earlier.counts["ja"], pair.earlier.counts["nvt"]) == (9, 2)
    assert (pair.earlier.valid, pair.earlier.blank, pair.earlier.n) == (12, 1, 15)


def test_another_scale_makes_nothing_comparable():
    scale = [
        option | ({"counts": False, "colour": "missing"} if option["code"] == "deels" else {})
        for option in OLD.document["scale"]
    ]

    found = rounds_beside(
        side(OLD, {"1": {"passend": 15}}),
        side(newer(scale=scale), {"1": {"passend": 15}}),
        "scholen",
    )

    assert found.pairs == ()
    assert causes(found)["1",] == "scale"


def test_a_group_that_was_not_there_before_has_no_pairs():
    later = side(newer(), {"1": {"passend": 15}}, "ouders")

    found = rounds_beside(side(OLD, {"1": {"passend": 15}}), later, "ouders")

    assert (found.pairs, causes(found)) == ((), {("1",): "not-asked"})
    with pytest.raises(KeyError):
        rounds_beside(side(OLD, {}), later, "bestaat-niet")


def test_a_round_beside_one_of_the_same_version_has_every_bouwsteen():
    answers = {"1": {"passend": 15}, "3": {"niet": 15}, "4": {"deels": 15}}

    found = rounds_beside(side(OLD, answers), side(OLD, answers), "scholen")

    assert [pair.block_id for pair in found.pairs] == ["1", "3", "4"]
    assert found.left_out == ()
