"""Finding a meeting: by id, code or slip, in one statement, with the names of its providers."""

from contextlib import contextmanager

import pytest
from sqlalchemy import event

from tests import builders
from webapp.db.queries.meetings import find_meeting, find_meeting_by_code, find_meeting_by_slip
from webapp.sealing.envelope import slip_hash


@pytest.fixture
def meeting(platform):
    names = ("Zuid", "Aan Zee")
    return builders.open_meeting(
        platform,
        builders.open_round(platform),
        slips=2,
        provider_ids=[builders.provider(platform, name) for name in names],
    )


@contextmanager
def statements(platform):
    """The statements that are sent in this block, without those that begin a transaction."""
    sent = []

    def note(_connection, _cursor, statement, *_rest):
        if not statement.startswith("BEGIN"):
            sent.append(statement)

    event.listen(platform.database.engine, "before_cursor_execute", note)
    yield sent
    event.remove(platform.database.engine, "before_cursor_execute", note)


@pytest.mark.parametrize("by", ["id", "code", "slip"])
def test_meeting_is_found_in_one_statement(platform, meeting, by):
    find, key = {
        "id": (find_meeting, meeting.id),
        "code": (find_meeting_by_code, meeting.join_code),
        "slip": (find_meeting_by_slip, slip_hash(meeting.slips[1])),
    }[by]

    with statements(platform) as sent, platform.database.reading() as session:
        found = find(session, key)

    assert len(sent) == 1
    assert found.meeting.id == meeting.id
    assert found.round.id == found.meeting.round_id
    assert found.provider_names == ("Aan Zee", "Zuid")


def test_meeting_about_no_provider_is_found(platform):
    meeting = builders.open_meeting(platform, builders.open_round(platform))

    with platform.database.reading() as session:
        assert find_meeting(session, meeting.id).provider_names == ()


@pytest.mark.parametrize(
    ("find", "key"),
    [(find_meeting, "nosuchid"), (find_meeting_by_code, "BCDFGHJK"), (find_meeting_by_slip, b"x")],
    ids=["id", "code", "slip"],
)
def test_what_does_not_exist_is_none(platform, meeting, find, key):
    with platform.database.reading() as session:
        assert find(session, key) is None
