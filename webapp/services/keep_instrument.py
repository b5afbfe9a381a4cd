"""Keeping the version of an instrument that a round uses, by its content, for ever."""

import json
from collections.abc import Iterable, Mapping

from sqlalchemy.orm import Session

from webapp.db.models import InstrumentVersion
from webapp.db.queries.instruments import list_used_versions
from webapp.i18n import gettext as _
from webapp.instrument.loader import instrument_from_document
from webapp.instrument.model import Instrument
from webapp.services.errors import WrongStateError


class InstrumentChangedError(WrongStateError):
    """A file has other content under a version that a round uses already."""


def keep_instrument(session: Session, instrument: Instrument) -> None:
    """Store this version if it is new. Raises InstrumentChangedError for other content."""
    if session.get(InstrumentVersion, instrument.content_hash) is not None:
        return
    refuse_changed(used_versions(session), [instrument])
    session.add(
        InstrumentVersion(
            content_hash=instrument.content_hash,
            instrument_id=instrument.id,
            version=instrument.version,
            document=json.dumps(instrument.document, ensure_ascii=False, sort_keys=True),
        )
    )
    session.flush()


def used_versions(session: Session) -> dict[tuple[str, str], str]:
    """(instrument id, version) → content hash, for every version that a round uses."""
    return list_used_versions(session)


def refuse_changed(used: Mapping[tuple[str, str], str], instruments: Iterable[Instrument]) -> None:
    """Raise InstrumentChangedError for a file that changed under a version in use."""
    for instrument in instruments:
        kept = used.get((instrument.id, instrument.version))
        if kept is not None and kept != instrument.content_hash:
            raise InstrumentChangedError(
                _(
                    "Instrument %(id)s, versie %(version)s is in gebruik en het bestand is"
                    " veranderd. Zet de oude inhoud terug of geef de nieuwe een ander nummer.",
                    id=instrument.id,
                    version=instrument.version,
                )
            )


def instrument_of(session: Session, content_hash: str) -> Instrument:
    """The instrument as it was when the round began."""
    found = _loaded.get(content_hash)
    if found is None:
        version = session.get_one(InstrumentVersion, content_hash)
        found = _loaded[content_hash] = instrument_from_document(json.loads(version.document))
    return found


_loaded: dict[str, Instrument] = {}
