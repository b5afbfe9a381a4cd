"""Links for staff by mail: from the page and from the command line, and what happens without."""

import pytest

from tests.cli.conftest import bouwstenen, installation_env
from tests.smtp_sink import PUBLIC_URL
from tests.web.conftest import PASSWORD, Account, signed_in
from tests.web.visitor import Visitor
from webapp import create_app

__all__ = ["bouwstenen", "installation_env"]

ADMINISTRATOR = Account("baas@voorbeeld.be", "beheerder")


@pytest.fixture
def mailing_app(mailing_platform):
    return create_app(mailing_platform.settings, mailing_platform)


def test_an_invitation_by_mail_is_not_shown(mailing_app, platform, sink):
    boss = signed_in(mailing_app, platform, ADMINISTRATOR)
    page = boss.open("/beheer/medewerkers").fill(
        email="Nieuw@Voorbeeld.be", role="waarnemer", language="fr"
    )

    page = page.send()

    assert page.title == "De mail is vertrokken"
    [(_sender, recipient, message)] = sink.received
    link, _hash, code = next(
        line for line in message.get_content().split() if line.startswith(PUBLIC_URL)
    ).partition("#")
    assert recipient == "nieuw@voorbeeld.be"
    assert link == f"{PUBLIC_URL}/aanmelden/nieuw"
    assert code not in page.response.text
    form = Visitor(mailing_app.test_client()).open("/aanmelden/nieuw")
    assert form.fill(code=code, password=PASSWORD, again=PASSWORD).send().title == (
        "Mijn werkbezoeken"
    )


def test_a_mail_that_does_not_leave_is_a_link_to_see(mailing_app, platform, sink):
    boss = signed_in(mailing_app, platform, ADMINISTRATOR)
    sink.answer = lambda _recipient: "550 nobody"

    page = boss.open("/beheer/medewerkers").fill(email="weg@voorbeeld.be").send()

    assert "De link is niet gemaild. De mailserver weigert dit adres" in page.text
    assert "/aanmelden/nieuw#" in "".join(page.all(".//main//code")[0].itertext())


def test_without_a_mail_server_the_page_says_so(app, platform):
    boss = signed_in(app, platform, ADMINISTRATOR)

    page = boss.open("/beheer/medewerkers")

    assert "geen mailserver ingesteld" in page.text
    assert page.all(".//input[@name='by_mail']") == []
    page.fill(email="x@voorbeeld.be", role="waarnemer").send()
    assert boss.page.title == "Link voor een medewerker"


def test_a_command_mails_a_link(bouwstenen, sink, monkeypatch):
    told = bouwstenen("staff", "add", "x@voorbeeld.be", "--role", "waarnemer", "--mail")
    assert told.refusal[0] == 1
    assert "MAIL_HOST" in told.err
    for name, text in sink.env.items():
        monkeypatch.setenv(name, text)

    command = ("staff", "add", "x@voorbeeld.be", "--role", "waarnemer", "--mail")
    told = bouwstenen(*command, "--language", "de", "--json")

    assert told.json == {"email": "x@voorbeeld.be", "role": "waarnemer", "mailed": True}
    [(_sender, recipient, message)] = sink.received
    assert recipient == "x@voorbeeld.be"
    assert message["Content-Language"] == "de"
    assert f"{PUBLIC_URL}/aanmelden/nieuw#" in message.get_content()
