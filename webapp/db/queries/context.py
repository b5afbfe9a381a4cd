"""Reading the context figures of a round."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.analysis import context
from webapp.db.models import ContextCell, ContextFigure


def list_context_figures(session: Session, round_id: str) -> tuple[context.ContextFigure, ...]:
    """The figures of a round, in the order of their kinds; cells in the order of the file."""
    figures = select(ContextFigure.kind, ContextFigure.source).where(
        ContextFigure.round_id == round_id
    )
    sources = {row.kind: row.source for row in session.execute(figures)}
    query = (
        select(
            ContextCell.kind,
            ContextCell.row_name,
            ContextCell.column_name,
            ContextCell.number,
            ContextCell.percent,
        )
        .where(ContextCell.round_id == round_id)
        .order_by(ContextCell.kind, ContextCell.place)
    )
    cells: dict[str, list[context.ContextCell]] = {}
    for kind, row, column, number, percent in session.execute(query):
        cell = context.ContextCell(row or None, column or None, number, percent)
        cells.setdefault(kind, []).append(cell)
    return tuple(
        context.ContextFigure(kind, sources[kind_id], tuple(cells.get(kind_id, ())))
        for kind_id, kind in context.CONTEXT_KINDS.items()
        if kind_id in sources
    )
