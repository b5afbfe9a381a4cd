"""Entries that a device sent: every mistake is told, with the entry that it is in."""

import pytest

from webapp.conversation.reading import LONGEST_NOTE, MOST_ENTRIES, read_entries

GOOD = {
    "id": "2" * 20,
    "device": "3" * 10,
    "document": "notes",
    "subject": "part:depth",
    "value": {"text": "Goed gesprek"},
    "replaces": ["4" * 20],
    "at": 1_700_000_000_000,
}


@pytest.mark.parametrize(
    ("document", "subject", "value"),
    [
        ("notes", "visie", {"text": ""}),
        ("coverage", "12", True),
        ("clock", "part:depth", {"started": None, "before": 12}),
        ("clock", "end", {"at": "15:30"}),
        ("screen", "results", {"slide": 0}),
        ("estimate:bcdf2345gh", "12", {"option": "nvt", "remark": ""}),
        ("estimate:bcdf2345gh", "12", {"option": None, "remark": "later"}),
    ],
)
def test_every_document_is_read(document: str, subject: str, value: object) -> None:
    read = read_entries([GOOD | {"document": document, "subject": subject, "value": value}], "an")

    assert not read.problems
    assert (read.entries[0].value, read.entries[0].staff_id) == (value, "an")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", "2" * 19),
        ("id", "A" * 20),
        ("id", None),
        ("device", "../../etc."),
        ("document", "geheim"),
        ("document", 3),
        ("subject", "Thema"),
        ("subject", "x" * 41),
        ("value", {"text": "x" * (LONGEST_NOTE + 1)}),
        ("value", {"text": 3}),
        ("value", {}),
        ("value", "tekst"),
        ("replaces", "2" * 20),
        ("replaces", [3]),
        ("replaces", ["2" * 20] * 51),
        ("at", True),
        ("at", -1),
        ("at", 1.5),
        ("at", 2**60),
    ],
)
def test_what_is_wrong_is_told_of_its_entry(field: str, value: object) -> None:
    read = read_entries([GOOD, GOOD | {field: value}], "an")

    assert list(read.problems) == [1]
    assert f"'{field}'" in read.problems[1]


@pytest.mark.parametrize("raw", [None, {}, "[]", [GOOD] * (MOST_ENTRIES + 1)])
def test_what_is_no_list_is_refused_as_a_whole(raw: object) -> None:
    assert list(read_entries(raw, "an").problems) == [None]


@pytest.mark.parametrize("raw", [None, {}, GOOD | {"staff": "bo"}, []])
def test_an_entry_with_other_fields_is_refused(raw: object) -> None:
    assert list(read_entries([raw], "an").problems) == [0]
