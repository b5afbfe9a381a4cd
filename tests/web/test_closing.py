"""Closing questions without JavaScript: the leader's page, the beamer, and the coding list."""

import json

import pytest

from tests import builders
from tests import closing_questions as closing
from tests.web.visitor import Visitor
from webapp.db.queries.statements import list_to_code
from webapp.platform import Platform
from webapp.services.change_statements import rank_statement, reword
from webapp.services.conflict import Seen


@pytest.fixture
def meeting(platform: Platform, app, round_id: str):
    return builders.open_meeting(platform, round_id, "ondersteuners")


@pytest.fixture
def address(meeting) -> str:
    return f"/gesprek/{meeting.id}/slotvragen"


def press(visitor: Visitor, value: str, action: str | None = None, **fields: str):
    """Press the button with this value, where it stands, with its token."""
    page = visitor.page
    buttons = [one for one in page.all(".//button") if one.get("value") == value]
    action = action or buttons[0].get("formaction") or page.response.request.path
    token = page.all(".//*[@name='csrf_token']")[-1].get("value")
    sent = {"csrf_token": token, "do": value, **fields}
    return visitor.send(action, list(sent.items()))


def test_leader_opens_the_phones_and_closes_them(platform, inspector, meeting, address):
    inspector.open(address)
    page = press(inspector, None, f"{address}/openen")
    assert "Nog 5 nodig" in page.text
    for n in range(5):
        closing.write(platform, meeting, {"sterktes_1": f"zin {n}"}, f"device {n}")

    page = inspector.open(f"{address}/sluiten").send()

    assert "5 mensen schreven" in page.text
    assert all(f"zin {n}" in page.text for n in range(5))


def test_leader_is_warned_that_too_few_are_destroyed(platform, inspector, meeting, address):
    closing.answered(platform, meeting, ["een", "twee"])

    page = inspector.open(f"{address}/sluiten")
    assert "3 te weinig: alles wordt ongeopend vernietigd" in page.text

    assert "te weinig. Ze zijn ongeopend vernietigd" in page.send().text


def test_what_is_called_out_is_typed_ranked_and_put_together(platform, inspector, meeting, address):
    for text in ("teamoverleg", "elke week overleg"):
        inspector.open(address)
        forms = inspector.page.all(".//form[@data-typing='strength']")
        fields = {one.get("name"): one.get("value") for one in forms[0].iter("input")}
        inspector.send(address, list({**fields, "text": text}.items()))
    ids = {row.text: row.id for row in closing.statements(platform, meeting)}
    one, other = ids["teamoverleg"], ids["elke week overleg"]

    press(inspector, "rank 1 1 ", f"{address}/{one}")
    inspector.open(f"{address}/{other}")
    page = press(inspector, "same 1", head=f"{one} 2")

    assert "2 keer" in page.text
    rows = {row.id: row for row in closing.statements(platform, meeting)}
    assert (rows[one].rank, rows[other].cluster_id) == (1, one)


def test_conflict_shows_both_texts_and_keeps_what_was_typed(
    platform, app, inspector, meeting, address
):
    id_ = closing.typed(platform, meeting, "een")
    inspector.open(f"{address}/{id_}")
    change = Seen(id_, 1)
    reword(platform.database, meeting.id, change, "van de ander")

    page = press(inspector, "reword 1", text="van mij")

    assert page.status == 409
    assert "van de ander" in page.text
    assert page.all(".//textarea")[0].text == "van mij"
    assert press(inspector, "reword 2", f"{address}/{id_}", text="van mij").status == 200
    assert closing.statements(platform, meeting)[0].text == "van mij"


def test_script_that_sends_twice_gets_the_board_and_one_statement(
    platform, inspector, meeting, address
):
    token = inspector.open(address).all(".//*[@name='csrf_token']")[0].get("value")
    fields = {"csrf_token": token, "id": closing.SAID, "kind": "growth", "text": "tijd"}
    for _ in range(2):
        response = inspector.client.post(address, data=fields, headers={"X-Part": "1"})
        assert "tijd" in response.text
        assert "<html" not in response.text

    refused = inspector.client.post(address, data={**fields, "text": ""}, headers={"X-Part": "1"})
    assert (refused.status_code, refused.text) == (422, "Typ eerst wat er gezegd is.")
    assert len(closing.statements(platform, meeting)) == 1


@pytest.mark.parametrize("do", ["", "rank", "rank x 1", "fly 1"])
def test_button_that_does_not_exist_is_refused(platform, inspector, meeting, address, do):
    id_ = closing.typed(platform, meeting, "een")
    inspector.open(address)

    assert press(inspector, do, f"{address}/{id_}").status == 400


def test_beamer_shows_ranks_first_and_everything_of_one_kind(platform, inspector, meeting):
    for number, text in enumerate(("eerst", "gewoon")):
        id_ = closing.typed(platform, meeting, text)
        if number == 0:
            seen = Seen(id_, 1)
            rank_statement(platform.database, meeting.id, seen, 1, holder=None)
    beamer = f"/gesprek/{meeting.id}/scherm/slotvragen"

    assert "gewoon" not in inspector.open(beamer).text
    page = inspector.open(f"{beamer}?wat=strength")
    assert "eerst" in page.text
    assert "gewoon" in page.text
    etag = inspector.open(f"{beamer}/stand").response.headers["ETag"]
    again = inspector.client.get(f"{beamer}/stand", headers={"If-None-Match": etag})
    assert again.status_code == 304


def test_beamer_shows_nothing_of_what_is_still_sealed(platform, inspector, meeting):
    closing.answered(platform, meeting, ["geheim een", "geheim twee", "geheim drie"])

    for path in ("scherm/slotvragen", "slotvragen"):
        page = inspector.open(f"/gesprek/{meeting.id}/{path}")
        assert "3 ontvangen" in page.text
        assert "geheim" not in page.response.text


def test_statements_are_coded_one_by_one(platform, inspector, meeting, round_id):
    for text in ("een", "twee"):
        closing.typed(platform, meeting, text)
    address = f"/ronde/{round_id}/coderen"

    wrong = inspector.open(address).form()
    assert wrong.get("method") == "get"
    page = code_first(inspector, "1a 9z")
    assert "Deze code bestaat niet: 9z." in page.text
    assert "0 van 2 gecodeerd" in page.text
    page = code_first(inspector, "1a 3b")

    assert "1 van 2 gecodeerd" in page.text
    assert len(page.all(".//ol[@class='to-code']/li")) == 1
    assert "Afstemming" in inspector.open(f"{address}?toon=alles").text
    with platform.database.reading() as session:
        codes = {code for row in list_to_code(session, round_id) for code in row.codes}
    assert codes == {"organisatie/visie", "vormgeving/afstemming"}


def code_first(visitor: Visitor, marks: str):
    form = visitor.page.all(".//form[@class='to-code__line']")[0]
    fields = {one.get("name"): one.get("value") for one in form.iter("input")}
    return visitor.send(form.get("action"), list({**fields, "codes": marks}.items()))


def test_script_that_codes_hears_of_a_conflict(platform, inspector, meeting, round_id):
    id_ = closing.typed(platform, meeting, "een")
    token = inspector.open(f"/ronde/{round_id}/coderen").all(".//*[@name='csrf_token']")[-1]
    fields = {"csrf_token": token.get("value"), "codes": "1a", "version": "1"}
    address, part = f"/ronde/{round_id}/coderen/{id_}", {"X-Part": "1"}

    first = inspector.client.post(address, data=fields, headers=part)
    second = inspector.client.post(address, data=fields, headers=part)

    assert json.loads(first.text) == {"version": 2}
    assert second.status_code == 409
    assert "Iemand anders" in json.loads(second.text)["problem"]
