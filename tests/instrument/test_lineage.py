"""Which bouwstenen of two versions are comparable."""

import pytest

from tests.instrument.documents import document, lineage
from webapp.instrument.lineage import comparable_for_group, compare_versions
from webapp.instrument.loader import instrument_from_document


def older(**changes):
    return instrument_from_document(document(**changes))


def newer(*links, **changes):
    told = lineage(*links, **changes.pop("more", {}))
    return instrument_from_document(document(version="2", lineage=[told], **changes))


def relations(comparison):
    return [(one.block_ids, one.relation, one.earlier_ids) for one in comparison.blocks]


def test_what_is_told_is_kept_and_the_rest_is_new_or_gone():
    new = newer(("equal", ["1"], ["1"]), ("subset", ["2"], ["3"]))

    comparison = compare_versions(new, older())

    assert relations(comparison) == [
        (("1",), "equal", ("1",)),
        (("2",), "subset", ("3",)),
        (("3",), "new", ()),
        ((), "gone", ("2",)),
    ]
    assert [one.reason and one.reason["nl"] for one in comparison.blocks] == [
        "Daarom.",
        "Daarom.",
        None,
        None,
    ]


def test_only_equal_is_comparable():
    links = [("equal", ["1"], ["1"]), ("intersects", ["2"], ["2"]), ("superset", ["3"], ["3"])]

    comparison = compare_versions(newer(*links), older())

    assert [one.block_ids for one in comparison.comparable] == [("1",)]


def test_replaced_is_between_sets():
    comparison = compare_versions(newer(("replaced", ["1", "2"], ["2", "3"])), older())

    assert (("1", "2"), "replaced", ("2", "3")) in relations(comparison)
    assert not comparison.comparable


@pytest.mark.parametrize(
    ("told", "turned"),
    [
        ("equal", "equal"),
        ("subset", "superset"),
        ("superset", "subset"),
        ("intersects", "intersects"),
        ("replaced", "replaced"),
    ],
)
def test_from_old_to_new_a_relation_is_turned(told, turned):
    text = document()["blocks"]
    new = newer((told, ["1"], ["1"]), blocks=text)

    comparison = compare_versions(older(), new)

    assert (("1",), turned, ("1",)) in relations(comparison)


def test_instrument_equals_itself():
    comparison = compare_versions(older(), older())

    assert [one.relation for one in comparison.blocks] == ["equal"] * 3
    assert comparison.same_scale


def test_without_lineage_nothing_is_comparable_whatever_the_ids():
    comparison = compare_versions(older(version="2"), older())

    assert {one.relation for one in comparison.blocks} == {"new", "gone"}
    assert not comparison.comparable


def test_other_scale_makes_nothing_comparable():
    scale = document()["scale"]
    scale[1]["code"] = "nooit"

    comparison = compare_versions(newer(("equal", ["1"], ["1"]), scale=scale), older())

    assert not comparison.same_scale
    assert not comparison.comparable


def test_option_with_another_code_is_the_same_where_the_lineage_says_so():
    scale = document()["scale"]
    scale[1]["code"] = "nooit"
    new = newer(("equal", ["1"], ["1"]), scale=scale, more={"options": {"nooit": "neen"}})

    comparison = compare_versions(new, older())

    assert comparison.options == {"ja": "ja", "nooit": "neen", "knab": "knab"}
    assert [one.block_ids for one in comparison.comparable] == [("1",)]
    assert compare_versions(older(), new).options == {"ja": "ja", "neen": "nooit", "knab": "knab"}


def test_group_can_compare_what_it_was_asked_both_times():
    new = newer(("equal", ["1"], ["1"]), ("equal", ["2"], ["2"]))
    groups = document()["groups"]
    groups[0]["blocks"] = ["3", "1"]
    groups[1]["blocks"] = ["1", "2"]
    old = older(groups=groups)

    assert [one.block_ids for one in comparable_for_group(new, old, "leraren")] == [("1",)]
    assert [one.block_ids for one in comparable_for_group(new, old, "leerlingen")] == [("2",)]
    assert comparable_for_group(new, old, "ouders") == ()


def test_lines_without_earlier_keep_their_ids_one_by_one():
    link = {"relation": "equal", "blocks": ["1", "2"], "reason": {"nl": "Zo.", "fr": "Voilà."}}
    told = [{"instrument": "proef", "version": "1", "links": [link]}]
    new = instrument_from_document(document(version="2", lineage=told))

    comparison = compare_versions(new, older())

    assert relations(comparison)[:2] == [(("1",), "equal", ("1",)), (("2",), "equal", ("2",))]
