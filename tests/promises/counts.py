"""Other counts for a batch, in both places where they stand."""

from sqlalchemy import select, update

from webapp.analysis.grid import line_of
from webapp.db.models import Batch, Tally


def rewrite_lines(session, instrument, batch_ids):
    """Make the lines of these batches say what their tally rows say now."""
    for id_ in batch_ids:
        rows = select(Tally.block_id, Tally.option_code, Tally.count).where(Tally.batch_id == id_)
        line = line_of(instrument, session.execute(rows))
        session.execute(update(Batch).where(Batch.id == id_).values(counts=line))
