"""Closing the box of the closing questions: everything opened together, or destroyed unopened.

In four steps, each of which may be the last before a crash (see recover_statement_boxes.py):
(a) mark it `closing`, nothing more comes in; (b) open the envelopes without the write lock;
(c) one short transaction writes the shuffled statements and deletes the envelopes; (d) destroy
the key. Fewer envelopes than the round's threshold are not opened: (c) only deletes.
"""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp.analysis.statement_board import StatementRow
from webapp.db.changes.statements import add_statements, end_box, lock_box, lock_box_of
from webapp.db.database import Database
from webapp.db.models import Meeting, StatementBox
from webapp.db.queries.envelopes import stream_sealed_statements
from webapp.db.queries.meetings import find_round_of
from webapp.i18n import gettext as _
from webapp.sealing.codes import new_id
from webapp.sealing.envelope import EnvelopeError, Opener, Sheet
from webapp.sealing.keystore import KeyMissingError, Keystore
from webapp.sealing.shuffle import shuffled
from webapp.services.errors import NotFoundError, WrongStateError
from webapp.services.keep_instrument import instrument_of
from webapp.services.keep_keys import file_taken_keys
from webapp.services.publish_batch import EnvelopesMissingError
from webapp.services.read_statements import StatementReader, statement_reader


@dataclass(frozen=True, slots=True)
class ClosedBox:
    """How a box ended: `closed` or `destroyed`; `writers` is 0 for what was never opened.

    `closing`: nothing more comes in, and the host with the keystore opens it within seconds.
    """

    state: str
    received: int
    writers: int


@dataclass(frozen=True, slots=True)
class _Opened:
    """What is in the envelopes of a box, and what it takes to keep it."""

    reader: StatementReader
    threshold: int
    sheets: list[Sheet]

    @property
    def writers(self) -> int:
        return sum(not sheet.is_empty for sheet in self.sheets)


def close_statement_box(database: Database, keystore: Keystore, meeting_id: str) -> ClosedBox:
    """Close now; a box that ended before tells how. Raises NotFoundError, WrongStateError."""
    with database.writing() as session:
        box = lock_box_of(session, meeting_id)
        if box is None:
            raise NotFoundError(_("De slotvragen van dit gesprek zijn nog niet geopend."))
        box_id = box.id
        if box.state in ("open", "closing"):
            box.state = "closing"
            if not keystore.is_here:
                return ClosedBox("closing", box.received, 0)
    return finish_closing(database, keystore, box_id)


def finish_closing(database: Database, keystore: Keystore, box_id: str) -> ClosedBox:
    """Steps (b) to (d) of a box that is `closing`. Raises WrongStateError, EnvelopeError."""
    file_taken_keys(database, keystore)
    with database.reading() as session:
        opened = _open(session, keystore, box_id)
    if opened is not None:
        if opened.writers >= opened.threshold:
            _publish(database, box_id, opened)
        else:
            _destroy(database, box_id)
        keystore.destroy(box_id)
    return _outcome_of(database, box_id)


def destroy_box(session: Session, meeting_id: str) -> str | None:
    """End the open box of a meeting unopened; gives the key for the caller to destroy, if any."""
    box = lock_box_of(session, meeting_id)
    if box is None or box.state != "open":
        return None
    end_box(session, box, "destroyed")
    return box.id


def _open(session: Session, keystore: Keystore, box_id: str) -> _Opened | None:
    """What people wrote; nothing of it is looked at where too few sent anything.

    None when there is nothing to open any more, or when the key is not here.
    """
    box = session.get_one(StatementBox, box_id)
    if box.state != "closing" or not keystore.has(box_id):
        return None
    round_ = find_round_of(session, box.meeting_id)
    group_id = session.get_one(Meeting, box.meeting_id).group_id
    reader = statement_reader(instrument_of(session, round_.instrument_hash), group_id)
    if box.received < round_.min_group_size:
        return _Opened(reader, round_.min_group_size, [])
    try:
        opener = Opener(keystore.get(box_id))
        sheets = [opener.open(sealed) for sealed in stream_sealed_statements(session, box_id)]
    except KeyMissingError:
        return None
    except EnvelopeError:
        if keystore.has(box_id):
            raise
        return None  # another process destroyed the key while we were reading it
    if len(sheets) != box.received:
        raise EnvelopesMissingError(f"{box_id}: {len(sheets)} envelopes, {box.received} received")
    return _Opened(reader, round_.min_group_size, sheets)


def _publish(database: Database, box_id: str, opened: _Opened) -> None:
    rows = [
        StatementRow(
            new_id(), opened.reader.kind_at(said.place), "phones", said.text, None, None, 1
        )
        for sheet in opened.sheets
        for said in sheet.remarks
    ]
    with database.writing() as session:
        box = lock_box(session, box_id)
        if box is None or box.state != "closing":
            return  # another process was first: what it wrote stands
        add_statements(session, box.meeting_id, shuffled(rows))
        end_box(session, box, "closed", opened.writers)


def _destroy(database: Database, box_id: str) -> None:
    with database.writing() as session:
        box = lock_box(session, box_id)
        if box is not None and box.state == "closing":
            end_box(session, box, "destroyed")


def _outcome_of(database: Database, box_id: str) -> ClosedBox:
    with database.reading() as session:
        box = session.get(StatementBox, box_id)
        if box is None:  # followed by a new one meanwhile
            return ClosedBox("destroyed", 0, 0)
        if box.state not in ("closed", "destroyed"):
            raise WrongStateError(
                _("De sleutel van deze slotvragen is hier niet: ze kunnen nu niet open.")
            )
        return ClosedBox(box.state, box.received, box.writers or 0)
