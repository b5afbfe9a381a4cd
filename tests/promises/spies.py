"""Attackers who read everything that the database's host holds, at every moment.

A spy gives orders: the texts of one meeting, or its envelopes, sorted by something that can be
read (an id, a place in a file, a transaction). Whether such an order tells who wrote what is
scored in linking.py.
"""

import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
from sqlalchemy import make_url

WAL_SEGMENT = 16 * 1024 * 1024


def spy_on(database_url, tmp_path, postgres_server=None):
    url = make_url(database_url)
    if url.drivername == "sqlite":
        return SqliteSpy(Path(url.database), tmp_path / "copies")
    return PostgresSpy(url, postgres_server)


class SqliteSpy:
    """Copies the database and its WAL whenever it wants, and makes backups."""

    sees_files = True

    def __init__(self, path, folder):
        self._path, self._folder = path, folder
        folder.mkdir()

    def close(self):
        """Nothing was kept open."""

    def start(self):
        """A meeting begins; its copies hold all that is needed."""

    def copy(self):
        """All bytes that are on the disk now."""
        found = []
        for ending in ("", "-wal"):
            source = Path(f"{self._path}{ending}")
            if source.exists():
                copied = shutil.copyfile(source, f"{self._folder / 'copy.db'}{ending}")
                found.append(Path(copied).read_bytes())
        return b"".join(found)

    def back_up(self):
        """All bytes of a backup as `bouwstenen db backup` makes it."""
        target = self._folder / "backup.db"
        with closing(sqlite3.connect(self._path)) as source, closing(sqlite3.connect(target)) as to:
            source.backup(to)
        return target.read_bytes()

    def envelopes(self, owner_id, table="envelope", owner="meeting_id"):
        """Orders of the nullifiers of the envelopes that a meeting, or a box, has now."""
        self.copy()
        wal = self._bytes("copy.db-wal")
        rows = self._query(f"SELECT nullifier, sealed FROM {table} WHERE {owner} = ?", (owner_id,))
        folded = self._fold()
        sealed = dict(rows)
        return {
            "nullifier": sorted(sealed),
            "sealed bytes": sorted(sealed, key=sealed.__getitem__),
            "place in the file": sorted(sealed, key=folded.find),
            "first place in the WAL": sorted(sealed, key=wal.find),
            "last place in the WAL": sorted(sealed, key=wal.rfind),
        }

    def texts(self, table, prefix):
        """Orders of the texts in a table that begin with the prefix."""
        self.copy()
        wal = self._bytes("copy.db-wal")
        names = [row[1] for row in self._query(f"PRAGMA table_info({table})")]
        wanted = (f"{prefix}%",)
        orders = {
            f"by {name}": self._column(f"{table} WHERE text LIKE ? ORDER BY {name}", wanted)
            for name in names
        }
        orders["as it comes"] = self._column(f"{table} WHERE +text LIKE ?", wanted)
        if not self._query("SELECT wr FROM pragma_table_list WHERE name = ?", (table,))[0][0]:
            orders["by rowid"] = self._column(f"{table} WHERE text LIKE ? ORDER BY rowid", wanted)
        folded = self._fold()
        return (
            orders
            | places("the file", folded, prefix)
            | places("the WAL", wal, prefix)
            | places("a backup", self.back_up(), prefix)
        )

    def _query(self, statement, values=()):
        with closing(sqlite3.connect(self._folder / "copy.db")) as connection:
            return connection.execute(statement, values).fetchall()

    def _column(self, rest, values):
        return [row[0] for row in self._query(f"SELECT text FROM {rest}", values)]

    def _fold(self):
        """The copy's bytes after its WAL was folded into it."""
        self._query("PRAGMA wal_checkpoint(TRUNCATE)")
        return self._bytes("copy.db")

    def _bytes(self, name):
        path = self._folder / name
        return path.read_bytes() if path.exists() else b""


class PostgresSpy:
    """A superuser who reads system columns, tables and WAL files.

    Where the server is not ours (TEST_DATABASE_URL) its files cannot be read; the rest can.
    """

    def __init__(self, url, server):
        self._data = server.data_directory
        self.sees_files = self._data is not None
        role = url.set(drivername="postgresql", **({"username": "postgres"} if self._data else {}))
        text = role.render_as_string(hide_password=False)
        self._connection = psycopg.connect(text, autocommit=True)
        self._begin = self._position()

    def close(self):
        self._connection.close()

    def start(self):
        """A meeting begins: the WAL before it is of no interest."""
        self._begin = self._position()

    def copy(self):
        """The WAL since the meeting began and the server's log."""
        if self._data is None:
            return b""
        return self._wal() + (self._data.parent / "log").read_bytes()

    def back_up(self):
        """The rows of all tables that answers pass through, as pg_dump takes them."""
        tables = ("slip", "envelope", "meeting", "batch", "tally", "remark")
        tables += ("statement_box", "statement_envelope", "statement")
        return b"".join(self._dump(table) for table in tables)

    def envelopes(self, owner_id, table="envelope", owner="meeting_id"):
        """Orders of the nullifiers of the envelopes that a meeting, or a box, has now."""
        rest = f"FROM {table} WHERE {owner} = %s ORDER BY"
        orders = {
            name: [bytes(row[0]) for row in self._query(f"SELECT nullifier {rest} {by}", owner_id)]
            for name, by in [
                ("nullifier", "nullifier"),
                ("sealed bytes", "sealed"),
                ("ctid", "ctid"),
                ("xmin", "xmin::text::bigint, cmin::text::bigint"),
            ]
        }
        if self._data:
            wal = self._wal()
            found = orders["nullifier"]
            orders["first place in the WAL"] = sorted(found, key=wal.find)
            orders["last place in the WAL"] = sorted(found, key=wal.rfind)
        return orders

    def texts(self, table, prefix):
        """Orders of the texts in a table that begin with the prefix."""
        columns = self._query(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s", table
        )
        by = {f"by {name}": f" ORDER BY {name}" for (name,) in columns} | {
            "as it comes": "",
            "by ctid": " ORDER BY ctid",
            "by xmin and cmin": " ORDER BY xmin::text::bigint, cmin::text::bigint",
        }
        rows = f"SELECT text FROM {table} WHERE text LIKE %s"
        orders = {
            name: [row[0] for row in self._query(rows + order, f"{prefix}%")]
            for name, order in by.items()
        }
        orders |= places("a dump", self._dump(table), prefix)
        if self._data:
            orders |= places("the WAL", self._wal(), prefix)
            orders |= places("the file", self._file(table), prefix)
        return orders

    def _query(self, statement, *values):
        return self._connection.execute(statement, values).fetchall()

    def _dump(self, table):
        with self._connection.cursor().copy(f"COPY {table} TO STDOUT") as rows:
            return b"".join(bytes(row) for row in rows)

    def _file(self, table):
        """The table's file with all that is and was in it."""
        self._connection.execute("CHECKPOINT")
        path = self._query("SELECT pg_relation_filepath(%s)", table)[0][0]
        return (self._data / path).read_bytes()

    def _position(self):
        (position,) = self._query("SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn")[0]
        return int(position)

    def _wal(self):
        """What was written to the WAL since the meeting began."""
        parts, at, end = [], self._begin, self._position()
        while at < end:
            name = self._query("SELECT pg_walfile_name('0/0'::pg_lsn + %s::numeric)", at + 1)[0][0]
            start = at % WAL_SEGMENT
            length = min(end - at, WAL_SEGMENT - start)
            with (self._data / "pg_wal" / name).open("rb") as file:
                file.seek(start)
                parts.append(file.read(length))
            at += length
        return b"".join(parts)


def places(where, content, prefix):
    """The texts by the first and by the last place at which they stand in some bytes."""
    found = [match.group().decode() for match in re.finditer(prefix.encode() + rb"\w{16}", content)]
    first = list(dict.fromkeys(found))
    last = list(dict.fromkeys(reversed(found)))[::-1]
    return {f"first place in {where}": first, f"last place in {where}": last} if found else {}
