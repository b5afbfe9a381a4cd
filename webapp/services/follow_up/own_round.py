"""A provider in a round: what all verbs of this room are about."""

from typing import NamedTuple

from sqlalchemy.orm import Session

from webapp.db.changes.follow_up import lock_provider
from webapp.db.models import Round
from webapp.db.queries.follow_up import provider_takes_part
from webapp.i18n import gettext as _
from webapp.services.errors import BadInputError, NotFoundError
from webapp.services.read_statements import one_line


class OwnRound(NamedTuple):
    """A round and a provider that takes part in it; whoever works for it may change things."""

    round_id: str
    provider_id: str


def lock_own_round(session: Session, own: OwnRound) -> Round:
    """The round; what people of the provider do goes one after the other. Raises NotFoundError."""
    provider = lock_provider(session, own.provider_id)
    round_ = session.get(Round, own.round_id)
    if provider is None or round_ is None or not provider_takes_part(session, *own):
        raise NotFoundError(_("Deze aanbieder neemt niet deel aan deze ronde."))
    return round_


def read_line(typed: str, longest: int, missing: str) -> str:
    """What was typed, on one line. Raises BadInputError with `missing` for nothing, or too long."""
    text = one_line(typed)
    if not text:
        raise BadInputError(missing)
    if len(text) > longest:
        raise BadInputError(
            _(
                "Dit is te lang: %(length)s tekens, en er kunnen er hoogstens %(most)s.",
                length=len(text),
                most=longest,
            )
        )
    return text
