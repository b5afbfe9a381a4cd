"""The barest handler that does the same: parse the form, seal it, keep it on the disk, answer.

No validation, no slips, no meetings, no templates, no SQLAlchemy. Who waits together is committed
together, as in our own writer, in one synced commit.
"""

import hashlib
import os
import sqlite3
import threading

import psycopg
from flask import Flask, request
from nacl.public import PrivateKey, SealedBox

PADDED_SIZE = 8192
CREATE = "CREATE TABLE IF NOT EXISTS bare (nullifier {0} PRIMARY KEY, sealed {0} NOT NULL)"
UPSERT = (
    "INSERT INTO bare VALUES ({0}, {0}) "
    "ON CONFLICT (nullifier) DO UPDATE SET sealed = excluded.sealed"
)

box = SealedBox(PrivateKey.generate().public_key)
app = Flask(__name__)


class SqliteStore:
    """One connection, set as ours is."""

    def __init__(self, path):
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=10000"):
            self._connection.execute(f"PRAGMA {pragma}")
        self._connection.execute(CREATE.format("BLOB") + " WITHOUT ROWID")

    def store(self, rows):
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.executemany(UPSERT.format("?"), rows)
        self._connection.execute("COMMIT")


class PostgresStore:
    """One connection of each process; its commits are synced by the server."""

    def __init__(self, url):
        self._connection = psycopg.connect(url)
        self._connection.execute("SELECT pg_advisory_xact_lock(1)")
        self._connection.execute(CREATE.format("BYTEA"))
        self._connection.commit()

    def store(self, rows):
        with self._connection.cursor() as cursor:
            cursor.executemany(UPSERT.format("%s"), rows)
        self._connection.commit()


class Writer:
    """Whoever gets the turn writes for all who wait."""

    def __init__(self, store):
        self._store, self._queue = store, []
        self._queue_lock, self._turn = threading.Lock(), threading.Lock()

    def write(self, row):
        done = threading.Event()
        with self._queue_lock:
            self._queue.append((row, done))
        with self._turn:
            if not done.is_set():
                with self._queue_lock:
                    together, self._queue = self._queue, []
                self._store.store(sorted(dict(row for row, _done in together).items()))
                for _row, written in together:
                    written.set()


def make_store():
    url = os.environ["BARE_DATABASE"]
    return PostgresStore(url) if url.startswith("postgresql") else SqliteStore(url)


writer = Writer(make_store())


@app.get("/empty")
def empty():
    return "."


@app.post("/d/<_code>")
def submit(_code):
    packed = "\n".join(f"{name}={text}" for name, text in request.form.items() if text).encode()
    nullifier = hashlib.sha256(request.form["code"].encode()).digest()
    writer.write((nullifier, box.encrypt(packed.ljust(PADDED_SIZE, b"\0"))))
    return 'data-state="received"'
