"""The context figures of a round: what was loaded, and what the register knows besides."""

from typing import NamedTuple

from sqlalchemy.orm import Session

from webapp.analysis.context import ContextFigure
from webapp.analysis.context_register import RegisteredProvider, registered_figures
from webapp.db.queries.context import list_context_figures
from webapp.db.queries.providers import list_providers_of_round


class RoundContext(NamedTuple):
    """`loaded` stands as it was printed; `registered` was counted in the register of providers."""

    loaded: tuple[ContextFigure, ...]
    registered: tuple[ContextFigure, ...]


def read_context(session: Session, round_id: str) -> RoundContext:
    """All context figures of a round, in the order of their kinds."""
    loaded = list_context_figures(session, round_id)
    kinds = {figure.kind for figure in loaded}
    providers = (
        RegisteredProvider(one.pupils, tuple(part for part in one.types.split(",") if part))
        for one in list_providers_of_round(session, round_id)
    )
    counted = registered_figures(providers)
    return RoundContext(loaded, tuple(figure for figure in counted if figure.kind not in kinds))
