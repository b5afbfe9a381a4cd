"""Changing visits: who is visited, and who is there."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from webapp.db.models import Meeting, MeetingProvider, Slip, Visit, VisitProvider, VisitStaff


def lock_visit(session: Session, visit_id: str) -> Visit | None:
    """The visit, held until the commit: nobody else changes it meanwhile."""
    return session.get(Visit, visit_id, with_for_update=True)


def lock_meetings_of_visit(session: Session, visit_id: str) -> list[Meeting]:
    """Its meetings by id, held until the commit."""
    query = select(Meeting).where(Meeting.visit_id == visit_id).order_by(Meeting.id)
    return list(session.scalars(query.with_for_update()))


def set_visit_staff(session: Session, visit_id: str, parts: Mapping[str, str]) -> None:
    """Let these be there: staff id → "leader" or "observer"."""
    session.execute(delete(VisitStaff).where(VisitStaff.visit_id == visit_id))
    session.add_all(
        VisitStaff(visit_id=visit_id, staff_id=staff_id, part=part)
        for staff_id, part in parts.items()
    )


def set_visit_providers(
    session: Session, visit_id: str, provider_ids: Iterable[str], meeting_ids: Sequence[str]
) -> None:
    """Let the visit, and these of its meetings, be about these providers."""
    ids = list(dict.fromkeys(provider_ids))
    session.execute(delete(VisitProvider).where(VisitProvider.visit_id == visit_id))
    session.execute(delete(MeetingProvider).where(MeetingProvider.meeting_id.in_(meeting_ids)))
    session.add_all(VisitProvider(visit_id=visit_id, provider_id=id_) for id_ in ids)
    session.add_all(
        MeetingProvider(meeting_id=meeting_id, provider_id=id_)
        for meeting_id in meeting_ids
        for id_ in ids
    )


def remove_slips(session: Session, meeting_id: str) -> int:
    """Let no slip of a meeting work any more; gives how many there were."""
    done = session.execute(
        delete(Slip).where(Slip.meeting_id == meeting_id).returning(Slip.slip_hash)
    )
    return len(done.all())
