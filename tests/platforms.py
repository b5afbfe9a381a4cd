"""A platform for a test: on each kind of database, with a keystore of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from webapp.platform import Platform
from webapp.settings import Settings, prepare_home

SECRET_KEY = "only for tests, nobody signs in anywhere with it"


@pytest.fixture
def platform(migrated_database_url: str, tmp_path: Path) -> Iterator[Platform]:
    """A running platform whose database has its tables and nothing in them."""
    with platform_on(migrated_database_url, tmp_path / "home") as made:
        yield made


@contextmanager
def platform_on(database_url: str, home: Path) -> Iterator[Platform]:
    """A platform, as one process has it; several may share a database and a home."""
    made = Platform.from_settings(settings_for(database_url, home))
    try:
        yield made
    finally:
        made.database.dispose()


def settings_for(database_url: str, home: Path) -> Settings:
    """Without the second factor, which tests/web/test_second_factor.py switches on."""
    return Settings(
        home=prepare_home(home),
        database_url=database_url,
        secret_key=SECRET_KEY,
        second_factor=False,
    )
