"""The page of a self-evaluation for who leads it: counts only, until its meetings are closed."""

from collections.abc import Iterable

from flask import render_template
from sqlalchemy.orm import Session

from webapp.db.models import Round
from webapp.db.queries.meetings import MeetingRow, list_meetings
from webapp.db.queries.self_evaluations import find_share
from webapp.db.queries.visits import count_slips
from webapp.services.keep_instrument import instrument_of
from webapp.services.keep_round import days_left
from webapp.services.today import today
from webapp.web.staff_form import StaffForm


def own_round_page(session: Session, round_: Round) -> str:
    """How far every group is, and what is to be done next."""
    rows = [row for row in list_meetings(session, round_.id) if row.meeting.state != "cancelled"]
    planned = planned_of(rows)
    printed = count_slips(session, [row.meeting.id for row in planned])
    is_ready = [row for row in planned if not row.meeting.slip_count or row.meeting.id in printed]
    return render_template(
        "self_evaluation/show.html",
        round=round_,
        instrument=instrument_of(session, round_.instrument_hash),
        rows=rows,
        to_print=[row for row in planned if row.meeting.slip_count],
        to_begin=is_ready,
        share=find_share(session, round_.id),
        days_left=days_left(round_),
        form=StaffForm(),
        today=today(),
    )


def planned_of(rows: Iterable[MeetingRow]) -> list[MeetingRow]:
    """Those that have not begun."""
    return [row for row in rows if row.meeting.state == "open" and row.meeting.held == "planned"]
