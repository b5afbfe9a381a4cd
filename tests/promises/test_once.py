"""P13: one slip, one answer, however often and from however many places it is sent."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from tests import builders
from tests.platforms import platform_on
from tests.promises.real_server import is_received, real_server
from webapp.db.models import Envelope, Meeting
from webapp.db.writer import Receipt, Refusal
from webapp.sealing.codes import new_slip
from webapp.sealing.envelope import Opener

OPTIONS = ("passend", "deels", "niet", "nvt")


@pytest.fixture
def round_id(platform):
    return builders.open_round(platform)


def sheets_in(platform, meeting):
    """What is in the meeting's envelopes, as its key opens them."""
    opener = Opener(platform.keystore.get(meeting.id))
    with platform.database.reading() as session:
        sealed = session.scalars(select(Envelope.sealed).where(Envelope.meeting_id == meeting.id))
        return [opener.open(one) for one in sealed]


def received(platform, meeting):
    with platform.database.reading() as session:
        return session.get_one(Meeting, meeting.id).received


def test_hundred_parallel_answers_of_one_slip_are_one(platform, round_id, migrated_database_url):
    """Through four writers, as many processes would have."""
    meeting = builders.open_meeting(platform, round_id, slips=15)
    slip = meeting.slips[0]
    home = platform.settings.home
    with (
        platform_on(migrated_database_url, home) as second,
        platform_on(migrated_database_url, home) as third,
        platform_on(migrated_database_url, home) as fourth,
        ThreadPoolExecutor(50) as pool,
    ):
        sent = [
            pool.submit(meeting.submit, (platform, second, third, fourth)[n % 4], fields, slip)
            for n, fields in enumerate({"1": OPTIONS[n % 4]} for n in range(100))
        ]
        outcomes = Counter(future.result() for future in sent)

    assert outcomes == {Receipt(1): 100}
    assert received(platform, meeting) == len(sheets_in(platform, meeting)) == 1


def test_hundred_parallel_posts_of_one_slip_are_one_answer(migrated_database_url, tmp_path):
    home = tmp_path / "home"
    with platform_on(migrated_database_url, home) as platform:
        meeting = builders.open_meeting(platform, builders.open_round(platform), slips=15)
        slip = meeting.slips[0]
        with real_server(migrated_database_url, home) as server, ThreadPoolExecutor(25) as pool:
            sent = [
                pool.submit(is_received, server, meeting, slip, {"1": OPTIONS[n % 4]})
                for n in range(100)
            ]
            assert all(future.result() for future in sent)
            assert is_received(server, meeting, slip, {"1": "knab"})

        assert received(platform, meeting) == 1
        assert sheets_in(platform, meeting) == [meeting.sheet({"1": "knab"})]


def test_more_people_than_slips_give_as_many_answers_as_slips(platform, round_id):
    meeting = builders.open_meeting(platform, round_id, slips=15)
    meeting.fill(platform, [{"1": "passend"}] * 15)

    assert meeting.submit(platform, {"1": "niet"}, new_slip()) is Refusal.UNKNOWN_SLIP
    assert builders.close(platform, meeting).counted == 15


def test_same_slip_never_counts_in_two_meetings(platform, round_id):
    """Also when somebody types it at another meeting, and after its own was closed."""
    first, second = (builders.meeting_with(platform, round_id, [{"1": "niet"}] * 5) for _ in "ab")
    builders.close(platform, first)

    assert second.submit(platform, {"1": "passend"}, first.slips[0]) is Refusal.UNKNOWN_SLIP
    assert builders.close(platform, second).counted == 5
