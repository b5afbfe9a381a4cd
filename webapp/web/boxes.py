"""Finding the closing questions that a room code leads to, for people without an account."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp.db.queries.meetings import MeetingRow
from webapp.db.queries.statements import find_box
from webapp.instrument.model import Instrument
from webapp.services.keep_instrument import instrument_of
from webapp.services.read_statements import StatementReader, statement_reader
from webapp.services.submit_statements import BoxDoor
from webapp.web.doors import Room, meeting_by_code, open_room


@dataclass(frozen=True, slots=True)
class BoxRoom:
    """A meeting whose closing questions are open, as the form on a phone needs it."""

    door: BoxDoor
    join_code: str
    group_id: str
    provider_names: tuple[str, ...]
    min_group_size: int
    is_made_up: bool
    instrument: Instrument

    @property
    def reader(self) -> StatementReader:
        return statement_reader(self.instrument, self.group_id)


def box_room(session: Session, join_code: str) -> BoxRoom | None:
    """The open closing questions of this room code. Raises TooManyGuessesError."""
    return _open_box(session, meeting_by_code(session, join_code))


def room_or_box(session: Session, join_code: str) -> Room | BoxRoom | None:
    """What a room code leads to: the form of its meeting, or else its closing questions.

    Raises TooManyGuessesError.
    """
    found = meeting_by_code(session, join_code)
    return open_room(session, found) or _open_box(session, found)


def _open_box(session: Session, found: MeetingRow | None) -> BoxRoom | None:
    box = find_box(session, found.meeting.id) if found else None
    if found is None or box is None or box.state != "open" or box.public_key is None:
        return None
    return BoxRoom(
        door=BoxDoor(box.id, box.public_key),
        join_code=found.meeting.join_code,
        group_id=found.meeting.group_id,
        provider_names=found.provider_names,
        min_group_size=found.round.min_group_size,
        is_made_up=found.round.is_made_up,
        instrument=instrument_of(session, found.round.instrument_hash),
    )
