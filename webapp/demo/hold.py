"""Holding a made-up meeting: everybody hands in a sheet, as on a phone, and it is closed."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

from webapp.db.models import Meeting
from webapp.db.writer import Receipt
from webapp.demo.answers import MadeUpGroup
from webapp.platform import Platform
from webapp.sealing.envelope import Sheet
from webapp.services.close_meeting import close_meeting
from webapp.services.hold_meeting import begin_meeting
from webapp.services.print_slips import MeetingSlips
from webapp.services.read_sheet import SheetReader, sheet_reader
from webapp.services.submit_sheet import Door, submit_sheet

_AT_ONCE = 8


class MadeUpDataError(Exception):
    """Made-up data do not pass the checks that everybody's answers pass."""


def hold(platform: Platform, people: MadeUpGroup, bowl: MeetingSlips) -> None:
    """Begin a meeting, let everybody hand in a sheet, and close it. Raises MadeUpDataError."""
    begin_meeting(platform.database, bowl.meeting_id)
    with platform.database.reading() as session:
        public_key = session.get_one(Meeting, bowl.meeting_id).public_key
    if public_key is None:
        raise MadeUpDataError(f"{bowl.meeting_id} has no key")
    reader = sheet_reader(
        people.instrument, people.conversation.group_id, people.conversation.setting
    )
    door = Door(bowl.meeting_id, public_key, has_slips=True)
    sheets = [_sheet(reader, fields) for fields in people.sheets()]
    with ThreadPoolExecutor(_AT_ONCE) as pool:  # who comes together is written to disk together
        outcomes = pool.map(partial(submit_sheet, platform.writer, door), sheets, bowl.slips)
        refused = [one.value for one in outcomes if not isinstance(one, Receipt)]
    if refused:
        raise MadeUpDataError(str(refused))
    close_meeting(platform.database, platform.keystore, bowl.meeting_id)


def _sheet(reader: SheetReader, fields: list[tuple[str, str]]) -> Sheet:
    answers = reader.read(fields)
    if answers.problems:
        raise MadeUpDataError(str(answers.problems))
    return reader.sheet(answers)
