"""The box of the closing questions keeps the promises of the main form: P1, P7, P11, P12, P24.

Ten boxes by default; `BOUWSTENEN_LINKING=200` plays the full number.
"""

import os
import secrets
import sys

import pytest
from sqlalchemy import func, select

from tests import builders
from tests import closing_questions as closing
from tests.promises.crashing import nursery
from tests.promises.linking import PEOPLE, Scores, bound
from tests.promises.test_crash import die_at_steps
from tests.promises.test_linking import _anything_that_could_be_a_key
from tests.web.conftest import app, client, inspector, okt, quick_passwords
from webapp.db.models import Statement, StatementBox, StatementEnvelope
from webapp.sealing.envelope import EnvelopeError, Opener, nullifier
from webapp.sealing.shuffle import shuffled
from webapp.services.recover_meetings import recover_meetings

__all__ = ["app", "client", "inspector", "okt", "quick_passwords"]

BOXES = int(os.environ.get("BOUWSTENEN_LINKING", "10"))
CONTROL_BOXES = 5


@pytest.fixture
def round_id(platform):
    return builders.open_round(platform, closing.instrument())


def play(platform, spy, round_id, scores):
    """15 people write, one by one, while an attacker looks; then the box is opened."""
    meeting = closing.open_meeting(platform, round_id)
    box_id = closing.open_box(platform, meeting)
    prefix = f"zq{secrets.token_hex(4)}x"
    tokens = {person: secrets.token_urlsafe(18) for person in range(PEOPLE)}
    text = {person: f"{prefix}{secrets.token_hex(8)}" for person in tokens}
    arrival = shuffled(tokens)
    spy.start()
    for n, person in enumerate(arrival):
        closing.write(platform, meeting, {"sterktes_1": text[person]}, tokens[person])
        assert prefix.encode() not in spy.copy()
        if n in (7, 14):
            assert prefix.encode() not in spy.back_up()
    by_nullifier = {nullifier(box_id, token): person for person, token in tokens.items()}
    orders = spy.envelopes(box_id, "statement_envelope", "box_id")
    people = {name: [by_nullifier[one] for one in order] for name, order in orders.items()}
    people |= {"arrival": arrival, "token": sorted(tokens, key=tokens.__getitem__)}
    assert closing.close(platform, meeting).writers == PEOPLE
    texts = spy.texts("statement", prefix)
    assert all(len(order) == PEOPLE for name, order in texts.items() if name.startswith("by "))
    scores.add(people, texts, {written: person for person, written in text.items()})


def play_many(platform, spy, round_id, boxes):
    scores = Scores()
    for _ in range(boxes):
        play(platform, spy, round_id, scores)
    return scores


def test_no_matcher_does_better_than_chance(platform, spy, round_id):
    """The best of all matchers may be lucky; then it is tried once more, on fresh boxes."""
    scores = play_many(platform, spy, round_id, BOXES)
    best = scores.best()
    figures = f"{scores.mean(best):.2f} of {PEOPLE} by {best}; {len(scores.matchers)} matchers"
    sys.stdout.write(figures)  # shown with `pytest -rP`

    if scores.mean(best) > bound(BOXES):
        again = play_many(platform, spy, round_id, BOXES)
        assert again.mean(best) <= bound(BOXES), f"{figures}; again {again.mean(best):.2f}"


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
def test_attack_finds_everybody_when_statements_are_not_shuffled(
    platform, spy, round_id, monkeypatch
):
    """The control: an attack that finds nothing in this proves nothing about ours."""
    monkeypatch.setattr("webapp.services.close_statement_box.shuffled", list)

    scores = play_many(platform, spy, round_id, CONTROL_BOXES)

    assert scores.mean(scores.best()) >= 14


@pytest.mark.parametrize(("threshold", "people"), [(5, 4), (8, 7)], ids=str)
def test_what_too_few_wrote_is_nowhere(platform, spy, inspector, threshold, people):
    """Not in the database, a copy or a backup, not on a page, and no key opens it any more."""
    round_id = builders.open_round(platform, closing.instrument(), min_group_size=threshold)
    meeting = closing.open_meeting(platform, round_id)
    closing.open_box(platform, meeting)
    secret, seen = f"zq{secrets.token_hex(6)}", b""
    spy.start()
    for n in range(people):
        closing.write(platform, meeting, {"sterktes_1": f"{secret} {n}"}, f"device {n}")
        seen += spy.copy()
    with platform.database.reading() as session:
        stolen = list(session.scalars(select(StatementEnvelope.sealed)))

    assert closing.close(platform, meeting).state == "destroyed"

    seen += spy.copy() + spy.back_up()
    assert secret.encode() not in seen
    for path in (
        f"/gesprek/{meeting.id}/slotvragen",
        f"/gesprek/{meeting.id}/scherm/slotvragen?wat=strength",
        f"/ronde/{round_id}/coderen?toon=alles",
    ):
        page = inspector.open(path)
        assert page.status == 200
        assert secret not in page.response.text
    for key in _anything_that_could_be_a_key(platform.settings.home.parent):
        for sealed in stolen:
            with pytest.raises(EnvelopeError):
                Opener(key).open(sealed)


def test_kill_before_any_step_of_closing_a_box(platform, round_id, migrated_database_url):
    """Open with everything, or closed with everything; the key is there exactly while sealed."""
    made = {}

    def prepare():
        meeting = closing.open_meeting(platform, round_id)
        box_id = closing.answered(platform, meeting, ["een", "twee", "drie", "vier", "vijf"])
        made[meeting.id] = box_id
        return ["close box", meeting.id]

    with nursery() as children:
        steps = die_at_steps(children, migrated_database_url, platform, prepare, stride=1)
        for n, (meeting_id,) in steps:  # noqa: B007  # how many
            recover_meetings(platform)
            check_whole(platform, meeting_id, made[meeting_id])
    assert n > 8


def check_whole(platform, meeting_id, box_id):
    with platform.database.reading() as session:
        state = session.get_one(StatementBox, box_id).state
        sealed = session.scalar(select(func.count()).where(StatementEnvelope.box_id == box_id))
        said = session.scalar(select(func.count()).where(Statement.meeting_id == meeting_id))
    assert (state, sealed, said, platform.keystore.has(box_id)) in (
        ("open", 5, 0, True),
        ("closed", 0, 5, False),
    )
