"""Making a demonstration ready to be served: its data, a meeting to try, an account."""

from dataclasses import dataclass
from pathlib import Path

from webapp.db.queries.meetings import find_meeting
from webapp.demo.fill import INSTRUMENT, Progress, fill, open_try_out
from webapp.demo.folder import DemoRecord, empty, fingerprint, read_record, write_record
from webapp.instrument.catalogue import Catalogue
from webapp.instrument.model import Instrument
from webapp.platform import Platform
from webapp.sealing.codes import new_slip
from webapp.services.staff_accounts import add_staff, set_password

SEED = 2020
INSPECTOR = "inspecteur@example.org"
COLLEAGUE = "collega@example.org"
OBSERVER = "waarnemer@example.org"
_ROLES = {INSPECTOR: "inspecteur", COLLEAGUE: "inspecteur", OBSERVER: "waarnemer"}


@dataclass(frozen=True, slots=True)
class Demonstration:
    """What a newcomer needs: how to sign in, and how to try the form."""

    email: str
    password: str
    join_code: str
    slips: tuple[str, ...]


def is_current(home: Path, instrument: Instrument, seed: int = SEED) -> bool:
    """Whether the folder holds this demonstration, whole."""
    record = read_record(home)
    return record is not None and record.print == fingerprint(instrument, seed)


def make_room(home: Path, instrument: Instrument, seed: int = SEED) -> None:
    """Empty the folder unless it holds this demonstration; before its database is opened."""
    if not is_current(home, instrument, seed):
        empty(home)


def demonstration(
    platform: Platform, catalogue: Catalogue, progress: Progress, seed: int = SEED
) -> Demonstration:
    """Fill the installation where that was not done, and give the accounts a new password."""
    home, instrument = platform.settings.home, catalogue.latest(INSTRUMENT)
    password = _new_password(platform)
    record = read_record(home)
    if record is None:
        fill(platform, instrument, seed, progress)
    if record is None or not _is_open(platform, record.meeting_id):
        opened = open_try_out(platform, instrument)
        record = DemoRecord(
            fingerprint(instrument, seed), opened.id, opened.join_code, opened.slips
        )
        write_record(home, record)
    return Demonstration(INSPECTOR, password, record.join_code, record.slips)


def _is_open(platform: Platform, meeting_id: str) -> bool:
    with platform.database.reading() as session:
        row = find_meeting(session, meeting_id)
    return row is not None and row.meeting.state == "open"


def _new_password(platform: Platform) -> str:
    """One for all accounts: to lead with two, and to look along as an observer."""
    code = (new_slip() + new_slip()).lower()
    password = "-".join(code[start : start + 6] for start in range(0, len(code), 6))
    for email, role in _ROLES.items():
        set_password(platform.database, add_staff(platform.database, email, role), password)
    return password
