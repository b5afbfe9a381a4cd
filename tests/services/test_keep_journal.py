"""The journal on both databases: once, in order, all or nothing."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from tests import builders
from webapp.conversation.entries import Entry
from webapp.platform import Platform
from webapp.services.errors import NotFoundError
from webapp.services.keep_journal import (
    BadEntriesError,
    journal_state,
    keep_entries,
    new_entry,
    read_journal,
)
from webapp.services.staff_accounts import add_staff


@pytest.fixture
def meeting(platform: Platform) -> str:
    return builders.open_meeting(platform, builders.open_round(platform)).id


@pytest.fixture
def an(platform: Platform) -> str:
    return staff(platform, "an@voorbeeld.be")


def staff(platform: Platform, email: str) -> str:
    from webapp.db.queries.staff import find_staff_by_email

    add_staff(platform.database, email, "inspecteur", ())
    with platform.database.reading() as session:
        return find_staff_by_email(session, email).id


def note(staff_id: str, text: str, *replaced: Entry) -> Entry:
    return new_entry("notes", "visie", {"text": text}, staff_id=staff_id, replaces=replaced)


def stored(platform: Platform, meeting: str, since: int = 0) -> list[tuple[int | None, str]]:
    with platform.database.reading() as session:
        entries = read_journal(session, meeting, since=since)
        return [(one.place, one.value["text"]) for one in entries]


def test_what_is_sent_twice_is_kept_once(platform: Platform, meeting: str, an: str) -> None:
    first, second = note(an, "een"), note(an, "twee \ud800 \x00 é")

    places = [keep_entries(platform.database, meeting, [first, second]) for _n in range(2)]

    assert places == [2, 2]
    assert keep_entries(platform.database, meeting, [second, second, note(an, "drie")]) == 3
    assert stored(platform, meeting) == [(1, "een"), (2, "twee \ud800 \x00 é"), (3, "drie")]
    assert stored(platform, meeting, since=2) == [(3, "drie")]


def test_an_id_that_stands_for_something_else_stops_all_of_it(
    platform: Platform, meeting: str, an: str
) -> None:
    known = note(an, "een")
    keep_entries(platform.database, meeting, [known])
    elsewhere = builders.open_meeting(platform, builders.open_round(platform)).id

    for where, entry in (
        (meeting, replace(known, value={"text": "iets anders"})),
        (elsewhere, known),
    ):
        with pytest.raises(BadEntriesError) as refused:
            keep_entries(platform.database, where, [note(an, "twee"), entry])
        assert list(refused.value.problems) == [known.id]

    assert stored(platform, meeting) == [(1, "een")]
    assert stored(platform, elsewhere) == []


def test_a_meeting_that_does_not_exist_keeps_nothing(platform: Platform, an: str) -> None:
    with pytest.raises(NotFoundError):
        keep_entries(platform.database, "bestaatniet", [note(an, "een")])


def test_two_who_write_at_once_both_count_until_one_settles_it(
    platform: Platform, meeting: str, an: str
) -> None:
    bo = staff(platform, "bo@voorbeeld.be")
    shared = note(an, "begin")
    keep_entries(platform.database, meeting, [shared])
    mine, theirs = note(an, "begin, an", shared), note(bo, "begin, bo", shared)
    with ThreadPoolExecutor(2) as pool:
        jobs = [
            pool.submit(keep_entries, platform.database, meeting, [one]) for one in (mine, theirs)
        ]
        assert sorted(job.result() for job in jobs) == [2, 3]

    assert {one.id for one in counting(platform, meeting)} == {mine.id, theirs.id}
    keep_entries(platform.database, meeting, [note(bo, "samen", mine, theirs)])
    assert [one.value["text"] for one in counting(platform, meeting)] == ["samen"]
    assert [one.by for one in counting(platform, meeting)] == ["bo@voorbeeld.be"]


def counting(platform: Platform, meeting: str) -> tuple[Entry, ...]:
    with platform.database.reading() as session:
        return journal_state(session, meeting, "notes")["visie"]
