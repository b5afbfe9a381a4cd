"""Keeping a view of results under a name: for one member of staff, in one round."""

from sqlalchemy.orm import Session

from webapp.db.database import Database
from webapp.db.models import SavedView
from webapp.db.queries.rounds import find_round
from webapp.db.queries.views import count_views, find_view, find_view_named
from webapp.i18n import gettext as _
from webapp.sealing.codes import new_id
from webapp.services.errors import BadInputError, NotFoundError

LONGEST_NAME, LONGEST_PAGE, LONGEST_QUERY = 80, 120, 1000
MOST_VIEWS = 100  # of one person in one round


def keep_view(database: Database, view: SavedView) -> str:
    """Keep it under its name, which is given back tidied; a view with that name is replaced.

    Raises BadInputError for a name that is empty or too long, an address that is too long, or too
    many views, and NotFoundError for a round that does not exist.
    """
    name = view.name = " ".join(view.name.split())
    _check(view)
    with database.writing() as session:
        if find_round(session, view.round_id) is None:
            raise NotFoundError(_("Deze ronde bestaat niet."))
        there = find_view_named(session, view.round_id, view.staff_id, name)
        if there is not None:
            there.page, there.query = view.page, view.query
            return name
        _check_room(session, view)
        view.id = new_id()
        session.add(view)
    return name


def forget_view(database: Database, staff_id: str, view_id: str) -> None:
    """Forget a view of one's own. Raises NotFoundError for one that is not there."""
    with database.writing() as session:
        view = find_view(session, view_id)
        if view is None or view.staff_id != staff_id:
            raise NotFoundError(_("Deze weergave bestaat niet meer."))
        session.delete(view)


def _check(view: SavedView) -> None:
    if not view.name:
        raise BadInputError(_("Geef de weergave een naam."))
    if len(view.name) > LONGEST_NAME or not view.name.isprintable():
        raise BadInputError(
            _("De naam van een weergave heeft hoogstens %(n)s gewone tekens.", n=LONGEST_NAME)
        )
    if len(view.page) > LONGEST_PAGE or len(view.query) > LONGEST_QUERY:
        raise BadInputError(_("Deze keuze is te lang om te bewaren. Kies wat minder aan."))


def _check_room(session: Session, view: SavedView) -> None:
    if count_views(session, view.round_id, view.staff_id) >= MOST_VIEWS:
        raise BadInputError(
            _("U hebt al %(n)s weergaven in deze ronde. Wis er eerst een.", n=MOST_VIEWS)
        )
