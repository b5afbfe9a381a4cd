"""Bringing a database to the newest schema, and refusing one that is not there yet."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from webapp.db.database import Database
from webapp.i18n import gettext as _

_MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK_NUMBER = 5_020_2026  # any number that nothing else on the database locks


class SchemaError(Exception):
    """The database has another schema than this version of the platform."""


def upgrade(database: Database) -> None:
    """Bring the schema to the newest version, in one transaction; does nothing when it is."""
    with database.writing_connection() as connection:
        _lock(connection)
        command.upgrade(migration_config(connection), "head")


def ensure_schema(database: Database) -> None:
    """Make the tables of an empty database. Raises SchemaError on one of another version."""
    with database.engine.connect() as connection:
        found = revision_of(connection)
    if found is None:
        upgrade(database)
    elif found != newest_revision():
        raise SchemaError(
            _(
                "De databank heeft een andere versie (%(found)s)."
                " Voer eerst uit: bouwstenen db upgrade",
                found=found,
            )
        )


def revision_of(connection: Connection) -> str | None:
    """The revision of the schema that is there; None for an empty database."""
    return MigrationContext.configure(connection).get_current_revision()


def revision_now(database: Database) -> str | None:
    """As `revision_of`, on a connection of its own. Raises what the database raises."""
    with database.engine.connect() as connection:
        return revision_of(connection)


def is_known(revision: str) -> bool:
    """Whether this version of the platform knows a revision; a later version makes later ones."""
    return any(one.revision == revision for one in _scripts().walk_revisions())


def newest_revision() -> str | None:
    """The revision that the code is written for."""
    return _scripts().get_current_head()


def migration_config(connection: Connection) -> Config:
    """Alembic's configuration around an open connection; no ini file."""
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def _scripts() -> ScriptDirectory:
    return ScriptDirectory(str(_MIGRATIONS))


def _lock(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": _LOCK_NUMBER})
