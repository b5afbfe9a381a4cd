"""What the attacks share."""

import pytest

from tests.promises.spies import spy_on


@pytest.fixture
def spy(migrated_database_url, tmp_path, request, database_kind):
    """Somebody who copies the database after every request, and every backup."""
    server = request.getfixturevalue("postgres_server") if database_kind != "sqlite" else None
    made = spy_on(migrated_database_url, tmp_path, server)
    yield made
    made.close()
