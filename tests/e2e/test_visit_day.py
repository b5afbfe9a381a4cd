"""A whole day at a provider, as people live it: three conversations with 45 phones and 6 paper
forms, closing questions, an estimate by two inspectors; every count is right at the end.

What inspectors do, they do on the pages. Only the paper itself cannot be read in a test: what was
printed on it is told by who prints.
"""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import NamedTuple

import pytest
from flask import Flask
from playwright.sync_api import Page

from tests import builders
from tests import closing_questions as closing
from tests.e2e.crowd import AT_ONCE, HABITS, Crowd, Person, ends
from tests.e2e.inspector import SETTLED, Inspector
from tests.e2e.leader import accounts
from tests.e2e.phone import Phone
from tests.web.visitor import Visitor
from webapp.instrument.model import Instrument
from webapp.platform import Platform
from webapp.services import print_sheets
from webapp.services.print_slips import MeetingSlips
from webapp.services.read_estimates import read_estimated, read_ratings
from webapp.web import visit_papers

GROUPS = {"beleid": "09:00", "ondersteuners": "11:00", "scholen": "14:00"}
KEYS = {"passend": "p", "deels": "d", "niet": "n", "knab": "k", "nvt": "v"}
CODES = tuple(KEYS)
PHONES = 15  # in each conversation
REAL_PAGES = {"beleid": 0, "ondersteuners": 1, "scholen": 2}  # of these phones
PAPER = {"beleid": 0, "ondersteuners": 4, "scholen": 2}
PROVIDER = "Ondersteuningsnetwerk De Brug"
WRITERS = 6  # who answer the closing questions
RANKS = {4: 1, 0: 2, 2: 3}  # what the group finds strongest, by who wrote it
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

    @property
    def meeting(self) -> str:
        return self.day.meeting_id

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
    builders.provider(platform, PROVIDER)
    accounts(platform, *INSPECTORS)
    els = Inspector(new_page(1280, 900), address, INSPECTORS[0])
    rooms = plan_the_day(els, okt, round_id, monkeypatch)
    print_paper(els, rooms, monkeypatch)

    hold_conversations(els, rooms, new_page)
    type_paper_in(els, rooms)
    for group, room in rooms.items():
        els.close(room.meeting, PHONES + PAPER[group])
        ask_at_the_end(els, platform, app, room)

    before = results(els, round_id)
    assert before["groups"] == []
    assert {one["reason"] for one in before["suppressed"]} == {"niet-vrijgegeven"}
    jan = Inspector(new_page(1280, 900), address, INSPECTORS[1])
    estimate_together(platform, rooms["beleid"], els, jan)
    after = results(els, round_id)
    assert {
        one["group"]: (one["n"], {block["block"]: block["counts"] for block in one["blocks"]})
        for one in after["groups"]
    } == {group: (PHONES + PAPER[group], room.counts()) for group, room in rooms.items()}


def plan_the_day(
    els: Inspector, okt: Instrument, round_id: str, monkeypatch: pytest.MonkeyPatch
) -> dict[str, Room]:
    """Three conversations, with their slips printed."""
    printed: list[MeetingSlips] = []
    draw = visit_papers.draw_day_slips

    def noted(row):
        printed[:] = draw(row)
        return tuple(printed)

    monkeypatch.setattr(visit_papers, "draw_day_slips", noted)
    els.plan_visit(round_id, PROVIDER, INSPECTORS, GROUPS)
    els.print_slips()
    return {
        one.group_id: Room(one, tuple(block.id for block in okt.blocks_for(one.group_id)))
        for one in printed
    }


def print_paper(els: Inspector, rooms: dict[str, Room], monkeypatch: pytest.MonkeyPatch) -> None:
    press, numbers = print_sheets.rating_sheets, []
    monkeypatch.setattr(
        print_sheets,
        "rating_sheets",
        lambda form, slips: numbers.append(slips) or press(form, slips),
    )
    for group, room in rooms.items():
        if PAPER[group]:
            els.print_forms(room.meeting, PAPER[group])
            room.paper = numbers.pop()


def hold_conversations(
    els: Inspector, rooms: dict[str, Room], new_page: Callable[..., Page]
) -> None:
    """All three at once: the hardest the day can be."""
    crowds = [room.crowd(els.address, REAL_PAGES[group]) for group, room in rooms.items()]
    assert {crowd.too_early() for crowd in crowds} == {"held"}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        futures = [future for crowd in crowds for future in crowd.go(pool)]
        for room in rooms.values():
            els.begin(room.meeting)
        people = [
            (room, slip)
            for group, room in rooms.items()
            for slip in room.day.slips[: REAL_PAGES[group]]
        ]
        for place, (room, slip) in enumerate(people):
            tap_through(
                new_page(tolerate=["ERR_INTERNET_DISCONNECTED"]), els.address, room, slip, place
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


def type_paper_in(els: Inspector, rooms: dict[str, Room]) -> None:
    for room in rooms.values():
        forms = [
            (number, "".join(KEYS[code] for code in room.answers(count * 7).values()))
            for count, number in enumerate(room.paper, 1)
        ]
        if forms:
            els.type_in(room.meeting, forms)


def ask_at_the_end(els: Inspector, platform: Platform, app: Flask, room: Room) -> None:
    """Six write on their phones; the group ranks three strengths."""
    els.open_box(room.meeting)
    for person in range(WRITERS):
        page = Visitor(app.test_client()).open(f"/d/{room.day.join_code}/slotvragen")
        assert page.fill(sterktes_1=f"sterk {person}").send().has_state("received")
    els.open_what_was_said(room.meeting, WRITERS)
    els.rank("sterk 4", "sterk 0", "sterk 2")
    ranked = {one.text: one.rank for one in closing.statements(platform, Named(room.meeting))}
    assert ranked == {f"sterk {person}": RANKS.get(person) for person in range(WRITERS)}


def estimate_together(platform: Platform, room: Room, els: Inspector, jan: Inspector) -> None:
    """Each estimates alone; they differ on one bouwsteen, settle it and sign."""
    same = "d" * (len(room.blocks) - 1)
    els.estimate(room.meeting, "p" + same)
    jan.estimate(room.meeting, "n" + same)
    els.settle(room.meeting, "p", released=len(GROUPS))
    with platform.database.reading() as session:
        estimated = read_estimated(session, room.meeting)
        ratings = read_ratings(session, estimated, estimated.about[0].final)
    options = {block: rating.option for block, rating in ratings.items()}
    assert options == dict.fromkeys(room.blocks, "deels") | {"1": "passend"}
    assert ratings["1"].remark == SETTLED


def results(els: Inspector, round_id: str) -> dict:
    return els.page.request.get(f"{els.address}/ronde/{round_id}/resultaten.json").json()
