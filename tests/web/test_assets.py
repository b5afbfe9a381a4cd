"""What browsers get besides the page: one stylesheet, under its hash, in the brand's colours."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.visitor import Visitor
from webapp import create_app
from webapp.brand import Brand
from webapp.platform import Platform
from webapp.settings import SettingError
from webapp.web import assets

LINK = re.compile(r'<link rel="stylesheet" href="([^"]+)">')


@pytest.fixture
def branded(platform: Platform, tmp_path: Path) -> Flask:
    logo, font = tmp_path / "logo.svg", tmp_path / "font.woff2"
    logo.write_text("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'/>")
    font.write_bytes(b"wOF2")
    brand = Brand(name="Kijk & mee", logo=logo, colour="#3a1066", font="Verdana", font_file=font)
    settings = replace(platform.settings, brand=brand)
    return create_app(settings, replace(platform, settings=settings))


def style_of(client: FlaskClient, address: str) -> str:
    found = LINK.findall(client.get(address).text)
    assert len(found) == 1
    return client.get(found[0]).text


def test_a_page_loads_one_stylesheet_with_all_in_it(client: FlaskClient) -> None:
    style = style_of(client, "/")

    assert ".govuk-error-summary" in style
    assert "--brand:#12436b" in style
    assert ".made-up" in style
    assert ".govuk-table__cell { padding" not in style  # what only staff need
    assert style.index("--govuk-brand-colour:") < style.index("--govuk-brand-colour: var(--brand)")


def test_pages_of_staff_have_their_tables(inspector: Visitor) -> None:
    assert ".table-frame" in style_of(inspector.client, "/beheer")


def test_the_brand_is_everywhere(branded: Flask) -> None:
    client = branded.test_client()
    page = client.get("/").text
    style = style_of(client, "/")

    assert "Kijk &amp; mee</title>" in page
    assert "Bouwstenen</a>" not in page
    assert '<meta name="theme-color" content="#3a1066">' in page
    assert "--brand:#3a1066" in style
    logo = re.search(r'<img class="top__mark" src="([^"]+)" alt="">', page)
    font = re.search(r"url\(([^)]+)\)", style)
    assert logo
    assert font
    assert client.get(logo[1]).mimetype == "image/svg+xml"
    assert client.get(font[1]).data == b"wOF2"


def test_a_logo_cannot_run_anything(branded: Flask) -> None:
    client = branded.test_client()
    address = re.search(r'src="(/static/[^"]+logo[^"]+)"', client.get("/").text)
    assert address

    assert "default-src 'none'" in client.get(address[1]).headers["Content-Security-Policy"]


def test_without_the_built_files_it_says_what_to_do(
    platform: Platform, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assets, "_FOLDER", tmp_path)

    with pytest.raises(SettingError, match="make install"):
        create_app(platform.settings, platform)


def test_the_stamp_of_the_build_is_not_served(app: Flask) -> None:
    names = app.extensions["assets"]

    assert "vendor/govuk.css" in names
    assert "vendor/licences/govuk-frontend.txt" in names
    assert [name for name in names if "/." in name] == []


def test_the_script_of_charts_is_the_small_one(client: FlaskClient, app: Flask) -> None:
    script = app.extensions["assets"]["vendor/plotly.min.js"]

    assert len(script.packed) < 420_000
