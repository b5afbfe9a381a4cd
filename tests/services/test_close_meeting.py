"""Closing: everything is counted once, too few wait sealed, and the key goes with the batch."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from tests import builders
from tests.platforms import platform_on
from webapp.db.models import Batch, BatchProvider, Envelope, Meeting, Remark, Slip, Tally
from webapp.db.writer import Refusal
from webapp.sealing.codes import new_slip
from webapp.services import close_meeting as closing
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


def how_many(platform, model):
    with platform.database.reading() as session:
        return session.scalar(select(func.count()).select_from(model))


def batches(platform):
    with platform.database.reading() as session:
        return list(session.scalars(select(Batch)))


def remarks(platform):
    with platform.database.reading() as session:
        return list(session.scalars(select(Remark)))


def test_every_sheet_is_counted_once(platform, round_id):
    meeting = builders.meeting_with(platform, round_id, [{"1": "passend", "2": "knab"}, *SIX])

    ended = builders.close(platform, meeting)

    assert ended == ClosedMeeting(meeting.id, "closed", received=7, counted=7)
    assert builders.counts(platform, round_id)["beleid", "1"] == {"passend": 5, "niet": 2}
    assert [batch.n for batch in batches(platform)] == [7]


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

    assert how_many(platform, Envelope) == how_many(platform, Slip) == 0
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
    assert how_many(platform, Batch) == 1


def test_empty_sheets_are_received_and_not_counted(platform, round_id):
    meeting = builders.meeting_with(platform, round_id, [*SIX, {}, {}])

    ended = builders.close(platform, meeting)

    assert (ended.received, ended.counted) == (8, 6)


def test_empty_sheets_do_not_help_to_reach_the_threshold(platform, round_id):
    meeting = builders.meeting_with(platform, round_id, [*SIX[:4], {}, {}])

    ended = builders.close(platform, meeting)

    assert ended.state == "pending"
    assert how_many(platform, Batch) == 0


def test_sheet_with_only_a_remark_is_counted(platform, round_id):
    sheets = [{"1": "passend"}] * 4 + [{"remark_1": "meer overleg"}]
    meeting = builders.meeting_with(platform, round_id, sheets)

    assert builders.close(platform, meeting).counted == 5
    assert [(batch.n, batch.remark_writers) for batch in batches(platform)] == [(5, 1)]


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


@pytest.mark.parametrize("min_group_size", [5, 6, 8])
def test_one_too_few_waits_and_exactly_enough_closes(platform, min_group_size):
    round_id = builders.open_round(platform, min_group_size=min_group_size)
    sheet = [{"1": "passend"}]
    few = builders.meeting_with(platform, round_id, sheet * (min_group_size - 1))
    enough = builders.meeting_with(platform, round_id, sheet * min_group_size, group_id="scholen")

    assert builders.close(platform, few).state == "pending"
    assert builders.close(platform, enough).state == "closed"


def test_what_waits_stays_sealed_with_its_key_and_tells_nothing(platform, round_id):
    meeting = builders.meeting_with(platform, round_id, SIX[:4])

    ended = builders.close(platform, meeting)

    assert ended == ClosedMeeting(meeting.id, "pending", received=4, counted=0)
    assert how_many(platform, Envelope) == 4
    assert how_many(platform, Slip) == how_many(platform, Tally) == 0
    assert platform.keystore.has(meeting.id)
    assert builders.counts(platform, round_id) == {}
    assert meeting.submit(platform, {"1": "niet"}, meeting.slips[0]) is Refusal.CLOSED


def test_meetings_of_one_provider_are_pooled_as_soon_as_they_suffice(platform, round_id):
    provider = builders.provider(platform, "De Brug")
    made = [
        builders.meeting_with(platform, round_id, SIX[:n], provider_ids=[provider])
        for n in (2, 2, 1)
    ]

    states = [builders.close(platform, meeting).state for meeting in made]

    assert states == ["pending", "pending", "closed"]
    assert [meeting.state(platform) for meeting in made] == ["closed"] * 3
    assert [batch.n for batch in batches(platform)] == [5]
    assert builders.counts(platform, round_id, provider_id=provider)["beleid", "1"] == {
        "passend": 5
    }
    assert platform.keystore.meeting_ids() == set()


@pytest.mark.parametrize("other", ["provider", "more-providers", "no-provider", "group", "round"])
def test_only_meetings_about_the_same_are_pooled(platform, round_id, other):
    one, two = builders.provider(platform, "Een"), builders.provider(platform, "Twee")
    plan = {"round_id": round_id, "group_id": "beleid", "provider_ids": [one]}
    plans = {
        "provider": plan | {"provider_ids": [two]},
        "more-providers": plan | {"provider_ids": [one, two]},
        "no-provider": plan | {"provider_ids": []},
        "group": plan | {"group_id": "scholen"},
        "round": plan | {"round_id": builders.open_round(platform)},
    }
    made = [
        builders.meeting_with(platform, sheets=[{"1": "passend"}] * 3, **chosen)
        for chosen in (plan, plans[other])
    ]

    assert [builders.close(platform, meeting).state for meeting in made] == ["pending"] * 2
    assert how_many(platform, Batch) == 0


def test_meeting_about_two_providers_gives_a_batch_of_both(platform, round_id):
    ids = [builders.provider(platform, name) for name in ("Een", "Twee")]
    meeting = builders.meeting_with(platform, round_id, SIX, provider_ids=ids)

    builders.close(platform, meeting)

    with platform.database.reading() as session:
        assert set(session.scalars(select(BatchProvider.provider_id))) == set(ids)


def test_batch_waits_for_the_estimate_where_the_round_says_so(platform):
    round_id = builders.open_round(platform, release="estimate")
    meeting = builders.meeting_with(platform, round_id, SIX)

    builders.close(platform, meeting)

    assert [batch.is_released for batch in batches(platform)] == [False]
    assert builders.counts(platform, round_id) == {}


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

    assert how_many(platform, Envelope) == 6
    platform.keystore.put(meeting.id, key)
    assert builders.close(platform, meeting).counted == 6


def test_missing_envelope_stops_the_closing_and_changes_nothing(platform, round_id):
    meeting = builders.meeting_with(platform, round_id, SIX)
    with platform.database.writing() as session:
        session.delete(session.scalars(select(Envelope)).first())

    with pytest.raises(EnvelopesMissingError):
        builders.close(platform, meeting)

    assert how_many(platform, Batch) == 0
    assert how_many(platform, Envelope) == 5
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
        how_many(platform, Envelope) == how_many(platform, Slip) == how_many(platform, Batch) == 0
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


def test_answer_that_comes_in_while_it_closes_is_counted_or_refused(platform, round_id):
    """Never acknowledged and lost."""
    meeting = builders.open_meeting(platform, round_id, slips=60)
    meeting_sheet = {"1": "passend"}
    for slip in meeting.slips[:5]:
        meeting.submit(platform, meeting_sheet, slip)

    with ThreadPoolExecutor(12) as pool:
        sent = [
            pool.submit(meeting.submit, platform, meeting_sheet, slip) for slip in meeting.slips[5:]
        ]
        ended = builders.close(platform, meeting)
        outcomes = [future.result() for future in sent]

    acknowledged = 5 + sum(outcome is not Refusal.CLOSED for outcome in outcomes)
    assert ended.received == ended.counted == acknowledged


def close_in_turn_and_together(database_url, home, meetings, monkeypatch):
    """Close these at the same moment, each with the parts of a process of its own."""
    starting = threading.Barrier(len(meetings))
    really_mark = closing._mark_closing

    def mark_and_wait_for_all(*arguments):
        marked = really_mark(*arguments)
        starting.wait(10)
        return marked

    monkeypatch.setattr(closing, "_mark_closing", mark_and_wait_for_all)

    def close_one(meeting):
        with platform_on(database_url, home) as own:
            return builders.close(own, meeting)

    with ThreadPoolExecutor(len(meetings)) as pool:
        return list(pool.map(close_one, meetings))


@pytest.mark.parametrize("attempt", range(3))
def test_closing_one_meeting_by_many_at_once_gives_one_batch(
    platform, round_id, migrated_database_url, monkeypatch, attempt
):
    meeting = builders.meeting_with(platform, round_id, SIX)

    ended = close_in_turn_and_together(
        migrated_database_url, platform.settings.home, [meeting] * 4, monkeypatch
    )

    assert ended == [ClosedMeeting(meeting.id, "closed", 6, 6)] * 4
    assert [batch.n for batch in batches(platform)] == [6]
    assert platform.keystore.meeting_ids() == set()


@pytest.mark.parametrize("attempt", range(3))
@pytest.mark.parametrize("sizes", [(3, 3), (4, 1, 4, 1), (3, 3, 3, 3)], ids=str)
def test_small_meetings_that_close_at_the_same_moment_are_pooled(
    platform, round_id, migrated_database_url, monkeypatch, sizes, attempt
):
    made = [builders.meeting_with(platform, round_id, SIX[:n]) for n in sizes]

    close_in_turn_and_together(migrated_database_url, platform.settings.home, made, monkeypatch)

    counted = sum(batch.n for batch in batches(platform))
    waiting = [meeting for meeting in made if meeting.state(platform) == "pending"]
    assert counted + sum(len(meeting.slips) for meeting in waiting) == sum(sizes)
    assert sum(len(meeting.slips) for meeting in waiting) < 5
    assert platform.keystore.meeting_ids() == {meeting.id for meeting in waiting}


def test_pooling_that_loses_the_race_looks_again_at_what_is_left(
    platform, round_id, migrated_database_url, monkeypatch
):
    """A pools 1 and 2 while B holds 1 to 4: 3 and 4 suffice together and may not stay behind."""
    made = [builders.meeting_with(platform, round_id, SIX[:3]) for _ in range(4)]
    with monkeypatch.context() as patched:
        patched.setattr(closing, "pool_pending", lambda *_arguments: None)
        for meeting in made:
            builders.close(platform, meeting)
    really_open = closing._open_those_with_a_key
    first_look = []

    def pool_two_meanwhile(session, keystore, meeting_ids):
        opened = really_open(session, keystore, meeting_ids)
        if not first_look:
            first_look.append(list(meeting_ids))
            with platform_on(migrated_database_url, platform.settings.home) as other:
                closing.pool_meetings(other.database, other.keystore, list(meeting_ids)[:2])
        return opened

    monkeypatch.setattr(closing, "_open_those_with_a_key", pool_two_meanwhile)
    closing.pool_pending(platform.database, platform.keystore, round_id, "beleid")

    assert len(first_look[0]) == 4
    assert sorted(batch.n for batch in batches(platform)) == [6, 6]
    assert {meeting.state(platform) for meeting in made} == {"closed"}


def test_door_of_one_meeting_does_not_open_another(platform, round_id):
    one, other = (builders.open_meeting(platform, round_id, slips=1) for _ in range(2))
    stolen = replace(one, door=one.door._replace(meeting_id=other.id))

    assert stolen.submit(platform, {"1": "niet"}, one.slips[0]) is Refusal.UNKNOWN_SLIP
