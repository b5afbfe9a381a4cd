"""A whole day at a provider, as people live it: three conversations with 45 phones and 6 paper
forms, closing questions, an estimate by two inspectors; every count is right at the end.
"""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import NamedTuple

import pytest
from flask import Flask
from playwright.sync_api import Page
from sqlalchemy import select

from tests import builders
from tests import closing_questions as closing
from tests.e2e.crowd import AT_ONCE, HABITS, Crowd, Person, ends
from tests.e2e.phone import Phone
from tests.e2e.typist import Typist, sign_in
from tests.web.conftest import PASSWORD
from tests.web.visitor import Visitor
from webapp.analysis.estimates import Rating
from webapp.db.models import Staff
from webapp.db.queries.visits import find_visit
from webapp.instrument.model import Instrument
from webapp.platform import Platform
from webapp.services import print_sheets as printing
from webapp.services.change_statements import Seen, rank_statement
from webapp.services.close_meeting import close_meeting
from webapp.services.hold_meeting import begin_meeting
from webapp.services.plan_visit import plan_visit
from webapp.services.print_slips import MeetingSlips, draw_day_slips, keep_day_slips
from webapp.services.read_estimates import read_estimated, read_written
from webapp.services.sign_estimate import sign_estimate
from webapp.services.staff_accounts import add_staff, set_password
from webapp.services.start_estimate import start_estimate, start_joint
from webapp.services.today import today
from webapp.services.visit_papers import print_day_slips
from webapp.services.visit_plan import ConversationPlan, VisitPlan
from webapp.services.write_estimate import write_estimate

GROUPS = {"beleid": "09:00", "ondersteuners": "11:00", "scholen": "14:00"}
KEYS = {"passend": "p", "deels": "d", "niet": "n", "knab": "k", "nvt": "v"}
CODES = tuple(KEYS)
PHONES = 15  # in each conversation
REAL_PAGES = {"beleid": 0, "ondersteuners": 2, "scholen": 1}  # of these phones
PAPER = {"beleid": 0, "ondersteuners": 4, "scholen": 2}
INSPECTORS = ("els@voorbeeld.be", "jan@voorbeeld.be")


class Named(NamedTuple):
    """A meeting as the builders know it, by its id."""

    id: str


@dataclass(slots=True)
class Room:
    """One conversation: what its people hold, and what they answer."""

    day: MeetingSlips
    blocks: tuple[str, ...]
    paper: tuple[str, ...] = ()
    chosen: Counter[tuple[str, str]] = field(default_factory=Counter)

    def answers(self, person: int) -> dict[str, str]:
        """What this person answers, counted: another pattern for each."""
        made = {block: CODES[(person + place) % 5] for place, block in enumerate(self.blocks)}
        self.chosen.update(made.items())
        return made

    def crowd(self, address: str, real_pages: int) -> Crowd:
        people = []
        for number, slip in enumerate(self.day.slips[real_pages:]):
            fields = {f"block_{block}": code for block, code in self.answers(number).items()}
            people.append(Person(slip, fields, HABITS[number % len(HABITS)]))
        return Crowd(f"{address}/d/{self.day.join_code}", people)

    def counts(self) -> dict[str, dict[str, int]]:
        return {block: {code: self.chosen[block, code] for code in CODES} for block in self.blocks}


def test_visit_day(
    platform: Platform,
    app: Flask,
    okt: Instrument,
    address: str,
    new_page: Callable[..., Page],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    round_id = builders.open_round(platform, okt, release="estimate")
    provider = builders.provider(platform, "Ondersteuningsnetwerk De Brug")
    els, jan = (staff(platform, email) for email in INSPECTORS)
    rooms = plan_the_day(platform, okt, round_id, provider, els)
    print_paper(platform, rooms, monkeypatch)
    desk = new_page(1280, 900)
    sign_in(desk, address, INSPECTORS[0])

    hold_conversations(platform, address, rooms, new_page)
    type_paper_in(address, rooms, desk)
    for group, room in rooms.items():
        people = PHONES + PAPER[group]
        closed = close_meeting(platform.database, platform.keystore, room.day.meeting_id)
        assert (closed.state, closed.received, closed.counted) == ("closed", people, people)
        ask_at_the_end(platform, app, room)

    before = results(desk, address, round_id)
    assert before["groups"] == []
    assert {one["reason"] for one in before["suppressed"]} == {"niet-vrijgegeven"}
    estimate_together(platform, rooms["beleid"], provider, (els, jan))
    after = results(desk, address, round_id)
    assert {
        one["group"]: (one["n"], {block["block"]: block["counts"] for block in one["blocks"]})
        for one in after["groups"]
    } == {group: (PHONES + PAPER[group], room.counts()) for group, room in rooms.items()}


def staff(platform: Platform, email: str) -> str:
    """An inspector who can sign in; gives the id."""
    set_password(platform.database, add_staff(platform.database, email, "inspecteur", ()), PASSWORD)
    with platform.database.reading() as session:
        return session.scalars(select(Staff.id).where(Staff.email == email)).one()


def plan_the_day(
    platform: Platform, okt: Instrument, round_id: str, provider: str, leader: str
) -> dict[str, Room]:
    """Three conversations, with their slips printed."""
    plan = VisitPlan(
        kind="visit",
        day=today(),
        provider_ids=[provider],
        leader_ids=[leader],
        conversations=[
            ConversationPlan(group_id=group, starts_at=at, expected=PHONES)
            for group, at in GROUPS.items()
        ],
    )
    visit_id = plan_visit(platform, round_id, plan)
    with platform.database.reading() as session:
        row = find_visit(session, visit_id)
        drawn = draw_day_slips(row)
        assert print_day_slips(session, row, drawn, "https://voorbeeld.be").startswith(b"%PDF-")
    keep_day_slips(platform.database, visit_id, drawn)
    return {
        one.group_id: Room(one, tuple(block.id for block in okt.blocks_for(one.group_id)))
        for one in drawn
    }


def print_paper(
    platform: Platform, rooms: dict[str, Room], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Really print, and read the numbers as somebody with the paper does."""
    press, numbers = printing.rating_sheets, []
    monkeypatch.setattr(
        printing, "rating_sheets", lambda form, slips: numbers.append(slips) or press(form, slips)
    )
    for group, room in rooms.items():
        if PAPER[group]:
            pdf = printing.print_sheets(
                platform.database,
                room.day.meeting_id,
                PAPER[group],
                lambda code: f"https://x/{code}",
            )
            assert pdf.startswith(b"%PDF-")
            room.paper = numbers.pop()


def hold_conversations(
    platform: Platform, address: str, rooms: dict[str, Room], new_page: Callable[..., Page]
) -> None:
    """All three at once: the hardest the day can be."""
    crowds = [room.crowd(address, REAL_PAGES[group]) for group, room in rooms.items()]
    assert {crowd.too_early() for crowd in crowds} == {"held"}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        futures = [future for crowd in crowds for future in crowd.go(pool)]
        for room in rooms.values():
            begin_meeting(platform.database, room.day.meeting_id)
        people = [
            (room, slip)
            for group, room in rooms.items()
            for slip in room.day.slips[: REAL_PAGES[group]]
        ]
        for place, (room, slip) in enumerate(people):
            tap_through(
                new_page(tolerate=["ERR_INTERNET_DISCONNECTED"]), address, room, slip, place
            )
        assert Counter(ends(futures)) == {"received": 3 * PHONES - len(people)}


def tap_through(page: Page, address: str, room: Room, slip: str, place: int) -> None:
    """A real phone: the first loses its network, the second taps twice."""
    phone = Phone(page)
    page.goto(f"{address}/d/{room.day.join_code}#{slip}")
    phone.answer_all(place)
    room.chosen.update((block, CODES[place]) for block in room.blocks)
    if place == 0:
        page.context.set_offline(True)
        phone.send()
        page.locator("#wachten").wait_for()
        page.context.set_offline(False)
    elif place == 1:
        page.locator("#nakijken > button[type=submit]").dblclick()
    else:
        phone.send()
    phone.is_received()


def type_paper_in(address: str, rooms: dict[str, Room], desk: Page) -> None:
    for room in rooms.values():
        if not room.paper:
            continue
        desk.goto(f"{address}/gesprek/{room.day.meeting_id}/papier")
        typist = Typist(desk)
        for count, number in enumerate(room.paper, 1):
            keys = "".join(KEYS[code] for code in room.answers(count * 7).values())
            typist.whole_form(number, keys)
            typist.counts(count)


def ask_at_the_end(platform: Platform, app: Flask, room: Room) -> None:
    """Six write on their phones; the group ranks three strengths."""
    meeting = Named(room.day.meeting_id)
    closing.open_box(platform, meeting)
    for person in range(6):
        page = Visitor(app.test_client()).open(f"/d/{room.day.join_code}/slotvragen")
        assert page.fill(sterktes_1=f"sterk {person}").send().has_state("received")
    assert closing.close(platform, meeting).writers == 6
    said = closing.statements(platform, meeting)
    for rank, one in enumerate(said[:3], 1):
        rank_statement(platform.database, meeting.id, Seen(one.id, one.version), rank, holder=None)
    ranked = {one.id: one.rank for one in closing.statements(platform, meeting)}
    assert len(ranked) == 6
    assert [ranked[one.id] for one in said[:3]] == [1, 2, 3]


def estimate_together(
    platform: Platform, room: Room, provider: str, inspectors: tuple[str, str]
) -> None:
    """Each estimates alone; they differ on one bouwsteen, settle it and sign."""
    meeting, database = room.day.meeting_id, platform.database
    for option, who in zip(("passend", "niet"), inspectors, strict=True):
        own = start_estimate(database, meeting, provider, who)
        ratings = {block: Rating("deels") for block in room.blocks} | {"1": Rating(option)}
        write_estimate(database, meeting, own, who, sent=ratings, seen={})
        sign(platform, meeting, own, who)
    joint = start_joint(database, meeting, provider, inspectors[0])
    settled = {"1": Rating("passend", "Samen bekeken.")}
    write_estimate(database, meeting, joint, inspectors[0], sent=settled, seen={})
    assert sign(platform, meeting, joint, inspectors[0]).released == len(GROUPS)


def sign(platform: Platform, meeting: str, assessment: str, who: str):
    with platform.database.reading() as session:
        row = read_estimated(session, meeting).find(assessment)[1]
        seen = read_written(session, meeting, row).place
    return sign_estimate(platform.database, meeting, assessment, who, final=False, seen=seen)


def results(desk: Page, address: str, round_id: str) -> dict:
    return desk.request.get(f"{address}/ronde/{round_id}/resultaten.json").json()
