"""The pages with which slips are mailed: list, check, preview, confirmation, progress, texts."""

import io

import pytest
from sqlalchemy import select

from tests import builders
from tests.mailings import LIST, WRONG_LIST, leave_some_waiting
from tests.web.conftest import Account, signed_in, signed_in_for
from tests.web.visitor import Visitor
from webapp import create_app
from webapp.db.models import AuditEvent, Mailing, MailingRecipient
from webapp.services.mailer import Mailer

INSPECTOR = Account("inspecteur@voorbeeld.be", "inspecteur")


@pytest.fixture
def mailing_app(mailing_platform):
    return create_app(mailing_platform.settings, mailing_platform)


@pytest.fixture
def leader(mailing_app, platform):
    return signed_in(mailing_app, platform, INSPECTOR)


@pytest.fixture
def meeting(platform):
    return builders.open_meeting(platform, builders.open_round(platform), slips=9, by_mail=True)


def test_from_a_list_to_answers(mailing_platform, mailing_app, sink, leader, meeting, visitor):
    address = f"/gesprek/{meeting.id}/mail"

    preview = leader.open(address).fill(addresses=LIST, kind="slips").send()

    assert preview.title == "Nakijken en versturen"
    assert "2 mensen" in preview.text
    assert "1 adres stond er dubbel in" in preview.text
    assert "BCDF 2345 GHJK" in preview.text
    assert builders.how_many(mailing_platform, Mailing) == 0  # nothing is kept before it is sure
    back = preview.send("back")
    assert "an@voorbeeld.be;nl" in back.all(".//textarea")[0].text
    progress = back.send().send("confirm")
    assert "0 van 2 vertrokken" in progress.text
    with mailing_platform.database.reading() as session:
        logged = list(session.scalars(select(AuditEvent.address)))
    assert address in logged
    assert not any("voorbeeld.be" in one for one in logged)

    Mailer(mailing_platform).look()

    page = leader.open(address)
    assert "Uitnodigingen met een strookje: 2 van 2 vertrokken" in page.text
    [chosen] = page.all(".//input[@name='kind'][@checked]")
    assert chosen.get("value") == "reminder"
    [_sender, _recipient, message] = sink.received[0]
    link = next(one for one in message.get_content().split() if "/d/" in one)
    form = Visitor(mailing_app.test_client()).open(link[link.index("/d/") :].partition("#")[0])
    page = form.fill(code=link.partition("#")[2], block_1="passend").send().send("confirm")
    assert page.has_state("received")


def test_wrong_lists_are_refused_line_by_line_and_stay_on_the_page(leader, meeting):
    page = leader.open(f"/gesprek/{meeting.id}/mail").fill(addresses=WRONG_LIST).send()

    assert "regel 2: 'geen adres' is geen e-mailadres." in page.text
    assert page.all(".//textarea")[0].text.strip() == WRONG_LIST
    assert "te lang" in page.fill(addresses="a" * 300_000).send().text


def test_a_file_is_read_as_well(leader, meeting):
    page = leader.open(f"/gesprek/{meeting.id}/mail")
    token = page.all(".//main//input[@name='csrf_token']")[0].get("value")
    fields = {"csrf_token": token, "kind": "slips", "language": "nl", "addresses": ""}
    file = (io.BytesIO("naam;e-mail\nRené;an@voorbeeld.be".encode("cp1252")), "lijst.csv")

    reply = leader.client.post(f"/gesprek/{meeting.id}/mail", data=fields | {"file": file})

    assert "an@voorbeeld.be;nl" in reply.text
    file = (io.BytesIO(b"an@voorbeeld.be"), "lijst.csv")
    both = fields | {"addresses": "bo@voorbeeld.be", "file": file}
    assert "niet allebei" in leader.client.post(f"/gesprek/{meeting.id}/mail", data=both).text


def test_what_is_refused_is_seen_until_the_list_is_gone(mailing_platform, leader, meeting):
    leave_some_waiting(mailing_platform, meeting.id)
    address = f"/gesprek/{meeting.id}/mail"

    page = leader.open(address)

    assert "1 van 3 vertrokken" in page.text
    assert "De mailserver weigert 1 adres." in page.text
    assert sum(f"{name}@voorbeeld.be" in page.text for name in ("an", "bo", "cis")) == 1
    assert "voorbeeld.be" not in leader.open(f"{address}/stand").text
    page = leader.open(f"{address}/stoppen").send()
    assert "zijn gewist" in page.text
    assert "1 van 3 vertrokken, 1 geweigerd" in page.text
    assert builders.how_many(mailing_platform, MailingRecipient) == 0
    assert leader.open(f"{address}/stoppen").status == 404


def test_texts_are_checked_kept_and_reset(leader, meeting):
    address = f"/gesprek/{meeting.id}/mail/tekst-uitnodiging"

    page = leader.open(address).fill(text_fr="Bonjour", subject_nl="Dag {formulier}").send()

    assert page.text.count("In de tekst ontbreekt {formulier}") == 2  # above, and at the field
    assert "{formulier} kan hier niet. Kies uit: {groep}, {ronde}." in page.text
    page = page.fill(text_fr="Bonjour {formulier}", subject_nl="Dag {ronde}").send()
    assert page.title == "Strookjes mailen"
    preview = page.fill(addresses="an@voorbeeld.be;fr").send()
    assert "Bonjour https://" in preview.text
    kept = leader.open(address)
    assert "Bonjour {formulier}" in kept.response.text
    kept.send("reset")
    assert "Bonjour {formulier}" not in leader.open(address).response.text


def test_without_a_mail_server_other_ways_are_offered(inspector, meeting):
    page = inspector.open(f"/gesprek/{meeting.id}/mail")

    assert "geen mailserver ingesteld" in page.text
    assert page.all(f".//main//a[@href='/gesprek/{meeting.id}/erbij']")
    assert page.all(".//main//textarea") == []


def test_a_meeting_is_opened_for_mail(leader, round_id):
    page = leader.open(f"/ronde/{round_id}/gesprek/nieuw").fill(group="scholen", by_mail="y")

    page = page.send()

    assert page.title == "Strookjes mailen"
    assert page.all(".//main//textarea")


def test_a_coordinator_mails_for_a_round_of_its_own_only(mailing_platform, mailing_app, meeting):
    provider_id = builders.provider(mailing_platform, "De Kreek")
    own_round = builders.self_evaluation(mailing_platform, provider_id)
    own = builders.open_meeting(
        mailing_platform, own_round, slips=5, by_mail=True, provider_ids=[provider_id]
    )
    coordinator = signed_in_for(mailing_app, mailing_platform, provider_id)

    assert coordinator.open(f"/gesprek/{meeting.id}/mail").status == 404
    page = coordinator.open(f"/gesprek/{own.id}/mail").fill(addresses=LIST).send()

    assert "van 2 vertrokken" in page.send("confirm").text
