"""A platform in which every page has something to show, and one in which nothing happened yet.

Made once for all tests of a process, on SQLite, and served on this machine: what differs between
databases is tested elsewhere.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy.exc import OperationalError

from tests import builders, focus_points
from tests import closing_questions as closing
from tests.builders import OpenMeeting
from tests.e2e.live import served
from tests.mailings import SERVER, leave_some_waiting
from tests.platforms import platform_on
from tests.self_evaluations import leave_some
from webapp import create_app
from webapp.db.models import Meeting
from webapp.db.queries.staff import list_staff
from webapp.demo.fill import CONTEXT_FILE
from webapp.platform import Platform
from webapp.services import staff_accounts
from webapp.services.cancel_meeting import cancel_meeting
from webapp.services.close_meeting import start_countdown
from webapp.services.close_round import close_round
from webapp.services.hold_meeting import pause_meeting
from webapp.services.import_context import checked_context, import_context
from webapp.services.keep_journal import keep_entries, new_entry
from webapp.services.plan_visit import plan_visit
from webapp.services.staff_accounts import add_staff, set_password
from webapp.services.today import today
from webapp.services.visit_plan import ConversationPlan, VisitPlan
from webapp.web import doors

PASSWORD = "een lang wachtwoord voor tests"
INSPECTOR = "inspecteur@voorbeeld.be"
OBSERVER = "waarnemer@voorbeeld.be"
ADMINISTRATOR = "beheerder@voorbeeld.be"
READER = "lezer@voorbeeld.be"
COORDINATOR = "aanbieder@voorbeeld.be"
AN_HOUR = 3600
PEOPLE = 6


@dataclass(frozen=True, slots=True)
class World:
    """A served platform. `meetings` are by the state they are in, `rounds` by what they hold."""

    address: str
    app: Flask
    platform: Platform
    rounds: Mapping[str, str]
    meetings: Mapping[str, OpenMeeting]
    provider_id: str
    visit_id: str

    @contextmanager
    def too_many_guesses(self) -> Iterator[None]:
        """As if many people are guessing codes at this moment."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(doors._wrong_codes, "are_too_many", lambda _key: True)
            yield

    @contextmanager
    def full_disk(self) -> Iterator[None]:
        """As if nothing can be stored at this moment."""

        def refuse(*_: object) -> None:
            raise OperationalError("INSERT", None, Exception("disk full"))

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(type(self.platform.writer), "store", refuse)
            yield


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A platform in the middle of its work."""
    with _served_world(tmp_path_factory.mktemp("world"), _fill) as made:
        yield made


@pytest.fixture(scope="session")
def bare_world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A platform on its first day: an account, and nothing else."""
    with _served_world(tmp_path_factory.mktemp("bare"), None) as made:
        yield made


@contextmanager
def _served_world(folder: Path, fill) -> Iterator[World]:
    with platform_on(f"sqlite:///{folder}/world.db", folder / "home") as bare:
        platform = replace(bare, settings=_developers(bare.settings))
        app = create_app(platform.settings, platform)
        _add_accounts(platform)
        rounds, meetings, provider_id = fill(app, platform) if fill else ({}, {}, "")
        if provider_id:
            _add_account(platform, COORDINATOR, "aanbieder", provider_id)
            core = app.extensions["catalogue"].latest("okt-2020")
            leave_some(platform, core, provider_id, COORDINATOR, "Hoe doen we het?")
        visit_id = _plan_visit(platform, rounds["busy"], provider_id) if fill else ""
        with served(app) as address:
            yield World(address, app, platform, rounds, meetings, provider_id, visit_id)


def id_of_account(world: World, email: str) -> str:
    with world.platform.database.reading() as session:
        return next(one.id for one in list_staff(session) if one.email == email)


def _developers(settings):
    """The settings with which every page exists."""
    return replace(settings, style_page=True, mail=SERVER)


def _add_accounts(platform: Platform) -> None:
    for email, role in (
        (INSPECTOR, "inspecteur"),
        (OBSERVER, "waarnemer"),
        (ADMINISTRATOR, "beheerder"),
        (READER, "lezer"),
    ):
        _add_account(platform, email, role)


def _add_account(platform: Platform, email: str, role: str, *provider_ids: str) -> None:
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(staff_accounts, "_hasher", quick)
        secret = add_staff(platform.database, email, role, provider_ids)
        set_password(platform.database, secret, PASSWORD)


def _fill(app: Flask, platform: Platform):
    okt = app.extensions["catalogue"].latest("okt-2020")
    some, other = (builders.provider(platform, name) for name in ("De Kreek", "Duin & Hei"))
    rounds = {name: builders.open_round(platform, okt) for name in ("busy", "empty", "ended")}
    meetings = _meetings(platform, rounds["busy"], some)
    import_context(platform.database, rounds["busy"], checked_context(CONTEXT_FILE.read_bytes()))
    for name, group_id, provider_id in (
        ("shown", "ondersteuners", some),
        ("second", "scholen", other),
        ("third", "beleid", other),
    ):
        meetings[name] = _closed_meeting(platform, rounds["busy"], group_id, provider_id)
    _write_journals(platform, meetings)
    close_round(platform.database, platform.keystore, rounds["ended"])
    text = "Scholen zien dit anders dan wij: daar praten we over."
    focus_points.fill_world(platform, some, rounds["busy"], rounds["ended"], text)
    return rounds, meetings, some


def _meetings(platform: Platform, round_id: str, provider_id: str) -> dict[str, OpenMeeting]:
    made = {
        name: builders.open_meeting(platform, round_id, group_id, slips=slips, expected=15)
        for name, group_id, slips in (
            ("slips", "scholen", 400),
            ("mailed", "scholen", 3),
            ("room", "ondersteuners", 0),
            ("counting", "ondersteuners", 0),
            ("planned", "ondersteuners", 0),
            ("paused", "ondersteuners", 0),
            ("cancelled", "scholen", 0),
        )
    }
    _hold(platform, made)
    leave_some_waiting(platform, made["mailed"].id)
    start_countdown(platform.database, made["counting"].id, AN_HOUR)
    cancel_meeting(platform.database, platform.keystore, made["cancelled"].id)
    made["closed"] = _closed_meeting(platform, round_id, "scholen", provider_id)
    closing.fill_world(platform, made["room"], made["closed"])
    made["pending"] = _closed_meeting(platform, round_id, "kleine-aanbieders", provider_id, 2)
    return made


def _write_journals(platform: Platform, meetings: Mapping[str, OpenMeeting]) -> None:
    """Results on the beamer of one meeting, and notes of another that two devices wrote at once."""
    with platform.database.reading() as session:
        staff_id = next(one.id for one in list_staff(session) if one.email == INSPECTOR)
    slide = new_entry("screen", "results", {"slide": 0}, staff_id=staff_id)
    keep_entries(platform.database, meetings["shown"].id, [slide])
    texts = ("Veertien mensen, vooral basisonderwijs.", "Veertien mensen.")
    notes = [
        new_entry("notes", "part:acquaintance", {"text": text}, staff_id=staff_id) for text in texts
    ]
    keep_entries(platform.database, meetings["paused"].id, notes)


def _plan_visit(platform: Platform, round_id: str, provider_id: str) -> str:
    """A day with a leader, an observer and two conversations, of which one has no hour."""
    with platform.database.reading() as session:
        staff = {one.email: one.id for one in list_staff(session)}
    plan = VisitPlan(
        kind="visit",
        day=today(),
        place="Brussel",
        provider_ids=[provider_id],
        leader_ids=[staff[INSPECTOR]],
        observer_ids=[staff[OBSERVER]],
        conversations=[
            ConversationPlan(group_id="beleid", starts_at="09:00", ends_at="10:30", expected=9),
            ConversationPlan(group_id="scholen"),
        ],
    )
    return plan_visit(platform, round_id, plan)


def _hold(platform: Platform, meetings: Mapping[str, OpenMeeting]) -> None:
    pause_meeting(platform.database, meetings["paused"].id)
    with platform.database.writing() as session:
        session.get_one(Meeting, meetings["planned"].id).held = "planned"


def _closed_meeting(
    platform: Platform, round_id: str, group_id: str, provider_id: str, people: int = PEOPLE
) -> OpenMeeting:
    with platform.database.reading() as session:
        blocks = _block_ids(session, round_id, group_id)
    codes = ("passend", "passend", "deels", "niet", "knab", "nvt")
    sheets = [
        {block: codes[(person * 5 + place) % len(codes)] for place, block in enumerate(blocks)}
        for person in range(people)
    ]
    made = builders.meeting_with(
        platform, round_id, sheets, group_id=group_id, provider_ids=[provider_id]
    )
    builders.close(platform, made)
    return made


def _block_ids(session, round_id: str, group_id: str) -> list[str]:
    from webapp.db.models import Round
    from webapp.services.keep_instrument import instrument_of

    instrument = instrument_of(session, session.get_one(Round, round_id).instrument_hash)
    return [block.id for block in instrument.blocks_for(group_id)]
