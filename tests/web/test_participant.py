"""What people without an account see, from the code to "Ontvangen"."""

import gzip
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.visitor import Visitor
from webapp.instrument.model import Instrument
from webapp.platform import Platform
from webapp.services.cancel_meeting import cancel_meeting
from webapp.services.close_meeting import close_meeting, start_countdown
from webapp.services.open_meeting import MeetingPlan, OpenedMeeting, open_meeting
from webapp.web import standing

BLOCKS = ["5", "6", "13", "21", "22", "23", "24", "25", "26", "27", "28", "32", "40", "49"]


def open_for(platform: Platform, round_id: str, **plan: object) -> OpenedMeeting:
    planned = MeetingPlan(round_id=round_id, **({"group_id": "ondersteuners"} | plan))
    return open_meeting(platform.database, platform.keystore, planned)


@pytest.fixture
def with_slips(platform: Platform, round_id: str) -> OpenedMeeting:
    return open_for(platform, round_id, slips=8)


@pytest.fixture
def with_room_code(platform: Platform, round_id: str) -> OpenedMeeting:
    return open_for(platform, round_id, expected=12)


def everything(code: str = "passend") -> dict[str, str]:
    return {f"block_{block}": code for block in BLOCKS}


def count(platform: Platform, meeting: OpenedMeeting) -> tuple[int, int]:
    closed = close_meeting(platform.database, platform.keystore, meeting.id)
    return closed.received, closed.counted


def test_a_slip_opens_its_form_at_once(visitor: Visitor, with_slips: OpenedMeeting) -> None:
    form = visitor.open("/").fill(code=with_slips.slips[0]).send()

    assert form.title == "Ondersteuning kleine types"
    assert [one.get("data-block") for one in form.all(".//fieldset[@data-block]")] == BLOCKS


def test_a_room_code_leads_to_the_address_of_its_form(
    client: FlaskClient, with_room_code: OpenedMeeting
) -> None:
    typed = with_room_code.join_code[:4].lower() + " " + with_room_code.join_code[4:]

    response = client.post("/", data={"code": typed})

    assert response.status_code == 303
    assert response.headers["Location"] == f"/d/{with_room_code.join_code}"


def test_a_room_code_meeting_takes_a_sheet(visitor: Visitor, with_room_code: OpenedMeeting) -> None:
    form = visitor.open(f"/d/{with_room_code.join_code}").fill_in(everything())

    assert form.send().has_state("received")
    assert "1 van ongeveer 12 ontvangen" in visitor.page.text


def test_the_same_form_twice_is_one_person(
    platform: Platform, visitor: Visitor, with_room_code: OpenedMeeting
) -> None:
    form = visitor.open(f"/d/{with_room_code.join_code}").fill_in(everything())
    form.send()

    again = form.send()

    assert "1 van ongeveer 12 ontvangen" in again.text


def test_a_token_that_we_did_not_make_stores_nothing(
    platform: Platform, visitor: Visitor, with_room_code: OpenedMeeting
) -> None:
    form = visitor.open(f"/d/{with_room_code.join_code}").fill_in(everything())

    page = form.fill(token="zelf.gemaakt").send()

    assert "Nog niet verzonden" in page.text
    assert count(platform, with_room_code) == (0, 0)


def test_gaps_are_asked_about_once_with_the_answers_kept(
    visitor: Visitor, with_slips: OpenedMeeting
) -> None:
    form = visitor.open("/").fill(code=with_slips.slips[0]).send()
    form.fill_in({"block_5": "deels", "remark_5": "Graag meer overleg.", "block_13": "nvt"})

    asked = form.send()

    assert "U liet 12 bouwstenen open" in asked.text
    assert "Er is nog niets bewaard" in asked.text
    checked = {one.get("id") for one in asked.all(".//input[@checked]")}
    assert checked == {"block_5-deels", "block_13-nvt"}
    assert asked.all(".//textarea[@id='remark_5']")[0].text == "Graag meer overleg."
    assert asked.send("confirm").has_state("received")


def test_gaps_that_are_filled_need_no_confirmation(
    visitor: Visitor, with_slips: OpenedMeeting
) -> None:
    form = visitor.open("/").fill(code=with_slips.slips[0]).send()

    asked = form.fill(block_5="deels").send()

    assert asked.fill_in(everything()).send().has_state("received")


def test_an_unknown_slip_on_the_form_keeps_the_answers(
    visitor: Visitor, with_slips: OpenedMeeting
) -> None:
    form = visitor.open(f"/d/{with_slips.join_code}").fill_in(everything("niet"))

    page = form.fill(code="BCDF BCDF BCDF").send()

    assert "We kennen deze code niet" in page.text
    assert len(page.all(".//input[@checked]")) == len(BLOCKS)
    assert page.fill(code=with_slips.slips[0]).send().has_state("received")


@pytest.mark.parametrize("code", ["", "BCDF", "BCDF 2345 BCDF 2345", "AAAA AAAA", "🙂" * 8])
def test_what_cannot_be_a_code_is_asked_again(visitor: Visitor, code: str) -> None:
    page = visitor.open("/").fill(code=code).send()

    assert page.status == 200
    assert "We herkennen deze code niet. Kijk ze nog eens na: 8 of 12 letters" in page.text


def test_wrong_expired_and_closed_codes_get_the_same_page(
    platform: Platform, client: FlaskClient, round_id: str
) -> None:
    closed, cancelled = (open_for(platform, round_id, slips=5) for _ in range(2))
    close_meeting(platform.database, platform.keystore, closed.id)
    cancel_meeting(platform.database, platform.keystore, cancelled.id)

    pages = [client.get(f"/d/{code}") for code in ("BCDF2345", "x", closed.join_code)]
    pages += [client.get(f"/d/{cancelled.join_code}")]
    pages += [
        client.post("/", data={"code": code})
        for code in (closed.slips[0], cancelled.slips[0], "BCDF2345BCDF")
    ]

    assert {page.status_code for page in pages} == {200}
    mains = {page.text[page.text.index("<main") : page.text.index("</main>")] for page in pages}
    assert len(mains) == 1
    assert "Hier is nu niets in te vullen" in pages[0].text


def test_a_sheet_after_closing_is_told_so(
    platform: Platform, visitor: Visitor, with_slips: OpenedMeeting
) -> None:
    form = visitor.open("/").fill(code=with_slips.slips[0]).send().fill_in(everything())
    close_meeting(platform.database, platform.keystore, with_slips.id)

    page = form.send()

    assert page.status == 200
    assert not page.has_state("received")
    assert "Misschien hadden we uw antwoorden al" in page.text


def test_people_who_fill_in_alone_are_not_offered_not_reached(
    platform: Platform, visitor: Visitor, round_id: str
) -> None:
    alone = open_for(platform, round_id, slips=5, setting="alone")

    form = visitor.open("/").fill(code=alone.slips[0]).send()

    codes = {one.get("value") for one in form.all(".//input[@type='radio']")}
    assert codes == {"passend", "deels", "niet", "nvt"}
    page = form.fill(block_5="passend").send()
    assert page.visitor.send(
        f"/d/{alone.join_code}", [("code", alone.slips[0]), ("block_5", "knab")]
    ).text.count("Dit antwoord bestaat hier niet")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ([("block_5", "geweldig")], "Dit antwoord bestaat hier niet"),
        ([("block_5", "passend"), ("block_5", "niet")], "twee antwoorden"),
        ([("block_1", "passend")], "niet bij dit formulier"),
        ([("block_5", "passend"), ("naam", "x")], "niet bij dit formulier"),
        ([("remark_5", "a" * 1001)], "te lang: hoogstens 1000 tekens"),
        ([("remark_5", "a"), ("remark_5", "b")], "twee opmerkingen"),
        ([(f"remark_{b}", "é" * 500) for b in BLOCKS], "samen te lang"),
    ],
    ids=["option", "two-options", "other-group", "unknown", "long", "two-remarks", "all-long"],
)
def test_bad_input_is_told_and_nothing_is_stored(
    platform: Platform,
    visitor: Visitor,
    with_slips: OpenedMeeting,
    fields: list[tuple[str, str]],
    message: str,
) -> None:
    sent = [("code", with_slips.slips[0]), ("confirm", "1"), *fields]

    page = visitor.send(f"/d/{with_slips.join_code}", sent)

    assert page.status == 200
    assert message in page.text
    assert not page.has_state("received")
    assert count(platform, with_slips) == (0, 0)


@pytest.mark.parametrize(
    "kind", ["application/x-www-form-urlencoded", "multipart/form-data"], ids=["usual", "parts"]
)
def test_a_form_is_read_however_it_was_packed(
    platform: Platform, client: FlaskClient, with_slips: OpenedMeeting, kind: str
) -> None:
    body = {"code": with_slips.slips[0], "remark_5": "Vlot", "remark_6": "", **everything()}

    response = client.post(f"/d/{with_slips.join_code}", data=body, content_type=kind)

    assert 'data-state="received"' in response.text
    assert count(platform, with_slips)[0] == 1


@pytest.mark.parametrize("value", ["1", ""])
def test_the_button_that_confirms_gaps_counts_with_or_without_a_value(
    client: FlaskClient, with_slips: OpenedMeeting, value: str
) -> None:
    body = {"code": with_slips.slips[0], "block_5": "passend", "confirm": value, "remark_6": ""}

    response = client.post(f"/d/{with_slips.join_code}", data=body)

    assert 'data-state="received"' in response.text


def test_what_one_sends_is_never_read_for_another(
    platform: Platform, app: Flask, with_slips: OpenedMeeting
) -> None:
    """Also where requests share a context of the application, as within a script."""
    with app.app_context():
        for slip in with_slips.slips[:3]:
            body = {"code": slip, **everything()}
            app.test_client().post(f"/d/{with_slips.join_code}", data=body)

    assert count(platform, with_slips)[0] == 3


def test_bytes_that_are_no_text_are_shown_as_such_and_nothing_else_is_lost(
    client: FlaskClient, with_slips: OpenedMeeting
) -> None:
    body = b"block_5=passend&remark_5=vl%FFot&remark_6=t\xe9&code=" + with_slips.slips[0].encode()

    response = client.post(
        f"/d/{with_slips.join_code}",
        data=body,
        content_type="application/x-www-form-urlencoded",
    )

    assert 'data-state="received"' not in response.text  # gaps are asked about first
    assert "vl\ufffdot" in response.text
    assert "t\ufffd" in response.text


def test_too_much_at_once_is_refused_with_advice(
    client: FlaskClient, with_slips: OpenedMeeting
) -> None:
    response = client.post(f"/d/{with_slips.join_code}", data={"remark_5": "a" * 70_000})

    assert response.status_code == 413
    assert "Uw antwoorden zijn niet ontvangen" in response.text


def test_remarks_never_become_markup(visitor: Visitor, with_slips: OpenedMeeting) -> None:
    form = visitor.open("/").fill(code=with_slips.slips[0]).send()

    page = form.fill(remark_5="</textarea><script>alert(1)</script>").send()

    assert "<script>alert" not in page.response.text
    assert page.all(".//textarea[@id='remark_5']")[0].text.startswith("</textarea><script>")


def test_another_site_cannot_send_a_sheet(
    platform: Platform, client: FlaskClient, with_slips: OpenedMeeting
) -> None:
    body = {"code": with_slips.slips[0], "confirm": "1", **everything()}
    strangers = [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elders.example"}]

    for headers in strangers:
        response = client.post(f"/d/{with_slips.join_code}", data=body, headers=headers)
        assert "data-state" not in response.text

    assert count(platform, with_slips) == (0, 0)


def test_no_cookie_and_no_secret_reaches_anybody_on_the_way(
    client: FlaskClient, with_slips: OpenedMeeting
) -> None:
    slip = with_slips.slips[0]
    responses = [
        client.get("/"),
        client.get(f"/d/{with_slips.join_code}"),
        client.post("/", data={"code": slip}),
        client.post(f"/d/{with_slips.join_code}", data={"code": slip, "confirm": "1"}),
        client.get(f"/d/{with_slips.join_code}/stand"),
    ]

    for response in responses:
        assert "Set-Cookie" not in response.headers
        assert response.headers["Cache-Control"] == "no-store"
        assert "Cookie" not in response.headers.get("Vary", "")
        assert slip not in str(response.headers)


def test_the_promise_stands_before_the_first_question(
    visitor: Visitor, with_slips: OpenedMeeting
) -> None:
    html = visitor.open(f"/d/{with_slips.join_code}").response.text

    assert html.index("Wat we beloven") < html.index("<fieldset")
    assert "Niemand ziet resultaten van minder dan 5 mensen" in html


def test_the_phone_can_ask_for_the_countdown(
    platform: Platform,
    client: FlaskClient,
    with_room_code: OpenedMeeting,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(standing, "KEPT_SECONDS", -1)
    address = f"/d/{with_room_code.join_code}/stand"
    before = client.get(address).json
    start_countdown(platform.database, with_room_code.id, 60)
    during = client.get(address).json

    close_meeting(platform.database, platform.keystore, with_room_code.id)

    assert before == {"open": True, "held": None, "seconds": None, "questions": False}
    assert during["open"] is True
    assert 55 <= during["seconds"] <= 60
    assert client.get(address).json == {
        "open": False,
        "held": None,
        "seconds": None,
        "questions": False,
    }


@pytest.mark.parametrize("processes", [1, 4])
def test_guessing_room_codes_is_stopped_and_slips_go_on(
    app: Flask, with_slips: OpenedMeeting, monkeypatch: pytest.MonkeyPatch, processes: int
) -> None:
    from webapp.web import doors
    from webapp.web.guessing import Guesses

    monkeypatch.setattr(doors, "_wrong_codes", Guesses("20 per minute"))
    monkeypatch.setattr(doors, "how_many_share", lambda _database: processes)
    guesser = app.test_client()

    statuses = [
        guesser.get(f"/d/BCDF2{n:03}".replace("0", "Z").replace("1", "Y")).status_code
        for n in range(30)
    ]

    assert statuses.count(200) == 20 // processes
    assert statuses[-1] == 503
    slip_holder = Visitor(app.test_client())
    assert slip_holder.open("/").fill(code=with_slips.slips[0]).send().title != "Even wachten"


def test_the_first_load_of_the_form_is_light(
    client: FlaskClient, platform: Platform, round_id: str
) -> None:
    meeting = open_for(platform, round_id, group_id="beleid", slips=5)
    html = client.get(f"/d/{meeting.join_code}", headers={"Accept-Encoding": "gzip"})
    addresses = set(
        re.findall(r'(?:href|src)="(/static/[^"]+)"', gzip.decompress(html.data).decode())
    )
    files = [client.get(one, headers={"Accept-Encoding": "gzip"}) for one in addresses]

    assert all(file.status_code == 200 for file in files)
    assert 1 + len(files) <= 4
    assert len(html.data) + sum(len(file.data) for file in files) <= 45_000


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_the_form_is_the_same_packed_or_not(
    client: FlaskClient, with_slips: OpenedMeeting, okt: Instrument, encoding: str
) -> None:
    response = client.get(f"/d/{with_slips.join_code}", headers={"Accept-Encoding": encoding})

    html = gzip.decompress(response.data) if encoding == "gzip" else response.data
    assert html.count(b"<fieldset") == len(okt.blocks_for("ondersteuners"))
    assert b"qqSECRETqq" not in html
