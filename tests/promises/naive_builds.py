"""Builds as they are often made, in which people can be linked: the controls of the attack.

An attack that finds nothing in these proves nothing about ours.
"""

import uuid
from itertools import count

from sqlalchemy import text

KINDS = {
    "numbered": {
        "sqlite": "(id INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT)",
        "postgresql": "(id SERIAL PRIMARY KEY, text TEXT)",
    },
    "random-ids": {
        "sqlite": "(id TEXT PRIMARY KEY, text TEXT)",
        "postgresql": "(id TEXT PRIMARY KEY, text TEXT)",
    },
    "random-ids-without-rowid": {
        "sqlite": "(id TEXT PRIMARY KEY, text TEXT) WITHOUT ROWID",
        "postgresql": "(id TEXT PRIMARY KEY, text TEXT)",
    },
}


class NaiveBuild:
    """Plain rows, one commit each, in the order in which people send."""

    def __init__(self, database, kind):
        self._database, self._kind = database, kind
        self._numbers = count()

    def new_table(self):
        name = f"naive_{next(self._numbers)}"
        dialect = self._database.engine.dialect.name
        with self._database.writing_connection() as connection:
            connection.execute(text(f"CREATE TABLE {name} {KINDS[self._kind][dialect]}"))
        return name

    def store(self, table, written):
        values = (
            {"text": written}
            if self._kind == "numbered"
            else {"id": uuid.uuid4().hex, "text": written}
        )
        names = ", ".join(values)
        marks = ", ".join(f":{name}" for name in values)
        with self._database.writing_connection() as connection:
            connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({marks})"), values)
