"""Handing mail to a real server on this machine: taken, later, refused, away."""

import ssl
from dataclasses import replace

import pytest

from webapp.mail import smtp
from webapp.mail.message import make_message
from webapp.mail.smtp import LaterError, RefusedAddressError, ServerProblemError, connected
from webapp.mail_server import MailServer, MailServerError

SAFE = {"MAIL_HOST": "mail.voorbeeld.be", "MAIL_FROM": "a@voorbeeld.be"}
PUBLIC = {"PUBLIC_URL": "https://voorbeeld.be/"}


def send(server, to="an@voorbeeld.be"):
    message = make_message(server, to=to, subject="Een é", text="Dag\n.\né\n", language="nl")
    with connected(server) as connection:
        connection.send(message, to)


def test_mail_arrives_whole_and_wants_no_answer(sink):
    send(sink.server)

    [(sender, recipient, message)] = sink.received
    assert (sender, recipient) == ("terug@voorbeeld.be", "an@voorbeeld.be")
    assert message.get_content().replace("\r\n", "\n") == "Dag\n.\né\n"
    assert message["From"] == '"Inspectie, team é" <ronde@voorbeeld.be>'
    assert message["Reply-To"] == "vragen@voorbeeld.be"
    assert message["Subject"] == "Een é"
    assert message["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ("450 later", LaterError),
        ("550 nobody", RefusedAddressError),
        ("421 bye", ServerProblemError),
    ],
)
def test_what_a_server_answers_is_told_without_its_words(sink, answer, error):
    sink.answer = lambda recipient: f"{answer} {recipient}"

    with pytest.raises(error) as raised:
        send(sink.server)

    assert "voorbeeld" not in str(raised.value)
    assert raised.value.__suppress_context__


@pytest.mark.parametrize("name", ["x\nBcc: y@y.be", "x\r\nBcc: y@y.be"])
def test_nothing_hides_in_a_header(sink, name):
    with pytest.raises(ValueError, match="linefeed"):
        make_message(sink.server, to="a@b.be", subject=name, text="", language="nl")


def test_server_that_is_away_refuses_a_password_or_has_no_encryption(sink):
    away = replace(sink.server, port=1)
    wrong = replace(sink.server, user="wie", password="fout")
    open_only = replace(sink.server, security="starttls")

    for server, why in [(away, "unreachable"), (wrong, "sign-in"), (open_only, "unreachable")]:
        with pytest.raises(ServerProblemError) as raised:
            send(server)
        assert raised.value.why == why
    assert sink.received == []


def test_names_and_certificates_of_servers_are_checked():
    context = smtp._encryption()

    assert (context.check_hostname, context.verify_mode) == (True, ssl.CERT_REQUIRED)


def test_settings_of_mail():
    assert MailServer.from_env(PUBLIC) is None
    read = MailServer.from_env(SAFE | PUBLIC)
    assert (read.port, read.security, read.public_url) == (587, "starttls", "https://voorbeeld.be")
    assert MailServer.from_env(SAFE | PUBLIC | {"MAIL_SECURITY": "tls"}).port == 465
    local = {"MAIL_HOST": "::1", "MAIL_SECURITY": "none", "MAIL_USER": "a", "MAIL_PASSWORD": "b"}
    assert MailServer.from_env(SAFE | PUBLIC | local).port == 25
    assert "geheim" not in repr(
        MailServer.from_env(SAFE | PUBLIC | {"MAIL_USER": "a", "MAIL_PASSWORD": "geheim"})
    )


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"MAIL_HOST": ""}, "MAIL_FROM"),
        ({"MAIL_FROM": ""}, "MAIL_FROM"),
        ({"MAIL_FROM": "a@b.be\nBcc: c@d.be"}, "MAIL_FROM"),
        ({"MAIL_REPLY_TO": "geen adres"}, "MAIL_REPLY_TO"),
        ({"MAIL_BOUNCES": "x"}, "MAIL_BOUNCES"),
        ({"MAIL_FROM_NAME": "a\nb"}, "MAIL_FROM_NAME"),
        ({"MAIL_PORT": "vijf"}, "MAIL_PORT"),
        ({"MAIL_PORT": "0"}, "MAIL_PORT"),
        ({"MAIL_SECURITY": "none"}, "MAIL_SECURITY"),
        ({"MAIL_SECURITY": "none", "MAIL_USER": "a", "MAIL_PASSWORD": "b"}, "MAIL_SECURITY"),
        ({"MAIL_SECURITY": "soms"}, "MAIL_SECURITY"),
        ({"MAIL_USER": "a"}, "MAIL_PASSWORD"),
        ({"MAIL_HOST": "een twee"}, "MAIL_HOST"),
        ({"PUBLIC_URL": ""}, "PUBLIC_URL"),
        ({"PUBLIC_URL": "http://voorbeeld.be"}, "PUBLIC_URL"),
        ({"PUBLIC_URL": "https://voorbeeld.be/pad"}, "PUBLIC_URL"),
        ({"PUBLIC_URL": "https://wie@voorbeeld.be"}, "PUBLIC_URL"),
        ({"PUBLIC_URL": "javascript://voorbeeld.be"}, "PUBLIC_URL"),
    ],
)
def test_unsafe_settings_of_mail_are_refused(changed, named):
    with pytest.raises(MailServerError, match=named):
        MailServer.from_env(SAFE | PUBLIC | changed)
