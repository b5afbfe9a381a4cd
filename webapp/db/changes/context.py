"""Storing the context figures of a round."""

from collections.abc import Iterable

from sqlalchemy import delete
from sqlalchemy.orm import Session

from webapp.analysis import context
from webapp.db.models import ContextCell, ContextFigure


def replace_context_figures(
    session: Session, round_id: str, figures: Iterable[context.ContextFigure]
) -> None:
    """Put these in the place of what the round has of the same kinds; other kinds stay."""
    for figure in figures:
        for table in (ContextCell, ContextFigure):
            session.execute(
                delete(table).where(table.round_id == round_id, table.kind == figure.kind.id)
            )
        row = ContextFigure(round_id=round_id, kind=figure.kind.id, source=figure.source)
        session.add(row)
        session.flush()
        session.add_all(
            ContextCell(
                round_id=round_id,
                kind=figure.kind.id,
                place=place,
                row_name=cell.row or "",
                column_name=cell.column or "",
                number=cell.number,
                percent=cell.percent,
            )
            for place, cell in enumerate(figure.cells)
        )
