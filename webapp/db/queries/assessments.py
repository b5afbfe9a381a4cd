"""Reading estimates one by one, and which visits still wait for theirs."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, aliased

from webapp.analysis.estimates import Rating
from webapp.db.models import (
    Assessment,
    AssessmentRating,
    Batch,
    BatchVisit,
    JournalEntry,
    Meeting,
    MeetingProvider,
    Provider,
    Staff,
    Visit,
    VisitStaff,
)
from webapp.db.queries.staff import name_of

DOCUMENT = "estimate:"


class AssessmentRow(NamedTuple):
    """An estimate with the names that pages show; `author` is None for the joint one.

    `is_begun`: something was written in it.
    """

    id: str
    provider_id: str | None
    provider_name: str | None
    author_id: str | None
    author: str | None
    is_signed: bool
    is_final: bool
    signer: str | None
    signed_on: date | None
    is_begun: bool

    @property
    def document(self) -> str:
        """Its name in the journal of the meeting."""
        return f"{DOCUMENT}{self.id}"


def list_assessments(session: Session, meeting_id: str) -> list[AssessmentRow]:
    """The estimates of a meeting: those of one author first, by address, then the joint ones."""
    author, signer = aliased(Staff), aliased(Staff)
    query = (
        select(Assessment, Provider.name, author.email, signer.email)
        .outerjoin(Provider, Provider.id == Assessment.provider_id)
        .outerjoin(author, author.id == Assessment.author_id)
        .outerjoin(signer, signer.id == Assessment.signed_by)
        .where(Assessment.meeting_id == meeting_id)
    )
    begun = _written_documents(session, meeting_id)
    rows = [
        AssessmentRow(
            id=one.id,
            provider_id=one.provider_id,
            provider_name=provider,
            author_id=one.author_id,
            author=email and name_of(email),
            is_signed=one.state == "signed",
            is_final=one.is_final,
            signer=signed_by and name_of(signed_by),
            signed_on=one.signed_on,
            is_begun=f"{DOCUMENT}{one.id}" in begun,
        )
        for one, provider, email, signed_by in session.execute(query)
    ]
    return sorted(rows, key=lambda row: (row.author is None, row.author or "", row.id))


def list_signed_ratings(session: Session, assessment_id: str) -> dict[str, Rating]:
    """Block id → what a signed estimate says of it."""
    query = select(
        AssessmentRating.block_id, AssessmentRating.option_code, AssessmentRating.remark
    ).where(AssessmentRating.assessment_id == assessment_id)
    return {id_: Rating(code or None, remark) for id_, code, remark in session.execute(query)}


def is_observer(session: Session, visit_id: str | None, staff_id: str) -> bool:
    """Whether somebody sits in at this visit without leading it."""
    row = session.get(VisitStaff, (visit_id, staff_id)) if visit_id else None
    return row is not None and row.part == "observer"


def list_meeting_providers(session: Session, meeting_id: str) -> list[tuple[str, str]]:
    """(id, name) of the providers of a meeting, by name."""
    query = (
        select(Provider.id, Provider.name)
        .join(MeetingProvider, MeetingProvider.provider_id == Provider.id)
        .where(MeetingProvider.meeting_id == meeting_id)
    )
    rows = ((row.id, row.name) for row in session.execute(query))
    return sorted(rows, key=lambda row: (row[1].casefold(), row[0]))


def list_visit_ids(session: Session, meeting_ids: Iterable[str]) -> tuple[str, ...]:
    """The visits that these meetings belong to, each once; meetings outside visits add none."""
    query = (
        select(Meeting.visit_id)
        .where(Meeting.id.in_(list(meeting_ids)), Meeting.visit_id.is_not(None))
        .distinct()
        .order_by(Meeting.visit_id)
    )
    return tuple(id_ for id_ in session.scalars(query) if id_ is not None)


def list_held_batches(session: Session, round_id: str) -> dict[str, set[str]]:
    """Batch id → its visits, of the batches of a round that are not released yet."""
    query = (
        select(BatchVisit.batch_id, BatchVisit.visit_id)
        .join(Batch, Batch.id == BatchVisit.batch_id)
        .where(Batch.round_id == round_id, Batch.is_released.is_(False))
    )
    held: dict[str, set[str]] = {}
    for batch_id, visit_id in session.execute(query):
        held.setdefault(batch_id, set()).add(visit_id)
    return held


def list_unestimated(session: Session, group_id: str, visit_ids: Collection[str]) -> set[str]:
    """Those of these visits in which a final estimate, of a conversation with this group about
    one of its providers, is not signed yet. Cancelled conversations need none.
    """
    of_visits = _conversations(group_id, visit_ids)
    wanted = (
        select(Meeting.visit_id, Meeting.id, MeetingProvider.provider_id)
        .outerjoin(MeetingProvider, MeetingProvider.meeting_id == Meeting.id)
        .where(*of_visits)
    )
    made = (
        select(Assessment.meeting_id, Assessment.provider_id)
        .join(Meeting, Meeting.id == Assessment.meeting_id)
        .where(*of_visits, Assessment.state == "signed", Assessment.is_final)
    )
    signed = {tuple(row) for row in session.execute(made)}
    return {
        visit_id
        for visit_id, *about in session.execute(wanted)
        if visit_id is not None and tuple(about) not in signed
    }


def list_without_conversation(
    session: Session, group_id: str, visit_ids: Collection[str]
) -> set[str]:
    """Those of these visits to a provider that have no conversation with this group (yet)."""
    having = select(Meeting.visit_id).where(*_conversations(group_id, visit_ids))
    query = select(Visit.id).where(
        Visit.id.in_(list(visit_ids)), Visit.kind == "visit", Visit.id.not_in(having)
    )
    return set(session.scalars(query))


def _conversations(group_id: str, visit_ids: Collection[str]) -> tuple[ColumnElement[bool], ...]:
    return (
        Meeting.visit_id.in_(list(visit_ids)),
        Meeting.group_id == group_id,
        Meeting.state != "cancelled",
    )


def _written_documents(session: Session, meeting_id: str) -> set[str]:
    query = (
        select(JournalEntry.document)
        .where(JournalEntry.meeting_id == meeting_id, JournalEntry.document.startswith(DOCUMENT))
        .distinct()
    )
    return set(session.scalars(query))
