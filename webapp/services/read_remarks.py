"""The remarks that somebody may read: the only road from the table to a page."""

from sqlalchemy.orm import Session

from webapp.analysis.remarks import Reader, ShownRemark, remarks_for
from webapp.db.models import Round
from webapp.db.queries.remarks import list_remark_rows
from webapp.db.queries.results import list_batch_rows


def read_remarks(
    session: Session, round_: Round, reader: Reader, own_ids: frozenset[str] = frozenset()
) -> tuple[ShownRemark, ...]:
    """What this reader gets of a round, in one random order; for providers their own only."""
    return remarks_for(
        reader,
        list_batch_rows(session, round_.id),
        list_remark_rows(session, round_.id),
        own_ids,
        min_group_size=round_.min_group_size,
    )
