"""One keystore per database: a wrong folder loses nothing, and hosts without keys ask for them."""

from dataclasses import replace

import pytest
from sqlalchemy import delete

from tests import builders, closing_questions
from tests.platforms import SECRET_KEY, platform_on
from webapp.db.changes import installation as marks
from webapp.db.in_use import shared
from webapp.db.models import InstallationMark, Meeting, SpareKey
from webapp.db.writer import Refusal
from webapp.sealing.keystore import AbsentKeystore, KeystoreElsewhereError
from webapp.services import keep_keys, tidy
from webapp.services.agree_on_secret import OtherSecretError, agree_on_secret, has_our_secret
from webapp.services.backup import back_up, restore
from webapp.services.cancel_meeting import cancel_meeting
from webapp.services.close_meeting import start_countdown
from webapp.services.close_round import close_round
from webapp.services.close_statement_box import close_statement_box
from webapp.services.keep_keys import KeystoreUnknownError, NoSpareKeyError
from webapp.services.open_statement_box import open_statement_box
from webapp.services.recover_meetings import recover_meetings
from webapp.services.tidy import Timer, close_due_meetings

SIX = [{"1": "passend"}] * 6


@pytest.fixture
def round_id(platform):
    return builders.open_round(platform)


@pytest.fixture
def elsewhere(platform, tmp_path):
    """The same database with another, empty home."""
    with platform_on(platform.settings.database_url, tmp_path / "elsewhere") as made:
        yield made


@pytest.fixture
def without_keys(platform):
    """A host that says that it has no keystore, while the one that has keeps keys in stock."""
    recover_meetings(platform)
    keep_keys.ask_for_keys(platform.database)
    keep_keys.fill_stock(platform.database, platform.keystore)
    return replace(platform, keystore=AbsentKeystore())


def look(platform, monkeypatch):
    """What the timer of the host with the keys does within seconds."""
    monkeypatch.setattr(tidy, "STUCK_SECONDS", 0.0)
    Timer(platform).look()


def test_wrong_home_loses_no_meeting(platform, round_id, elsewhere):
    meeting = builders.meeting_with(platform, round_id, SIX)

    with pytest.raises(KeystoreUnknownError, match="BOUWSTENEN_HOME"):
        recover_meetings(elsewhere)

    assert meeting.state(platform) == "open"
    recover_meetings(platform)
    assert builders.close(platform, meeting).counted == 6


def test_key_never_goes_to_a_folder_that_no_server_reads(platform, round_id, elsewhere):
    builders.open_meeting(platform, round_id)

    with pytest.raises(KeystoreUnknownError):
        builders.open_meeting(elsewhere, round_id)

    assert elsewhere.keystore.meeting_ids() == set()
    assert builders.how_many(platform, Meeting) == 1


def test_database_from_before_identities_takes_the_keystore_that_has_its_keys(
    platform, round_id, elsewhere
):
    meeting = builders.meeting_with(platform, round_id, SIX)
    with platform.database.writing() as session:
        session.execute(delete(InstallationMark))

    with pytest.raises(KeystoreUnknownError, match="KEYSTORE=none"):
        recover_meetings(elsewhere)
    recover_meetings(platform)

    with pytest.raises(KeystoreUnknownError):
        recover_meetings(elsewhere)
    assert meeting.state(platform) == "open"


def test_keystore_that_is_really_gone_is_given_up_deliberately(platform, round_id, elsewhere):
    meeting = builders.meeting_with(platform, round_id, SIX)

    assert keep_keys.state_of_keystore(elsewhere.database, elsewhere.keystore).missing == 1
    assert keep_keys.adopt_keystore(elsewhere.database, elsewhere.keystore) == 1
    recover_meetings(elsewhere)

    assert meeting.state(platform) == "lost"
    with pytest.raises(KeystoreUnknownError):
        recover_meetings(platform)
    keep_keys.adopt_keystore(platform.database, platform.keystore)  # it was found after all
    recover_meetings(platform)
    assert meeting.state(platform) == "closed"


def test_meeting_opened_without_keystore_has_its_key_where_it_belongs(
    platform, round_id, without_keys
):
    meeting = builders.meeting_with(without_keys, round_id, SIX)

    assert keep_keys.state_of_keystore(platform.database, platform.keystore).missing == 0
    recover_meetings(platform)  # at once, before the timer looked

    assert meeting.state(platform) == "open"
    assert platform.keystore.has(meeting.id)
    assert builders.close(platform, meeting).counted == 6
    assert meeting.id not in platform.keystore.meeting_ids()


def test_closing_without_keystore_waits_for_the_host_that_has_it(
    platform, round_id, without_keys, monkeypatch
):
    meeting = builders.meeting_with(without_keys, round_id, SIX)

    asked = builders.close(without_keys, meeting)

    assert (asked.state, asked.received, asked.counted) == ("closing", 6, 0)
    assert meeting.submit(platform, SIX[0], meeting.slips[0]) is Refusal.CLOSED
    look(platform, monkeypatch)
    assert meeting.state(platform) == "closed"
    assert builders.counts(platform, round_id)["beleid", "1"] == {"passend": 6}


def test_countdown_ends_on_a_host_without_keystore_too(platform, round_id, without_keys):
    meeting = builders.meeting_with(without_keys, round_id, SIX)
    start_countdown(platform.database, meeting.id, 0)

    assert close_due_meetings(without_keys) == 1
    assert meeting.state(platform) == "closing"


def test_cancelled_without_keystore_its_key_is_destroyed(
    platform, round_id, without_keys, monkeypatch
):
    meeting = builders.meeting_with(without_keys, round_id, SIX)

    cancel_meeting(without_keys.database, without_keys.keystore, meeting.id)
    look(platform, monkeypatch)

    assert meeting.state(platform) == "cancelled"
    assert not platform.keystore.has(meeting.id)
    stock = builders.how_many(platform, SpareKey)
    assert len(platform.keystore.meeting_ids()) == stock


def test_round_ended_without_keystore_is_finished_by_the_host_that_has_it(
    platform, round_id, without_keys, monkeypatch
):
    meeting = builders.meeting_with(platform, round_id, SIX[:2])
    builders.close(platform, meeting)

    asked = close_round(without_keys.database, without_keys.keystore, round_id)

    assert (asked.waiting, asked.destroyed) == (1, 0)
    look(platform, monkeypatch)
    assert meeting.state(platform) == "destroyed"
    assert not platform.keystore.has(meeting.id)


def test_closing_questions_go_the_same_way(platform, without_keys, monkeypatch):
    meeting = closing_questions.open_meeting(platform)
    box_id = open_statement_box(without_keys.database, without_keys.keystore, meeting.id)

    closed = close_statement_box(without_keys.database, without_keys.keystore, meeting.id)

    assert closed.state == "closing"
    look(platform, monkeypatch)
    ended = close_statement_box(platform.database, platform.keystore, meeting.id)
    assert ended.state == "destroyed"
    assert not platform.keystore.has(box_id)


def test_without_stock_opening_is_refused_and_nothing_is_stored(platform, round_id):
    without = replace(platform, keystore=AbsentKeystore())

    with pytest.raises(NoSpareKeyError, match="sleutel"):
        builders.open_meeting(without, round_id)

    assert builders.how_many(platform, Meeting) == 0
    with pytest.raises(KeystoreElsewhereError):
        without.keystore.put("anything", bytes(32))


def test_restored_backup_keeps_our_marks_and_empties_the_stock(
    platform, round_id, without_keys, tmp_path
):
    agree_on_secret(platform.database, SECRET_KEY)
    taken = builders.open_meeting(without_keys, round_id)
    back_up(platform.database, tmp_path / "file.zip")
    with platform.database.writing() as session:
        marks.change_mark(session, marks.SECRET_KEY, "of today")

    restore(platform.database, tmp_path / "file.zip", keep_in=tmp_path)

    assert builders.how_many(platform, SpareKey) == 1  # the one that is for the meeting
    assert not has_our_secret(platform.database, SECRET_KEY)
    recover_meetings(platform)
    assert taken.state(platform) == "open"


def test_private_key_that_is_not_there_is_taken_out_of_stock(platform, round_id, without_keys):
    with platform.database.reading() as session:
        (first, *others) = marks.list_spare_keys(session)
    platform.keystore.destroy(first)

    recover_meetings(platform)

    with platform.database.reading() as session:
        assert sorted(marks.list_spare_keys(session)) == sorted(others)


def test_secret_key_may_change_only_while_no_server_is_at_work(platform):
    assert not agree_on_secret(platform.database, SECRET_KEY)
    with shared(platform.database):
        assert not agree_on_secret(platform.database, SECRET_KEY)
        with pytest.raises(OtherSecretError, match="SECRET_KEY"):
            agree_on_secret(platform.database, SECRET_KEY + "!")
    assert has_our_secret(platform.database, SECRET_KEY)

    assert agree_on_secret(platform.database, SECRET_KEY + "!")

    assert not has_our_secret(platform.database, SECRET_KEY)
