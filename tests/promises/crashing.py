"""Processes that are killed: at a moment by chance, or at an exact step of what they do.

Run as a program it is a nursery: one process that has everything imported and forks a child for
each job (a line of JSON), so that a hundred deaths cost seconds. It knows no test.
"""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
PART_DONE = "part done"


class Nursery:
    """The test's side: starts a job in a child that may die, and waits for its end."""

    def __init__(self, process):
        self._process = process

    def run(self, database_url, home, job, *, die_at=None, kill_after=None):
        """Do a job; True when the child ended well, False when it was killed.

        `die_at` kills it at that step (a statement, a commit or a change of a file, from 0);
        `kill_after` (n, seconds) kills it from outside, so long after it did n parts of its job.
        """
        wish = {"url": database_url, "home": str(home), "job": job, "die_at": die_at}
        self._process.stdin.write(json.dumps(wish) + "\n")
        self._process.stdin.flush()
        child, done = int(self._read("child")), 0
        while (line := self._process.stdout.readline()).startswith(PART_DONE):
            done += 1
            if kill_after and done == kill_after[0]:
                time.sleep(kill_after[1])
                os.kill(child, signal.SIGKILL)
        status = int(line.removeprefix("ended "))
        self._process.stdin.write("seen\n")
        self._process.stdin.flush()
        assert status in (0, -signal.SIGKILL), f"the child failed: {status}"
        return status == 0

    def _read(self, word):
        line = self._process.stdout.readline()
        assert line.startswith(word), f"the nursery said {line!r}"
        return line.removeprefix(word)


@contextmanager
def nursery():
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.promises.crashing"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield Nursery(process)
    finally:
        process.communicate()


def serve():
    """The nursery's side: a child for every line, its id, the parts it does and how it ended."""
    from tests.promises import crashing_jobs

    for line in sys.stdin:
        wish = json.loads(line)
        child = os.fork()
        if child == 0:
            crashing_jobs.do(**wish, part_done=lambda: say(PART_DONE))
            os._exit(0)
        say(f"child {child}")
        ended = os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
        was_killed = ended.si_code != os.CLD_EXITED
        say(f"ended {-ended.si_status if was_killed else ended.si_status}")
        sys.stdin.readline()  # until then its id is nobody else's, and killing it is harmless
        os.waitpid(child, 0)


def say(line):
    os.write(1, f"{line}\n".encode())


if __name__ == "__main__":
    serve()
