"""Typing a paper form in: read as any form, sealed as any other, once per number."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp.db.queries.meetings import find_meeting
from webapp.db.queries.paper import SheetNumber, find_sheet_number
from webapp.db.writer import EnvelopeWriter, Receipt, Refusal
from webapp.i18n import gettext as _
from webapp.instrument.model import Instrument
from webapp.instrument.option_keys import option_keys
from webapp.sealing.codes import SLIP_LENGTH, read_code
from webapp.sealing.envelope import nullifier, slip_hash
from webapp.services.errors import NotFoundError, WrongStateError
from webapp.services.keep_instrument import instrument_of
from webapp.services.read_sheet import BLOCK_PREFIX, Answers, SheetReader, sheet_reader
from webapp.services.submit_sheet import Door, submit_sheet

BLANK_KEYS = ("0", "")


@dataclass(frozen=True, slots=True)
class PaperDesk:
    """An open meeting as somebody needs it who types its paper forms in.

    `keys` is key → option code. The door always asks for a number that was printed, also where
    people come in with the room code.
    """

    door: Door
    reader: SheetReader
    instrument: Instrument
    group_id: str
    keys: Mapping[str, str]

    def read(self, fields: Iterable[tuple[str, str]]) -> Answers:
        """The answers in fields of keys: "p" for passend, nothing or 0 for what is left open."""
        return self.reader.read((name, self._value(name, value)) for name, value in fields)

    def _value(self, name: str, value: str) -> str:
        if not name.startswith(BLOCK_PREFIX):
            return value
        key = value.strip().lower()
        return "" if key in BLANK_KEYS else self.keys.get(key, "?")


def open_desk(session: Session, meeting_id: str) -> PaperDesk:
    """What is needed to type forms in. Raises NotFoundError, WrongStateError."""
    row = find_meeting(session, meeting_id)
    if row is None:
        raise NotFoundError(_("Er is geen gesprek %(id)s.", id=meeting_id))
    meeting, instrument = row.meeting, instrument_of(session, row.round.instrument_hash)
    if meeting.state != "open" or meeting.public_key is None:
        raise WrongStateError(_("Dit gesprek is niet open: er komen geen fiches meer bij."))
    offered = {option.code for option in instrument.options_for(meeting.setting)}
    keys = option_keys(instrument.scale, taken=BLANK_KEYS)
    return PaperDesk(
        door=Door(meeting.id, meeting.public_key, has_slips=True),
        reader=sheet_reader(instrument, meeting.group_id, meeting.setting),
        instrument=instrument,
        group_id=meeting.group_id,
        keys={key: code for code, key in keys.items() if code in offered},
    )


def read_number(typed: str) -> str | None:
    """The number of a form as it was typed, or None when it cannot be one."""
    code = read_code(typed[:100])
    return code if code is not None and len(code) == SLIP_LENGTH else None


def look_up_number(session: Session, meeting_id: str, number: str) -> SheetNumber:
    """Whether this number was printed for the meeting, and whether it came in already."""
    return find_sheet_number(session, meeting_id, slip_hash(number), nullifier(meeting_id, number))


def type_in_sheet(
    writer: EnvelopeWriter, desk: PaperDesk, answers: Answers, number: str
) -> Receipt | Refusal:
    """Seal and store, or replace what came in under the same number; only right answers."""
    return submit_sheet(writer, desk.door, desk.reader.sheet(answers), number)
