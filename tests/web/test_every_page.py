"""What holds for every page: headers, one heading, a language, nothing inline, kind errors."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from tests.web.visitor import Visitor
from webapp.platform import Platform
from webapp.services.open_meeting import MeetingPlan, open_meeting

PAGES = [
    "/",
    "/aanmelden",
    "/aanmelden/nieuw",
    "/bestaat-niet",
    "/beheer",
    "/beheer/ronde/nieuw",
    "/instrument",
    "/instrument/okt-2020",
    "/instrument/onw-2019",
    "/instrument/leersteuntraject-2023",
    "/instrument/gio-2022",
    "/ronde/{round}",
    "/ronde/{round}/afsluiten",
    "/ronde/{round}/gesprek/nieuw",
    "/ronde/{round}/resultaten",
    "/ronde/{round}/resultaten/visie",
    "/gesprek/{meeting}",
    "/gesprek/{meeting}/sluiten",
    "/gesprek/{meeting}/annuleren",
    "/d/{code}",
    "/d/bestaatniet",
]


@pytest.mark.parametrize("address", PAGES)
def test_page_is_sound(platform: Platform, inspector: Visitor, round_id: str, address: str) -> None:
    plan = MeetingPlan(round_id=round_id, group_id="scholen")
    meeting = open_meeting(platform.database, platform.keystore, plan)
    page = inspector.open(
        address.format(round=round_id, meeting=meeting.id, code=meeting.join_code)
    )

    html = page.response.text
    assert page.status in (200, 404)
    assert page.title
    assert page.tree.get("lang") == "nl"
    assert "style=" not in html
    assert not re.search(r"\son\w+=", html)
    inline = [one for one in page.all(".//script") if one.get("src") is None]
    assert {one.get("type") for one in inline} <= {"application/json"}
    assert all(one.get("alt") is not None for one in page.all(".//img"))
    ids = [one.get("id") for one in page.tree.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    labelled = {one.get("for") for one in page.all(".//label")}
    assert {name for name in labelled if name} <= set(ids)


@pytest.mark.parametrize("address", ["/", "/bestaat-niet", "/gezond", "/static/x/y.css"])
def test_every_response_has_the_strict_headers(client: FlaskClient, address: str) -> None:
    headers = client.get(address).headers

    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "nonce" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"


def test_assets_are_kept_for_ever_under_their_hash(client: FlaskClient) -> None:
    address = re.search(r"/static/\w+/css/app\.css", client.get("/").text)
    assert address

    response = client.get(address[0], headers={"Accept-Encoding": "gzip"})

    assert response.status_code == 200
    assert "immutable" in response.headers["Cache-Control"]
    assert response.headers["Content-Encoding"] == "gzip"
    assert client.get("/static/0000000000000000/css/app.css").status_code == 404


def test_what_cannot_be_stored_now_says_so(
    app: Flask, platform: Platform, round_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = MeetingPlan(round_id=round_id, group_id="scholen", slips=5)
    meeting = open_meeting(platform.database, platform.keystore, plan)

    def refuse(*_: object) -> None:
        raise OperationalError("INSERT", None, Exception("disk full"))

    monkeypatch.setattr(type(platform.writer), "store", refuse)
    form = Visitor(app.test_client()).open("/").fill(code=meeting.slips[0]).send()
    page = form.fill(block_18="passend").send().send("confirm")

    assert page.status == 503
    assert page.response.headers["Retry-After"] == "5"
    assert "Nog niet ontvangen" in page.text


def test_an_unexpected_error_gives_a_number_and_logs_no_answer(
    app: Flask,
    platform: Platform,
    round_id: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    plan = MeetingPlan(round_id=round_id, group_id="scholen", slips=5)
    meeting = open_meeting(platform.database, platform.keystore, plan)

    def fail(*_: object) -> None:
        raise ValueError("Wat iemand schreef")

    monkeypatch.setattr(type(platform.writer), "store", fail)
    form = Visitor(app.test_client()).open("/").fill(code=meeting.slips[0]).send()
    page = form.fill(block_18="passend", remark_18="Wat iemand schreef").send().send("confirm")

    assert page.status == 500
    number = re.search(r"nummer: (\w{8})", page.text)
    assert number
    assert number[1] in caplog.text
    assert "Wat iemand" not in caplog.text
    assert meeting.slips[0] not in caplog.text


def test_health_answers(client: FlaskClient) -> None:
    assert client.get("/gezond").json == {"status": "ok"}
