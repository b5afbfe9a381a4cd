"""P1, P11, P12: nobody can link a person to an answer, with everything that was ever on the disk.

Twenty meetings of 15 by default; `BOUWSTENEN_LINKING=200` plays the full number.
"""

import os
import sys
from pathlib import Path

import pytest
from sqlalchemy import func, select

from tests import builders
from tests.promises.linking import PEOPLE, Scores, bound, play, play_naive
from tests.promises.naive_builds import KINDS, NaiveBuild
from webapp.db.models import Envelope, Slip
from webapp.instrument.loader import load_instrument
from webapp.sealing.envelope import EnvelopeError, Opener
from webapp.settings import ROOT

MEETINGS = int(os.environ.get("BOUWSTENEN_LINKING", "20"))
CONTROL_MEETINGS = 5


@pytest.fixture
def round_id(platform):
    return builders.open_round(platform, load_instrument(ROOT / "instruments" / "okt-2020.yaml"))


def play_many(platform, spy, round_id, meetings):
    scores = Scores()
    for _ in range(meetings):
        play(platform, spy, round_id, scores)
    return scores


def test_no_matcher_does_better_than_chance(platform, spy, round_id, record_property):
    """The best of all matchers may be lucky; then it is tried once more, on fresh meetings."""
    scores = play_many(platform, spy, round_id, MEETINGS)
    best = scores.best()
    figures = (
        f"{scores.mean(best):.2f} of {PEOPLE} by {best}; "
        f"{len(scores.matchers)} matchers, {MEETINGS} meetings"
    )
    record_property("linking", figures)
    sys.stdout.write(figures)  # shown with `pytest -rP`

    if scores.mean(best) > bound(MEETINGS):
        again = play_many(platform, spy, round_id, MEETINGS)
        assert again.mean(best) <= bound(MEETINGS), f"{figures}; again {again.mean(best):.2f}"


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_attack_finds_everybody_in_a_naive_build(platform, spy, kind):
    build, scores = NaiveBuild(platform.database, kind), Scores()

    for _ in range(CONTROL_MEETINGS):
        play_naive(build, spy, scores)

    assert scores.mean(scores.best()) >= 14


@pytest.mark.parametrize("where", ["file", "WAL", "backup"])
def test_attacker_sees_into_every_place(platform, spy, database_kind, where):
    """Each of these gives everybody away in a build that numbers its rows."""
    build, scores = NaiveBuild(platform.database, "numbered"), Scores()

    play_naive(build, spy, scores)

    place = "a dump" if (database_kind, where) == ("postgresql", "backup") else where
    seen = [matcher for matcher in scores.matchers if place in matcher]
    if spy.sees_files or place == "a dump":
        assert max(map(scores.mean, seen)) == PEOPLE


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
def test_attack_finds_everybody_when_remarks_are_not_shuffled(platform, spy, round_id, monkeypatch):
    monkeypatch.setattr("webapp.services.publish_batch.shuffled", list)

    scores = play_many(platform, spy, round_id, CONTROL_MEETINGS)

    assert scores.mean(scores.best()) >= 14


def test_ratings_of_a_person_are_nowhere(platform, spy, round_id):
    """After closing only counts are left; before it nobody's ratings can be read in any copy."""
    meeting = builders.open_meeting(platform, round_id, slips=PEOPLE)
    spy.start()
    options = list(meeting.reader._index)
    plain, seen = [], b""
    for n, slip in enumerate(meeting.slips):
        fields = {name: options[(n + at) % 5] for at, name in enumerate(meeting.reader._place)}
        plain.append(bytes(meeting.sheet(fields).ratings))
        meeting.submit(platform, fields, slip)
        seen += spy.copy()
    builders.close(platform, meeting)
    seen += spy.copy() + spy.back_up()

    assert not any(ratings in seen for ratings in plain)
    with platform.database.reading() as session:
        for model in (Envelope, Slip):
            assert session.scalar(select(func.count()).select_from(model)) == 0


def test_envelopes_in_old_copies_cannot_be_opened(platform, round_id):
    """With every file that is left; the key opened them until it was destroyed."""
    meeting = builders.meeting_with(platform, round_id, [{"1": "niet"}] * PEOPLE)
    with platform.database.reading() as session:
        stolen = list(session.scalars(select(Envelope.sealed)))
    assert Opener(platform.keystore.get(meeting.id)).open(stolen[0])
    builders.close(platform, meeting)

    for key in _anything_that_could_be_a_key(platform.settings.home.parent):
        for sealed in stolen:
            with pytest.raises(EnvelopeError):
                Opener(key).open(sealed)


def _anything_that_could_be_a_key(folder):
    """Small files as they are; of others every 32 bytes would take hours: their first and last."""
    contents = [path.read_bytes() for path in Path(folder).rglob("*") if path.is_file()]
    return {
        part for content in contents for part in (content[:32], content[-32:]) if len(part) == 32
    }
