"""Beginning an estimate, taking back one's own, and beginning the joint one."""

from sqlalchemy.orm import Session

from webapp.db.changes.meetings import lock_meeting
from webapp.db.database import Database
from webapp.db.models import Assessment
from webapp.i18n import gettext as _
from webapp.sealing.codes import new_id
from webapp.services.errors import NotFoundError, WrongStateError
from webapp.services.estimate_rights import About
from webapp.services.read_estimates import read_estimated

MOST_AUTHORS = 2


def start_estimate(
    database: Database, meeting_id: str, provider_id: str | None, staff_id: str
) -> str:
    """Begin an estimate of one's own; gives its id. Begun twice it is one.

    Raises NotFoundError, and WrongStateError where it would come too late or be the third.
    """
    with database.writing() as session:
        lock_meeting(session, meeting_id)
        about = read_estimated(session, meeting_id).find_about(provider_id)
        own = about.own(staff_id)
        if own is not None:
            return own.id
        _refuse_after_final(about)
        if len(about.by_one) >= MOST_AUTHORS:
            raise WrongStateError(
                _("Er zijn al twee inschattingen. Die twee inspecteurs leggen ze samen.")
            )
        return _add(session, meeting_id, provider_id, staff_id)


def start_joint(database: Database, meeting_id: str, provider_id: str | None, staff_id: str) -> str:
    """Begin the joint estimate of two inspectors who both signed their own; gives its id.

    Raises NotFoundError, WrongStateError.
    """
    with database.writing() as session:
        lock_meeting(session, meeting_id)
        about = read_estimated(session, meeting_id).find_about(provider_id)
        if about.joint is not None:
            return about.joint.id
        _refuse_after_final(about)
        if not about.can_settle(staff_id):
            raise WrongStateError(
                _("Verschillen bespreekt u wanneer u allebei uw eigen inschatting tekende.")
            )
        return _add(session, meeting_id, provider_id, None)


def withdraw_estimate(
    database: Database, meeting_id: str, assessment_id: str, staff_id: str
) -> None:
    """Take back an estimate of one's own that is not signed; the journal keeps what was written.

    Raises NotFoundError, WrongStateError.
    """
    with database.writing() as session:
        lock_meeting(session, meeting_id)
        _about, row = read_estimated(session, meeting_id).find(assessment_id)
        if row.author_id != staff_id:
            raise NotFoundError(_("Dit is de inschatting van iemand anders."))
        if row.is_signed:
            raise WrongStateError(_("Deze inschatting is getekend: ze verandert niet meer."))
        session.delete(session.get_one(Assessment, assessment_id))


def _refuse_after_final(about: About) -> None:
    if about.final:
        raise WrongStateError(_("De inschatting is al definitief: ze verandert niet meer."))


def _add(session: Session, meeting_id: str, provider_id: str | None, author_id: str | None) -> str:
    id_ = new_id()
    session.add(
        Assessment(
            id=id_,
            meeting_id=meeting_id,
            provider_id=provider_id,
            author_id=author_id,
            state="open",
            is_final=False,
        )
    )
    return id_
