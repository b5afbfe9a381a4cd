"""Which language a page speaks, how somebody chooses another, and what is remembered of it."""

import pytest
from flask import Flask

from tests import builders
from tests import closing_questions as closing
from tests.web.visitor import Visitor
from webapp.db.models import Meeting, Slip
from webapp.i18n import LANGUAGES, current_language
from webapp.platform import Platform


def language_of(page):
    return page.tree.get("lang")


def links(page):
    """The language switch of a page: code → address."""
    inside = page.all(".//nav[@class='languages no-print']//a")
    assert all(one.get("lang") == one.get("hreflang") for one in inside)
    return {one.get("lang"): one.get("href") for one in inside}


@pytest.fixture
def round_id(platform: Platform) -> str:
    return builders.open_round(platform)


@pytest.mark.parametrize(
    ("wanted", "spoken"),
    [
        ("fr-BE,fr;q=0.9,nl;q=0.5", "fr"),
        ("nl-BE", "nl"),
        ("de-DE,de;q=0.9", "de"),
        ("en-GB", "en"),
        ("es-ES,es;q=0.9,en;q=0.4", "en"),
        ("es-ES", "nl"),
        ("*", "nl"),
        ("", "nl"),
    ],
)
def test_first_page_speaks_what_the_browser_prefers(app: Flask, wanted: str, spoken: str):
    response = app.test_client().get("/", headers={"Accept-Language": wanted})

    assert f'<html lang="{spoken}"' in response.text
    assert "Accept-Language" in response.headers["Vary"]
    assert "Set-Cookie" not in response.headers


def test_address_goes_before_the_browser(app: Flask):
    response = app.test_client().get("/?taal=de", headers={"Accept-Language": "fr"})

    assert '<html lang="de"' in response.text


def test_unknown_language_in_the_address_is_no_choice(visitor: Visitor):
    assert language_of(visitor.open("/?taal=xx")) == "nl"


@pytest.mark.parametrize(
    "address", ["/", "/d/{meeting.join_code}", "/d/bestaatniet", "/privacy", "/toegankelijkheid"]
)
def test_nothing_is_remembered_of_participants(
    app: Flask, platform: Platform, round_id: str, address: str
):
    meeting = builders.open_meeting(platform, round_id, slips=1)
    client = app.test_client()

    response = client.get(address.format(meeting=meeting) + "?taal=fr")

    assert '<html lang="fr"' in response.text
    assert "Set-Cookie" not in response.headers
    assert '<html lang="nl"' in client.get(address.format(meeting=meeting)).text


def test_links_of_participants_take_the_language_along(visitor: Visitor):
    page = visitor.open("/?taal=fr")

    inside = [one.get("href") for one in page.all(".//header//a") + page.all(".//footer//a")]
    ours = [address for address in inside if address.startswith("/")]
    assert ours
    switch = set(links(page).values())
    assert all(address.endswith("?taal=fr") for address in ours if address not in switch)


def test_code_leads_to_a_form_in_the_same_language(
    visitor: Visitor, platform: Platform, round_id: str
):
    meeting = builders.open_meeting(platform, round_id, slips=1)

    by_slip = visitor.open("/?taal=de").fill(code=meeting.slips[0]).send()
    by_room = visitor.open("/?taal=de").fill(code=meeting.join_code).send()

    assert (language_of(by_slip), language_of(by_room)) == ("de", "de")
    assert by_room.response.request.full_path == f"/d/{meeting.join_code}?taal=de"


def test_staff_keep_the_language_they_chose(inspector: Visitor, round_id: str):
    assert language_of(inspector.open("/beheer")) == "nl"

    inspector.open(f"/ronde/{round_id}?taal=fr")

    assert language_of(inspector.open("/beheer")) == "fr"
    assert language_of(inspector.open("/")) == "nl"  # the session is not looked at there
    inspector.open("/beheer?taal=nl")
    assert language_of(inspector.open(f"/ronde/{round_id}")) == "nl"


def test_language_chosen_before_signing_in_stays(app: Flask, inspector: Visitor):
    visitor = Visitor(app.test_client())
    visitor.open("/aanmelden?taal=en")

    assert language_of(visitor.open("/aanmelden")) == "en"
    assert language_of(visitor.page.fill(email="a@b.be", password="x").send()) == "en"


@pytest.mark.parametrize(
    "address", ["/", "/aanmelden", "/beheer", "/ronde/{round}", "/privacy", "/bestaat-niet"]
)
def test_switch_leads_to_the_same_page_in_each_language(
    inspector: Visitor, round_id: str, address: str
):
    page = inspector.open(address.format(round=round_id) + "?taal=en&x=1")

    assert links(page).keys() == set(LANGUAGES) - {"en"}
    for code, link in links(page).items():
        again = inspector.open(link)
        assert language_of(again) == code
        assert again.response.request.args.to_dict() == {"x": "1", "taal": code}
        assert {one.get("lang") for one in again.all(".//nav//span[@aria-current]")} == {code}


def test_replies_of_participants_can_be_read_in_another_language_without_sending_again(
    visitor: Visitor, platform: Platform, round_id: str
):
    meeting = builders.open_meeting(platform, round_id, slips=1)
    fields = [("code", meeting.slips[0]), ("confirm", "1")]

    for reply, address in (
        (visitor.send(f"/d/{meeting.join_code}", fields), "/ontvangen?taal=fr"),
        (visitor.send("/d/BCDF2345", fields), "/te-laat?taal=fr"),
        (visitor.send("/", [("code", "BCDF2345")]), "/?taal=fr"),
    ):
        assert links(reply)["fr"] == address
        again = visitor.open(address)
        assert language_of(again) == "fr"
        assert again.response.status_code == 200
    assert visitor.open("/ontvangen").has_state("received")
    assert visitor.open("/te-laat").has_state("too-late")
    with platform.database.reading() as session:
        assert session.get_one(Meeting, meeting.id).received == 1


@pytest.mark.parametrize(
    "address", ["/beheer/ronde/nieuw", "/ronde/{round}/gesprek/nieuw", "/aanmelden"]
)
def test_refused_form_of_staff_changes_its_language_and_carries_out_nothing(
    inspector: Visitor, round_id: str, address: str
):
    typed = {"title": "Wat ik typte", "min_group_size": "2", "expected": "-3", "email": "ik"}
    page = inspector.open(address.format(round=round_id))
    names = {one.get("name") for one in page._controls()}
    refused = page.fill_in({name: text for name, text in typed.items() if name in names}).send()
    buttons = refused.all(".//nav[@class='languages no-print']//button")
    french = next(one for one in buttons if one.get("value") == "fr")
    assert buttons[0].get("name") is None  # what Enter presses
    assert {one.get("form") for one in buttons} == {refused.form().get("id")}
    rounds = inspector.open("/beheer").text

    fields = [pair for one in refused._controls() for pair in refused._values(one)]
    again = inspector.send(french.get("formaction"), [*fields, ("taal", "fr")])

    assert language_of(again) == "fr"
    kept = {one.get("name"): one.get("value") for one in again._controls()}
    assert {kept[name] for name in names & typed.keys()} <= set(typed.values())
    assert not again.all(".//*[@class='govuk-error-summary']")
    assert inspector.open("/beheer?taal=nl").text == rounds


def test_slips_are_the_same_in_another_language(
    inspector: Visitor, platform: Platform, round_id: str
):
    slips = inspector.open(f"/ronde/{round_id}/gesprek/nieuw").fill(slips="y", expected="2").send()
    before = codes_on(slips)
    meeting = slips.all(".//input[@name='meeting_id']")[0].get("value")

    french = in_french(inspector, slips, f"/ronde/{round_id}/gesprek/nieuw")
    more = inspector.open(f"/gesprek/{meeting}/erbij").fill(more="1").send()
    more_in_french = in_french(inspector, more, f"/gesprek/{meeting}/erbij")

    assert len(before) == 2
    assert codes_on(french) == before
    assert len(codes_on(more)) == 1
    assert codes_on(more_in_french) == codes_on(more)
    with platform.database.reading() as session:
        assert session.query(Slip).count() == 3
        assert session.query(Meeting).count() == 1


def codes_on(page):
    return ["".join(one.itertext()) for one in page.all(".//*[@class='slip__code']")]


def in_french(visitor: Visitor, page, address: str):
    """The reply to a form, put in French by its button."""
    (form,) = page.all(".//form[@id='formulier']")
    controls = [one for one in form.iter() if one.tag in ("input", "textarea")]
    fields = [pair for one in controls for pair in page._values(one)]
    again = visitor.send(f"{address}?taal=fr", [*fields, ("taal", "fr")])
    assert language_of(again) == "fr"
    return again


def test_replies_to_closing_questions_change_their_language_and_store_nothing(
    visitor: Visitor, platform: Platform
):
    meeting = closing.open_meeting(platform)
    closing.open_box(platform, meeting)
    address = f"/d/{meeting.join_code}/slotvragen"

    wrong = visitor.open(address).fill(sterktes_1="x" * 301, sterktes_2="blijft").send()
    french = in_french(visitor, wrong, address)
    assert "blijft" in french.text
    assert closing.box_of(platform, meeting).received == 0
    received = visitor.open(address).fill(sterktes_1="sterk").send()
    again = in_french(visitor, received, address)

    assert again.has_state("received")
    assert closing.box_of(platform, meeting).received == 1
    assert in_french(visitor, again.send("again"), address).form().findall(".//textarea")
    closing.close(platform, meeting)
    late = visitor.send(address, [("token", "x")])
    assert links(late)["fr"] == "/te-laat?taal=fr"


def test_error_of_a_button_leads_back_to_its_page(inspector: Visitor, platform: Platform, round_id):
    meeting = builders.open_meeting(platform, round_id)
    address = f"/gesprek/{meeting.id}"
    headers = {"Referer": f"http://localhost{address}"}

    response = inspector.client.post(f"{address}/pauzeren", headers=headers)

    assert response.status_code == 400
    assert f'href="{address}?taal=fr"' in response.text
    foreign = inspector.client.post(f"{address}/pauzeren", headers={"Referer": "http://x.be/y"})
    assert "?taal=fr" not in foreign.text.partition("<main")[0]


@pytest.mark.parametrize("slips", [0, 2])
def test_form_in_another_language_keeps_what_was_ticked(
    visitor: Visitor, platform: Platform, round_id: str, slips: int
):
    meeting = builders.open_meeting(platform, round_id, slips=slips)
    page = visitor.open(f"/d/{meeting.join_code}")
    buttons = page.all(".//nav//button[@name='taal']")
    french = next(one for one in buttons if one.get("value") == "fr")
    assert {one.get("form") for one in page.all(".//nav//button")} == {page.form().get("id")}
    page.fill_in({"block_1": "deels", "remark_3": "blijft staan"})
    if slips:
        page.fill(code=meeting.slips[0])
    fields = [pair for one in page._controls() for pair in page._values(one)]

    again = visitor.send(french.get("formaction"), [*fields, ("taal", "fr")])

    assert language_of(again) == "fr"
    assert [one.get("id") for one in again.all(".//input[@checked]")] == ["block_1-deels"]
    assert "blijft staan" in again.text
    assert "Nog niet verzonden" not in again.text
    assert "Pas encore envoyé" not in again.text
    assert not again.has_state("received")
    with platform.database.reading() as session:
        from webapp.db.models import Meeting

        assert session.get_one(Meeting, meeting.id).received == 0
    assert again.send("confirm" if again.all(".//button[@name='confirm']") else None)
    done = visitor.page if visitor.page.has_state("received") else visitor.page.send("confirm")
    assert done.has_state("received")
    assert language_of(done) == "fr"


def test_enter_never_changes_the_language(visitor: Visitor, platform: Platform, round_id: str):
    meeting = builders.open_meeting(platform, round_id)

    page = visitor.open(f"/d/{meeting.join_code}")

    submits = [one for one in page.all(".//button") if one.get("type", "submit") == "submit"]
    first = next(one for one in submits if one.get("form", "formulier") == "formulier")
    assert first.get("name") is None


def test_form_says_that_its_bouwstenen_are_in_another_language(
    visitor: Visitor, platform: Platform, round_id: str
):
    meeting = builders.open_meeting(platform, round_id)

    dutch = visitor.open(f"/d/{meeting.join_code}")
    german = visitor.open(f"/d/{meeting.join_code}?taal=de")

    assert not dutch.all(".//*[@class='instrument-language']")
    (told,) = german.all(".//*[@class='instrument-language']")
    assert told.text == "Diese Bausteine gibt es nur auf Niederländisch."
    texts = german.all(".//legend/span[@data-name]") + german.all(".//fieldset//label[@lang]")
    assert texts
    assert {one.get("lang") for one in texts} == {"nl"}
    assert not dutch.all(".//main//*[@lang]")


def test_thread_does_not_go_on_in_the_language_of_its_last_visitor(visitor: Visitor, round_id: str):
    assert language_of(visitor.open("/?taal=de")) == "de"

    assert current_language() == "nl"
