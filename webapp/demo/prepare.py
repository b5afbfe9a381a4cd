"""Making a demonstration ready to be served: its data, a meeting to try, an account."""

from dataclasses import dataclass, replace
from pathlib import Path

from webapp.db.queries.meetings import find_meeting
from webapp.demo.accounts import (
    INSPECTOR,
    give_to_reader,
    new_password,
    renew_coordinator,
    renew_staff,
)
from webapp.demo.estimates import fill_estimates
from webapp.demo.fill import INSTRUMENT, Progress, fill, open_try_out
from webapp.demo.folder import DemoRecord, empty, fingerprint, read_record, write_record
from webapp.demo.self_evaluations import fill_self_evaluations
from webapp.instrument.catalogue import Catalogue
from webapp.instrument.model import Instrument
from webapp.platform import Platform

SEED = 2020


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
    platform = replace(platform, settings=replace(platform.settings, demo=True))
    password, record = new_password(), read_record(home)
    renew_staff(platform, password)
    if record is None:
        round_id = fill(platform, instrument, seed, progress)
        give_to_reader(platform, round_id)
        fill_estimates(platform, instrument, round_id, seed=seed, progress=progress)
    coordinator_id = renew_coordinator(platform, password)
    if record is None:
        fill_self_evaluations(platform, catalogue, coordinator_id, seed=seed, progress=progress)
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
