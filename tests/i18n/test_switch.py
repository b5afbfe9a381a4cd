"""Each form, put in another language: drawn again with what was typed, and nothing carried out."""

import re

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.exceptions import HTTPException

from tests.i18n.addresses import ADDRESSES, OF_OTHERS
from tests.i18n.test_pages import World
from tests.web.conftest import Account, signed_in, signed_in_for
from tests.web.visitor import Page, Visitor
from webapp.db.models import Base
from webapp.db.queries.staff import list_staff
from webapp.platform import Platform

TYPED = "x7"
NOT_TYPED = {"hidden", "password", "radio", "checkbox", "submit", "file", "date", "time"}
SHOWN_ELSEWHERE = re.compile(r"/weergaven")  # names a view of the page that it stands on
OF_SIGN_INS = {"staff_session"}


@pytest.fixture
def world(platform: Platform) -> World:
    return World(platform)


@pytest.fixture
def visitors(app: Flask, platform: Platform, world: World, inspector: Visitor):
    """Role → somebody who opens its pages, and what stands for {…} in an address."""
    with platform.database.reading() as session:
        account, *_others = list_staff(session)
    others = {role for role, _address in OF_OTHERS.values()} - {"aanbieder"}
    roles = {
        role: signed_in(app, platform, Account(f"{role}@voorbeeld.be", role)) for role in others
    }
    roles |= {"inspecteur": inspector, "aanbieder": signed_in_for(app, platform, world.provider)}
    return roles, {**vars(world), "account": account.id}


PLACES = [
    *[("inspecteur", one) for addresses in ADDRESSES.values() for one in addresses],
    *OF_OTHERS.values(),
]


def test_every_form_can_be_put_in_another_language(platform: Platform, visitors) -> None:
    roles, names = visitors
    drawn = 0
    before = everything(platform)
    for role, place in PLACES:
        address = place.format_map(names)
        page = roles[role].open(with_language(address, "nl"))
        for number in range(len(forms_to_draw(page, address))):
            form = forms_to_draw(roles[role].open(with_language(address, "nl")), address)[number]
            check_form(roles[role], address, form)
            assert everything(platform) == before, address
            drawn += 1
    assert drawn > 30


def test_form_that_was_refused_can_be_put_in_another_language(visitors) -> None:
    """Its token is too old: a page that says so, with buttons that draw the form again."""
    roles, names = visitors
    for role, place in PLACES:
        address = place.format_map(names).partition("?")[0]
        page = roles[role].open(with_language(address, "nl"))
        has_form = page.all(".//main//form[@id='formulier']") and takes_both(page, address)
        if not has_form or is_of_participants(address):
            continue
        sent = [pair for pair in fields_of(page, own_form(page)) if pair[0] != "csrf_token"]
        refused = roles[role].send(address, [*sent, ("csrf_token", "te oud")])
        assert refused.status == 400, address
        assert language_buttons(refused), address
        fields = fields_of(refused, own_form(refused), keep=True)
        again = roles[role].send(f"{address}?taal=fr", [*fields, ("taal", "fr")])
        assert again.tree.get("lang") == "fr"
        assert again.status == 200
        kept = fields_of(again, own_form(again), keep=True)
        assert {one for one in sent if one[1] == TYPED} <= set(kept), address


def check_form(visitor: Visitor, address: str, form) -> None:
    fields = fields_of(visitor.page, form)
    target = (form.get("action") or address).partition("?")[0]

    again = visitor.send(f"{target}?taal=fr", [*fields, ("taal", "fr")])

    assert again.status == 200, (address, again.text)
    assert again.tree.get("lang") == "fr", address
    kept = [pair for one in forms_of(again) for pair in fields_of(again, one, keep=True)]
    lost = [name for name, value in fields if value == TYPED and (name, TYPED) not in kept]
    assert lost == [], address
    assert language_buttons(again), f"{address}: no switch after another language"


def language_buttons(page: Page) -> list:
    """The buttons of the switch; each must belong to a form that is on the page."""
    buttons = page.all(".//nav[@class='languages no-print']//button")
    owners = {one.get("form") for one in buttons}
    there = {one.get("id") for one in page.all(".//form")}
    assert owners <= there, owners
    return buttons


def forms_of(page: Page) -> list:
    return [one for one in page.all(".//main//form") if one.get("method") == "post"]


def forms_to_draw(page: Page, address: str) -> list:
    """Those that their own page draws, and those in which somebody types."""
    found, without = [], []
    for form in forms_of(page):
        action = (form.get("action") or address).partition("?")[0]
        is_own = action == address.partition("?")[0]
        is_typed = any(value == TYPED for _name, value in fields_of(page, form))
        if form.get("id") == "formulier" or (is_typed and not SHOWN_ELSEWHERE.search(action)):
            found.append(form)
        elif is_own:
            without.append(form)
    assert found or not (without and takes_both(page, address)), f"{address}: nothing draws it"
    return found


def takes_both(page: Page, address: str) -> bool:
    """Whether the view that shows the page also takes its form in."""
    adapter = page.visitor.client.application.url_map.bind("localhost")
    path = address.partition("?")[0]
    try:
        return adapter.match(path, method="GET")[0] == adapter.match(path, method="POST")[0]
    except HTTPException:
        return False


def own_form(page: Page):
    return page.all(".//main//form[@id='formulier']")[0]


def fields_of(page: Page, form, *, keep: bool = False) -> list[tuple[str, str]]:
    """What the form sends; where something can be typed that is TYPED, but to `keep` what is."""
    tags = {"input", "select", "textarea"}
    pairs = []
    for one in form.iter():
        if one.tag not in tags or not one.get("name"):
            continue
        is_typed = one.tag == "textarea" or (
            one.tag == "input" and one.get("type", "text") not in NOT_TYPED
        )
        values = page._values(one)
        pairs += [(one.get("name"), TYPED)] if is_typed and not keep else values
    return pairs


def everything(platform: Platform) -> dict[str, str]:
    """All rows of all tables but of who is signed in."""
    with platform.database.reading() as session:
        return {
            table.name: repr(session.execute(select(table)).all())
            for table in Base.metadata.sorted_tables
            if table.name not in OF_SIGN_INS
        }


def with_language(address: str, code: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}taal={code}"


def is_of_participants(address: str) -> bool:
    return address == "/" or address.startswith(("/d/", "/aanmelden"))
