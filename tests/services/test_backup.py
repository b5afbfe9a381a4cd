"""Backups: whole, made while people go on, put back whole, and of no use without the keystore."""

import json
import zipfile

import pytest

from tests import builders
from tests.platforms import platform_on
from webapp.db.in_use import shared
from webapp.db.models import Envelope, Meeting, Statement
from webapp.db.schema import newest_revision
from webapp.services.backup import back_up, restore
from webapp.services.errors import BadInputError, WrongStateError
from webapp.services.recover_meetings import recover_meetings

SIX = [{"1": "passend", "remark_1": "Ëén zin met 'tekens'; en\nnog een."}] * 6


@pytest.fixture
def round_id(platform):
    return builders.open_round(platform)


@pytest.fixture
def closed(platform, round_id):
    made = builders.meeting_with(platform, round_id, SIX)
    builders.close(platform, made)
    return made


@pytest.fixture
def file(tmp_path):
    return tmp_path / "monday.zip"


def put_back(platform, file):
    return restore(platform.database, file, keep_in=platform.settings.home)


def test_results_are_the_same_after_putting_back(platform, round_id, closed, file):
    before = builders.counts(platform, round_id)
    made = back_up(platform.database, file)
    later = builders.open_round(platform)

    done = put_back(platform, file)

    assert builders.counts(platform, round_id) == before
    assert before["beleid", "1"] == {"passend": 6}
    assert done.rows == made.rows > 0
    with pytest.raises(Exception, match="No row was found"):
        builders.counts(platform, later)
    put_back_again = restore(platform.database, done.kept, keep_in=platform.settings.home)
    assert put_back_again.rows > made.rows  # what was there before is there again
    assert builders.counts(platform, later) == {}


def test_backup_moves_to_the_other_kind_of_database(platform, round_id, closed, file, tmp_path):
    back_up(platform.database, file)

    with platform_on(f"sqlite:///{tmp_path}/other.db", tmp_path / "other") as other:
        done = put_back(other, file)

        assert done.kept is None  # nothing was there
        assert builders.counts(other, round_id) == builders.counts(platform, round_id)


def test_envelopes_of_a_backup_stay_shut_once_the_meeting_is_closed(
    platform, round_id, file, tmp_path
):
    meeting = builders.meeting_with(platform, round_id, SIX)
    back_up(platform.database, file)
    builders.close(platform, meeting)

    put_back(platform, file)
    recover_meetings(platform)

    assert builders.how_many(platform, Envelope) == 6
    assert meeting.state(platform) == "lost"
    assert builders.counts(platform, round_id) == {}


def test_backup_holds_no_key(platform, round_id, file):
    meeting = builders.meeting_with(platform, round_id, SIX)
    key = platform.keystore.get(meeting.id)

    back_up(platform.database, file)

    with zipfile.ZipFile(file) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert key not in everything
    assert key.hex().encode() not in everything
    assert file.stat().st_mode & 0o077 == 0


def test_row_that_points_at_a_later_one_comes_back(platform, round_id, file):
    meeting = builders.open_meeting(platform, round_id)
    with platform.database.writing() as session:
        session.add_all(statement(meeting.id, id_) for id_ in ("bbbbbbbbbb", "aaaaaaaaaa"))
        session.flush()
        session.get_one(Statement, "aaaaaaaaaa").cluster_id = "bbbbbbbbbb"
    back_up(platform.database, file)

    put_back(platform, file)

    with platform.database.reading() as session:
        assert session.get_one(Statement, "aaaaaaaaaa").cluster_id == "bbbbbbbbbb"
        assert session.get_one(Meeting, meeting.id).day


def statement(meeting_id, id_):
    fields = {"kind": "strength", "source": "leader", "text": "Warm", "rank": None, "version": 1}
    return Statement(id=id_, meeting_id=meeting_id, cluster_id=None, **fields)


def test_database_that_a_server_works_on_is_left_alone(platform, closed, file, round_id):
    back_up(platform.database, file)

    with shared(platform.database), pytest.raises(WrongStateError, match="server"):
        put_back(platform, file)

    assert put_back(platform, file).rows


def test_existing_file_is_never_overwritten(platform, file):
    file.write_text("of somebody")

    with pytest.raises(BadInputError, match="bestaat al"):
        back_up(platform.database, file)

    assert file.read_text() == "of somebody"


def test_failed_backup_leaves_no_half_file(platform, file, monkeypatch):
    monkeypatch.setattr("webapp.services.backup.revision_of", lambda _connection: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        back_up(platform.database, file)

    assert list(file.parent.glob("monday*")) == []


def spoil(file, change):
    """Write the archive again with other files in it."""
    with zipfile.ZipFile(file) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)


def manifest_with(**fields):
    def change(files):
        files["manifest.json"] = json.dumps(json.loads(files["manifest.json"]) | fields).encode()

    return change


SPOILED = {
    "changed-row": lambda files: files.update({"tally.jsonl": files["tally.jsonl"] + b"[]\n"}),
    "missing-table": lambda files: files.pop("tally.jsonl"),
    "no-manifest": lambda files: files.pop("manifest.json"),
    "other-format": manifest_with(format="other"),
    "no-json": lambda files: files.update({"manifest.json": b"{"}),
    "later-version": manifest_with(schema="9999"),
    "tables-is-a-list": manifest_with(tables=["tally"]),
}


@pytest.mark.parametrize("change", SPOILED.values(), ids=SPOILED)
def test_spoiled_backup_changes_nothing(platform, round_id, closed, file, change):
    back_up(platform.database, file)
    spoil(file, change)
    before = builders.counts(platform, round_id)

    with pytest.raises(BadInputError, match="back-up"):
        put_back(platform, file)

    assert builders.counts(platform, round_id) == before


def test_file_that_is_no_archive_is_refused(platform, file):
    file.write_bytes(b"not a backup")

    with pytest.raises(BadInputError, match="geen back-up"):
        put_back(platform, file)


def test_manifest_says_which_schema_it_was(platform, closed, file):
    back_up(platform.database, file)

    with zipfile.ZipFile(file) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    assert manifest["schema"] == newest_revision()
    assert manifest["tables"]["batch"]["rows"] == 1
