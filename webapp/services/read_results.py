"""The figures of a round that may be seen: the only road from the tables to a page or a file."""

from sqlalchemy.orm import Session

from webapp.analysis.release import Results, release
from webapp.db.models import Round
from webapp.db.queries.results import list_batch_rows, list_tally_rows, list_waiting_rows
from webapp.services.keep_instrument import instrument_of


def read_results(
    session: Session, round_: Round, *, provider_id: str | None = None, group_id: str | None = None
) -> Results:
    """What the release rule lets out, for one provider or group where asked."""
    return release(
        instrument_of(session, round_.instrument_hash),
        list_batch_rows(session, round_.id),
        list_tally_rows(session, round_.id),
        list_waiting_rows(session, round_.id),
        min_group_size=round_.min_group_size,
        provider_id=provider_id,
        group_id=group_id,
    )
