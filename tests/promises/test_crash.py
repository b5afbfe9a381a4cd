"""P12, P24: after kill -9, open with everything or closed with everything; no answer is lost.

A child is killed before every single step of a closing, before every fifth of what is longer, and
many are killed by chance. `BOUWSTENEN_CRASHES=10` tries every step of everything, and ten times
as many by chance.
"""

import os
import random
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import pytest
from sqlalchemy import func, select, update

from tests import builders
from tests.platforms import platform_on
from tests.promises.crashing import nursery
from tests.promises.real_server import is_received, real_server
from webapp.db.models import Batch, Envelope, Meeting, Tally
from webapp.sealing.envelope import Opener, nullifier
from webapp.services.recover_meetings import recover_meetings

TIMES = int(os.environ.get("BOUWSTENEN_CRASHES", "1"))
STRIDE = 5 if TIMES == 1 else 1
MEETINGS = 50
SHEET = {"1": "passend", "remark_1": "een opmerking"}


@pytest.fixture(scope="module")
def children():
    with nursery() as made:
        yield made


@pytest.fixture
def round_id(platform):
    return builders.open_round(platform)


def meetings_of(platform, round_id, sizes, provider_ids=()):
    return [
        builders.meeting_with(platform, round_id, [SHEET] * n, provider_ids=provider_ids)
        for n in sizes
    ]


def check_whole(platform, sent, *, destroyed=0):
    """Every meeting has everything, sealed or counted; the key is there exactly while sealed."""
    with platform.database.reading() as session:
        rows = session.scalars(select(Meeting)).all()
        waiting = 0
        for row in rows:
            query = select(func.count()).where(Envelope.meeting_id == row.id)
            envelopes = session.scalar(query)
            is_sealed = row.state in ("open", "closing", "pending")
            assert envelopes == (row.received if is_sealed else 0), row.state
            assert platform.keystore.has(row.id) is is_sealed, row.state
            waiting += envelopes
        in_batches = session.scalar(select(func.coalesce(func.sum(Batch.n), 0)))
        in_tallies = session.scalar(select(func.coalesce(func.sum(Tally.count), 0)))
    assert in_tallies == in_batches
    assert in_batches + waiting + destroyed == sent
    return {row.id: row.state for row in rows}


def die_at_steps(children, url, platform, prepare, *, stride=STRIDE):
    """For every `stride`-th step n: make meetings, let a child die at it, and yield.

    Ends with the first n that is past the end of the job.
    """
    for n in count(random.randrange(stride), stride):
        job = prepare()
        ended_well = children.run(url, platform.settings.home, job, die_at=n)
        yield n, job[1:]
        if ended_well:
            return


def test_kill_before_any_step_of_a_closing(platform, round_id, migrated_database_url, children):
    url, sent = migrated_database_url, 0

    def prepare():
        return ["close", meetings_of(platform, round_id, [6])[0].id]

    for n, (meeting_id,) in die_at_steps(children, url, platform, prepare, stride=1):  # noqa: B007  # how many
        recover_meetings(platform)
        sent += 6
        assert check_whole(platform, sent)[meeting_id] in ("open", "closed")
    assert n > 15


def test_kill_before_any_step_of_a_pooling(platform, round_id, migrated_database_url, children):
    url, sent = migrated_database_url, 0

    def prepare():
        provider = [builders.provider(platform, f"nummer {next(numbers)}")]
        first, second = meetings_of(platform, round_id, [2, 3], provider)
        builders.close(platform, first)
        return ["close", second.id]

    numbers = count()
    for n, (second,) in die_at_steps(children, url, platform, prepare):  # noqa: B007  # how many
        recover_meetings(platform)
        sent += 5
        states = check_whole(platform, sent)
        assert states[second] in ("open", "closed")
        assert list(states.values()).count("pending") == list(states.values()).count("open")
    assert n > 20


@pytest.mark.parametrize(("sizes", "destroyed"), [((2, 3), 0), ((2, 2), 4)], ids=str)
def test_kill_before_any_step_of_closing_a_round(
    platform, migrated_database_url, children, sizes, destroyed
):
    url, sent, gone = migrated_database_url, 0, 0

    def prepare():
        round_id = builders.open_round(platform)
        for n in sizes:
            provider = [builders.provider(platform, f"nummer {next(numbers)}")]
            builders.close(platform, meetings_of(platform, round_id, [n], provider)[0])
        return ["close round", round_id]

    numbers = count()
    for n, (round_id,) in die_at_steps(children, url, platform, prepare):  # noqa: B007  # how many
        recover_meetings(platform)
        sent += sum(sizes)
        children.run(url, platform.settings.home, ["close round", round_id])
        gone += destroyed
        states = check_whole(platform, sent, destroyed=gone)
        assert set(states.values()) == {"destroyed" if destroyed else "closed"}
    assert n > 8


def test_kill_before_any_step_of_a_recovery(platform, round_id, migrated_database_url, children):
    url, sent = migrated_database_url, 0

    def prepare():
        meeting = meetings_of(platform, round_id, [6])[0]
        with platform.database.writing() as session:
            session.execute(update(Meeting).where(Meeting.id == meeting.id).values(state="closing"))
        return ["recover", meeting.id]

    for n, (meeting_id,) in die_at_steps(children, url, platform, prepare):  # noqa: B007  # how many
        recover_meetings(platform)
        sent += 6
        assert check_whole(platform, sent)[meeting_id] == "closed"
    assert n > 15


def test_kill_by_chance_during_fifty_closings(platform, round_id, migrated_database_url, children):
    for _ in range(TIMES):
        sizes = [random.choice([3, 5, 6, 15]) for _ in range(MEETINGS)]
        left = [meeting.id for meeting in meetings_of(platform, round_id, sizes)]
        sent, kills = _all_sent(platform), 0
        while left:
            moment = (random.randint(1, 4), random.uniform(0, 0.01))
            job = ["close", *left]
            kills += not children.run(
                migrated_database_url, platform.settings.home, job, kill_after=moment
            )
            recover_meetings(platform)
            states = check_whole(platform, sent)
            left = [id_ for id_ in left if states[id_] == "open"]
        assert kills >= 8


def _all_sent(platform):
    with platform.database.reading() as session:
        return session.scalar(select(func.sum(Meeting.received)))


def test_kill_of_the_server_while_it_closes(migrated_database_url, tmp_path):
    """The timer of a real server closes what was counted down, and the server dies meanwhile."""
    home = tmp_path / "home"
    with platform_on(migrated_database_url, home) as platform:
        round_id = builders.open_round(platform)
        for _ in range(TIMES):
            meetings = meetings_of(platform, round_id, [6] * 25)
            with real_server(migrated_database_url, home) as server:
                _count_down(platform)
                _until_some_are_closed(platform, meetings, random.randint(1, 20))
                server.kill()
            recover_meetings(platform)
            check_whole(platform, _all_sent(platform))
            assert {meeting.state(platform) for meeting in meetings} <= {"open", "closed"}


def _count_down(platform):
    """To long ago: at its next look the timer closes all that are open."""
    with platform.database.writing() as session:
        session.execute(update(Meeting).where(Meeting.state == "open").values(closes_at=1))


def _until_some_are_closed(platform, meetings, n):
    end = time.monotonic() + 30
    while sum(meeting.state(platform) == "closed" for meeting in meetings) < n:
        assert time.monotonic() < end, "the timer closed nothing"


def test_kill_of_the_server_while_people_send(migrated_database_url, tmp_path):
    """Whoever saw "Ontvangen" is counted, with what they sent last; nobody counts twice."""
    home = tmp_path / "home"
    with platform_on(migrated_database_url, home) as platform:
        for _ in range(TIMES):
            meeting = builders.open_meeting(platform, builders.open_round(platform), slips=400)
            acknowledged = {}
            with real_server(migrated_database_url, home) as server:
                _send_until_killed(server, meeting, acknowledged)
            recover_meetings(platform)

            stored = _stored(platform, meeting)
            assert acknowledged
            for slip, fields in acknowledged.items():
                assert stored.get(slip) == meeting.sheet(fields)
            assert _all_received(platform, meeting) == len(stored)
            assert builders.close(platform, meeting).counted == len(stored)


def _send_until_killed(server, meeting, acknowledged):
    def send(n):
        fields = {"1": ("passend", "deels", "niet")[n % 3], "remark_3": f"opmerking {n}"}
        if is_received(server, meeting, meeting.slips[n], fields):
            acknowledged[meeting.slips[n]] = fields

    with ThreadPoolExecutor(12) as pool:
        sending = [pool.submit(send, n) for n in range(400)]
        while len(acknowledged) < 60:
            time.sleep(0.001)
        time.sleep(random.uniform(0, 0.1))
        server.kill()
        for future in sending:
            future.result()


def _stored(platform, meeting):
    """Slip → what is in its envelope."""
    opener = Opener(platform.keystore.get(meeting.id))
    slip_of = {nullifier(meeting.id, slip): slip for slip in meeting.slips}
    with platform.database.reading() as session:
        query = select(Envelope).where(Envelope.meeting_id == meeting.id)
        return {slip_of[row.nullifier]: opener.open(row.sealed) for row in session.scalars(query)}


def _all_received(platform, meeting):
    with platform.database.reading() as session:
        return session.get_one(Meeting, meeting.id).received
