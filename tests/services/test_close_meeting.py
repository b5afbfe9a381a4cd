"""Closing: everything is counted once, too few wait sealed, and the key goes with the batch."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from tests import builders
from webapp.db.models import Batch, Envelope, Meeting, Remark, Slip, Tally
from webapp.db.writer import Refusal
from webapp.sealing.codes import new_slip
from webapp.services.cancel_meeting import cancel_meeting
from webapp.services.close_meeting import (
    ClosedMeeting,
    close_meeting,
    start_countdown,
    stop_countdown,
)
from webapp.services.errors import NotFoundError, WrongStateError
from webapp.services.publish_batch import EnvelopesMissingError

SIX = [{"1": "passend"}] * 4 + [{"1": "niet"}] * 2


@pytest.fixture
def round_id(platform):
    return builders.open_round(platform)


def remarks(platform):
    with platform.database.reading() as session:
        return list(session.scalars(select(Remark)))


def test_every_sheet_is_counted_once(platform, round_id):
    meeting = builders.meeting_with(platform, round_id, [{"1": "passend", "2": "knab"}, *SIX])

    ended = builders.close(platform, meeting)

    assert ended == ClosedMeeting(meeting.id, "closed", received=7, counted=7)
    assert builders.counts(platform, round_id)["beleid", "1"] == {"passend": 5, "niet": 2}
    assert [batch.n for batch in builders.batches(platform)] == [7]


def test_last_sheet_of_a_slip_counts(platform, round_id):
    meeting = builders.meeting_with(platform, round_id, SIX)
    meeting.submit(platform, {"1": "niet"}, meeting.slips[0])

    ended = builders.close(platform, meeting)

    assert (ended.received, ended.counted) == (6, 6)
    assert builders.counts(platform, round_id)["beleid", "1"] == {"passend": 3, "niet": 3}


def test_closing_leaves_no_envelope_no_slip_no_key_and_no_moment(platform, round_id):
    meeting = builders.meeting_with(platform, round_id, SIX)
    start_countdown(platform.database, meeting.id, 60)

    builders.close(platform, meeting)

    assert builders.how_many(platform, Envelope) == builders.how_many(platform, Slip) == 0
    assert not platform.keystore.has(meeting.id)
    with platform.database.reading() as session:
        row = session.get_one(Meeting, meeting.id)
        assert (row.public_key, row.closes_at) == (None, None)


def test_nothing_comes_in_after_closing(platform, round_id):
    meeting = builders.meeting_with(platform, round_id, SIX)
    builders.close(platform, meeting)

    assert meeting.submit(platform, {"1": "niet"}, meeting.slips[0]) is Refusal.CLOSED


def test_closing_again_tells_how_it_ended(platform, round_id):
    meeting = builders.meeting_with(platform, round_id, SIX)

    assert builders.close(platform, meeting) == builders.close(platform, meeting)
    assert builders.how_many(platform, Batch) == 1


def test_empty_sheets_are_received_and_not_counted(platform, round_id):
    meeting = builders.meeting_with(platform, round_id, [*SIX, {}, {}])

    ended = builders.close(platform, meeting)

    assert (ended.received, ended.counted) == (8, 6)


def test_empty_sheets_do_not_help_to_reach_the_threshold(platform, round_id):
    meeting = builders.meeting_with(platform, round_id, [*SIX[:4], {}, {}])

    ended = builders.close(platform, meeting)

    assert ended.state == "pending"
    assert builders.how_many(platform, Batch) == 0


def test_sheet_with_only_a_remark_is_counted(platform, round_id):
    sheets = [{"1": "passend"}] * 4 + [{"remark_1": "meer overleg"}]
    meeting = builders.meeting_with(platform, round_id, sheets)

    assert builders.close(platform, meeting).counted == 5
    assert [(batch.n, batch.remark_writers) for batch in builders.batches(platform)] == [(5, 1)]


def test_block_that_too_few_answered_gets_no_row_at_all(platform, round_id):
    sheets = [{"1": "passend", "2": "niet", "3": "nvt"}] * 4 + [{"1": "niet", "3": "knab"}]
    meeting = builders.meeting_with(platform, round_id, sheets)

    builders.close(platform, meeting)

    with platform.database.reading() as session:
        assert set(session.scalars(select(Tally.block_id))) == {"1", "3"}


def test_remarks_keep_their_place_and_lose_their_order(platform, round_id):
    sheets = [
        {"remark_1": f"een {n}", "remark_4": f"vier {n}", "theme_remark_werk": f"werk {n}"}
        for n in range(30)
    ]
    meeting = builders.meeting_with(platform, round_id, sheets)

    builders.close(platform, meeting)

    rows = remarks(platform)
    found = {(row.theme_id, row.block_id, row.text) for row in rows}
    assert found == {
        entry
        for n in range(30)
        for entry in [
            ("visie", "1", f"een {n}"),
            ("werk", "4", f"vier {n}"),
            ("werk", None, f"werk {n}"),
        ]
    }
    texts = [row.text for row in rows]
    assert texts != sorted(texts)
    assert not _are_neighbours(rows, 10)


def _are_neighbours(rows, many):
    """Whether the three remarks of a person lie side by side for many people."""
    people = [row.text.split()[1] for row in sorted(rows, key=lambda row: row.id)]
    return sum(len(set(people[at : at + 3])) == 1 for at in range(len(people) - 2)) > many


def test_remarks_are_shuffled_before_they_are_stored(platform, round_id, monkeypatch):
    shuffled = []
    monkeypatch.setattr(
        "webapp.services.publish_batch.shuffled",
        lambda things: shuffled.append(list(things)) or list(shuffled[-1]),
    )
    meeting = builders.meeting_with(platform, round_id, [{"1": "niet", "remark_1": "x"}] * 5)

    builders.close(platform, meeting)

    assert [len(rows) for rows in shuffled] == [1, 5]  # the tally, and apart from it the remarks


def test_room_code_meeting_counts_each_device_once(platform, round_id):
    meeting = builders.open_meeting(platform, round_id)
    devices = [new_slip() for _ in range(5)]
    for device in devices * 2:
        meeting.submit(platform, {"1": "deels"}, device)

    ended = builders.close(platform, meeting)

    assert (ended.received, ended.counted) == (5, 5)


def test_unknown_meeting_is_not_found(platform):
    with pytest.raises(NotFoundError):
        close_meeting(platform.database, platform.keystore, "nosuchid")


def test_meeting_without_its_key_does_not_close_and_loses_nothing(platform, round_id):
    meeting = builders.meeting_with(platform, round_id, SIX)
    key = platform.keystore.get(meeting.id)
    platform.keystore.destroy(meeting.id)

    with pytest.raises(WrongStateError):
        builders.close(platform, meeting)

    assert builders.how_many(platform, Envelope) == 6
    platform.keystore.put(meeting.id, key)
    assert builders.close(platform, meeting).counted == 6


def test_missing_envelope_stops_the_closing_and_changes_nothing(platform, round_id):
    meeting = builders.meeting_with(platform, round_id, SIX)
    with platform.database.writing() as session:
        session.delete(session.scalars(select(Envelope)).first())

    with pytest.raises(EnvelopesMissingError):
        builders.close(platform, meeting)

    assert builders.how_many(platform, Batch) == 0
    assert builders.how_many(platform, Envelope) == 5
    assert platform.keystore.has(meeting.id)


def test_countdown_that_runs_goes_on_as_it_was(platform, round_id):
    meeting = builders.open_meeting(platform, round_id)

    first = start_countdown(platform.database, meeting.id, 60)

    assert start_countdown(platform.database, meeting.id, 5) == first


def test_countdown_can_be_stopped_while_it_is_open(platform, round_id):
    meeting = builders.meeting_with(platform, round_id, SIX)
    start_countdown(platform.database, meeting.id, 60)

    stop_countdown(platform.database, meeting.id)

    with platform.database.reading() as session:
        assert session.get_one(Meeting, meeting.id).closes_at is None
    builders.close(platform, meeting)
    with pytest.raises(WrongStateError):
        stop_countdown(platform.database, meeting.id)
    with pytest.raises(WrongStateError):
        start_countdown(platform.database, meeting.id, 60)


def test_cancelled_meeting_leaves_nothing_and_cannot_close(platform, round_id):
    meeting = builders.meeting_with(platform, round_id, SIX)

    cancel_meeting(platform.database, platform.keystore, meeting.id)

    assert (
        builders.how_many(platform, Envelope)
        == builders.how_many(platform, Slip)
        == builders.how_many(platform, Batch)
        == 0
    )
    assert platform.keystore.meeting_ids() == set()
    with pytest.raises(WrongStateError):
        builders.close(platform, meeting)
    with pytest.raises(WrongStateError):
        cancel_meeting(platform.database, platform.keystore, meeting.id)


@pytest.mark.parametrize("n", [3, 6], ids=["waits", "closed"])
def test_meeting_that_ended_cannot_be_cancelled(platform, round_id, n):
    meeting = builders.meeting_with(platform, round_id, SIX[:n])
    builders.close(platform, meeting)

    with pytest.raises(WrongStateError):
        cancel_meeting(platform.database, platform.keystore, meeting.id)


def test_door_of_one_meeting_does_not_open_another(platform, round_id):
    one, other = (builders.open_meeting(platform, round_id, slips=1) for _ in range(2))
    stolen = replace(one, door=one.door._replace(meeting_id=other.id))

    assert stolen.submit(platform, {"1": "niet"}, one.slips[0]) is Refusal.UNKNOWN_SLIP
