"""The web application on each kind of database, and people who use it."""

from dataclasses import dataclass

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient

from tests.web.visitor import Visitor
from webapp import create_app
from webapp.instrument.model import Instrument
from webapp.platform import Platform
from webapp.services import staff_accounts
from webapp.services.open_round import RoundPlan, open_round
from webapp.services.staff_accounts import add_staff, set_password

PASSWORD = "een lang wachtwoord voor tests"


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who can sign in."""

    email: str
    role: str


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashing a password is slow on purpose; here it is only done often."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(staff_accounts, "_hasher", quick)
    monkeypatch.setattr(staff_accounts, "_hash_of_nobody", lambda: quick.hash("nobody"))


@pytest.fixture
def app(platform: Platform) -> Flask:
    return create_app(platform.settings, platform)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Somebody without an account."""
    return app.test_client()


@pytest.fixture
def visitor(client: FlaskClient) -> Visitor:
    """Somebody without an account, in a browser without JavaScript."""
    return Visitor(client)


@pytest.fixture
def okt(app: Flask) -> Instrument:
    return app.extensions["catalogue"].latest("okt-2020")


@pytest.fixture
def round_id(platform: Platform, okt: Instrument) -> str:
    """An open round on the 50 bouwstenen."""
    plan = RoundPlan(title="Proefronde", min_group_size=5)
    return open_round(platform.database, okt, plan, lowest_group_size=5)


@pytest.fixture
def inspector(app: Flask, platform: Platform) -> Visitor:
    """A signed-in inspector."""
    return signed_in(app, platform, Account("inspecteur@voorbeeld.be", "inspecteur"))


def signed_in(app: Flask, platform: Platform, account: Account) -> Visitor:
    """A browser in which this account signed in through the page."""
    providers = () if account.role != "aanbieder" else _some_provider(platform)
    return _signed_in(app, platform, account, providers)


def signed_in_for(app: Flask, platform: Platform, provider_id: str) -> Visitor:
    """A browser of somebody who works for this provider."""
    account = Account(f"{provider_id}@voorbeeld.be", "aanbieder")
    return _signed_in(app, platform, account, (provider_id,))


def _signed_in(
    app: Flask, platform: Platform, account: Account, providers: tuple[str, ...]
) -> Visitor:
    secret = add_staff(platform.database, account.email, account.role, providers)
    set_password(platform.database, secret, PASSWORD)
    visitor = Visitor(app.test_client())
    visitor.open("/aanmelden").fill(email=account.email, password=PASSWORD).send()
    return visitor


def _some_provider(platform: Platform) -> tuple[str, ...]:
    from tests.builders import provider

    return (provider(platform, "Voorbeeldaanbieder"),)
