"""How long a round is kept: until which day, who is warned when, and a later day with a reason."""

from datetime import date, timedelta

from webapp.db.database import Database
from webapp.db.models import Round
from webapp.i18n import gettext as _
from webapp.services.errors import BadInputError, WrongStateError
from webapp.services.existing import existing_round
from webapp.services.today import today

YEARS_KEPT = 5
WARN_DAYS = 60
MOST_YEARS = 20  # from today: whoever wants more has to come back
LONGEST_REASON = 500


def kept_until(begun_on: date) -> date:
    """The last day of a round that begins on this day: a day of February 29 becomes the 28th."""
    last = 28 if (begun_on.month, begun_on.day) == (2, 29) else begun_on.day
    return begun_on.replace(year=begun_on.year + YEARS_KEPT, day=last)


def days_left(round_: Round) -> int | None:
    """How many days until it is erased, where that is near enough to warn; 0 on the last day."""
    if round_.erased_on is not None or round_.keep_until is None:
        return None
    left = (round_.keep_until - today()).days
    return max(left, 0) if left <= WARN_DAYS else None


def keep_longer(database: Database, round_id: str, until: date, reason: str) -> None:
    """Keep a round until a later day, and say why. Raises BadInputError, NotFoundError,
    WrongStateError.
    """
    reason = " ".join(reason.split())
    if not reason or len(reason) > LONGEST_REASON or not reason.isprintable():
        raise BadInputError(
            _("Zeg in hoogstens %(most)s tekens waarom ze langer blijft.", most=LONGEST_REASON)
        )
    if until > today() + timedelta(365 * MOST_YEARS):
        raise BadInputError(_("Kies een dag binnen %(n)s jaar.", n=MOST_YEARS))
    with database.writing() as session:
        round_ = existing_round(session, round_id)
        if round_.erased_on is not None:
            raise WrongStateError(_("Deze ronde is al gewist."))
        if until <= max(today(), round_.keep_until or today()):
            raise BadInputError(_("Kies een latere dag dan de dag die er nu staat."))
        round_.keep_until, round_.keep_reason = until, reason
