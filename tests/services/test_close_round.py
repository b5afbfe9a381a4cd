"""Closing a round: what waits is pooled over providers or destroyed unopened, and nothing else."""

import pytest
from sqlalchemy import func, select

from tests import builders
from tests.platforms import platform_on
from webapp.db.models import Batch, BatchProvider, Envelope, Meeting, Round
from webapp.services import close_round as round_closing
from webapp.services.close_round import ClosedRound, close_round
from webapp.services.errors import NotFoundError, WrongStateError

SHEET = {"1": "passend"}


@pytest.fixture
def round_id(platform):
    return builders.open_round(platform)


@pytest.fixture
def waiting(platform, round_id):
    """Makes a meeting of n people that waits: a function of n, group and provider."""

    def make(n, group_id="beleid", provider_ids=()):
        meeting = builders.meeting_with(
            platform, round_id, [SHEET] * n, group_id=group_id, provider_ids=provider_ids
        )
        assert builders.close(platform, meeting).state == "pending"
        return meeting

    return make


def close(platform, round_id):
    return close_round(platform.database, platform.keystore, round_id)


def batches(platform):
    with platform.database.reading() as session:
        return [(batch.group_id, batch.n) for batch in session.scalars(select(Batch))]


def test_round_without_waiting_meetings_is_only_frozen(platform, round_id):
    assert close(platform, round_id) == ClosedRound(round_id, "closed", pooled=0, destroyed=0)
    with platform.database.reading() as session:
        assert session.get_one(Round, round_id).state == "closed"


def test_what_waits_is_pooled_over_providers_and_names_none(platform, round_id, waiting):
    one, two = builders.provider(platform, "Een"), builders.provider(platform, "Twee")
    made = [waiting(3, provider_ids=[one]), waiting(2, provider_ids=[two])]

    assert close(platform, round_id).pooled == 2

    assert batches(platform) == [("beleid", 5)]
    assert [meeting.state(platform) for meeting in made] == ["closed", "closed"]
    with platform.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(BatchProvider)) == 0
    assert builders.counts(platform, round_id)["beleid", "1"] == {"passend": 5}
    assert builders.counts(platform, round_id, provider_id=one) == {}


def test_groups_are_never_pooled_together(platform, round_id, waiting):
    waiting(3)
    waiting(3, group_id="scholen")

    assert close(platform, round_id) == ClosedRound(round_id, "closed", pooled=0, destroyed=2)
    assert batches(platform) == []


def test_what_is_too_few_is_destroyed_unopened(platform, round_id, waiting, monkeypatch):
    meetings = [waiting(2), waiting(1)]
    opened = []
    monkeypatch.setattr(
        "webapp.services.publish_batch.publish_batch", lambda *_a, **_k: opened.append(1)
    )

    ended = close(platform, round_id)

    assert ended == ClosedRound(round_id, "closed", pooled=0, destroyed=2)
    assert [meeting.state(platform) for meeting in meetings] == ["destroyed"] * 2
    assert platform.keystore.meeting_ids() == set()
    with platform.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Envelope)) == 0
        assert set(session.scalars(select(Meeting.public_key))) == {None}
    assert not opened


def test_pooled_and_destroyed_are_counted_apart(platform, round_id, waiting):
    one, two = builders.provider(platform, "Een"), builders.provider(platform, "Twee")
    waiting(3, provider_ids=[one])
    waiting(4, provider_ids=[two])
    waiting(2, group_id="scholen", provider_ids=[one])

    assert close(platform, round_id) == ClosedRound(round_id, "closed", pooled=2, destroyed=1)


@pytest.mark.parametrize("state", ["open", "closing"])
def test_round_with_an_open_meeting_is_not_closed(platform, round_id, waiting, state):
    kept = waiting(2)
    meeting = builders.open_meeting(platform, round_id)
    with platform.database.writing() as session:
        session.get_one(Meeting, meeting.id).state = state

    with pytest.raises(WrongStateError):
        close(platform, round_id)

    assert kept.state(platform) == "pending"
    with platform.database.reading() as session:
        assert session.get_one(Round, round_id).state == "open"


def test_closed_round_takes_no_new_meeting(platform, round_id):
    close(platform, round_id)

    with pytest.raises(WrongStateError):
        builders.open_meeting(platform, round_id)


def test_closing_again_changes_nothing(platform, round_id, waiting):
    waiting(2)
    close(platform, round_id)

    assert close(platform, round_id) == ClosedRound(round_id, "closed", pooled=0, destroyed=0)


def test_unknown_round_is_not_found(platform):
    with pytest.raises(NotFoundError):
        close(platform, "nosuchid")


def test_other_rounds_keep_what_waits(platform, round_id, waiting):
    other = builders.open_round(platform)
    kept = builders.meeting_with(platform, other, [SHEET] * 2)
    builders.close(platform, kept)
    waiting(2)

    close(platform, round_id)

    assert kept.state(platform) == "pending"
    assert platform.keystore.has(kept.id)


def test_answers_whose_key_is_elsewhere_are_not_destroyed(
    platform, round_id, waiting, migrated_database_url, tmp_path
):
    meeting = waiting(3)

    with (
        platform_on(migrated_database_url, tmp_path / "another home") as elsewhere,
        pytest.raises(WrongStateError, match=meeting.id),
    ):
        close(elsewhere, round_id)

    with platform.database.reading() as session:
        assert session.get_one(Round, round_id).state == "open"
    assert meeting.state(platform) == "pending"


def test_loser_of_a_race_destroys_only_what_is_really_too_few(
    platform, round_id, waiting, migrated_database_url, monkeypatch
):
    """While one process looks at four waiting meetings, another pools two of them."""
    providers = [builders.provider(platform, str(n)) for n in range(4)]
    meetings = [waiting(3, provider_ids=[id_]) for id_ in providers]
    really_pool = round_closing.pool_meetings
    looked = []

    def pool_after_another(database, keystore, meeting_ids, **how):
        if not looked:
            looked.append(meeting_ids)
            with platform_on(migrated_database_url, platform.settings.home) as other:
                really_pool(other.database, other.keystore, meeting_ids[:2], **how)
            raise round_closing.MeetingsChangedError
        return really_pool(database, keystore, meeting_ids, **how)

    monkeypatch.setattr(round_closing, "pool_meetings", pool_after_another)

    assert close(platform, round_id).destroyed == 0
    assert batches(platform) == [("beleid", 6)] * 2
    assert {meeting.state(platform) for meeting in meetings} == {"closed"}
