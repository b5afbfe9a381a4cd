"""Opening a meeting: its key is kept first, and only who gets the slips knows them."""

import pytest
from sqlalchemy import select

from tests import builders
from webapp.db.models import Meeting, MeetingProvider, Slip
from webapp.sealing.envelope import Opener, Sheet, seal, slip_hash
from webapp.services.errors import BadInputError, NotFoundError
from webapp.services.open_meeting import MOST_PEOPLE


@pytest.fixture
def round_id(platform):
    return builders.open_round(platform)


def test_kept_key_opens_what_the_stored_key_seals(platform, round_id):
    meeting = builders.open_meeting(platform, round_id)

    sealed = seal(Sheet((0, 1)), meeting.door.public_key)

    assert Opener(platform.keystore.get(meeting.id)).open(sealed) == Sheet((0, 1))


def test_of_slips_only_hashes_are_kept(platform, round_id):
    meeting = builders.open_meeting(platform, round_id, slips=15)

    with platform.database.reading() as session:
        kept = set(session.scalars(select(Slip.slip_hash)))
        row = session.get_one(Meeting, meeting.id)
        assert (row.slip_count, row.expected, row.received, row.state) == (15, 15, 0, "open")
    assert kept == {slip_hash(slip) for slip in meeting.slips}
    assert len(set(meeting.slips)) == 15


def test_provider_named_twice_is_kept_once(platform, round_id):
    provider = builders.provider(platform, "De Brug")
    builders.open_meeting(platform, round_id, provider_ids=[provider, provider])

    with platform.database.reading() as session:
        assert list(session.scalars(select(MeetingProvider.provider_id))) == [provider]


@pytest.mark.parametrize(
    "plan",
    [
        {"slips": -1},
        {"slips": MOST_PEOPLE + 1},
        {"expected": 0},
        {"expected": MOST_PEOPLE + 1},
        {"setting": "phone"},
        {"group_id": "nobody"},
    ],
    ids=lambda plan: "-".join(map(str, *plan.items())),
)
def test_impossible_meeting_is_refused_and_leaves_no_key(platform, round_id, plan):
    with pytest.raises(BadInputError):
        builders.open_meeting(platform, round_id, **plan)

    assert platform.keystore.meeting_ids() == set()


@pytest.mark.parametrize("missing", ["round", "provider"])
def test_what_does_not_exist_is_not_found(platform, round_id, missing):
    plan = {"provider_ids": ["nosuchid"]} if missing == "provider" else {}

    with pytest.raises(NotFoundError):
        builders.open_meeting(platform, "nosuchid" if missing == "round" else round_id, **plan)
    assert platform.keystore.meeting_ids() == set()
