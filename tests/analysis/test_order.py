"""Results stand in the order of the framework and of names, never of shares."""

from tests.analysis.samples import batch, instrument, results, tallies
from webapp.analysis.order import in_reading_order, joined_names

NAMES = {"p1": "Zonnebloem", "p2": "anker", "p3": "Boomgaard"}


def test_providers_stand_by_name_whatever_their_share():
    rows = [batch(1, "scholen", "p1"), batch(2, "scholen", "p2"), batch(3, "scholen", "p3")]
    shown = results(
        [*rows, batch(4, "scholen"), batch(5, "beleid", "p1")],
        tallies("batch1", {"1": {"passend": 15}})
        + tallies("batch2", {"1": {"niet": 15}})
        + tallies("batch3", {"1": {"deels": 15}}),
    )

    ordered = in_reading_order(instrument(), shown.groups, NAMES)

    assert [(group.group_id, *group.provider_ids) for group in ordered] == [
        ("beleid", "p1"),
        ("scholen", "p2"),
        ("scholen", "p3"),
        ("scholen", "p1"),
        ("scholen",),
    ]


def test_several_providers_are_named_in_alphabetical_order():
    assert joined_names(("p1", "p2"), NAMES) == "anker, Zonnebloem"
    assert joined_names(("p9",), NAMES) == "p9"
