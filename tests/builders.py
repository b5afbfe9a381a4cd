"""Rounds, meetings and answers for the tests, made through the services as real ones are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from tests.analysis.samples import instrument as small_instrument
from webapp.db.models import Base, Batch, Meeting, Provider, Round, RoundShare
from webapp.db.writer import Receipt, Refusal
from webapp.instrument.model import Instrument
from webapp.platform import Platform
from webapp.sealing.codes import new_id, new_slip
from webapp.sealing.envelope import Sheet
from webapp.services.close_meeting import ClosedMeeting, close_meeting
from webapp.services.keep_instrument import instrument_of
from webapp.services.open_meeting import MeetingPlan
from webapp.services.open_meeting import open_meeting as open_planned_meeting
from webapp.services.open_round import RoundPlan
from webapp.services.open_round import open_round as open_planned_round
from webapp.services.read_results import read_results
from webapp.services.read_sheet import SheetReader, sheet_reader
from webapp.services.submit_sheet import Door, submit_sheet
from webapp.services.today import today

SheetFields = Mapping[str, str]  # block id → option code, "remark_1" and so on → text


@dataclass(frozen=True, slots=True)
class OpenMeeting:
    """A meeting with what people in the room hold: slips, and a form to fill in."""

    id: str
    join_code: str
    slips: tuple[str, ...]
    door: Door
    reader: SheetReader

    def sheet(self, fields: SheetFields) -> Sheet:
        """The sheet that the form makes of these fields; they must all be right."""
        named = {name if "_" in name else f"block_{name}": text for name, text in fields.items()}
        answers = self.reader.read(named.items())
        assert not answers.problems
        return self.reader.sheet(answers)

    def submit(self, platform: Platform, fields: SheetFields, slip: str) -> Receipt | Refusal:
        return submit_sheet(platform.writer, self.door, self.sheet(fields), slip)

    def fill(self, platform: Platform, sheets: Sequence[SheetFields]) -> None:
        """One person a sheet, each with a slip (or a device) of their own."""
        secrets = self.slips or tuple(new_slip() for _ in sheets)
        for fields, slip in zip(sheets, secrets, strict=False):
            assert isinstance(self.submit(platform, fields, slip), Receipt)

    def state(self, platform: Platform) -> str:
        with platform.database.reading() as session:
            return session.get_one(Meeting, self.id).state


def open_round(
    platform: Platform,
    instrument: Instrument | None = None,
    *,
    min_group_size: int = 5,
    release: str = "closing",
    given_to: tuple[str, ...] | None = None,
) -> str:
    plan = RoundPlan(
        title="Proefronde", min_group_size=min_group_size, release=release, given_to=given_to
    )
    made = instrument or small_instrument()
    return open_planned_round(platform.database, made, plan, lowest_group_size=5)


def self_evaluation(platform: Platform, provider_id: str) -> str:
    """An open round of this provider."""
    plan = RoundPlan(title="Zelfevaluatie", min_group_size=5, owner_provider_id=provider_id)
    return open_planned_round(platform.database, small_instrument(), plan, lowest_group_size=5)


def share(platform: Platform, round_id: str, staff_id: str) -> None:
    """Let the inspectorate see a self-evaluation, closed or not."""
    with platform.database.writing() as session:
        session.add(
            RoundShare(id=new_id(), round_id=round_id, shared_on=today(), shared_by=staff_id)
        )


def open_meeting(
    platform: Platform, round_id: str, group_id: str = "beleid", **plan: object
) -> OpenMeeting:
    """An open meeting; `plan` holds the other fields of a MeetingPlan."""
    planned = MeetingPlan(round_id=round_id, group_id=group_id, **plan)
    opened = open_planned_meeting(platform.database, platform.keystore, planned)
    with platform.database.reading() as session:
        meeting = session.get_one(Meeting, opened.id)
        instrument = instrument_of(session, session.get_one(Round, round_id).instrument_hash)
        door = Door(meeting.id, meeting.public_key or b"", has_slips=bool(opened.slips))
        reader = sheet_reader(instrument, group_id, planned.setting)
    return OpenMeeting(opened.id, opened.join_code, opened.slips, door, reader)


def meeting_with(
    platform: Platform,
    round_id: str,
    sheets: Sequence[SheetFields],
    *,
    group_id: str = "beleid",
    provider_ids: Sequence[str] = (),
) -> OpenMeeting:
    """An open meeting to which these sheets were sent, one by each person."""
    made = open_meeting(platform, round_id, group_id, provider_ids=provider_ids, slips=len(sheets))
    made.fill(platform, sheets)
    return made


def close(platform: Platform, meeting: OpenMeeting) -> ClosedMeeting:
    return close_meeting(platform.database, platform.keystore, meeting.id)


def provider(platform: Platform, name: str) -> str:
    """A made-up provider; gives its id."""
    with platform.database.writing() as session:
        row = Provider(
            id=new_id(),
            name=name,
            kind="onw",
            net="Vrij onderwijs",
            province="Limburg",
            types="3,9",
            levels="basis",
            instellingsnummer=None,
            pupils=None,
        )
        session.add(row)
        return row.id


def counts(
    platform: Platform, round_id: str, *, provider_id: str | None = None
) -> dict[tuple[str, str], dict[str, int]]:
    """(group, block) → how often each option was chosen, of what may be seen; no zeros."""
    with platform.database.reading() as session:
        results = read_results(session, session.get_one(Round, round_id), provider_id=provider_id)
    return {
        (group.group_id, block.block_id): {code: n for code, n in block.counts.items() if n}
        for group in results.groups
        for block in group.blocks
    }


def batches(platform: Platform) -> list[Batch]:
    """Every batch there is."""
    with platform.database.reading() as session:
        return list(session.scalars(select(Batch)))


def how_many(platform: Platform, model: type[Base]) -> int:
    """The number of rows of a table."""
    with platform.database.reading() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0
