"""The keystore: one private file a key, on the disk at once, and gone when it is destroyed."""

import os
import stat
from pathlib import Path

import pytest

from webapp.sealing.keystore import KEY_SIZE, KeyMissingError, Keystore

KEY = bytes(range(KEY_SIZE))


@pytest.fixture
def keystore(tmp_path):
    return Keystore(tmp_path)


def test_key_comes_back(keystore):
    keystore.put("meeting1", KEY)

    assert keystore.get("meeting1") == KEY
    assert keystore.has("meeting1")
    assert keystore.meeting_ids() == {"meeting1"}


def test_only_the_owner_can_read_a_key_whatever_the_umask(keystore, tmp_path):
    before = os.umask(0)
    try:
        keystore.put("meeting1", KEY)
    finally:
        os.umask(before)

    (file,) = tmp_path.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_key_is_never_written_over(keystore):
    keystore.put("meeting1", KEY)

    with pytest.raises(FileExistsError):
        keystore.put("meeting1", bytes(KEY_SIZE))
    assert keystore.get("meeting1") == KEY


@pytest.mark.parametrize("content", [b"", KEY[:-1], KEY + b"\n"], ids=["empty", "cut", "longer"])
def test_key_that_is_not_whole_counts_as_missing(keystore, tmp_path, content):
    (tmp_path / "meeting1.key").write_bytes(content)

    with pytest.raises(KeyMissingError):
        keystore.get("meeting1")


def test_missing_key_says_so(keystore):
    assert not keystore.has("meeting1")
    with pytest.raises(KeyMissingError):
        keystore.get("meeting1")


@pytest.mark.parametrize("id_", ["", "../secret_key", "a/b", "A", "a.key", "a\n", "x" * 41])
def test_id_that_is_no_id_touches_no_file(keystore, tmp_path, id_):
    with pytest.raises(ValueError, match="not the id of a meeting"):
        keystore.put(id_, KEY)
    assert not list(tmp_path.iterdir())


def test_destroying_twice_is_no_error(keystore, tmp_path):
    keystore.put("meeting1", KEY)

    keystore.destroy("meeting1")
    keystore.destroy("meeting1")

    assert not list(tmp_path.iterdir())


def test_destroyed_key_is_overwritten_where_it_stood(keystore, tmp_path):
    keystore.put("meeting1", KEY)
    same_file = tmp_path / "kept by a hard link"
    os.link(tmp_path / "meeting1.key", same_file)

    keystore.destroy("meeting1")

    assert len(same_file.read_bytes()) == KEY_SIZE
    assert same_file.read_bytes() != KEY


def test_key_and_folder_are_synced_before_put_returns(keystore, tmp_path, synced):
    keystore.put("meeting1", KEY)

    assert synced == [str(tmp_path / "meeting1.key"), str(tmp_path)]


def test_destruction_is_synced_before_and_after_the_name_goes(keystore, tmp_path, synced):
    keystore.put("meeting1", KEY)
    synced.clear()

    keystore.destroy("meeting1")

    overwritten, folder = map(Path, synced)
    assert (overwritten.parent, folder) == (tmp_path, tmp_path)
    assert overwritten.name.startswith("meeting1-")


@pytest.fixture
def synced(monkeypatch):
    """The paths that were synced to disk, in order."""
    paths = []
    really_sync = os.fsync

    def sync(descriptor):
        paths.append(str(Path(f"/proc/self/fd/{descriptor}").readlink()))
        really_sync(descriptor)

    monkeypatch.setattr("os.fsync", sync)
    return paths


def test_a_destruction_cut_off_by_a_crash_is_finished(keystore, tmp_path, monkeypatch):
    keystore.put("meeting1", KEY)
    monkeypatch.setattr(Keystore, "_erase", lambda *_: None)
    keystore.destroy("meeting1")
    monkeypatch.undo()
    assert not keystore.has("meeting1")

    keystore.sweep()

    assert not list(tmp_path.iterdir())
