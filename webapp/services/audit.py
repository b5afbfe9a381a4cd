"""The log of what staff did: who, when, and the address of the button that was pressed.

Of what touches a conversation the hour is left out: the platform promises to forget when it
closed. Sheets, notes and estimates are not in it: those of inspectors carry their name already,
and those of participants must not carry a moment.
"""

from datetime import datetime

from webapp.db.changes.staff import add_audit_event
from webapp.db.database import Database
from webapp.db.models import AuditEvent
from webapp.sealing.codes import new_id
from webapp.services.today import BRUSSELS

_LONGEST = 200


def record(
    database: Database, staff_id: str | None, address: str, *, without_hour: bool = False
) -> None:
    """Add one line to the log; `staff_id` is None on the command line."""
    now = datetime.now(BRUSSELS)
    event = AuditEvent(
        id=new_id(),
        staff_id=staff_id,
        day=now.date(),
        time=None if without_hour else f"{now:%H:%M}",
        address=address[:_LONGEST],
    )
    with database.writing() as session:
        add_audit_event(session, event)
