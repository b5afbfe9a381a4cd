"""No page has a text of its own that cannot be translated, in any of its states."""

import re
from dataclasses import fields, replace

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import default_exceptions

from tests import builders, focus_points, register
from tests import closing_questions as closing
from tests.i18n.addresses import ADDRESSES, NO_PAGES, OF_OTHERS
from tests.i18n.pseudo import words_in, words_in_page
from tests.web.conftest import Account, signed_in, signed_in_for
from tests.web.visitor import Page, Visitor
from webapp import create_app
from webapp.db.models import Meeting
from webapp.db.queries.staff import list_staff
from webapp.platform import Platform
from webapp.publisher import Publisher
from webapp.sealing.codes import grouped
from webapp.services.import_context import checked_context, import_context
from webapp.services.plan_visit import plan_visit
from webapp.services.provider_kinds import provinces
from webapp.services.staff_accounts import add_staff
from webapp.services.today import today
from webapp.services.visit_plan import ConversationPlan, VisitPlan
from webapp.web.languages import NAMES

MANY = [{"1": "passend", "2": "deels", "3": "passend", "4": "nvt", "remark_1": "123"}] * 9
FIGURES = "figuur,rij,kolom,aantal\nschaal,1,,2\nschaal,totaal,,3\nnetoverstijgend,1,2,3\n"
FEW = [{"1": "passend", "3": "niet"}] * 2

# Names of things, the same in every language.
NAMES_OF_THINGS = {
    "Bouwstenen",
    "Excel",
    "CSV",
    "JSON",
    "PNG",
    "SVG",
    "XLSX",
    "Dutch",
    *NAMES.values(),
}
SHIPPED = ("gio-2022", "leersteuntraject-2023", "okt-2020", "onw-2019")
OF_THE_REGISTER = "Vrij onderwijs, Limburg, basis, BA"  # what tests/builders.py writes there
TYPED_IN = {"Proefronde", "typt", "zomaar"}
OF_WTFORMS = re.compile(r"This field is required\.|Not a valid integer value\.")  # has its own
SETTING = re.compile(r"\b(?:" + "|".join(one.name.upper() for one in fields(Publisher)) + r")\b")
PROVINCES = {word for name in provinces() for word in words_in(name)}  # names, as in a file
OPTION_CODES = {"passend", "deels", "niet", "knab", "nvt"}
ADDRESS = re.compile(r"\S*(?:://|localhost|127\.0\.0\.1|@)\S*")
MONTHS = "January February March April May June July August September October November December"
WEEKDAY = r"(?:(?:Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day,? )?"
DATE = re.compile(WEEKDAY + r"\d{1,2} (?:" + MONTHS.replace(" ", "|") + r") \d{4}")


class World:
    """A round with results, meetings in each state, and the codes that stand on its pages."""

    def __init__(self, platform: Platform) -> None:
        self.provider = builders.provider(platform, "123")
        self.round = builders.open_round(platform)
        self.empty_round = builders.open_round(platform)
        closed = builders.meeting_with(platform, self.round, MANY, provider_ids=[self.provider])
        few = builders.meeting_with(platform, self.round, FEW, group_id="scholen")
        builders.close(platform, closed)
        builders.close(platform, few)
        self.closed, self.pending = closed.id, few.id
        self.others = [closed.join_code, few.join_code, "BCDF2345"]
        self.open = builders.open_meeting(platform, self.round, slips=3, expected=12)
        self.without_slips = builders.open_meeting(platform, self.round, "scholen", expected=1)
        self.without_slips.fill(platform, FEW)
        (self.theme, self.group), (self.focus, self.action) = ("visie", "beleid"), focus_points.IDS
        self.said_round = builders.open_round(platform, closing.instrument())
        self.asked, self.said = (closing.open_meeting(platform, self.said_round) for _ in "ab")
        closing.fill_world(platform, self.asked, self.said)
        self.others += [
            *(self.asked.join_code, self.said.join_code, self.said_round),
            *(self.asked.id, self.said.id, closing.SAID),
        ]
        self.register = register.ids_of_network(platform)
        self.visit = _planned_visit(platform, self.round, self.provider)
        with platform.database.reading() as session:
            in_visit = select(Meeting.join_code).where(Meeting.visit_id == self.visit)
            self.others += [*session.scalars(in_visit)]
        self.with_figures = builders.open_round(platform)
        _import_figures(platform, self.with_figures)
        focus_points.fill_world(platform, self.provider, self.round, self.empty_round, "123")

    @property
    def codes(self) -> list[str]:
        codes = [self.open.join_code, self.without_slips.join_code, *self.open.slips, *self.others]
        ids = [
            self.visit,
            self.round,
            self.empty_round,
            self.with_figures,
            self.provider,
            "klein",
            OF_THE_REGISTER,
            *self.register.values(),
            *SHIPPED,
        ]
        return [*map(grouped, codes), *codes, *ids]


def _import_figures(platform: Platform, round_id: str) -> None:
    figures = checked_context(FIGURES.encode(), source="123")
    import_context(platform.database, round_id, figures)


def _planned_visit(platform: Platform, round_id: str, provider_id: str) -> str:
    lines = [ConversationPlan(group_id=group_id) for group_id in ("beleid", "scholen")]
    plan = VisitPlan(kind="visit", day=today(), provider_ids=[provider_id], conversations=lines)
    return plan_visit(platform, round_id, plan)


@pytest.fixture
def world(platform: Platform) -> World:
    return World(platform)


def plain_words(page: Page, world: World) -> list[str]:
    """The words on a page that are in no catalogue and no data."""
    allowed = NAMES_OF_THINGS | OPTION_CODES | TYPED_IN | PROVINCES
    known = {word for code in world.codes for word in words_in(code)}
    for element in page.tree.iter():
        for text in (element, *element):
            text.text, text.tail = _without_data(text.text), _without_data(text.tail)
    return [word for word in words_in_page(page.tree) if word not in allowed | known]


def without_code(page: Page) -> Page:
    """The page without what is no language: a secret, the address of a button."""
    for element in page.all(".//code"):
        element.text = None
    return page


def _without_data(text: str | None) -> str | None:
    for data in (ADDRESS, DATE, OF_WTFORMS, SETTING):
        text = data.sub("", text) if text else text
    return text


def test_every_page_that_can_be_opened_is_looked_at(app: Flask):
    pages = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in rule.methods}

    assert pages - NO_PAGES == (ADDRESSES.keys() - {"nowhere"}) | OF_OTHERS.keys()


def test_pages_have_no_text_outside_gettext(inspector: Visitor, world: World, wide_texts: None):
    found = {}
    for address in [one for addresses in ADDRESSES.values() for one in addresses]:
        page = inspector.open(address.format_map(vars(world)) + "?taal=en")
        found[address] = plain_words(page, world)

    assert len(found) > 70
    assert {address: words for address, words in found.items() if words} == {}


@pytest.mark.parametrize("endpoint", OF_OTHERS)
def test_page_of_others_has_no_text_outside_gettext(
    app: Flask, platform: Platform, world: World, wide_texts: None, endpoint: str
):
    role, address = OF_OTHERS[endpoint]
    visitor = signed_in_for(app, platform, world.provider)
    if role != "aanbieder":
        visitor = signed_in(app, platform, Account("x@voorbeeld.be", role))
    with platform.database.reading() as session:
        account, *_others = list_staff(session)

    address = address.format_map({**vars(world), "account": account.id})
    page = visitor.open(address + "?taal=en")

    assert page.status == 200
    assert plain_words(without_code(page), world) == []


def test_the_second_factor_has_no_text_outside_gettext(
    platform: Platform, world: World, wide_texts: None
):
    settings = replace(platform.settings, second_factor=True)
    app = create_app(settings, replace(platform, settings=settings))
    visitor = Visitor(app.test_client())
    code, word = add_staff(platform.database, "x@voorbeeld.be", "inspecteur"), "rots na kei"
    visitor.open("/aanmelden/nieuw").fill(code=code, password=word, again=word).send()

    first = visitor.open("/aanmelden/tweede-stap?taal=en")
    assert first.all(".//main//code")
    assert plain_words(without_code(first), world) == []


def test_empty_list_has_no_text_outside_gettext(
    inspector: Visitor, platform: Platform, wide_texts: None
):
    page = inspector.open("/beheer?taal=en")

    assert [word for word in words_in_page(page.tree) if word not in NAMES_OF_THINGS] == []


def test_wrong_code_has_no_text_outside_gettext(visitor: Visitor, world: World, wide_texts: None):
    too_short = visitor.open("/?taal=en").fill(code="typt").send()
    unknown = visitor.open("/?taal=en").fill(code="BCDF2345").send()

    assert plain_words(too_short, world) == []
    assert plain_words(unknown, world) == []


def test_form_in_all_its_states_has_no_text_outside_gettext(
    visitor: Visitor, world: World, wide_texts: None
):
    address = f"/d/{world.open.join_code}?taal=en"
    answers = {"block_1": "passend", "remark_1": "1"}
    states = [
        visitor.open(address).fill_in(answers).send(),
        visitor.open(address).fill_in({**answers, "code": world.open.slips[0]}).send(),
        visitor.send(address, [("code", world.open.slips[0]), ("block_1", "anders")]),
        visitor.send(address, [("code", world.open.slips[0]), ("remark_1", "1" * 2000)]),
        visitor.send(address, [("code", world.open.slips[0]), ("taal", "en")]),
        visitor.send(address, [("code", world.open.slips[0]), ("confirm", "1"), *answers.items()]),
    ]

    assert states[-1].has_state("received")
    assert [plain_words(page, world) for page in states] == [[]] * len(states)


def test_too_late_has_no_text_outside_gettext(
    visitor: Visitor, platform: Platform, world: World, wide_texts: None
):
    visitor.open(f"/d/{world.open.join_code}?taal=en")
    visitor.page.fill(code=world.open.slips[0])
    builders.close(platform, world.open)

    assert plain_words(visitor.page.send(), world) == []


def test_refused_forms_of_staff_have_no_text_outside_gettext(
    app: Flask, inspector: Visitor, world: World, wide_texts: None
):
    stranger = Visitor(app.test_client())
    new_round = {"title": "", "min_group_size": "2"}
    new_meeting = {"expected": "typt"}
    pages = [
        stranger.open("/aanmelden?taal=en").send(),
        stranger.open("/aanmelden?taal=en").fill(email="typt@zomaar.be", password="typt").send(),
        stranger.open("/aanmelden/nieuw?taal=en").send(),
        stranger.page.fill(code="typt", password="typt", again="zomaar").send(),
        stranger.page.fill(code="typt", password="typt", again="typt").send(),
        inspector.open("/beheer/ronde/nieuw?taal=en").fill_in(new_round).send(),
        inspector.open(f"/ronde/{world.round}/gesprek/nieuw").fill_in(new_meeting).send(),
        inspector.open(f"/ronde/{world.round}/afsluiten"),
    ]

    assert [plain_words(page, world) for page in pages] == [[]] * len(pages)


def test_what_staff_did_has_no_text_outside_gettext(
    inspector: Visitor, world: World, wide_texts: None
):
    inspector.open("/beheer?taal=en")
    inspector.open(f"/werkbezoek/{world.visit}/annuleren").send()  # else the round does not end
    meetings = [world.open.id, world.without_slips.id]
    pages = [
        inspector.open(f"/gesprek/{meetings[0]}/sluiten").send(),
        inspector.open(f"/gesprek/{meetings[1]}/annuleren").send(),
        inspector.open(f"/ronde/{world.round}/afsluiten").fill(confirm="y").send(),
        inspector.open(f"/ronde/{world.round}"),
        inspector.open(f"/ronde/{world.round}/gesprek/nieuw").send(),
        inspector.open(f"/gesprek/{world.pending}"),
        inspector.open(f"/gesprek/{world.pending}/scherm"),
        inspector.open(f"/ronde/{world.round}/resultaten/visie"),
    ]

    assert [plain_words(page, world) for page in pages] == [[]] * len(pages)


def test_slips_have_no_text_outside_gettext(inspector: Visitor, world: World, wide_texts: None):
    page = inspector.open(f"/ronde/{world.empty_round}/gesprek/nieuw?taal=en")
    page = page.fill(expected="2", slips="y").send()

    slips = {word for slip in page.all(".//*[@class='slip__code']") for word in words_in(slip.text)}
    assert slips
    assert [word for word in plain_words(page, world) if word not in slips] == []


@pytest.mark.parametrize("status", [400, 403, 404, 405, 409, 413, 418, 429, 500, 503])
def test_error_has_no_text_outside_gettext(
    app: Flask, visitor: Visitor, world: World, wide_texts: None, status: int
):
    kinds = {**default_exceptions, 500: ZeroDivisionError, 503: SQLAlchemyError}

    def fail() -> str:
        raise kinds[status]

    app.view_functions["health.show"] = fail

    page = visitor.open("/gezond?taal=en")
    number = page.text if status == 500 else ""
    assert page.status == status
    assert [word for word in plain_words(page, world) if word not in number] == []
