"""Estimates of a conversation: about whom they are, and what they say."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp.analysis.estimates import Rating, Ratings, agreed, estimated_group
from webapp.conversation.entries import Entry
from webapp.conversation.fold import is_conflict, is_marked
from webapp.db.models import Meeting, Round
from webapp.db.queries.assessments import (
    AssessmentRow,
    list_assessments,
    list_meeting_providers,
    list_signed_ratings,
)
from webapp.i18n import gettext as _
from webapp.instrument.model import BuildingBlock, Instrument
from webapp.services.errors import NotFoundError
from webapp.services.estimate_rights import About
from webapp.services.keep_instrument import instrument_of
from webapp.services.keep_journal import journal_state, read_journal

_ABOUT_NOBODY: Sequence[tuple[str | None, str | None]] = ((None, None),)


@dataclass(frozen=True, slots=True)
class EstimatedMeeting:
    """A conversation of which estimates are made, with those about each of its providers."""

    meeting: Meeting
    round: Round
    instrument: Instrument
    about: tuple[About, ...]

    @property
    def blocks(self) -> tuple[BuildingBlock, ...]:
        """What is estimated, in the order of the framework."""
        return self.instrument.blocks_for(self.meeting.group_id)

    def find(self, assessment_id: str) -> tuple[About, AssessmentRow]:
        """One of its estimates. Raises NotFoundError."""
        for about in self.about:
            for row in about.rows:
                if row.id == assessment_id:
                    return about, row
        raise NotFoundError(_("Deze inschatting bestaat niet of is ingetrokken."))

    def find_about(self, provider_id: str | None) -> About:
        """The estimates about one of its providers. Raises NotFoundError for another."""
        for about in self.about:
            if about.provider_id == provider_id:
                return about
        raise NotFoundError(_("Dit gesprek gaat niet over deze aanbieder."))


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in an estimate: per bouwsteen the entries that count, all of them in the order
    of writing (the history), and `place`, the newest of them in the journal.
    """

    counting: dict[str, tuple[Entry, ...]]
    history: dict[str, tuple[Entry, ...]]
    place: int

    @property
    def ratings(self) -> dict[str, Rating]:
        """Block id → what it says; where two devices differ, what was written last."""
        return {block_id: rating_of(found[-1]) for block_id, found in self.counting.items()}

    @property
    def conflicts(self) -> tuple[str, ...]:
        """The bouwstenen of which two devices say different things."""
        return tuple(id_ for id_, found in self.counting.items() if is_conflict(found))


def is_estimated(instrument: Instrument, meeting: Meeting) -> bool:
    """Whether an estimate is made of this conversation."""
    return meeting.group_id == estimated_group(instrument).id and meeting.state != "cancelled"


def read_estimated(session: Session, meeting_id: str) -> EstimatedMeeting:
    """A conversation with its estimates. Raises NotFoundError where no estimate is made."""
    meeting = session.get(Meeting, meeting_id)
    if meeting is None:
        raise NotFoundError(_("Dit gesprek bestaat niet."))
    round_ = session.get_one(Round, meeting.round_id)
    instrument = instrument_of(session, round_.instrument_hash)
    if not is_estimated(instrument, meeting):
        raise NotFoundError(_("Van dit gesprek maakt u geen inschatting."))
    rows = list_assessments(session, meeting_id)
    providers = list_meeting_providers(session, meeting_id)
    about = tuple(
        About(id_, name, tuple(row for row in rows if row.provider_id == id_))
        for id_, name in providers or _ABOUT_NOBODY
    )
    return EstimatedMeeting(meeting, round_, instrument, about)


def read_written(session: Session, meeting_id: str, row: AssessmentRow) -> Written:
    """What was written in an estimate, signed or not, as the journal has it."""
    entries = read_journal(session, meeting_id, document=row.document)
    history: dict[str, tuple[Entry, ...]] = {}
    for entry in sorted(entries, key=lambda one: (one.written_at, one.id)):
        history[entry.subject] = (*history.get(entry.subject, ()), entry)
    place = max((entry.place or 0 for entry in entries), default=0)
    return Written(journal_state(session, meeting_id, row.document), history, place)


def read_ratings(session: Session, estimated: EstimatedMeeting, row: AssessmentRow) -> Ratings:
    """What an estimate says: as it was signed, or as it stands in the journal now.

    The joint one says what the two agreed on from the start, and what they settled after.
    """
    if row.is_signed:
        return list_signed_ratings(session, row.id)
    written = read_written(session, estimated.meeting.id, row).ratings
    return {**read_agreed(session, estimated, row), **written}


def read_agreed(session: Session, estimated: EstimatedMeeting, row: AssessmentRow) -> Ratings:
    """What an estimate says before anything is written in it: nothing, but for a joint one."""
    if row.author_id is not None:
        return {}
    about, _row = estimated.find(row.id)
    one, other = (list_signed_ratings(session, signed.id) for signed in about.signed)
    return agreed(one, other, [block.id for block in estimated.blocks])


def read_marks(session: Session, meeting_id: str) -> dict[str, bool]:
    """Block id → whether it was marked as discussed in the conversation."""
    state = journal_state(session, meeting_id, "coverage")
    return {block_id: is_marked(found) for block_id, found in state.items()}


def rating_of(entry: Entry) -> Rating:
    """What an entry of an estimate says."""
    return Rating(entry.value["option"], entry.value["remark"])
