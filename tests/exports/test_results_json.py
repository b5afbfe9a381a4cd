"""The JSON that scripts rely on."""

import json

from tests.exports.samples import heading, shown
from webapp.exports.results_json import results_json


def test_it_is_one_object_on_one_line():
    text = results_json(shown(), heading())

    assert "\n" not in text
    assert list(json.loads(text)) == [
        "round",
        "title",
        "instrument",
        "instrument_version",
        "made_up",
        "min_group_size",
        "groups",
        "totals",
        "suppressed",
    ]


def test_a_group_has_its_counts_per_block():
    found = json.loads(results_json(shown(), heading()))

    group = next(row for row in found["groups"] if row["providers"] == ["p1"])
    assert (group["group"], group["provider"], group["n"]) == ("scholen", "p1", 15)
    assert group["provider_name"] == "Zonnebloem"
    assert group["blocks"][0] == {
        "block": "1",
        "theme": "visie",
        "counts": {"passend": 9, "deels": 3, "niet": 1, "knab": 0, "nvt": 1},
        "n": 15,
        "blank": 1,
        "valid": 13,
    }


def test_several_providers_are_listed_and_none_is_null():
    found = json.loads(results_json(shown(), heading()))

    assert [(row["provider"], row["providers"]) for row in found["groups"]] == [
        ("p2", ["p2"]),
        ("p1", ["p1"]),
        (None, ["p1", "p3"]),
        (None, []),
    ]


def test_totals_are_per_group():
    (total,) = json.loads(results_json(shown(), heading()))["totals"]

    assert (total["group"], total["provider"], total["n"]) == ("scholen", None, 60)
    assert total["blocks"][0]["counts"]["passend"] == 36


def test_what_is_hidden_has_a_reason_and_no_number():
    suppressed = json.loads(results_json(shown(), heading()))["suppressed"]

    assert [(row["group"], row["provider"], row["block"], row["reason"]) for row in suppressed] == [
        ("beleid", "p2", None, "te-weinig"),
        ("beleid", "p1", None, "niet-vrijgegeven"),
        ("scholen", "p2", "3", "te-weinig"),
    ]
    assert not any(isinstance(value, int) for row in suppressed for value in row.values())


def test_made_up_data_say_so():
    assert json.loads(results_json(shown(), heading(made_up=True)))["made_up"] is True
    assert json.loads(results_json(shown(), heading()))["made_up"] is False
