"""Two rounds of a provider with another version of the instrument in the second, compared rightly.

In version 2 bouwsteen 1 has other words, 2 is gone, 3 is number 30 now, 4 became narrower as 40,
and 5 is new.
"""

from tests.analysis.samples import batch, instrument, tallies
from webapp.analysis.focus_back import UNTOLD, focus_back
from webapp.analysis.release import release
from webapp.analysis.rounds_beside import RoundSide
from webapp.instrument.loader import instrument_from_document

OLD = instrument()
ALL = ("1", "2", "3", "4")


def second_version(**changes):
    blocks = {block["id"]: dict(block) for block in OLD.document["blocks"]}
    blocks["1"]["text"] = "een eigen, gedragen visie"
    blocks["3"]["id"] = "30"
    blocks["4"] = {"id": "40", "theme": "werk", "text": "evaluatie met ouders"}
    new = {"id": "5", "theme": "werk", "text": "iets nieuws"}
    groups = [
        {"id": "beleid", "name": "Beleid", "blocks": ["1", "30", "40", "5"]},
        {"id": "scholen", "name": "Scholen", "blocks": ["30", "40", "5"]},
    ]
    links = [
        {"relation": "equal", "blocks": ["1"], "earlier": ["1"], "reason": "Alleen taal."},
        {"relation": "equal", "blocks": ["30"], "earlier": ["3"], "reason": "Hernummerd."},
        {"relation": "subset", "blocks": ["40"], "earlier": ["4"], "reason": "Nu met ouders."},
    ]
    return instrument_from_document(
        {
            **OLD.document,
            "version": "2",
            "blocks": [new, blocks["1"], blocks["3"], blocks["4"]],
            "groups": groups,
            "lineage": [{"instrument": "klein", "version": "1", "links": links}],
            **changes,
        }
    )


def side(of, **answers):
    batches = [batch(n, group, "p1") for n, group in enumerate(answers, start=1)]
    rows = [
        row
        for n, counted in enumerate(answers.values(), start=1)
        for row in tallies(f"batch{n}", counted)
    ]
    return RoundSide(of, release(of, batches, rows, [], min_group_size=5))


THEN = side(
    OLD,
    beleid={"1": {"passend": 15}, "2": {"niet": 15}, "3": {"passend": 3, "niet": 12}},
    scholen={"1": {"niet": 9}, "3": {"niet": 14}, "4": {"passend": 10}},
)
NOW = side(
    second_version(),
    beleid={"1": {"passend": 12, "deels": 3}, "30": {"passend": 15}, "5": {"passend": 15}},
    scholen={"30": {"passend": 3, "niet": 11}, "40": {"passend": 8, "niet": 2}},
)


def told(back):
    return {one.block_id: (one.relation, one.later_ids, one.is_reworded) for one in back}


def line(back, block_id, group_id):
    groups = next(one.groups for one in back if one.block_id == block_id)
    return next(one for one in groups if one.group.id == group_id)


def test_lineage_says_what_each_bouwsteen_became():
    back = focus_back(THEN, NOW, ALL)

    assert told(back) == {
        "1": ("equal", ("1",), True),
        "2": ("gone", (), False),
        "3": ("equal", ("30",), False),
        "4": ("subset", ("40",), False),
    }
    assert [str(one.reason) for one in back if one.reason] == [
        *("Alleen taal.", "Hernummerd.", "Nu met ouders.")
    ]


def test_what_has_another_number_is_compared_with_itself_and_not_with_that_number():
    beleid = line(focus_back(THEN, NOW, ALL), "3", "beleid")

    assert (beleid.earlier.counts["passend"], beleid.earlier.n) == (3, 15)
    assert [(one.block_id, one.counts["passend"], one.n) for one in beleid.later] == [
        ("30", 15, 15)
    ]
    assert (beleid.contrast.one.chosen, beleid.contrast.other.chosen) == (3, 15)
    assert beleid.contrast.is_carried


def test_all_that_is_compared_is_one_family_and_nothing_else_is():
    back = focus_back(THEN, NOW, ALL)
    tested = {
        (one.block_id, group.group.id): group.contrast
        for one in back
        for group in one.groups
        if group.contrast
    }

    assert set(tested) == {("1", "beleid"), ("3", "beleid"), ("3", "scholen")}
    assert {contrast.family for contrast in tested.values()} == {3}


def test_what_is_gone_or_narrower_keeps_its_old_counts_beside():
    back = focus_back(THEN, NOW, ALL)
    gone, narrower = line(back, "2", "beleid"), line(back, "4", "scholen")

    assert (gone.earlier.counts["niet"], gone.later, gone.contrast) == (15, (), None)
    assert (narrower.earlier.n, narrower.later[0].counts["passend"]) == (15, 8)
    assert narrower.contrast is None


def test_a_group_that_is_asked_no_more_has_only_its_old_counts():
    scholen = line(focus_back(THEN, NOW, ALL), "1", "scholen")

    assert (scholen.was_asked, scholen.is_asked) == (True, False)
    assert (scholen.earlier.counts["niet"], scholen.later, scholen.contrast) == (9, (None,), None)


def test_without_lineage_nothing_is_compared_though_numbers_are_the_same():
    back = focus_back(THEN, side(second_version(lineage=[]), beleid={"1": {"niet": 15}}), ["1"])

    assert told(back) == {"1": (UNTOLD, (), False)}
    assert line(back, "1", "beleid").contrast is None


def test_other_answers_to_choose_from_are_not_compared():
    scale = [
        option | ({"counts": False, "colour": "missing"} if option["code"] == "deels" else {})
        for option in OLD.document["scale"]
    ]
    back = focus_back(THEN, side(second_version(scale=scale), beleid={"30": {"niet": 9}}), ["3"])

    assert (back[0].relation, back[0].same_scale) == ("equal", False)
    assert line(back, "3", "beleid").contrast is None


def test_the_same_list_again_is_compared_without_a_word():
    back = focus_back(THEN, THEN, ["1"])

    assert told(back) == {"1": ("equal", ("1",), False)}
    assert line(back, "1", "beleid").contrast.is_equal
