"""The figures of a round that may be seen: the only road from the tables to a page or a file."""

from typing import NamedTuple

from sqlalchemy.orm import Session

from webapp.analysis.beside_others import RoundRows
from webapp.analysis.release import Results, release
from webapp.analysis.selection import ProviderTraits, Selection, select
from webapp.db.models import Round
from webapp.db.queries.results import list_batch_rows, list_tally_rows, list_waiting_rows
from webapp.services.keep_instrument import instrument_of


class ChosenResults(NamedTuple):
    """What may be shown of the batches that a filter chose, and what it had to leave out whole.

    `partly` are the sets of providers of which only some match.
    """

    results: Results
    partly: tuple[tuple[str, ...], ...]


def read_results(
    session: Session, round_: Round, *, provider_id: str | None = None, group_id: str | None = None
) -> Results:
    """What the release rule lets out, for one provider or group where asked."""
    rows = read_rows(session, round_)
    return release(
        rows.instrument,
        rows.batches,
        rows.tallies,
        rows.waiting,
        min_group_size=rows.min_group_size,
        provider_id=provider_id,
        group_id=group_id,
    )


def read_rows(session: Session, round_: Round) -> RoundRows:
    """All rows of a round; nothing of them may be shown before `release`."""
    return RoundRows(
        instrument=instrument_of(session, round_.instrument_hash),
        batches=tuple(list_batch_rows(session, round_.id)),
        tallies=tuple(list_tally_rows(session, round_.id)),
        waiting=tuple(list_waiting_rows(session, round_.id)),
        min_group_size=round_.min_group_size,
    )


def choose_results(
    rows: RoundRows,
    selection: Selection,
    traits: dict[str, ProviderTraits],
    *,
    provider_id: str | None = None,
    group_id: str | None = None,
) -> ChosenResults:
    """What the release rule lets out of the whole batches that a filter chooses."""
    chosen = select(rows.batches, rows.waiting, selection, traits)
    results = release(
        rows.instrument,
        chosen.batches,
        rows.tallies,
        chosen.waiting,
        min_group_size=rows.min_group_size,
        provider_id=provider_id,
        group_id=group_id,
    )
    return ChosenResults(results, chosen.partly)
