"""Too few wait sealed, and are pooled with others about the same as soon as they suffice."""

import pytest
from sqlalchemy import select

from tests import builders
from webapp.db.models import Batch, BatchProvider, Envelope, Slip, Tally
from webapp.db.writer import Refusal
from webapp.sealing.envelope import Opener
from webapp.services.close_meeting import ClosedMeeting
from webapp.services.close_round import close_round
from webapp.services.recover_meetings import recover_meetings

SIX = [{"1": "passend"}] * 4 + [{"1": "niet"}] * 2


@pytest.fixture
def round_id(platform):
    return builders.open_round(platform)


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
    assert builders.how_many(platform, Envelope) == 4
    assert builders.how_many(platform, Slip) == builders.how_many(platform, Tally) == 0
    assert platform.keystore.has(meeting.id)
    assert builders.counts(platform, round_id) == {}
    assert meeting.submit(platform, {"1": "niet"}, meeting.slips[0]) is Refusal.CLOSED


def test_too_few_are_never_opened_not_even_to_count_them(platform, round_id, monkeypatch):
    """Closing, another one that waits, recovery and the end of the round: all without a look."""
    opened, look = [], Opener.open

    def watched(opener, sealed):
        opened.append(sealed)
        return look(opener, sealed)

    monkeypatch.setattr(Opener, "open", watched)
    for n in (3, 1):
        builders.close(platform, builders.meeting_with(platform, round_id, SIX[:n]))
    recover_meetings(platform)
    assert close_round(platform.database, platform.keystore, round_id).destroyed == 2
    assert opened == []

    enough = builders.meeting_with(platform, builders.open_round(platform), SIX)
    builders.close(platform, enough)
    assert len(opened) == 6


def test_meetings_of_one_provider_are_pooled_as_soon_as_they_suffice(platform, round_id):
    provider = builders.provider(platform, "De Brug")
    made = [
        builders.meeting_with(platform, round_id, SIX[:n], provider_ids=[provider])
        for n in (2, 2, 1)
    ]

    states = [builders.close(platform, meeting).state for meeting in made]

    assert states == ["pending", "pending", "closed"]
    assert [meeting.state(platform) for meeting in made] == ["closed"] * 3
    assert [batch.n for batch in builders.batches(platform)] == [5]
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
    assert builders.how_many(platform, Batch) == 0


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

    assert [batch.is_released for batch in builders.batches(platform)] == [False]
    assert builders.counts(platform, round_id) == {}
