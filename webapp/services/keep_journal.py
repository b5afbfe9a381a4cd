"""The journal of a meeting: what its inspectors wrote, kept once and never changed.

For whoever builds on it:

- `keep_entries(database, meeting_id, entries)` stores, all or nothing; twice is once.
- `read_journal(session, meeting_id, since=place, document="notes")` gives entries in order,
  `read_journal_for(session, meeting_id, staff_id)` only those that somebody may see.
- `journal_state(session, meeting_id, "estimate:<id>")` gives subject → the entries that count;
  `webapp.conversation.fold.is_conflict` tells whether somebody must settle them.
- `new_entry(...)` makes an entry on the server, for what is done without a script.

In the browser: static/js/journal/journal.js. Over HTTP: webapp/web/journal.py.
"""

import time
from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from webapp.conversation.entries import ENTRY_ID_LENGTH, Entry, Value
from webapp.conversation.fold import subjects
from webapp.db.changes.journal import add_entries
from webapp.db.changes.meetings import lock_meeting
from webapp.db.database import Database
from webapp.db.queries.journal import find_entries, list_entries, newest_place
from webapp.i18n import gettext as _
from webapp.sealing.codes import new_id
from webapp.services.errors import BadInputError, NotFoundError
from webapp.services.estimate_rights import foreign_entries, may_read, visible_estimates


class BadEntriesError(BadInputError):
    """Entries that cannot be kept: `problems` is entry id → what is wrong with it."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(_("Deze regels kunnen niet in het logboek."))
        self.problems = problems


def keep_entries(database: Database, meeting_id: str, entries: Sequence[Entry]) -> int:
    """Store the entries that are not stored yet; gives the newest place in the journal.

    Raises NotFoundError for an unknown meeting, and BadEntriesError (nothing is stored) where an
    id already stands for something else or an estimate is somebody else's. What state the meeting
    is in does not matter: what was written without a network may come in days later.
    """
    with database.writing() as session:
        if lock_meeting(session, meeting_id) is None:
            raise NotFoundError(_("Dit gesprek bestaat niet."))
        if foreign := foreign_entries(session, meeting_id, entries):
            raise BadEntriesError(foreign)
        fresh = _not_stored_yet(session, meeting_id, entries)
        place = newest_place(session, meeting_id)
        add_entries(session, meeting_id, fresh, place + 1)
        return place + len(fresh)


def read_journal(
    session: Session,
    meeting_id: str,
    *,
    since: int = 0,
    document: str | None = None,
) -> list[Entry]:
    """The entries after a place, in the order in which they were stored."""
    return list_entries(session, meeting_id, after=since, document=document)


def read_journal_for(
    session: Session, meeting_id: str, staff_id: str, *, since: int = 0
) -> list[Entry]:
    """As read_journal, without the estimates that this member of staff may not see (yet)."""
    open_to = visible_estimates(session, meeting_id, staff_id)
    entries = read_journal(session, meeting_id, since=since)
    return [one for one in entries if one.staff_id == staff_id or may_read(one.document, open_to)]


def journal_state(session: Session, meeting_id: str, document: str) -> dict[str, tuple[Entry, ...]]:
    """Subject → the entries that count for it in this document; two or more may differ."""
    return subjects(list_entries(session, meeting_id, document=document), document)


def new_entry(
    document: str, subject: str, value: Value, *, staff_id: str, replaces: Sequence[Entry] = ()
) -> Entry:
    """An entry that is written on the server itself, now."""
    return Entry(
        id=(new_id() + new_id())[:ENTRY_ID_LENGTH],
        device=new_id(),
        document=document,
        subject=subject,
        value=value,
        replaces=tuple(entry.id for entry in replaces),
        written_at=int(time.time() * 1000),
        staff_id=staff_id,
    )


def _not_stored_yet(session: Session, meeting_id: str, entries: Sequence[Entry]) -> list[Entry]:
    known = find_entries(session, [entry.id for entry in entries])
    fresh: dict[str, Entry] = {}
    problems = {}
    for entry in entries:
        there = known.get(entry.id, (meeting_id, fresh.get(entry.id, entry)))
        if there[0] != meeting_id or not entry.says_the_same(there[1]):
            problems[entry.id] = _("Dit nummer staat al voor iets anders in het logboek.")
        elif entry.id not in known:
            fresh[entry.id] = entry
    if problems:
        raise BadEntriesError(problems)
    return list(fresh.values())
