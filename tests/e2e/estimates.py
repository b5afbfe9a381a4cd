"""Estimates in each of their states, for showing their pages: each made once per world."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from tests import builders
from tests.e2e.stage import INSPECTOR, Stage
from tests.e2e.world import World
from webapp.analysis.estimates import Rating
from webapp.db.models import Round, Staff
from webapp.services.keep_instrument import instrument_of
from webapp.services.keep_journal import keep_entries, new_entry
from webapp.services.read_estimates import read_estimated, read_written
from webapp.services.sign_estimate import sign_estimate
from webapp.services.staff_accounts import add_staff
from webapp.services.start_estimate import start_estimate, start_joint
from webapp.services.write_estimate import write_estimate

COLLEAGUE = "collega@voorbeeld.be"


@dataclass(frozen=True, slots=True)
class Made:
    """A conversation and one of its estimates."""

    meeting: str
    assessment: str = ""


@dataclass(frozen=True, slots=True)
class Room:
    """Where estimates are made: a conversation with beleid, and two inspectors."""

    world: World
    meeting: str
    provider: str | None
    me: str
    colleague: str

    def start(self, who: str) -> str:
        return start_estimate(self.world.platform.database, self.meeting, self.provider, who)

    def write(self, assessment: str, who: str, options: Mapping[str, str]) -> None:
        sent = {
            id_: Rating(code, "Nog in overleg." if id_ == "3" else "")
            for id_, code in options.items()
        }
        write_estimate(
            self.world.platform.database, self.meeting, assessment, who, sent=sent, seen={}
        )

    def mark(self, *block_ids: str) -> None:
        marks = [new_entry("coverage", id_, True, staff_id=self.me) for id_ in block_ids]
        keep_entries(self.world.platform.database, self.meeting, marks)

    def sign(self, assessment: str, who: str, *, final: bool = False) -> None:
        database = self.world.platform.database
        with database.reading() as session:
            row = read_estimated(session, self.meeting).find(assessment)[1]
            seen = read_written(session, self.meeting, row).place
        sign_estimate(database, self.meeting, assessment, who, final=final, seen=seen)


def at(
    path: str, make: Callable[[Room], str], *, providers: int = 1, starts: bool = False
) -> Callable[[Stage], None]:
    """Go to a page about an estimate that `make` gives (its id); {id} stands for it.

    `starts`: a script brings it to life.
    """

    def show(stage: Stage) -> None:
        key = (stage.world.address, f"{make.__name__} {providers}")
        if key not in _made:
            room = _room(stage.world, providers)
            _made[key] = Made(room.meeting, make(room))
        made = _made[key]
        stage.open(f"/gesprek/{made.meeting}/inschatting{path.format(id=made.assessment)}")
        if starts:
            stage.page.wait_for_selector("[data-module=estimate][data-started]")

    return show


def nothing(_room: Room) -> str:
    return ""


def begun(room: Room) -> str:
    """Some rated, two devices that differ, and proposals."""
    made = room.start(room.me)
    room.mark("1", "2", "3", "4")
    room.write(made, room.me, {"1": "passend", "2": "deels", "3": "niet"})
    room.write(made, room.me, {"2": "niet"})
    return made


def signed(room: Room) -> str:
    made = room.start(room.me)
    room.write(made, room.me, {str(n): "passend" for n in range(1, 48)})
    room.sign(made, room.me)
    return made


def both_signed(room: Room) -> str:
    made = signed(room)
    other = room.start(room.colleague)
    room.write(
        other, room.colleague, {str(n): "deels" if n % 9 == 0 else "passend" for n in range(1, 51)}
    )
    room.sign(other, room.colleague)
    return made


def settling(room: Room) -> str:
    both_signed(room)
    return start_joint(room.world.platform.database, room.meeting, room.provider, room.me)


def settled(room: Room) -> str:
    made = settling(room)
    room.write(made, room.me, {"9": "deels", "18": "passend"})
    room.sign(made, room.me)
    return made


ESTIMATES = (  # name, endpoint, what shows it, whether our scripts run
    ("estimate-none", "estimates.show", at("", nothing), True),
    ("estimate", "estimates.show", at("", begun, starts=True), True),
    ("estimate-plain", "estimates.show", at("", begun), False),
    ("estimate-signed", "estimates.show", at("", signed), True),
    ("estimate-sign", "estimate_signing.sign", at("/{id}/tekenen", begun), True),
    ("estimate-finish", "estimate_signing.finish", at("/{id}/definitief", signed), True),
    ("estimate-withdraw", "estimate_signing.withdraw", at("/{id}/intrekken", begun), True),
    ("estimate-joint", "estimates.show_joint", at("/samen", settling, starts=True), True),
    ("contrast", "estimates.contrast", at("/contrast", settled), True),
)
_made: dict[tuple[str, str], Made] = {}


def _room(world: World, providers: int) -> Room:
    platform = world.platform
    with platform.database.reading() as session:
        instrument = instrument_of(
            session, session.get_one(Round, world.rounds["busy"]).instrument_hash
        )
    number = len(_made)
    ids = [builders.provider(platform, f"Aanbieder {number}.{place}") for place in range(providers)]
    round_id = builders.open_round(platform, instrument)
    sheets = [dict.fromkeys(instrument.group("scholen").block_ids, "passend")] * 6
    scholen = builders.meeting_with(
        platform, round_id, sheets, group_id="scholen", provider_ids=ids[:1]
    )
    builders.close(platform, scholen)
    meeting = builders.open_meeting(platform, round_id, provider_ids=ids).id
    return Room(world, meeting, ids[0], *(_staff(world, email) for email in (INSPECTOR, COLLEAGUE)))


def _staff(world: World, email: str) -> str:
    database = world.platform.database
    if email == COLLEAGUE:
        add_staff(database, email, "inspecteur")
    with database.reading() as session:
        return session.scalars(select(Staff.id).where(Staff.email == email)).one()
