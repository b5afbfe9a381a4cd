"""P19 on the page: a guessed account is shut until a new link, and its neighbours are not."""

import pytest
from flask import Flask

from tests.web.conftest import PASSWORD
from tests.web.visitor import Visitor
from webapp.platform import Platform
from webapp.services import limit_sign_ins
from webapp.services.staff_accounts import add_staff, set_password

EMAIL, COLLEAGUE = "an@voorbeeld.be", "bert@voorbeeld.be"


def try_with(app: Flask, email: str, password: str) -> str:
    form = Visitor(app.test_client()).open("/aanmelden")
    return form.fill(email=email, password=password).send().text


def test_a_hundred_tries_shut_one_account_and_a_link_opens_it(
    app: Flask, platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limit_sign_ins, "MOST_TRIES", 4)
    for email in (EMAIL, COLLEAGUE):
        set_password(platform.database, add_staff(platform.database, email, "waarnemer"), PASSWORD)

    answers = [try_with(app, EMAIL, "fout") for _n in range(4)]
    assert all("horen niet bij elkaar" in answer for answer in answers)
    assert "Vraag uw beheerder een nieuwe link" in try_with(app, EMAIL, PASSWORD)
    assert "Werkbezoeken" in try_with(app, COLLEAGUE, PASSWORD)  # from the same network address

    link = add_staff(platform.database, EMAIL, "waarnemer")
    form = Visitor(app.test_client()).open("/aanmelden/nieuw")
    form.fill(code=link, password=PASSWORD + " nieuw", again=PASSWORD + " nieuw").send()
    assert "Werkbezoeken" in try_with(app, EMAIL, PASSWORD + " nieuw")
