"""Coding statements into thema and subthema, as inspectors do after the conversations."""

import re

from webapp.db.changes.meetings import lock_meeting
from webapp.db.changes.statements import replace_codes
from webapp.db.database import Database
from webapp.db.models import Round, Statement
from webapp.i18n import gettext as _
from webapp.instrument.coding import scheme_codes
from webapp.instrument.model import Instrument
from webapp.services.conflict import ConflictError, Seen
from webapp.services.errors import BadInputError, NotFoundError
from webapp.services.keep_instrument import instrument_of

MOST_CODES = 6

_PARTED_BY = re.compile(r"[\s,;+]+")


def code_statement(database: Database, round_id: str, seen: Seen, typed: str) -> int:
    """Give a statement the codes whose marks were typed ("1a 3c"), instead of those it had.

    Nothing typed takes all codes away. Also in a round that is closed: coding comes after it.
    Gives the new version. Raises BadInputError, ConflictError, NotFoundError.
    """
    with database.writing() as session:
        one = session.get(Statement, seen.id)
        meeting = lock_meeting(session, one.meeting_id) if one else None
        if one is None or meeting is None or meeting.round_id != round_id:
            raise NotFoundError(_("Deze uitspraak is er niet meer."))
        round_ = session.get_one(Round, round_id)
        codes = read_codes(instrument_of(session, round_.instrument_hash), typed)
        session.refresh(one)
        if one.version != seen.version:
            raise ConflictError(_("Iemand anders veranderde dit intussen."), one.text)
        replace_codes(session, one.id, codes)
        one.version += 1
        return one.version


def read_codes(instrument: Instrument, typed: str) -> tuple[str, ...]:
    """The ids of the codes whose marks were typed. Raises BadInputError for an unknown mark."""
    known = {code.mark: code.id for code in scheme_codes(instrument)}
    marks = [mark for mark in _PARTED_BY.split(typed.lower()[:200]) if mark]
    unknown = [mark for mark in marks if mark not in known]
    if unknown:
        raise BadInputError(_("Deze code bestaat niet: %(marks)s.", marks=", ".join(unknown[:5])))
    codes = tuple(dict.fromkeys(known[mark] for mark in marks))
    if len(codes) > MOST_CODES:
        raise BadInputError(_("Geef hoogstens %(most)s codes.", most=MOST_CODES))
    return codes
