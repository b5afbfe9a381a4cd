"""Making one batch of the opened envelopes of one or more meetings, in one short transaction."""

from collections.abc import Mapping, Sequence

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from webapp.db.models import (
    Batch,
    BatchProvider,
    Envelope,
    Meeting,
    Remark,
    Round,
    Slip,
    Tally,
)
from webapp.instrument.model import Instrument
from webapp.sealing.codes import new_id
from webapp.sealing.shuffle import shuffled
from webapp.services.open_envelopes import Contents, together


class MeetingsChangedError(Exception):
    """Another process ended one of the meetings in the meantime; its outcome stands."""


class EnvelopesMissingError(Exception):
    """A meeting has not as many envelopes as it received: nothing was changed."""


def publish_batch(
    session: Session,
    round_: Round,
    instrument: Instrument,
    opened: Mapping[str, Contents],
    *,
    group_id: str,
    provider_ids: Sequence[str],
    state: str,
) -> None:
    """Write the tally and the shuffled remarks, delete the envelopes and mark the meetings closed.

    `opened` is the contents by meeting id; all those meetings must be in `state`
    (MeetingsChangedError), with as many envelopes as were opened (EnvelopesMissingError).
    A block that fewer than the round's threshold answered in any way gets no row at all.
    The caller destroys the keys after the commit.
    """
    _check_unchanged(session, opened, state)
    contents = together(opened.values())
    batch = Batch(
        id=new_id(),
        round_id=round_.id,
        group_id=group_id,
        n=contents.counted,
        remark_writers=contents.writers,
        is_released=round_.release == "closing",
    )
    session.add(batch)
    session.flush()
    rows = _tally_rows(instrument, group_id, contents, round_.min_group_size)
    _insert(session, BatchProvider, [{"provider_id": id_} for id_ in provider_ids], batch.id)
    _insert(session, Tally, shuffled(rows), batch.id)
    _insert(session, Remark, shuffled(_remark_rows(instrument, group_id, contents)), batch.id)
    remove_envelopes(session, list(opened))
    for meeting_id, part in opened.items():
        session.execute(
            update(Meeting)
            .where(Meeting.id == meeting_id)
            .values(state="closed", counted=part.counted, closes_at=None, public_key=None)
        )


def remove_envelopes(session: Session, meeting_ids: Sequence[str]) -> None:
    """Delete the envelopes and slips of meetings that ended."""
    session.execute(delete(Envelope).where(Envelope.meeting_id.in_(meeting_ids)))
    session.execute(delete(Slip).where(Slip.meeting_id.in_(meeting_ids)))


def _check_unchanged(session: Session, opened: Mapping[str, Contents], state: str) -> None:
    query = (
        select(Meeting.id, Meeting.received)
        .where(Meeting.id.in_(opened), Meeting.state == state)
        .order_by(Meeting.id)
        .with_for_update()
    )
    found = {row.id: row.received for row in session.execute(query)}
    if found.keys() != opened.keys():
        raise MeetingsChangedError
    for meeting_id, part in opened.items():
        if part.received != found[meeting_id]:
            raise EnvelopesMissingError(
                f"{meeting_id}: {part.received} envelopes, {found[meeting_id]} received"
            )


def _tally_rows(
    instrument: Instrument, group_id: str, contents: Contents, min_group_size: int
) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for place, block in enumerate(instrument.blocks_for(group_id)):
        if contents.answers_at(place) < min_group_size:
            continue
        rows.extend(
            {"block_id": block.id, "option_code": option.code, "count": count}
            for index, option in enumerate(instrument.scale)
            if (count := contents.ratings[place, index])
        )
    return rows


def _remark_rows(
    instrument: Instrument, group_id: str, contents: Contents
) -> list[dict[str, object]]:
    places: list[tuple[str, str | None]] = [
        (block.theme_id, block.id) for block in instrument.blocks_for(group_id)
    ]
    places += [(theme.id, None) for theme, _ in instrument.themes_for(group_id)]
    return [
        {"id": new_id(), "theme_id": theme_id, "block_id": block_id, "text": remark.text}
        for remark in contents.remarks
        for theme_id, block_id in [places[remark.place]]
    ]


def _insert(
    session: Session,
    table: type[BatchProvider] | type[Tally] | type[Remark],
    rows: Sequence[Mapping[str, object]],
    batch_id: str,
) -> None:
    if rows:
        session.execute(insert(table), [{"batch_id": batch_id, **row} for row in rows])
