"""Filling an empty installation with made-up data, through the same services as real data."""

from collections.abc import Callable
from pathlib import Path

from webapp.db.queries.providers import list_providers
from webapp.db.queries.visits import find_visit
from webapp.demo.answers import MadeUpGroup
from webapp.demo.days import plan_days, planned, staff_of
from webapp.demo.hold import MadeUpDataError, hold
from webapp.demo.networks import fill_networks
from webapp.demo.plan import PEOPLE, plan_conversations
from webapp.demo.statements import say
from webapp.i18n import gettext as _
from webapp.instrument.model import Instrument
from webapp.platform import Platform
from webapp.services.hold_meeting import begin_meeting
from webapp.services.import_context import checked_context, import_context
from webapp.services.import_providers import import_providers
from webapp.services.open_meeting import OpenedMeeting
from webapp.services.open_round import RoundPlan, open_round
from webapp.services.plan_visit import plan_visit
from webapp.services.print_slips import MeetingSlips, draw_day_slips, keep_day_slips
from webapp.services.today import today
from webapp.services.visit_plan import VisitPlan

INSTRUMENT = "okt-2020"
PROVIDER_FILE = Path(__file__).with_name("providers.csv")
CONTEXT_FILE = Path(__file__).with_name("context.csv")  # as the report prints it: not made up
TRY_OUT_GROUP = "ondersteuners"
TRY_OUT_SLIPS = 15

Progress = Callable[[str, int, int], None]  # what, how many done, of how many


def fill(platform: Platform, instrument: Instrument, seed: int, progress: Progress) -> str:
    """Providers, conversations and answers; gives the id of the round."""
    import_providers(platform.database, PROVIDER_FILE.read_bytes())
    with platform.database.reading() as session:
        providers = list_providers(session)
    fill_networks(platform, providers)
    ids = {provider.name: provider.id for provider in providers}
    provinces = {provider.name: provider.province for provider in providers}
    progress(_("aanbieders"), len(ids), len(ids))
    round_id = _open_round(platform, instrument, _("Terreinverkenning kleine types (verzonnen)"))
    import_context(platform.database, round_id, checked_context(CONTEXT_FILE.read_bytes()))
    conversations = plan_conversations(sorted(ids), seed)
    everybody, done, number = sum(one.people for one in conversations), 0, 0
    with platform.database.reading() as session:
        staff = staff_of(session)
    for day in plan_days(conversations, ids, provinces, staff):
        bowls = _plan_day(platform, round_id, day.plan)
        for conversation in day.conversations:
            people = MadeUpGroup(instrument, conversation, seed)
            hold(platform, people, bowls[conversation.group_id])
            say(platform, instrument, conversation, bowls[conversation.group_id].meeting_id)
            done, number = done + conversation.people, number + 1
            progress(_("gesprekken"), number, len(conversations))
            progress(_("antwoorden"), done, everybody)
    return round_id


def open_try_out(platform: Platform, instrument: Instrument) -> OpenedMeeting:
    """An open meeting with slips, for whoever wants to try the form.

    It is in a round of its own, on a day of today with one conversation before and one after it.
    """
    round_id = _open_round(platform, instrument, _("Probeer zelf (verzonnen)"))
    with platform.database.reading() as session:
        provider, staff = list_providers(session)[-1], staff_of(session)
    plan = VisitPlan(
        kind="visit",
        day=today(),
        place=provider.province,
        provider_ids=[provider.id],
        leader_ids=staff.leaders,
        observer_ids=staff.observers,
        conversations=[planned(group_id, TRY_OUT_SLIPS) for group_id in PEOPLE],
    )
    bowl = _plan_day(platform, round_id, plan)[TRY_OUT_GROUP]
    begin_meeting(platform.database, bowl.meeting_id)
    return OpenedMeeting(bowl.meeting_id, bowl.join_code, bowl.slips)


def _open_round(platform: Platform, instrument: Instrument, title: str) -> str:
    lowest = platform.settings.min_group_size
    plan = RoundPlan(title=title, min_group_size=lowest, is_made_up=True)
    return open_round(platform.database, instrument, plan, lowest_group_size=lowest)


def _plan_day(platform: Platform, round_id: str, plan: VisitPlan) -> dict[str, MeetingSlips]:
    """Plan a visit and hand out its slips; group id → what lies in its bowl."""
    visit_id = plan_visit(platform, round_id, plan)
    with platform.database.reading() as session:
        row = find_visit(session, visit_id)
    if row is None:
        raise MadeUpDataError(f"{visit_id} was not planned")
    drawn = draw_day_slips(row)
    keep_day_slips(platform.database, visit_id, drawn)
    return {one.group_id: one for one in drawn}
