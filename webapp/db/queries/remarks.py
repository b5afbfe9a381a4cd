"""Reading remarks, with what coders left of them: only for webapp.analysis.remarks."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.analysis.remarks import RemarkRow
from webapp.db.models import Batch, Remark, RemarkRedaction


def list_remark_rows(session: Session, round_id: str) -> list[RemarkRow]:
    """The remarks of the released batches of a round, by random id; none may be shown as it is."""
    query = (
        select(
            Remark.id,
            Remark.batch_id,
            Remark.theme_id,
            Remark.block_id,
            Remark.text,
            RemarkRedaction.text,
            func.coalesce(RemarkRedaction.version, 0),
        )
        .join(Batch, Batch.id == Remark.batch_id)
        .outerjoin(RemarkRedaction, RemarkRedaction.remark_id == Remark.id)
        .where(Batch.round_id == round_id, Batch.is_released)
        .order_by(Remark.id)
    )
    return [RemarkRow(*row) for row in session.execute(query)]
