"""The server is killed while a visit day goes on: visits are planned, notes, paper forms, estimates
and closing questions come in, and statements are ranked.

What was said to be stored is stored; whoever sends again afterwards, as devices do, counts once.
"""

import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException

import pytest

from tests import builders
from tests import closing_questions as closing
from tests.platforms import platform_on
from tests.promises.real_server import real_server
from tests.promises.visit_jobs import EACH, EMAIL, KINDS, Browser, Forms, Words, only_staff_id
from tests.web.conftest import PASSWORD
from webapp.services.recover_meetings import recover_meetings
from webapp.services.staff_accounts import add_staff, set_password

ENOUGH = 5  # of each kind were told that they are stored, when the server dies


def test_kill_of_the_server_while_a_visit_goes_on(migrated_database_url, tmp_path):
    home = tmp_path / "home"
    with platform_on(migrated_database_url, home) as platform:
        set_password(platform.database, add_staff(platform.database, EMAIL, "inspecteur"), PASSWORD)
        round_id = builders.open_round(platform, closing.instrument())
        kinds = [make(platform, round_id) for make in KINDS]
        with real_server(migrated_database_url, home) as server:
            browser = sign_in(server, platform, kinds)
            told = send_until_killed(server, jobs_of(kinds))
        recover_meetings(platform)

        for kind in kinds:
            name, stored = type(kind).__name__, list(kind.stored())
            assert len(stored) == len(set(stored)) >= len(told[name])
            assert isinstance(kind, Forms | Words) or set(stored) >= told[name]
        assert any(len(kind.stored()) < EACH for kind in kinds)  # it was not over yet

        with real_server(migrated_database_url, home) as server:
            browser.server = server
            assert all(call() for _kind, _key, call in jobs_of(kinds))

        for kind in kinds:
            stored = list(kind.stored())
            assert len(stored) == EACH
            assert isinstance(kind, Forms | Words) or set(stored) == set(kind.keys)
        check_what_is_opened(platform, round_id, kinds)


def sign_in(server, platform, kinds):
    browser = Browser(server)
    browser.sign_in()
    browser.staff_id = only_staff_id(platform)
    for kind in kinds:
        kind.browser = browser
        kind.prepare()
    return browser


def jobs_of(kinds):
    """(kind, key, call) of everything, in any order."""
    made = [
        (type(kind).__name__, key, lambda kind=kind, key=key: kind.send(key))
        for kind in kinds
        for key in kind.keys
    ]
    random.shuffle(made)
    return made


def check_what_is_opened(platform, round_id, kinds):
    """What was sealed can be opened, and is what was sent."""
    forms = next(kind for kind in kinds if isinstance(kind, Forms))
    words = next(kind for kind in kinds if isinstance(kind, Words))
    closing.close(platform, words.meeting)
    said = [row.text for row in closing.statements(platform, words.meeting)]
    assert sorted(said) == sorted(words.keys)
    assert builders.close(platform, forms.meeting).counted == EACH
    tallies = builders.counts(platform, round_id).values()
    assert {sum(tally.values()) for tally in tallies} == {EACH}


def send_until_killed(server, jobs):
    """Send with twelve at once, kill the server in the middle; gives kind → keys told stored."""
    told = {kind: set() for kind, _key, _call in jobs}
    lock = threading.Lock()

    def send(kind, key, call):
        try:
            is_stored = call()
        except (OSError, HTTPException):
            return
        if is_stored:
            with lock:
                told[kind].add(key)

    with ThreadPoolExecutor(12) as pool:
        sending = [pool.submit(send, *job) for job in jobs]
        end = time.monotonic() + 60
        while min(map(len, told.values())) < ENOUGH and not all(one.done() for one in sending):
            assert time.monotonic() < end
            time.sleep(0.001)
        server.kill()
        for one in sending:
            one.result()
    assert min(map(len, told.values())) >= ENOUGH
    return told


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    monkeypatch.setenv("no_proxy", "127.0.0.1")
