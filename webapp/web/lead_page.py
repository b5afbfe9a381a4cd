"""What the leader and the beamer see of a conversation: its guide, and what may be shown."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Flask
from sqlalchemy.orm import Session

from webapp.analysis.results import NOT_RELEASED, Reason
from webapp.analysis.slides import Slide, slides
from webapp.conversation.guide import Guide, conversation_guide
from webapp.db.queries.meetings import MeetingRow, list_provider_ids
from webapp.instrument.local_text import LocalText
from webapp.services.hold_meeting import may_begin
from webapp.services.keep_instrument import instrument_of
from webapp.services.keep_journal import journal_state
from webapp.services.read_results import read_results
from webapp.settings import ROOT
from webapp.web.access import platform
from webapp.web.assets import Asset
from webapp.web.form_assets import one_script

SCRIPT = "js/lead.js"
SCREEN, RESULTS = "screen", "results"  # in the journal: what the beamer shows


@dataclass(frozen=True, slots=True)
class Show:
    """The slides of a closed meeting; `place` is the one on the beamer, None when none is.

    Without slides `reason` tells why. `note` says what the options of the scale mean.
    """

    slides: Sequence[Slide]
    place: int | None
    reason: Reason | None
    note: LocalText | None = None

    @property
    def slide(self) -> Slide | None:
        """What the beamer shows now."""
        return None if self.place is None else self.slides[self.place]

    @property
    def is_released_later(self) -> bool:
        """Whether it is only a matter of time: the estimate has to be signed first."""
        return self.reason == NOT_RELEASED


def register(app: Flask) -> None:
    """Make the script of the leader's page known to `asset_url`."""
    folder = ROOT / "static" / "js" / "lead"
    app.extensions["assets"][SCRIPT] = Asset(SCRIPT, lambda: one_script(folder, "main").encode())


def guide_of(row: MeetingRow) -> Guide | None:
    """The guide for leading a meeting; None where people fill in alone, or it was cancelled.

    Nor in a self-evaluation: its notes are for inspectors.
    """
    meeting = row.meeting
    if row.round.owner_provider_id:
        return None
    if meeting.setting != "conversation" or meeting.state == "cancelled":
        return None
    with platform().database.reading() as session:
        instrument = instrument_of(session, row.round.instrument_hash)
    return conversation_guide(instrument, meeting.group_id)


def is_ready(row: MeetingRow) -> bool:
    """Whether it can begin: a planned meeting with slips waits for its paper."""
    with platform().database.reading() as session:
        return may_begin(session, row.meeting)


def shown_of(row: MeetingRow) -> Show | None:
    """For the beamer, which asks every two seconds: as `show_of` while a slide is chosen."""
    with platform().database.reading() as session:
        chosen = _chosen_place(session, row.meeting.id)
    return None if chosen is None else show_of(row)


def show_of(row: MeetingRow) -> Show | None:
    """What may be shown of a closed meeting; None before it is closed, so that nobody looks."""
    if row.meeting.state != "closed":
        return None
    with platform().database.reading() as session:
        return _show(session, row)


def _show(session: Session, row: MeetingRow) -> Show:
    meeting = row.meeting
    results = read_results(session, row.round, group_id=meeting.group_id)
    about = tuple(sorted(list_provider_ids(session, meeting.id)))
    found = next((one for one in results.groups if one.provider_ids == about), None)
    if found is None:
        return Show((), None, results.why_not(meeting.group_id, about))
    instrument = instrument_of(session, row.round.instrument_hash)
    made = slides(instrument, found)
    place = _chosen_place(session, meeting.id)
    is_there = place is not None and place < len(made)
    return Show(made, place if is_there else None, None, instrument.scale_note)


def _chosen_place(session: Session, meeting_id: str) -> int | None:
    chosen = journal_state(session, meeting_id, SCREEN).get(RESULTS, ())
    return chosen[-1].value["slide"] if chosen else None
