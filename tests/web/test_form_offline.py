"""What a phone may keep of the form: nothing of anybody, and files that fit together."""

import json
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.visitor import Visitor
from webapp.platform import Platform
from webapp.services.close_meeting import close_meeting
from webapp.services.open_meeting import MeetingPlan, OpenedMeeting, open_meeting
from webapp.settings import ROOT
from webapp.web.doors import is_token
from webapp.web.form_assets import ScriptError, one_script


def opened(platform: Platform, round_id: str, **plan: object) -> OpenedMeeting:
    planned = MeetingPlan(round_id=round_id, group_id="ondersteuners", **plan)
    return open_meeting(platform.database, platform.keystore, planned)


@pytest.fixture
def with_slips(platform: Platform, round_id: str) -> OpenedMeeting:
    return opened(platform, round_id, slips=5)


@pytest.fixture
def with_room_code(platform: Platform, round_id: str) -> OpenedMeeting:
    return opened(platform, round_id, expected=5)


def test_the_blank_form_is_the_same_for_everybody(
    client: FlaskClient, with_slips: OpenedMeeting, with_room_code: OpenedMeeting
) -> None:
    for meeting in (with_slips, with_room_code):
        pages = {client.get(f"/d/{meeting.join_code}/leeg").data for _ in range(3)}

        assert len(pages) == 1
        [page] = pages
        assert b'id="formulier"' in page
        assert b" checked" not in page
        assert b"qqSECRETqq" not in page
    assert b'name="token" value=""' in page


def test_a_token_is_for_its_own_room_only(
    app: Flask, client: FlaskClient, with_slips: OpenedMeeting, with_room_code: OpenedMeeting
) -> None:
    token = client.get(f"/d/{with_room_code.join_code}/token").json["token"]
    with app.app_context():
        assert is_token(with_room_code.id, token)
        assert not is_token(with_slips.id, token)

    assert client.get(f"/d/{with_slips.join_code}/token").json == {"token": None}
    assert client.get("/d/BCDF2345/token").json == {"token": None}


def test_a_closed_meeting_has_no_blank_form_and_no_token(
    platform: Platform, client: FlaskClient, with_room_code: OpenedMeeting
) -> None:
    close_meeting(platform.database, platform.keystore, with_room_code.id)

    assert b'id="formulier"' not in client.get(f"/d/{with_room_code.join_code}/leeg").data
    assert client.get(f"/d/{with_room_code.join_code}/token").json == {"token": None}


def test_a_token_from_its_address_counts_once(
    client: FlaskClient, visitor: Visitor, with_room_code: OpenedMeeting
) -> None:
    token = client.get(f"/d/{with_room_code.join_code}/token").json["token"]
    sheet = [("token", token), ("confirm", "1"), ("block_5", "passend")]

    for _ in range(3):
        page = visitor.send(f"/d/{with_room_code.join_code}", sheet)

    assert "1 van ongeveer 5 ontvangen" in page.text


def test_the_worker_is_for_the_form_only(client: FlaskClient) -> None:
    response = client.get("/d/worker.js")

    assert response.mimetype == "text/javascript"
    assert "Service-Worker-Allowed" not in response.headers
    assert "max-age" not in response.headers["Cache-Control"]
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_the_form_can_be_put_on_a_home_screen(
    client: FlaskClient, with_slips: OpenedMeeting, language: str
) -> None:
    html = client.get(f"/d/{with_slips.join_code}?taal={language}").text
    [address] = re.findall(r'data-manifest="([^"]+)"', html)

    response = client.get(address)
    manifest = json.loads(response.data)

    assert response.mimetype == "application/manifest+json"
    assert manifest["start_url"].startswith(manifest["scope"])
    assert client.get(manifest["start_url"]).status_code == 200
    assert client.get(manifest["icons"][0]["src"]).status_code == 200
    assert not any(slip in response.text for slip in with_slips.slips)


def test_pages_say_in_a_mark_what_became_of_a_sheet(
    platform: Platform, visitor: Visitor, with_slips: OpenedMeeting
) -> None:
    """The script on a phone goes by these marks; a page without one has received nothing."""
    sheet = [("code", with_slips.slips[0]), ("confirm", "1"), ("block_5", "passend")]
    address = f"/d/{with_slips.join_code}"

    assert visitor.send(address, sheet).all(".//main//*[@data-state='received']")
    assert not visitor.send(address, sheet[1:]).all(".//main//*[@data-state]")
    close_meeting(platform.database, platform.keystore, with_slips.id)
    assert visitor.send(address, sheet).all(".//main//*[@data-state='too-late']")


def test_the_script_is_all_modules_and_no_more(client: FlaskClient) -> None:
    folder = ROOT / "static" / "js" / "form"
    script = one_script(folder, "main")

    for path in folder.glob("*.js"):
        assert script.count(f"const ${path.stem} = (() => {{") == 1
    assert not re.search(r"^(import|export)\b", script, re.MULTILINE)
    assert not re.search(r"^\s*//", script, re.MULTILINE)


def test_modules_come_before_what_needs_them(tmp_path) -> None:
    (tmp_path / "a.js").write_text('import { two } from "./b.js";\n\nexport function one() {}\n')
    (tmp_path / "b.js").write_text("// two\nexport async function two() {}\n")

    assert one_script(tmp_path, "a") == (
        "const $b = (() => {\nasync function two() {}\nreturn { two };\n})();\n"
        "const $a = (() => {\nconst { two } = $b;\n\nfunction one() {}\nreturn { one };\n})();\n"
    )


def test_modules_of_a_neighbour_come_along(tmp_path) -> None:
    for folder, source in (
        ("pages/a", 'import { b } from "../shelf/b.js";\nexport function a() {}\n'),
        ("shelf/b", 'import { a } from "./a.js";\nexport function b() {}\n'),
        ("shelf/a", "export function a() {}\n"),
    ):
        path = tmp_path / f"{folder}.js"
        path.parent.mkdir(exist_ok=True)
        path.write_text(source)

    script = one_script(tmp_path / "pages", "a")

    assert re.findall(r"^const (\$\w+) =", script, re.MULTILINE) == ["$shelf_a", "$shelf_b", "$a"]
    assert "const { b } = $shelf_b;" in script
    assert "const { a } = $shelf_a;" in script


@pytest.mark.parametrize("line", ['import x from "./b.js";', "export default 1;", "export { x };"])
def test_a_module_that_cannot_be_put_together_is_refused(tmp_path, line) -> None:
    (tmp_path / "a.js").write_text(line + "\n")

    with pytest.raises(ScriptError, match=r"a\.js"):
        one_script(tmp_path, "a")


def test_modules_of_the_form_are_small() -> None:
    lengths = {
        path.name: path.read_text().count("\n") for path in (ROOT / "static/js/form").glob("*.js")
    }

    assert [name for name, length in lengths.items() if length > 100] == []
