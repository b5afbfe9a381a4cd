"""Signing an estimate: it is locked for good, and may release what waited for it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp.db.changes.estimates import add_ratings
from webapp.db.changes.meetings import lock_meeting
from webapp.db.database import Database
from webapp.db.models import Assessment
from webapp.db.queries.assessments import AssessmentRow
from webapp.i18n import gettext as _
from webapp.i18n import ngettext
from webapp.services.errors import NotFoundError, WrongStateError
from webapp.services.estimate_rights import About
from webapp.services.read_estimates import (
    EstimatedMeeting,
    read_estimated,
    read_ratings,
    read_written,
)
from webapp.services.release_estimated import release_estimated
from webapp.services.today import today


class ChangedMeanwhileError(WrongStateError):
    """Something was written in the estimate after the page that asks to sign it was made."""


@dataclass(frozen=True, slots=True)
class Signed:
    """What a signing did; `released` is how many groups can be seen now that could not before."""

    is_final: bool
    released: int


def sign_estimate(
    database: Database,
    meeting_id: str,
    assessment_id: str,
    staff_id: str,
    *,
    final: bool,
    seen: int,
) -> Signed:
    """Store what the estimate says, for good, and release the groups that waited for it.

    `seen` is the newest place in the journal that the signer saw. `final`: the only one, which
    counts; a joint one always does. All in one transaction. Signed twice by the same person it
    is once. Raises NotFoundError, ChangedMeanwhileError and WrongStateError.
    """
    with database.writing() as session:
        estimated, about, row = _own(session, meeting_id, assessment_id, staff_id)
        if row.is_signed:
            return Signed(row.is_final, 0)
        written = read_written(session, meeting_id, row)
        if written.place != seen:
            raise ChangedMeanwhileError(
                _("Intussen werd er nog iets geschreven. Kijk het na en teken opnieuw.")
            )
        _refuse_conflicts(written.conflicts)
        final = final or row.author_id is None
        if final:
            _refuse_beside_others(about, row)
        add_ratings(session, row.id, read_ratings(session, estimated, row))
        assessment = session.get_one(Assessment, row.id)
        assessment.state, assessment.is_final = "signed", final
        assessment.signed_by, assessment.signed_on = staff_id, today()
        return Signed(final, _release(session, estimated) if final else 0)


def make_final(database: Database, meeting_id: str, assessment_id: str, staff_id: str) -> Signed:
    """Let one's own signed estimate be the one that counts, where no second inspector signed.

    Raises NotFoundError, WrongStateError.
    """
    with database.writing() as session:
        estimated, about, row = _own(session, meeting_id, assessment_id, staff_id)
        if not row.is_signed:
            raise WrongStateError(_("Teken uw inschatting eerst."))
        if row.is_final:
            return Signed(is_final=True, released=0)
        _refuse_beside_others(about, row)
        session.get_one(Assessment, row.id).is_final = True
        return Signed(is_final=True, released=_release(session, estimated))


def _own(
    session: Session, meeting_id: str, assessment_id: str, staff_id: str
) -> tuple[EstimatedMeeting, About, AssessmentRow]:
    """An estimate that this person may sign; the meeting is held until the commit."""
    lock_meeting(session, meeting_id)
    estimated = read_estimated(session, meeting_id)
    about, row = estimated.find(assessment_id)
    if not about.can_write(row, staff_id):
        raise NotFoundError(_("Dit is de inschatting van iemand anders."))
    return estimated, about, row


def _refuse_conflicts(block_ids: Sequence[str]) -> None:
    if block_ids:
        raise WrongStateError(
            ngettext(
                "Bij bouwsteen %(blocks)s zeggen twee toestellen iets anders. Kies eerst.",
                "Bij de bouwstenen %(blocks)s zeggen twee toestellen iets anders. Kies eerst.",
                len(block_ids),
                blocks=", ".join(block_ids),
            )
        )


def _refuse_beside_others(about: About, row: AssessmentRow) -> None:
    if about.final:
        raise WrongStateError(_("De inschatting is al definitief: ze verandert niet meer."))
    other = next((one for one in about.signed if one.id != row.id), None)
    if other is not None and row.author_id is not None:
        raise WrongStateError(
            _(
                "%(who)s tekende ook een inschatting. Leg ze samen: pas dan is er één die telt.",
                who=other.author,
            )
        )


def _release(session: Session, estimated: EstimatedMeeting) -> int:
    return len(release_estimated(session, estimated.round))
