"""Who answers for a round: what its form says, fixed once the first conversation is planned."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp.db.database import Database
from webapp.db.models import Round
from webapp.db.queries.meetings import has_meetings
from webapp.i18n import gettext as _
from webapp.publisher import LONGEST, Publisher
from webapp.services.errors import BadInputError, WrongStateError
from webapp.services.existing import existing_round


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """The controller of a round, how to reach it, and where to complain; "" is not filled in."""

    controller: str = ""
    contact: str = ""
    complaint: str = ""

    def __bool__(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.controller or self.contact or self.complaint)


NOTHING_SAID = Notice()


def notice_of(round_: Round, publisher: Publisher) -> Notice:
    """What the form of this round says; where the round says nothing, the settings do."""
    return Notice(
        controller=round_.controller or publisher.organisation,
        contact=round_.contact or publisher.privacy_contact,
        complaint=round_.complaint or publisher.privacy_authority,
    )


def proposed_notice(publisher: Publisher) -> Notice:
    """What a new round says, unless somebody types something else."""
    return notice_of(Round(), publisher)


def set_notice(round_: Round, typed: Notice) -> None:
    """Let the round say this itself: what is filled in no longer follows the settings.

    Raises BadInputError.
    """
    typed = _checked(typed)
    round_.controller = typed.controller or None
    round_.contact = typed.contact or None
    round_.complaint = typed.complaint or None


def change_notice(database: Database, round_id: str, typed: Notice) -> None:
    """Let the round say this. Raises BadInputError, NotFoundError, and WrongStateError from the
    first conversation on: people may have read what was there.
    """
    with database.writing() as session:
        round_ = existing_round(session, round_id)
        if is_fixed(session, round_):
            raise WrongStateError(
                _("Er is al een gesprek gepland of geopend: wat het formulier zegt, ligt vast.")
            )
        set_notice(round_, typed)


def is_fixed(session: Session, round_: Round) -> bool:
    """Whether what the round says can no longer change."""
    return round_.erased_on is not None or has_meetings(session, round_.id)


def _checked(typed: Notice) -> Notice:
    words = [" ".join(one.split()) for one in (typed.controller, typed.contact, typed.complaint)]
    if any(len(one) > LONGEST or not one.isprintable() for one in words):
        raise BadInputError(
            _(
                "Wie verantwoordelijk is, het contact en de weg voor klachten hebben elk"
                " hoogstens %(most)s tekens op één regel.",
                most=LONGEST,
            )
        )
    return Notice(controller=words[0], contact=words[1], complaint=words[2])
