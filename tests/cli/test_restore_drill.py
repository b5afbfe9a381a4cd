"""P29, the drill: a backup made while answers come in, put back on an empty machine.

What was published is the same there, byte for byte; what was open is never half there.
"""

import shutil
import threading
import uuid

import pytest

from tests import builders
from tests.platforms import SECRET_KEY, platform_on
from tests.promises.real_server import is_received, real_server

SIX = [{"1": "passend", "remark_1": "Eén zin; met 'tekens'."}] * 6


@pytest.fixture
def old(bouwstenen, round_id, database_url, tmp_path, monkeypatch):
    """The machine that will be lost, as this process sees it."""
    monkeypatch.setenv("SECRET_KEY", SECRET_KEY)  # as of the server that these tests start
    with platform_on(database_url, tmp_path / "home") as made:
        yield made


@pytest.fixture
def empty_database(database_kind, request, tmp_path):
    if database_kind == "sqlite":
        yield f"sqlite:///{tmp_path / 'new.db'}"
        return
    server, name = request.getfixturevalue("postgres_server"), f"drill_{uuid.uuid4().hex[:12]}"
    yield server.create(name)
    server.drop(name)


def published(bouwstenen, round_id):
    return bouwstenen("results", "--round", round_id, "--format", "json").json


def states(bouwstenen, round_id):
    listed = bouwstenen("meeting", "list", "--round", round_id, "--json").json["meetings"]
    return {one["id"]: (one["state"], one["received"]) for one in listed}


def back_up_under_load(bouwstenen, old, meeting, file):
    """A backup that begins while forms come in; gives how many were received before it began."""
    received, goes_on = [], threading.Event()
    goes_on.set()

    def hand_in(server):
        for slip in meeting.slips:
            if not goes_on.is_set():
                return
            if is_received(server, meeting, slip, {"1": "passend"}):
                received.append(slip)

    with real_server(old.settings.database_url, old.settings.home) as server:
        people = threading.Thread(target=hand_in, args=(server,))
        people.start()
        while not received:
            assert people.is_alive()
        before = len(received)
        assert bouwstenen("db", "backup", file).code == 0
        goes_on.clear()
        people.join()
    return before


def test_published_results_are_the_same_on_an_empty_machine(
    bouwstenen, round_id, old, empty_database, tmp_path, monkeypatch
):
    sizes = (6, 4)
    closed, pending = (
        builders.meeting_with(old, round_id, SIX[:n], provider_ids=[builders.provider(old, str(n))])
        for n in sizes
    )
    for meeting in (closed, pending):
        builders.close(old, meeting)
    live = builders.open_meeting(old, round_id, slips=60)
    file = tmp_path / "night.zip"
    before = back_up_under_load(bouwstenen, old, live, file)
    right = published(bouwstenen, round_id)
    keys = {path.name for path in old.settings.keystore_dir.iterdir()}
    assert [one["n"] for one in right["groups"]] == [6]

    monkeypatch.setenv("BOUWSTENEN_HOME", str(tmp_path / "new"))
    monkeypatch.setenv("DATABASE_URL", empty_database)
    assert bouwstenen("db", "restore", file).code == 0

    assert published(bouwstenen, round_id) == right
    there = states(bouwstenen, round_id)
    assert there[closed.id] == ("closed", 6)
    assert there[live.id][0] == "open"
    assert there[live.id][1] >= before
    refused = bouwstenen("tidy")  # the keys were not in the backup, and nothing is guessed
    assert (refused.code, "BOUWSTENEN_HOME" in refused.err) == (1, True)
    check_keys_that_survived(bouwstenen, old, tmp_path, keys, (round_id, live.id))
    give_up_keys(bouwstenen, round_id, {live.id, pending.id})
    after = published(bouwstenen, round_id)  # what is lost no longer waits, so it is not told of
    assert [after[part] for part in ("groups", "totals")] == [right["groups"], right["totals"]]


def check_keys_that_survived(bouwstenen, old, tmp_path, keys, ids):
    """With the folder of keys from the old machine everything goes on."""
    folder, (round_id, meeting_id) = tmp_path / "new" / "keystore", ids
    shutil.rmtree(folder)
    shutil.copytree(old.settings.keystore_dir, folder)
    assert bouwstenen("tidy").code == 0
    assert states(bouwstenen, round_id)[meeting_id][0] == "open"
    assert {path.name for path in folder.iterdir()} == keys
    for key in folder.glob("*"):
        key.unlink()


def give_up_keys(bouwstenen, round_id, lost):
    assert bouwstenen("tidy").code == 1
    assert bouwstenen("keystore", "adopt", "--yes").code == 0
    assert bouwstenen("tidy").code == 0
    there = states(bouwstenen, round_id)
    assert {id_ for id_, (state, _received) in there.items() if state == "lost"} == lost
