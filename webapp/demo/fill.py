"""Filling an empty installation with made-up data, through the same services as real data."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from webapp.db.models import Meeting
from webapp.db.queries.providers import list_providers
from webapp.db.writer import Receipt
from webapp.demo.answers import MadeUpGroup
from webapp.demo.plan import Conversation, plan_conversations
from webapp.i18n import gettext as _
from webapp.instrument.model import Instrument
from webapp.platform import Platform
from webapp.sealing.envelope import Sheet
from webapp.services.close_meeting import close_meeting
from webapp.services.import_context import checked_context, import_context
from webapp.services.import_providers import import_providers
from webapp.services.open_meeting import MeetingPlan, OpenedMeeting, open_meeting
from webapp.services.open_round import RoundPlan, open_round
from webapp.services.read_sheet import SheetReader, sheet_reader
from webapp.services.submit_sheet import Door, submit_sheet

INSTRUMENT = "okt-2020"
PROVIDER_FILE = Path(__file__).with_name("providers.csv")
CONTEXT_FILE = Path(__file__).with_name("context.csv")  # as the report prints it: not made up
TRY_OUT_GROUP = "ondersteuners"
TRY_OUT_SLIPS = 15
_AT_ONCE = 8

Progress = Callable[[str, int, int], None]  # what, how many done, of how many


class MadeUpDataError(Exception):
    """Made-up data do not pass the checks that everybody's answers pass."""


def fill(platform: Platform, instrument: Instrument, seed: int, progress: Progress) -> str:
    """Providers, conversations and answers; gives the id of the round."""
    import_providers(platform.database, PROVIDER_FILE.read_bytes())
    with platform.database.reading() as session:
        ids = {provider.name: provider.id for provider in list_providers(session)}
    progress(_("aanbieders"), len(ids), len(ids))
    round_id = _open_round(platform, instrument, _("Terreinverkenning kleine types (verzonnen)"))
    import_context(platform.database, round_id, checked_context(CONTEXT_FILE.read_bytes()))
    conversations = plan_conversations(sorted(ids), seed)
    everybody, done = sum(one.people for one in conversations), 0
    for number, conversation in enumerate(conversations, start=1):
        provider = conversation.provider_name
        _hold(
            platform,
            MadeUpGroup(instrument, conversation, seed),
            _plan(round_id, conversation, () if provider is None else (ids[provider],)),
        )
        done += conversation.people
        progress(_("gesprekken"), number, len(conversations))
        progress(_("antwoorden"), done, everybody)
    return round_id


def open_try_out(platform: Platform, instrument: Instrument) -> OpenedMeeting:
    """An open meeting with slips, in a round of its own, for whoever wants to try the form."""
    round_id = _open_round(platform, instrument, _("Probeer zelf (verzonnen)"))
    with platform.database.reading() as session:
        provider = list_providers(session)[-1]
    plan = MeetingPlan(
        round_id=round_id,
        group_id=TRY_OUT_GROUP,
        provider_ids=[provider.id],
        slips=TRY_OUT_SLIPS,
    )
    return open_meeting(platform.database, platform.keystore, plan)


def _open_round(platform: Platform, instrument: Instrument, title: str) -> str:
    lowest = platform.settings.min_group_size
    plan = RoundPlan(title=title, min_group_size=lowest, is_made_up=True)
    return open_round(platform.database, instrument, plan, lowest_group_size=lowest)


def _plan(round_id: str, conversation: Conversation, provider_ids: tuple[str, ...]) -> MeetingPlan:
    return MeetingPlan(
        round_id=round_id,
        group_id=conversation.group_id,
        provider_ids=provider_ids,
        slips=conversation.people,
        setting=conversation.setting,
    )


def _hold(platform: Platform, people: MadeUpGroup, plan: MeetingPlan) -> None:
    """Open a meeting, let everybody hand in a sheet, and close it."""
    opened = open_meeting(platform.database, platform.keystore, plan)
    with platform.database.reading() as session:
        public_key = session.get_one(Meeting, opened.id).public_key
    if public_key is None:
        raise MadeUpDataError(f"{opened.id} has no key")
    reader = sheet_reader(people.instrument, plan.group_id, plan.setting)
    door = Door(opened.id, public_key, has_slips=True)
    sheets = [_sheet(reader, fields) for fields in people.sheets()]
    with ThreadPoolExecutor(_AT_ONCE) as pool:  # who comes together is written to disk together
        outcomes = pool.map(partial(submit_sheet, platform.writer, door), sheets, opened.slips)
        refused = [one.value for one in outcomes if not isinstance(one, Receipt)]
    if refused:
        raise MadeUpDataError(str(refused))
    close_meeting(platform.database, platform.keystore, opened.id)


def _sheet(reader: SheetReader, fields: list[tuple[str, str]]) -> Sheet:
    answers = reader.read(fields)
    if answers.problems:
        raise MadeUpDataError(str(answers.problems))
    return reader.sheet(answers)
