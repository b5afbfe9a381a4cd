"""Sharing the results of a self-evaluation with the inspectorate, and stopping again."""

from sqlalchemy.orm import Session

from webapp.db.database import Database
from webapp.db.models import Round, RoundShare
from webapp.db.queries.self_evaluations import find_share
from webapp.i18n import gettext as _
from webapp.sealing.codes import new_id
from webapp.services.errors import NotFoundError, WrongStateError
from webapp.services.today import today


def share_round(database: Database, round_id: str, staff_id: str) -> None:
    """Let the inspectorate see the results from now on; twice is once.

    Only of a round that is closed: then what was looked at before is what is seen, and nothing
    comes to it. Raises NotFoundError, and WrongStateError for one that is open or erased.
    """
    with database.writing() as session:
        round_ = _locked(session, round_id)
        if round_.state != "closed":
            raise WrongStateError(
                _("Delen kan pas als de zelfevaluatie afgesloten is: dan verandert er niets meer.")
            )
        if round_.erased_on is not None:
            raise WrongStateError(_("Deze ronde is al gewist."))
        if find_share(session, round_id) is None:
            session.add(
                RoundShare(id=new_id(), round_id=round_id, shared_on=today(), shared_by=staff_id)
            )


def stop_sharing(database: Database, round_id: str, staff_id: str) -> None:
    """Let the inspectorate see nothing of it any more; twice is once. Raises NotFoundError."""
    with database.writing() as session:
        _locked(session, round_id)
        share = find_share(session, round_id)
        if share is not None:
            share.stopped_on, share.stopped_by = today(), staff_id


def _locked(session: Session, round_id: str) -> Round:
    round_ = session.get(Round, round_id, with_for_update=True)
    if round_ is None or round_.owner_provider_id is None:
        raise NotFoundError(_("Er is geen zelfevaluatie %(id)s.", id=round_id))
    return round_
