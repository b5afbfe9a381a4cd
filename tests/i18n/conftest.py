"""Pages and commands in the language for tests, on one kind of database: texts do not differ."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.i18n.pseudo import WIDE, WideTexts
from tests.platforms import platform_on
from tests.web.conftest import Account, quick_passwords, signed_in
from tests.web.visitor import Visitor
from webapp import create_app, i18n
from webapp.instrument.local_text import LocalText
from webapp.platform import Platform

__all__ = ["quick_passwords"]


@pytest.fixture
def platform(sqlite_template, tmp_path) -> Iterator[Platform]:
    path = tmp_path / "texts.db"
    path.write_bytes(sqlite_template.read_bytes())
    with platform_on(f"sqlite:///{path}", tmp_path / "home") as made:
        yield made


@pytest.fixture
def app(platform: Platform) -> Flask:
    return create_app(platform.settings, platform)


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    return Visitor(app.test_client())


@pytest.fixture
def inspector(app: Flask, platform: Platform) -> Visitor:
    return signed_in(app, platform, Account("inspecteur@voorbeeld.be", "inspecteur"))


@pytest.fixture
def wide_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    """All texts in wide letters: those of the platform, and those of instruments as well."""
    of_instrument = LocalText.in_language
    monkeypatch.setattr(i18n, "_catalogue", lambda _language: WideTexts())
    monkeypatch.setattr(
        LocalText, "in_language", lambda text, code: of_instrument(text, code).translate(WIDE)
    )
