"""What a child of the nursery does, and where it dies."""

import os
import signal
from pathlib import Path

from sqlalchemy import event

from tests.platforms import platform_on
from webapp.services.close_meeting import close_meeting
from webapp.services.close_round import close_round
from webapp.services.close_statement_box import close_statement_box
from webapp.services.recover_meetings import recover_meetings

_ENDS = {
    "close": close_meeting,
    "close round": close_round,
    "close box": close_statement_box,
}


def do(*, url, home, job, die_at, part_done):
    with platform_on(url, Path(home)) as platform:
        if die_at is not None:
            _die_at_step(platform, die_at)
        what, *ids = job
        if what == "recover":
            recover_meetings(platform)
            return
        for id_ in ids:
            _ENDS[what](platform.database, platform.keystore, id_)
            part_done()


def _die_at_step(platform, number):
    """Every statement, commit and change of a file is a step; before step `number` it is over."""
    left = [number]

    def step(*_anything, **_names):
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left[0] -= 1

    event.listen(platform.database.engine, "before_cursor_execute", step)
    event.listen(platform.database.engine, "commit", step)
    for name in ("open", "write", "fsync", "unlink"):
        setattr(os, name, _after_step(step, getattr(os, name)))


def _after_step(step, really):
    def stepped(*arguments, **names):
        step()
        return really(*arguments, **names)

    return stepped
