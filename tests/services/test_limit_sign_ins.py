"""P19: guessing a password gets nowhere, on however many hosts, and shuts out nobody else."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from tests.platforms import SECRET_KEY, platform_on
from webapp.db.models import FailedSignIn
from webapp.services import limit_sign_ins
from webapp.services.limit_sign_ins import FREE_TRIES, MOST_TRIES, SignInLimit

NAME = "an.peeters@voorbeeld.be"
MONTH = 30 * 86_400


@pytest.fixture
def limit(platform):
    return SignInLimit(platform.database, SECRET_KEY)


@pytest.fixture
def clock(monkeypatch):
    """A clock that the test sets."""

    class Clock:
        now = 1_800_000_000

        def time(self):
            return self.now

    made = Clock()
    monkeypatch.setattr(limit_sign_ins, "time", made)
    return made


def test_a_patient_attacker_gets_no_more_than_a_hundred_tries(limit, clock):
    tried, started = 0, clock.now
    while clock.now < started + MONTH:
        wait = limit.begin_try(NAME)
        tried += wait.is_over
        if wait.is_shut:
            break
        clock.now += wait.seconds or 1

    assert tried == MOST_TRIES == 100
    assert limit.begin_try(NAME).is_shut
    assert limit.begin_try("bert.claes@voorbeeld.be").is_over  # of the same school
    limit.forget(NAME)  # a new link
    assert limit.begin_try(NAME).is_over


def test_tries_wait_twice_as_long_each_time(limit, clock):
    waits = []
    for _n in range(FREE_TRIES + 7):
        while not (wait := limit.begin_try(NAME)).is_over:
            waits.append(wait.seconds)
            clock.now += wait.seconds

    assert waits == [30, 60, 120, 240, 480, 900, 900]


def test_many_tries_at_once_are_no_more_than_the_rest(limit):
    with ThreadPoolExecutor(12) as pool:
        waits = list(pool.map(limit.begin_try, [NAME] * 24))

    assert sum(wait.is_over for wait in waits) == FREE_TRIES


def test_two_hosts_and_a_restart_count_together(platform, limit, tmp_path):
    for _n in range(FREE_TRIES - 1):
        limit.begin_try(NAME)

    with platform_on(platform.settings.database_url, tmp_path / "other") as other:
        there = SignInLimit(other.database, SECRET_KEY)
        assert there.begin_try(NAME).is_over
        assert not there.begin_try(NAME).is_over

    assert 0 < SignInLimit(platform.database, SECRET_KEY).begin_try(NAME).seconds <= 30


def test_a_clock_that_jumps_shuts_nobody_out(limit, clock):
    for _n in range(FREE_TRIES):
        limit.begin_try(NAME)

    clock.now -= 10 * MONTH
    assert limit.begin_try(NAME).seconds <= 30
    clock.now += 20 * MONTH
    assert limit.begin_try(NAME).is_over


def test_what_was_typed_is_not_kept_and_old_counts_go(platform, limit, clock):
    limit.begin_try("een wachtwoord in het verkeerde vak")

    with platform.database.reading() as session:
        (row,) = session.scalars(select(FailedSignIn))
    assert row.times == 1
    assert SignInLimit(platform.database, SECRET_KEY + "!").begin_try(NAME).is_over
    clock.now += MONTH + 1
    limit.begin_try(NAME)
    with platform.database.reading() as session:
        assert [one.name_hash for one in session.scalars(select(FailedSignIn))] != [row.name_hash]


def test_right_password_begins_anew(limit):
    for _n in range(FREE_TRIES + 2):
        assert limit.begin_try(NAME).is_over
        limit.forget(NAME)
