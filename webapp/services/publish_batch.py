"""Making one batch of the opened envelopes of one or more meetings, in one short transaction."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from webapp.analysis.grid import line_of
from webapp.db.changes.batches import NewRemark, NewTally, add_batch
from webapp.db.changes.meetings import lock_received, mark_closed
from webapp.db.models import Batch, Round
from webapp.db.queries.assessments import list_visit_ids
from webapp.instrument.model import Instrument
from webapp.sealing.codes import new_id
from webapp.sealing.shuffle import shuffled
from webapp.services.open_envelopes import Contents, together
from webapp.services.release_estimated import release_estimated


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
    A block that fewer than the round's threshold answered in any way gets no row at all. What
    waits for the estimates of its visits is released at once where these are signed already.
    The caller destroys the keys after the commit.
    """
    _check_unchanged(session, opened, state)
    contents = together(opened.values())
    tallies = _tallies(instrument, group_id, contents, round_.min_group_size)
    batch = Batch(
        id=new_id(),
        round_id=round_.id,
        group_id=group_id,
        n=contents.counted,
        remark_writers=contents.writers,
        is_released=round_.release == "closing",
        counts=line_of(instrument, tallies),
    )
    add_batch(
        session,
        batch,
        provider_ids=provider_ids,
        visit_ids=list_visit_ids(session, opened),
        tallies=shuffled(tallies),
        remarks=shuffled(_remarks(instrument, group_id, contents)),
    )
    mark_closed(session, {meeting_id: part.counted for meeting_id, part in opened.items()})
    release_estimated(session, round_)


def _check_unchanged(session: Session, opened: Mapping[str, Contents], state: str) -> None:
    found = lock_received(session, opened, state)
    if found.keys() != opened.keys():
        raise MeetingsChangedError
    for meeting_id, part in opened.items():
        if part.received != found[meeting_id]:
            raise EnvelopesMissingError(
                f"{meeting_id}: {part.received} envelopes, {found[meeting_id]} received"
            )


def _tallies(
    instrument: Instrument, group_id: str, contents: Contents, min_group_size: int
) -> list[NewTally]:
    rows: list[NewTally] = []
    for place, block in enumerate(instrument.blocks_for(group_id)):
        if contents.answers_at(place) < min_group_size:
            continue
        rows.extend(
            NewTally(block.id, option.code, count)
            for index, option in enumerate(instrument.scale)
            if (count := contents.ratings[place, index])
        )
    return rows


def _remarks(instrument: Instrument, group_id: str, contents: Contents) -> list[NewRemark]:
    places: list[tuple[str, str | None]] = [
        (block.theme_id, block.id) for block in instrument.blocks_for(group_id)
    ]
    places += [(theme.id, None) for theme, _ in instrument.themes_for(group_id)]
    return [NewRemark(new_id(), *places[remark.place], remark.text) for remark in contents.remarks]
