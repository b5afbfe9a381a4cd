"""The databases that the tests get: real, empty, apart from each other, and cleaned up."""

import pytest
from sqlalchemy import create_engine, inspect, text

from tests.postgres import Keeper, PostgresServer, server_at


@pytest.mark.parametrize("time", ["first", "second"])
def test_every_test_gets_an_empty_database(database_url, database_kind, time):
    engine = create_engine(database_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE sheet (n INTEGER)"))

        assert inspect(connection).get_table_names() == ["sheet"]
        assert engine.dialect.name == database_kind
    engine.dispose()
