"""/stijl shows every part in every state, and is not there on a real installation."""

from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from tests.web.visitor import Visitor
from webapp import create_app
from webapp.platform import Platform
from webapp.web.style_page import PHASES


@pytest.fixture
def developer(platform: Platform) -> Visitor:
    app = create_app(replace(platform.settings, style_page=True), platform)
    return Visitor(app.test_client())


def test_it_is_not_there_by_itself(client: FlaskClient) -> None:
    assert client.get("/stijl").status_code == 404
    assert client.get("/stijl/scherm/open").status_code == 404


def test_a_demonstration_has_it(platform: Platform) -> None:
    app = create_app(replace(platform.settings, demo=True), platform)

    assert app.test_client().get("/stijl").status_code == 200


@pytest.mark.parametrize(
    "part",
    [
        "govuk-button govuk-button--warning",
        "govuk-form-group govuk-form-group--error",
        "govuk-error-summary",
        "govuk-notification-banner govuk-notification-banner--success",
        "govuk-panel govuk-panel--confirmation",
        "govuk-summary-list",
        "govuk-table",
        "figure-tile",
        "rate",
        "rate rate--wrong",
        "chart",
        "heat",
        "door",
        "qr",
    ],
)
def test_every_part_is_shown(developer: Visitor, part: str) -> None:
    page = developer.open("/stijl")

    assert page.status == 200
    assert page.title == "Stijl"
    assert page.all(f".//*[@class='{part}']")


def test_every_state_of_a_meeting_is_shown(developer: Visitor) -> None:
    shown = {one.get("class") for one in developer.open("/stijl").all(".//strong")}

    assert {f"govuk-tag state--{phase}" for phase in PHASES if phase != "counting"} <= shown


def test_ids_are_there_once(developer: Visitor) -> None:
    ids = [one.get("id") for one in developer.open("/stijl").tree.iter() if one.get("id")]

    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize("phase", PHASES)
def test_the_beamer_is_shown_in_every_phase(developer: Visitor, phase: str) -> None:
    page = developer.open(f"/stijl/scherm/{phase}")

    assert page.status == 200
    assert page.all(f".//*[@data-phase='{phase}']")
    assert not page.all(".//*[@data-module='live']")  # it stands still


def test_another_phase_does_not_exist(developer: Visitor) -> None:
    assert developer.open("/stijl/scherm/feest").status == 404
