"""Erasing what people said in a round: on the day that was announced, or sooner when asked.

What stays is that there was a round: its title, instrument and dates, who could reach it, and when
it was erased.
"""

import logging

from webapp.db.models import Round
from webapp.db.queries.erasing import list_due_for_erasure, lock_keys_of_round
from webapp.db.round_tables import erase_rows
from webapp.db.scrub import scrub
from webapp.i18n import gettext as _
from webapp.platform import Platform
from webapp.services.errors import BadInputError, NotFoundError, WrongStateError
from webapp.services.today import today

log = logging.getLogger(__name__)

_UNDERWAY = ("open", "closing")


def erase_round(platform: Platform, round_id: str, typed_title: str) -> None:
    """Erase a round now; its title was typed to confirm it.

    Raises BadInputError, NotFoundError, and WrongStateError while a conversation is open.
    """
    with platform.database.reading() as session:
        round_ = session.get(Round, round_id)
        if round_ is None:
            raise NotFoundError(_("Er is geen ronde %(id)s.", id=round_id))
        if " ".join(typed_title.split()) != round_.title:
            raise BadInputError(
                _("Typ de titel van de ronde precies over: „%(title)s”.", title=round_.title)
            )
    _erase(platform, round_id, only_at_rest=True)
    scrub(platform.database)


def erase_due_rounds(platform: Platform) -> int:
    """Erase every round whose last day is over; gives how many.

    A conversation that is open then, years after the round began, is destroyed unopened. One that
    is being closed at this moment is waited for until the next look.
    """
    with platform.database.reading() as session:
        due = list_due_for_erasure(session, today())
    erased = 0
    for round_id in due:
        try:
            _erase(platform, round_id, only_at_rest=False)
            erased += 1
        except WrongStateError:
            log.warning("round %s is not erased yet: a meeting of it is being closed", round_id)
    if erased:
        scrub(platform.database)
    return erased


def _erase(platform: Platform, round_id: str, *, only_at_rest: bool) -> None:
    with platform.database.writing() as session:
        round_ = session.get_one(Round, round_id, with_for_update=True)
        if round_.erased_on is not None:
            raise WrongStateError(_("Deze ronde is al gewist."))
        keys = lock_keys_of_round(session, round_id)
        waited_for = _UNDERWAY if only_at_rest else ("closing",)
        if any(state in waited_for for state in keys.values()):
            raise WrongStateError(
                _("Er is nog een gesprek open. Sluit of annuleer het eerst, en wis dan.")
            )
        if "pending" in keys.values() and not platform.keystore.is_here:
            raise WrongStateError(
                _("Hier zijn de sleutels niet. Sluit de ronde eerst af: dan blijft er geen over.")
            )
        erase_rows(session.connection(), round_id)
        round_.state, round_.erased_on = "closed", today()
        round_.controller = round_.contact = round_.complaint = None
    for id_ in keys:
        platform.keystore.destroy(id_)
