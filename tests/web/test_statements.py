"""The pages about privacy and accessibility, and whom to tell of a weakness."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.builders import open_meeting
from tests.web.visitor import Visitor
from webapp import create_app
from webapp.platform import Platform
from webapp.publisher import Publisher, PublisherError
from webapp.settings import SettingError, Settings

PAGES = ("/privacy", "/toegankelijkheid")
FILLED_IN = Publisher(
    organisation="Onderwijsinspectie van Voorbeeld",
    accessibility_contact="toegankelijk@voorbeeld.be",
    enforcement_contact="https://ombudsdienst.voorbeeld.be/klacht",
    statement_date=date(2027, 3, 1),
    privacy_contact="dpo@voorbeeld.be",
    privacy_authority="de Toezichtcommissie van Voorbeeld",
    legal_basis="een taak van algemeen belang",
    retention="vijf jaar",
    security_contact="lek@voorbeeld.be",
)


@pytest.fixture
def filled_in(platform: Platform) -> Visitor:
    """Somebody on a platform whose organisation filled in everything."""
    settings = replace(platform.settings, publisher=FILLED_IN, min_group_size=7)
    known = replace(platform, settings=settings)
    return Visitor(create_app(settings, known).test_client())


@pytest.mark.parametrize("address", PAGES)
def test_blanks_are_said_and_never_invented(visitor, inspector, address):
    page = visitor.open(address)
    of_staff = inspector.open(address)

    assert page.status == 200
    assert "nog niet ingevuld" in page.text
    assert not page.has_state("blanks")
    assert "ORGANISATION" not in page.text
    assert of_staff.has_state("blanks")
    assert "ORGANISATION" in of_staff.text


@pytest.mark.parametrize("address", PAGES)
def test_what_was_filled_in_stands_on_the_page(filled_in, address):
    page = filled_in.open(address)

    assert "nog niet ingevuld" not in page.text
    assert "Onderwijsinspectie van Voorbeeld" in page.text


def test_the_accessibility_statement_has_all_parts_of_the_european_model(filled_in):
    page = filled_in.open("/toegankelijkheid")

    assert [one.text for one in page.all(".//main//h2")] == [
        "Hoe ver staan we?",
        "Wat is nog niet toegankelijk?",
        "Hoe is dit nagekeken?",
        "Loopt u vast? Zeg het ons",
        "Niet tevreden met ons antwoord?",
    ]
    assert "gedeeltelijk" in page.text
    assert "1 maart 2027" in page.text
    links = {one.get("href") for one in page.all(".//main//a")}
    assert links >= {
        "mailto:toegankelijk@voorbeeld.be",
        "https://ombudsdienst.voorbeeld.be/klacht",
    }


def test_the_privacy_page_says_from_which_size_results_exist(visitor, filled_in):
    assert "vanaf 5 mensen" in visitor.open("/privacy").text
    assert "vanaf 7 mensen" in filled_in.open("/privacy").text


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_both_pages_are_one_step_from_every_page_of_a_participant(
    platform, visitor, round_id, language
):
    meeting = open_meeting(platform, round_id, "scholen", slips=5)
    pages = ["/", f"/d/{meeting.join_code}", "/d/bestaatniet", "/bestaat-niet", *PAGES]
    visitor.open(f"/?taal={language}").fill(code=meeting.slips[0])

    for address in pages:
        page = visitor.open(f"{address}?taal={language}")
        links = [one.get("href") for one in page.all(".//footer//a")]
        for wanted in PAGES:
            (found,) = [link for link in links if link.partition("?")[0] == wanted]
            assert visitor.open(found).tree.get("lang") == language


@pytest.mark.parametrize("address", PAGES)
def test_reading_them_gives_no_cookie(visitor, address):
    assert "Set-Cookie" not in visitor.open(address).response.headers


def test_security_txt_says_whom_to_tell(filled_in):
    response = filled_in.client.get("/.well-known/security.txt")

    fields = dict(line.split(": ", 1) for line in response.text.splitlines())
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert fields["Contact"] == "mailto:lek@voorbeeld.be"
    assert fields["Canonical"] == "http://localhost/.well-known/security.txt"
    assert fields["Preferred-Languages"] == "nl, en, fr, de"
    ends = datetime.strptime(fields["Expires"], "%Y-%m-%dT%H:%M:%S%z")
    assert timedelta(days=30) < ends - datetime.now(UTC) < timedelta(days=365)


def test_without_a_contact_there_is_no_security_txt(client):
    assert client.get("/.well-known/security.txt").status_code == 404


def test_settings_fill_in_the_blanks(tmp_path):
    env = {
        "BOUWSTENEN_HOME": str(tmp_path),
        "ORGANISATION": "Onderwijsinspectie van Voorbeeld",
        "ACCESSIBILITY_CONTACT": "toegankelijk@voorbeeld.be",
        "ENFORCEMENT_CONTACT": "https://ombudsdienst.voorbeeld.be/klacht",
        "STATEMENT_DATE": "2027-03-01",
        "PRIVACY_CONTACT": "dpo@voorbeeld.be",
        "PRIVACY_AUTHORITY": "de Toezichtcommissie van Voorbeeld",
        "LEGAL_BASIS": "een taak van algemeen belang",
        "RETENTION": "vijf jaar",
        "SECURITY_CONTACT": "lek@voorbeeld.be",
    }

    assert Settings.from_env(env).publisher == FILLED_IN


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("STATEMENT_DATE", "1 maart"),
        ("SECURITY_CONTACT", "bel even"),
        ("SECURITY_CONTACT", "http://onveilig.voorbeeld.be"),
        ("ORGANISATION", "een\nregel te veel"),
        ("RETENTION", "lang " * 200),
    ],
)
def test_what_cannot_stand_there_is_refused(tmp_path, name, text):
    with pytest.raises(PublisherError, match=name):
        Publisher.from_env({name: text})
    with pytest.raises(SettingError, match=re.escape(name)):
        Settings.from_env({"BOUWSTENEN_HOME": str(tmp_path), name: text})
