"""Finding what an option names, or saying that it does not exist."""

from collections.abc import Iterable

from webapp.db.database import Database
from webapp.db.models import Provider, Round
from webapp.db.queries.providers import find_provider
from webapp.db.queries.rounds import find_round
from webapp.db.queries.visits import VisitRow, find_visit
from webapp.i18n import gettext as _
from webapp.instrument.catalogue import Catalogue
from webapp.instrument.model import Instrument
from webapp.services.errors import NotFoundError


def instrument_named(catalogue: Catalogue, name: str) -> Instrument:
    """The instrument that `id` (its latest version) or `id@version` names. Raises NotFoundError."""
    instrument_id, at, version = name.partition("@")
    try:
        return catalogue.get(instrument_id, version) if at else catalogue.latest(instrument_id)
    except KeyError:
        known = ", ".join(f"{one.id}@{one.version}" for one in catalogue)
        raise NotFoundError(
            _("Er is geen instrument '%(name)s'. Kies uit: %(known)s.", name=name, known=known)
        ) from None


def round_named(database: Database, round_id: str) -> Round:
    """The round with this id. Raises NotFoundError."""
    with database.reading() as session:
        found = find_round(session, round_id)
    if found is None:
        raise NotFoundError(_("Er is geen ronde %(id)s.", id=round_id))
    return found


def provider_named(database: Database, name: str) -> Provider:
    """The provider with this id, instellingsnummer or exact name. Raises NotFoundError."""
    with database.reading() as session:
        found = find_provider(session, name)
    if found is None:
        raise NotFoundError(_("Er is geen aanbieder '%(name)s'.", name=name))
    return found


def visit_named(database: Database, visit_id: str) -> VisitRow:
    """The visit with this id. Raises NotFoundError."""
    with database.reading() as session:
        found = find_visit(session, visit_id)
    if found is None:
        raise NotFoundError(_("Er is geen werkbezoek %(id)s.", id=visit_id))
    return found


def provider_ids(database: Database, names: Iterable[str]) -> tuple[str, ...]:
    """The ids of providers, each once. Raises NotFoundError for the first that does not exist."""
    return tuple(dict.fromkeys(provider_named(database, name).id for name in names))
