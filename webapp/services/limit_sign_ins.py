"""Guessing passwords and codes: some tries are free, then each next one waits twice as long.

Counted per address that is typed, never per network: a school behind one address shuts nobody
out. Counted in the database, so that several processes and hosts give no more tries than one, and a
restart gives none back. After MOST_TRIES only a new link of an administrator helps (NIST SP
800-63B-4, 3.2.2: at most 100 failed tries in a row).
"""

import hashlib
import hmac
import math
import time
from typing import NamedTuple

from webapp.db.changes.failed_sign_ins import (
    forget_failures,
    forget_old_failures,
    lock_failures,
)
from webapp.db.database import Database

FREE_TRIES = 10
MOST_TRIES = 100
FIRST_SECONDS = 30
LONGEST_SECONDS = 15 * 60
DAYS_KEPT = 30


class Wait(NamedTuple):
    """How long the next try with an address waits; `is_shut`: until a new link."""

    seconds: int
    is_shut: bool

    @property
    def is_over(self) -> bool:
        return self.seconds == 0 and not self.is_shut


class SignInLimit:
    """The tries of one installation; `secret_key` hides which addresses were typed."""

    def __init__(self, database: Database, secret_key: str) -> None:
        self._database, self._key = database, secret_key.encode()

    def begin_try(self, name: str) -> Wait:
        """Count a try before it is looked at, so that many at once are no more than the rest.

        Where it has to wait it is not counted. Who gets in calls `forget`.
        """
        now = int(time.time())
        with self._database.writing() as session:
            forget_old_failures(session, now - DAYS_KEPT * 86_400)
            failures = lock_failures(session, self._hash(name), now)
            wait = _wait(failures.times, failures.last_at, now)
            if wait.is_over:
                failures.times, failures.last_at = failures.times + 1, now
        return wait

    def forget(self, name: str) -> None:
        """Somebody came in, or has a new link: begin anew."""
        with self._database.writing() as session:
            forget_failures(session, self._hash(name))

    def _hash(self, name: str) -> bytes:
        return hmac.digest(self._key, f"failed sign-in\0{name}".encode(), hashlib.sha256)


def _wait(times: int, last_at: int, now: int) -> Wait:
    if times >= MOST_TRIES:
        return Wait(0, is_shut=True)
    if times < FREE_TRIES:
        return Wait(0, is_shut=False)
    pause = min(FIRST_SECONDS << min(times - FREE_TRIES, 20), LONGEST_SECONDS)
    left = math.ceil(last_at + pause - now)
    return Wait(max(0, min(left, pause)), is_shut=False)  # a clock that jumped back adds nothing
