"""What goes with a visit: the questions beforehand, the agenda, the slips of the day."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time

from babel.dates import format_date
from sqlalchemy.orm import Session

from webapp.analysis.estimates import estimated_group
from webapp.conversation.preparation import Invitation, question_sections
from webapp.db.models import Meeting, Round
from webapp.db.queries.visits import VisitRow
from webapp.exports.calendar import CalendarEvent
from webapp.i18n import current_locale
from webapp.i18n import gettext as _
from webapp.paper.day_slips import Bowl, day_slips
from webapp.services.errors import NotFoundError
from webapp.services.keep_instrument import instrument_of
from webapp.services.print_slips import MeetingSlips
from webapp.services.today import BRUSSELS


def invitation_to(session: Session, row: VisitRow, meeting_id: str | None = None) -> Invitation:
    """What the people of one conversation get beforehand: of this one, or of who is estimated.

    Raises NotFoundError for a conversation that is not of this visit, or not planned any more.
    """
    instrument = instrument_of(session, row.round.instrument_hash)
    meeting = _meeting(row, meeting_id, estimated_group(instrument).id)
    return Invitation(
        round_title=row.round.title,
        provider_names=row.provider_names,
        group_name=str(instrument.group(meeting.group_id).name),
        day=meeting.day,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        place=row.visit.place,
        has_observers=bool(row.observers),
        is_made_up=row.round.is_made_up,
        sections=question_sections(instrument, meeting.group_id),
    )


def visit_events(
    session: Session, rows: Iterable[VisitRow], address_of: Callable[[str], str]
) -> list[CalendarEvent]:
    """An event for every conversation with an hour; `address_of` a visit's id is its page.

    Where none has an hour, one event for the whole day.
    """
    return [event for row in rows for event in _events(session, row, address_of(row.visit.id))]


def print_day_slips(
    session: Session, row: VisitRow, drawn: Iterable[MeetingSlips], address: str
) -> bytes:
    """The PDF of the slips; `address` is that of the platform. Raises PaperError."""
    return print_slips(session, row.round, drawn, address, subject=visit_name(row))


def print_slips(
    session: Session,
    round_: Round,
    drawn: Iterable[MeetingSlips],
    address: str,
    *,
    subject: str | None = None,
) -> bytes:
    """The same for all meetings of a round, under its title."""
    instrument = instrument_of(session, round_.instrument_hash)
    address = address.removesuffix("/")
    bowls = [
        Bowl(
            str(instrument.group(one.group_id).name),
            one.starts_at or "",
            f"{address}/d/{one.join_code}",
            one.slips,
        )
        for one in drawn
    ]
    return day_slips(
        bowls,
        subject=subject or round_.title,
        where=address.partition("://")[2],
        made_up=round_.is_made_up,
    )


def visit_name(row: VisitRow) -> str:
    """Its title and its day, in the language in which texts are made now."""
    day = format_date(row.visit.day, format="long", locale=current_locale())
    return ", ".join(filter(None, (row.title, day)))


def _meeting(row: VisitRow, meeting_id: str | None, group_id: str) -> Meeting:
    if meeting_id is not None:
        wanted = [one for one in row.kept if one.id == meeting_id]
    else:
        wanted = sorted(row.kept, key=lambda one: one.group_id != group_id)
    if not wanted:
        raise NotFoundError(_("Dit gesprek hoort niet bij dit werkbezoek."))
    return wanted[0]


def _events(session: Session, row: VisitRow, address: str) -> Iterable[CalendarEvent]:
    instrument = instrument_of(session, row.round.instrument_hash)
    about = "\n".join(
        filter(
            None,
            (
                row.round.title,
                ", ".join(row.provider_names),
                _("Gespreksleiding: %(names)s", names=", ".join(one.email for one in row.leaders))
                if row.leaders
                else "",
                _("Verzonnen gegevens") if row.round.is_made_up else "",
            ),
        )
    )
    timed = [one for one in row.meetings if one.starts_at is not None]
    if not timed:
        yield CalendarEvent(
            uid=f"{row.visit.id}@bouwstenen",
            summary=row.title or row.round.title,
            day=row.visit.day,
            place=row.visit.place,
            description=about,
            url=address,
            is_cancelled=row.phase == "cancelled",
        )
    for one in timed:
        group = instrument.group(one.group_id).name
        yield CalendarEvent(
            uid=f"{one.id}@bouwstenen",
            summary=" · ".join(filter(None, (str(group), row.title))),
            day=one.day,
            starts=_moment(one.day, one.starts_at),
            ends=_moment(one.day, one.ends_at),
            place=row.visit.place,
            description=about,
            url=address,
            is_cancelled=one.state == "cancelled",
        )


def _moment(day: date, hour: str | None) -> datetime | None:
    return None if hour is None else datetime.combine(day, time.fromisoformat(hour), BRUSSELS)
