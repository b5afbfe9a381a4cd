"""Signing in with a second factor: asked of who leads rounds, set up once, never used twice."""

import base64
import time
from dataclasses import replace

import pytest
from flask import Flask

from tests.web.conftest import PASSWORD
from tests.web.visitor import Page, Visitor
from webapp import create_app
from webapp.platform import Platform
from webapp.services.second_factor import code_at, step_of
from webapp.services.staff_accounts import add_staff
from webapp.settings import Settings

EMAIL = "nieuw@voorbeeld.be"


@pytest.fixture
def app(platform: Platform) -> Flask:
    """An installation as it is by default."""
    settings = replace(platform.settings, second_factor=True)
    return create_app(settings, replace(platform, settings=settings))


def enrolled(app: Flask, platform: Platform) -> tuple[bytes, list[str], Page]:
    """Somebody who used a link: the secret in the app, the recovery codes, and the last page."""
    secret_of_link = add_staff(platform.database, EMAIL, "inspecteur")
    visitor = Visitor(app.test_client())
    page = visitor.open("/aanmelden/nieuw")
    page = page.fill(code=secret_of_link, password="rots na kei", again="rots na kei").send()
    assert page.title == "Nog één stap: een code uit een app"
    assert visitor.open("/beheer").title == "Aanmelden"
    page = visitor.open("/aanmelden/tweede-stap")
    assert "klopt niet" in page.fill(code="000000").send().text
    secret = base64.b32decode("".join(page.all(".//main//code")[0].itertext()).replace(" ", ""))
    page = visitor.page.fill(code=code_at(secret, now())).send()
    return secret, [one.text or "" for one in page.all(".//main//code")], page


def now() -> int:
    return int(time.time()) // 30


def asked_for_code(app: Flask) -> Page:
    form = Visitor(app.test_client()).open("/aanmelden")
    return form.fill(email=EMAIL, password="rots na kei").send()


def test_a_link_leads_to_a_second_factor_and_recovery_codes(app: Flask, platform: Platform) -> None:
    _, codes, page = enrolled(app, platform)

    assert len(set(codes)) == 10
    assert page.visitor.open("/beheer").title == "Rondes"


def test_a_reader_sees_providers_by_name_and_needs_one_too(app: Flask, platform: Platform) -> None:
    link = add_staff(platform.database, EMAIL, "lezer")
    page = Visitor(app.test_client()).open("/aanmelden/nieuw")
    page = page.fill(code=link, password="rots na kei", again="rots na kei").send()

    assert page.title == "Nog één stap: een code uit een app"
    assert page.visitor.open("/resultaten").title == "Aanmelden"


def test_a_password_alone_is_not_enough(app: Flask, platform: Platform) -> None:
    secret, _, _ = enrolled(app, platform)

    page = asked_for_code(app)
    assert page.title == "Code uit uw app"
    assert page.visitor.open("/beheer").title == "Aanmelden"
    used = page.visitor.open("/aanmelden/code").fill(code=code_at(secret, now())).send()
    assert "al gebruikt" in used.text
    assert used.fill(code=code_at(secret, now() + 1)).send().title == "Rondes"


def test_a_recovery_code_is_good_once(app: Flask, platform: Platform) -> None:
    _, codes, _ = enrolled(app, platform)

    assert asked_for_code(app).fill(code=codes[0].lower()).send().title == "Rondes"
    assert "klopt niet" in asked_for_code(app).fill(code=codes[0]).send().text


def test_guessing_codes_slows_down_also_after_the_password(app: Flask, platform: Platform) -> None:
    enrolled(app, platform)

    page = asked_for_code(app)
    for _ in range(11):
        page = page.fill(code="123456").send()

    assert "Te veel pogingen" in page.text
    assert "Te veel pogingen" in asked_for_code(app).text


def test_nobody_sets_one_up_without_the_password(app: Flask, platform: Platform) -> None:
    enrolled(app, platform)
    stranger = Visitor(app.test_client())

    assert stranger.open("/aanmelden/tweede-stap").title == "Aanmelden"
    assert stranger.open("/aanmelden/code").title == "Aanmelden"
    asked_for_code(app).visitor.open("/aanmelden/tweede-stap")
    assert asked_for_code(app).visitor.open("/aanmelden/tweede-stap").title == "Aanmelden"


def test_who_leads_no_rounds_needs_a_long_password_instead(app: Flask, platform: Platform) -> None:
    link = add_staff(platform.database, EMAIL, "waarnemer")
    page = Visitor(app.test_client()).open("/aanmelden/nieuw")

    page = page.fill(code=link, password="rots na kei", again="rots na kei").send()
    assert "15 tot 200 tekens" in page.text
    page = page.fill(password=PASSWORD, again=PASSWORD).send()
    assert page.title == "Mijn werkbezoeken"


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")],
)
def test_codes_are_those_of_rfc_6238(seconds: int, code: str) -> None:
    assert code_at(b"12345678901234567890", seconds // 30) == code


def test_a_code_is_good_half_a_minute_around_and_in_ascii_only() -> None:
    secret = b"12345678901234567890"

    assert step_of(secret, code_at(secret, now() - 3), None) is None
    assert step_of(secret, "\u0660" * 6, None) is None


def test_the_demo_asks_none_and_the_default_does(platform: Platform) -> None:
    settings = Settings(
        home=platform.settings.home,
        database_url="sqlite:///x",
        secret_key=platform.settings.secret_key,
    )

    assert settings.asks_second_factor
    assert not replace(settings, demo=True).asks_second_factor
