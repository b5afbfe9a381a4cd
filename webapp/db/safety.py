"""How a database is set up: whether what it acknowledges stays, and whether its log tells tales."""

from typing import NamedTuple

from sqlalchemy import text

from webapp.db.database import Database

_FULL = 2  # SQLite's synchronous=FULL
_NAMES = (
    *("fsync", "full_page_writes", "synchronous_commit", "track_commit_timestamp", "archive_mode"),
    *("log_statement", "log_min_duration_statement", "log_min_duration_sample"),
    *("log_parameter_max_length", "log_parameter_max_length_on_error"),
)


class DatabaseSafety(NamedTuple):
    """Settings of the database server that break a promise: names, as its own manual has them.

    `not_durable`: what was received can be lost. `may_lose`: as that, after a failing machine
    only. `tells`: it writes down when something came in, or what. `may_tell`: it keeps that for
    those who have its own files.
    """

    not_durable: tuple[str, ...]
    may_lose: tuple[str, ...]
    tells: tuple[str, ...]
    may_tell: tuple[str, ...]


def database_safety(database: Database) -> DatabaseSafety:
    """Ask the database how it is set up. Raises what the database raises."""
    with database.engine.connect() as connection:
        if database.is_sqlite:
            synchronous = connection.scalar(text("PRAGMA synchronous"))
            names = () if synchronous is not None and synchronous >= _FULL else ("synchronous",)
            return DatabaseSafety(names, (), (), ())
        query = text("SELECT name, setting FROM pg_settings WHERE name = ANY(:names)")
        rows = connection.execute(query, {"names": list(_NAMES)})
        return judge_postgresql({row.name: row.setting for row in rows})


def judge_postgresql(settings: dict[str, str]) -> DatabaseSafety:
    """The same for the raw values of pg_settings; one that is not there is not judged."""
    not_durable = [n for n in ("synchronous_commit",) if settings.get(n) == "off"]
    may_lose = [n for n in ("fsync", "full_page_writes") if settings.get(n) == "off"]
    tells = [n for n in ("track_commit_timestamp",) if settings.get(n) == "on"]
    if settings.get("log_parameter_max_length_on_error", "0") != "0":
        tells.append("log_parameter_max_length_on_error")
    if settings.get("log_parameter_max_length", "0") != "0":
        if settings.get("log_statement") in ("mod", "all"):
            tells.append("log_statement")
        timed = ("log_min_duration_statement", "log_min_duration_sample")
        tells += [name for name in timed if settings.get(name, "-1") != "-1"]
    may_tell = [n for n in ("archive_mode",) if settings.get(n, "off") != "off"]
    return DatabaseSafety(tuple(not_durable), tuple(may_lose), tuple(tells), tuple(may_tell))
