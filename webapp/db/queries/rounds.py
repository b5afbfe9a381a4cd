"""Reading rounds."""

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from webapp.db.models import InstrumentVersion, Meeting, Provider, Round


class RoundRow(NamedTuple):
    """A round with its instrument's id and how many of its meetings are in which state.

    Those that are planned and have not begun stand apart, under "planned".
    """

    round: Round
    instrument_id: str
    meetings: Mapping[str, int]


def find_round(session: Session, round_id: str) -> Round | None:
    """The round with this id."""
    return session.get(Round, round_id)


def list_rounds(session: Session) -> list[RoundRow]:
    """Every round there is: open ones first, then the newest, then by title."""
    counts: dict[str, dict[str, int]] = {}
    state = case((Meeting.held == "planned", "planned"), else_=Meeting.state)
    count_query = select(Meeting.round_id, state, func.count()).group_by(Meeting.round_id, state)
    for round_id, in_state, count in session.execute(count_query):
        counts.setdefault(round_id, {})[in_state] = count
    query = (
        select(Round, InstrumentVersion.instrument_id)
        .join(InstrumentVersion)
        .order_by(Round.state.desc(), Round.created_on.desc(), Round.title)
    )
    return [RoundRow(row[0], row[1], counts.get(row[0].id, {})) for row in session.execute(query)]


def list_rounds_of_inspectorate(session: Session) -> list[RoundRow]:
    """The same without what providers began for themselves."""
    return [row for row in list_rounds(session) if row.round.owner_provider_id is None]


def list_provider_choices(session: Session) -> list[tuple[str, str]]:
    """(id, name) of every provider, by name."""
    query = select(Provider.id, Provider.name).order_by(Provider.name)
    return [(row.id, row.name) for row in session.execute(query)]
