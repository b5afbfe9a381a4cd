"""Signing in: who may, who may not, and what ends it."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.conftest import PASSWORD
from tests.web.visitor import Visitor
from webapp.platform import Platform
from webapp.services.staff_accounts import add_staff, set_password

EMAIL = "nieuw@voorbeeld.be"


@pytest.fixture
def secret(platform: Platform) -> str:
    return add_staff(platform.database, EMAIL, "inspecteur")


def choose(visitor: Visitor, code: str, password: str, again: str | None = None):
    form = visitor.open("/aanmelden/nieuw")
    return form.fill(code=code, password=password, again=again or password).send()


def test_a_link_sets_a_password_and_signs_in(visitor: Visitor, secret: str) -> None:
    page = choose(visitor, secret, PASSWORD)

    assert page.title == "Rondes"
    assert "Uw wachtwoord is ingesteld" in page.text


def test_a_link_is_good_once(app: Flask, secret: str) -> None:
    choose(Visitor(app.test_client()), secret, PASSWORD)

    page = choose(Visitor(app.test_client()), secret, PASSWORD)

    assert "Deze link is al gebruikt of te oud" in page.text


@pytest.mark.parametrize(
    ("password", "again", "message"),
    [
        ("kort", "kort", "15 tot 200 tekens"),
        ("x" * 201, "x" * 201, "15 tot 200 tekens"),
        ("Wachtwoord2026!Welkom", "Wachtwoord2026!Welkom", "te vaak gekozen"),
        (PASSWORD, PASSWORD + "!", "niet gelijk"),
    ],
    ids=["short", "long", "common", "unequal"],
)
def test_a_bad_password_leaves_the_link_good(
    visitor: Visitor, secret: str, password: str, again: str, message: str
) -> None:
    assert message in choose(visitor, secret, password, again).text
    assert choose(visitor, secret, PASSWORD).title == "Rondes"


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(
    app: Flask, platform: Platform, secret: str
) -> None:
    set_password(platform.database, secret, PASSWORD)

    texts = set()
    for email in (EMAIL, "onbekend@voorbeeld.be"):
        form = Visitor(app.test_client()).open("/aanmelden")
        texts.add(form.fill(email=email, password="een ander wachtwoord").send().text)

    assert len(texts) == 1
    assert "horen niet bij elkaar" in texts.pop()


def test_after_ten_wrong_tries_an_address_waits(app: Flask, secret: str) -> None:
    visitor = Visitor(app.test_client())

    for _ in range(11):
        page = visitor.open("/aanmelden").fill(email="doel@voorbeeld.be", password="x").send()

    assert "Probeer opnieuw over 1 min." in page.text


def test_signing_out_ends_it(inspector: Visitor) -> None:
    token = inspector.open("/beheer").all(".//input[@name='csrf_token']")[0].get("value")

    inspector.send("/afmelden", [("csrf_token", token)])

    assert inspector.open("/beheer").title == "Aanmelden"


def test_a_new_password_ends_older_sign_ins(platform: Platform, inspector: Visitor) -> None:
    again = add_staff(platform.database, "inspecteur@voorbeeld.be", "inspecteur")

    set_password(platform.database, again, PASSWORD + " nieuw")

    assert inspector.open("/beheer").title == "Aanmelden"


def test_after_signing_in_one_gets_where_one_was_going(
    app: Flask, platform: Platform, secret: str
) -> None:
    set_password(platform.database, secret, PASSWORD)
    visitor = Visitor(app.test_client())

    form = visitor.open("/instrument/okt-2020")
    assert form.title == "Aanmelden"
    page = form.visitor.page.fill(email=EMAIL, password=PASSWORD)
    page.form().set("action", form.response.request.full_path)

    assert page.send().title == "Ondersteuning kleine types"


@pytest.mark.parametrize("target", ["//elders.example", "https://elders.example", "/\\elders"])
def test_signing_in_never_leads_to_another_site(
    app: Flask, platform: Platform, secret: str, target: str
) -> None:
    set_password(platform.database, secret, PASSWORD)
    client = app.test_client()
    visitor = Visitor(client)
    page = visitor.open("/aanmelden").fill(email=EMAIL, password=PASSWORD)
    page.form().set("action", f"/aanmelden?verder={target}")

    assert page.send().title == "Rondes"


FOR_OBSERVERS = ["/werkbezoeken"]  # what they see there: test_visits.py
FOR_PROVIDERS = [
    "/mijn-resultaten",
    "/mijn-resultaten/x",
    "/mijn-resultaten/x/opmerkingen",
    "/mijn-resultaten/x/verder/y",
    "/mijn-resultaten/x/verder/y/aandachtspunten",
    "/mijn-resultaten/x/verder/y/aandachtspunten.csv",
    "/mijn-resultaten/x/verder/y/aandachtspunten/z/actie",
    "/mijn-resultaten/x/verder/y/aandachtspunten/z/weg",
    "/mijn-resultaten/x/verder/y/acties/z",
    "/mijn-resultaten/x/verder/y/acties/z/weg",
    "/mijn-resultaten/x/verder/y/eigen-oordeel",
    "/mijn-resultaten/x/verder/y/naast-elkaar",
    "/mijn-aanbieder/zelfevaluaties",
    "/mijn-aanbieder/zelfevaluatie/x/bouwstenen",
    "/mijn-aanbieder/zelfevaluatie/x/weggooien",
    "/ronde/x/strookjes",
    "/ronde/x/delen",
]
FOR_READERS = ["/resultaten"]  # what they see there: test_round_rights.py
FOR_EACH = ["/account", "/account/gegevens.json", "/account/wissen"]
STAFF_PAGES = [
    "/beheer/medewerkers",
    "/beheer/medewerkers/x",
    "/beheer/medewerkers/x/beeindigen",
    "/beheer/medewerkers/x/gegevens.json",
    "/beheer/medewerkers/x/wissen",
    "/beheer/logboek",
    "/beheer/aanbieders",
    "/beheer/aanbieders.csv",
    "/beheer/aanbieders/nieuw",
    "/beheer/aanbieders/inlezen",
    "/aanbieder/x",
    "/beheer/aanbieders/x",
    "/beheer/aanbieders/x/wijzigen",
    "/beheer/aanbieders/x/leerlingen",
    "/beheer/aanbieders/x/bestaan",
    "/beheer/aanbieders/x/contact",
    "/beheer/aanbieders/x/leden",
    "/beheer/aanbieders/x/leden/x",
    "/beheer/aanbieders/x/samenvoegen",
    "/beheer/aanbieders/x/samenvoegen/x",
    "/beheer",
    "/beheer/ronde/nieuw",
    "/instrument",
    "/instrument/okt-2020",
    "/ronde/x",
    "/ronde/x/resultaten",
    "/ronde/x/resultaten.json",
    "/ronde/x/resultaten/visie",
    "/ronde/x/resultaten/aanbieder/x",
    "/ronde/x/resultaten/vergelijken/gesprekspartners",
    "/ronde/x/resultaten/kaart/scholen",
    "/ronde/x/resultaten/grafiek/x.svg",
    "/ronde/x/resultaten/aanbieder/x/naast-anderen",
    "/ronde/x/resultaten/aanbieder/x/eigen-oordeel",
    "/ronde/x/resultaten/vergelijken/rondes",
    "/ronde/x/resultaten/vergelijken/rondes/y",
    "/ronde/x/resultaten/vergelijken/inschatting",
    "/ronde/x/resultaten/kort",
    "/ronde/x/resultaten/aanbieder/x/kort",
    "/ronde/x/resultaten/sterktes",
    "/ronde/x/resultaten/sterktes.csv",
    "/ronde/x/context",
    "/ronde/x/context/x.svg",
    "/ronde/x/afsluiten",
    "/ronde/x/toegang",
    "/ronde/x/verantwoordelijke",
    "/ronde/x/gegevens",
    "/ronde/x/gegevens/langer",
    "/ronde/x/gegevens/wissen",
    "/ronde/x/gesprek/nieuw",
    "/ronde/x/werkbezoek/nieuw",
    "/ronde/x/werkbezoeken",
    "/ronde/x/werkbezoeken.ics",
    "/werkbezoek/x",
    "/werkbezoek/x/agenda.ics",
    "/werkbezoek/x/annuleren",
    "/werkbezoek/x/bewerken",
    "/werkbezoek/x/stand",
    "/werkbezoek/x/strookjes",
    "/werkbezoek/x/vragen",
    "/werkbezoek/x/vragen.pdf",
    "/gesprek/x",
    "/gesprek/x/stand",
    "/gesprek/x/logboek",
    "/gesprek/x/logboek/export",
    "/gesprek/x/scherm",
    "/gesprek/x/scherm/stand",
    "/gesprek/x/inschatting",
    "/gesprek/x/inschatting/samen",
    "/gesprek/x/inschatting/contrast",
    "/gesprek/x/inschatting/x/verloop/1",
    "/gesprek/x/inschatting/x/tekenen",
    "/gesprek/x/inschatting/x/definitief",
    "/gesprek/x/inschatting/x/intrekken",
    "/gesprek/x/erbij",
    "/gesprek/x/mail",
    "/gesprek/x/mail/stand",
    "/gesprek/x/mail/stoppen",
    "/gesprek/x/mail/tekst-uitnodiging",
    "/gesprek/x/mail/tekst-herinnering",
    "/gesprek/x/fiches",
    "/gesprek/x/papier",
    "/gesprek/x/sluiten",
    "/gesprek/x/annuleren",
    "/gesprek/x/slotvragen",
    "/gesprek/x/slotvragen/stand",
    "/gesprek/x/slotvragen/sluiten",
    "/gesprek/x/slotvragen/x",
    "/gesprek/x/scherm/slotvragen",
    "/gesprek/x/scherm/slotvragen/stand",
    "/ronde/x/coderen",
    "/ronde/x/opmerkingen",
]


def test_strangers_are_asked_to_sign_in(client: FlaskClient) -> None:
    pages = [*STAFF_PAGES, *FOR_OBSERVERS, *FOR_PROVIDERS, *FOR_READERS, *FOR_EACH]
    answers = {address: client.get(address) for address in pages}

    assert {address: one.status for address, one in answers.items() if one.status_code != 302} == {}
    asked = {address: one.headers["Location"].split("?")[0] for address, one in answers.items()}
    assert asked == dict.fromkeys(pages, "/aanmelden")


def test_the_list_of_staff_pages_is_whole(app: Flask) -> None:
    open_to_all = {
        "participant",
        "participant_closing",
        "sign_in",
        "second_step",
        "health",
        "static",
        "statements",
        "without_network",
    }
    rules = {
        str(rule)
        for rule in app.url_map.iter_rules()
        if rule.endpoint.split(".")[0] not in open_to_all and "GET" in (rule.methods or ())
    }
    adapter = app.url_map.bind("localhost")
    pages = (*STAFF_PAGES, *FOR_OBSERVERS, *FOR_PROVIDERS, *FOR_READERS, *FOR_EACH)
    covered = {str(adapter.match(one, return_rule=True)[0]) for one in pages}

    assert rules - covered == set()


def test_forms_of_staff_need_their_token(inspector: Visitor, round_id: str) -> None:
    response = inspector.client.post("/beheer/ronde/nieuw", data={"title": "Van elders"})

    assert response.status_code == 400
