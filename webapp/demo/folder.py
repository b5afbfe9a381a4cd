"""The demonstration's own folder: filled once, used again, and never mixed with real data."""

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from webapp.db.schema import newest_revision
from webapp.i18n import gettext as _
from webapp.instrument.model import Instrument
from webapp.services.errors import RefusedError

_RECORD = "demo.json"
_DATABASE = "bouwstenen.db"
_PASSED_ON = ("PATH", "HOME", "LANG", "TERM", "TMPDIR", "COUNTDOWN_SECONDS")
_PASSED_ON_PREFIXES = ("PYTHON", "LC_", "LD_", "XDG_")


class DemoFolderError(RefusedError):
    """The folder is in use, or holds something else than a demonstration."""


@dataclass(frozen=True, slots=True)
class DemoRecord:
    """What is in the folder; `print` tells of which code and seed it was made.

    The slips of the meeting to try with are kept: nobody's answers hang on them.
    """

    print: str
    meeting_id: str
    join_code: str
    slips: tuple[str, ...]


def demo_environment(env: Mapping[str, str]) -> dict[str, str]:
    """The environment of a demonstration: its own database, whatever the installation's is."""
    home = Path(env.get("BOUWSTENEN_HOME", "./var")).expanduser().resolve() / "demo"
    kept = {
        name: value
        for name, value in env.items()
        if name in _PASSED_ON or name.startswith(_PASSED_ON_PREFIXES)
    }
    return {**kept, "BOUWSTENEN_HOME": str(home), "BOUWSTENEN_DEMO": "1"}


@contextmanager
def locked(home: Path) -> Iterator[None]:
    """Hold the folder for as long as the block runs. Raises DemoFolderError when another does."""
    with (home / "demo.lock").open("w", encoding="ascii") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise DemoFolderError(_("De demo draait al op deze machine.")) from None
        yield


def fingerprint(instrument: Instrument, seed: int) -> str:
    """Changes with everything that the made-up data are made of."""
    digest = hashlib.sha256(f"{newest_revision()}/{seed}/{instrument.content_hash}".encode())
    for path in sorted(Path(__file__).parent.iterdir()):
        if path.suffix in (".py", ".csv", ".yaml"):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def read_record(home: Path) -> DemoRecord | None:
    """What the folder holds, or None when it has to be filled (again)."""
    try:
        values = json.loads((home / _RECORD).read_text(encoding="utf-8"))
        return DemoRecord(**{**values, "slips": tuple(values["slips"])})
    except (FileNotFoundError, ValueError, TypeError, KeyError):
        return None


def write_record(home: Path, record: DemoRecord) -> None:
    """Say that the folder is whole: the last step of filling it."""
    beside = home / f"{_RECORD}.part"
    beside.write_text(json.dumps(asdict(record)), encoding="utf-8")
    beside.chmod(0o600)
    beside.replace(home / _RECORD)


def empty(home: Path) -> None:
    """Remove an older demonstration. Raises DemoFolderError for a database that is not one."""
    if (home / _DATABASE).exists() and not (home / _RECORD).exists():
        raise DemoFolderError(
            _(
                "In %(home)s staat een databank die niet van de demo is. Kies een andere map.",
                home=home,
            )
        )
    (home / _RECORD).write_text("", encoding="ascii")  # from here on: not whole, but ours
    for path in (*home.glob(f"{_DATABASE}*"), *(home / "keystore").glob("*.key")):
        path.unlink()


def enter(environment: Mapping[str, str]) -> None:
    """Make it the environment of this process and of the server's processes."""
    os.environ.clear()
    os.environ.update(environment)
