"""Finding the meeting that a code leads to, for people without an account."""

import hashlib
import hmac
import math
import secrets
import time
from dataclasses import dataclass
from datetime import date

from flask import current_app
from sqlalchemy.orm import Session

from webapp.db.in_use import how_many_share
from webapp.db.queries.meetings import MeetingRow, find_meeting_by_code, find_meeting_by_slip
from webapp.instrument.model import Instrument
from webapp.sealing.codes import ROOM_LENGTH, read_code
from webapp.sealing.envelope import slip_hash
from webapp.services.keep_instrument import instrument_of
from webapp.services.round_notice import NOTHING_SAID, Notice, notice_of
from webapp.services.submit_sheet import Door
from webapp.web.access import platform
from webapp.web.guessing import Guesses

# P20: at most 10 wrong room codes a second are looked up by all processes and hosts together, with
# room for a burst
_wrong_codes = Guesses("600 per minute")
_MOST_REMEMBERED = 500
_SECONDS_BETWEEN_COUNTS = 30


class TooManyGuessesError(Exception):
    """So many wrong room codes came in that none is looked up for a moment."""


@dataclass(frozen=True, slots=True)
class Room:
    """What never changes about a meeting, as its form needs it."""

    door: Door
    join_code: str
    group_id: str
    setting: str
    round_title: str
    provider_names: tuple[str, ...]
    min_group_size: int
    is_made_up: bool
    instrument: Instrument
    notice: Notice = NOTHING_SAID
    keep_until: date | None = None

    @property
    def meeting_id(self) -> str:
        return self.door.meeting_id


def room_by_code(session: Session, join_code: str) -> Room | None:
    """The open meeting with this room code. Raises TooManyGuessesError."""
    return open_room(session, meeting_by_code(session, join_code))


def meeting_by_code(session: Session, join_code: str) -> MeetingRow | None:
    """The meeting with this room code, whatever its state. Raises TooManyGuessesError."""
    code = read_code(join_code)
    if code is None or len(code) != ROOM_LENGTH:
        return None
    if _wrong_codes.are_too_many("all"):
        raise TooManyGuessesError
    found = find_meeting_by_code(session, code)
    if found is None:
        _wrong_codes.add("all", processes=_processes_at_work())
    return found


def _processes_at_work() -> int:
    """How many share the limit; asked only after a wrong code, and now and then."""
    asked_at, found = current_app.extensions.get("at_work", (-math.inf, 1))
    if time.monotonic() - asked_at > _SECONDS_BETWEEN_COUNTS:
        found = how_many_share(platform().database)
        current_app.extensions["at_work"] = (time.monotonic(), found)
    return int(found)


def room_by_slip(session: Session, slip: str) -> Room | None:
    """The open meeting that a slip is for; slips are long enough never to be limited."""
    return open_room(session, find_meeting_by_slip(session, slip_hash(slip)))


def known_room(join_code: str) -> Room | None:
    """The meeting with this room code, open or not long ago; remembered between requests.

    Whether it is still open is decided where the envelope is stored. Raises TooManyGuessesError.
    """
    rooms: dict[str, Room] = current_app.extensions["rooms"]
    room = rooms.get(join_code)
    if room is None:
        with platform().database.reading() as session:
            room = room_by_code(session, join_code)
        if room is not None:
            if len(rooms) >= _MOST_REMEMBERED:
                rooms.clear()
            rooms[join_code] = room
    return room


def new_token(meeting_id: str) -> str:
    """A device's own secret for a room-code meeting, signed: only a form of ours has one."""
    nonce = secrets.token_urlsafe(18)
    return f"{nonce}.{_signature(meeting_id, nonce)}"


def is_token(meeting_id: str, token: str) -> bool:
    """Whether we made this token for this meeting."""
    nonce, _dot, signature = token.partition(".")
    return token.isascii() and hmac.compare_digest(signature, _signature(meeting_id, nonce))


def _signature(meeting_id: str, nonce: str) -> str:
    key = str(current_app.config["SECRET_KEY"]).encode()
    message = f"token\0{meeting_id}\0{nonce}".encode()
    return hmac.new(key, message, hashlib.sha256).hexdigest()[:32]


def open_room(session: Session, found: MeetingRow | None) -> Room | None:
    """What the form of a meeting needs, where it is open."""
    if found is None or found.meeting.state != "open":
        return None
    meeting, round_, public_key = found.meeting, found.round, found.meeting.public_key
    if public_key is None:
        return None
    return Room(
        door=Door(meeting.id, public_key, has_slips=meeting.slip_count > 0),
        join_code=meeting.join_code,
        group_id=meeting.group_id,
        setting=meeting.setting,
        round_title=round_.title,
        provider_names=found.provider_names,
        min_group_size=round_.min_group_size,
        is_made_up=round_.is_made_up,
        instrument=instrument_of(session, round_.instrument_hash),
        notice=notice_of(round_, platform().settings.publisher),
        keep_until=round_.keep_until,
    )
