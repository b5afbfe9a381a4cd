"""Backups: everything that the database holds in one file, while people go on working.

The keystore is never in it: a backup of an open meeting is a heap of envelopes that nobody opens
once the meeting is closed and its key destroyed. Why: docs/decisions/0100.
"""

import hashlib
import io
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from webapp.db.database import Database
from webapp.db.dump import DumpedTable, dump_tables, is_empty, replace_all
from webapp.db.in_use import InUseError, alone
from webapp.db.schema import is_known, revision_of
from webapp.i18n import gettext as _
from webapp.services.errors import BadInputError, WrongStateError
from webapp.services.today import today

FORMAT = "bouwstenen-backup"
_MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup as it was made or put back: how many rows, and where what was there before lies."""

    rows: int
    kept: Path | None = None


def back_up(database: Database, path: Path) -> Backup:
    """Write a backup of one moment to a new file, on the disk when this returns.

    Raises BadInputError where the file exists, OSError where it cannot be written.
    """
    if path.exists():
        raise BadInputError(_("%(file)s bestaat al: geef een nieuwe naam.", file=path))
    half = path.with_name(f"{path.name}.half")
    try:
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            rows = _write(database, file)
            file.flush()
            os.fsync(file.fileno())
        half.rename(path)
    except FileExistsError:
        raise BadInputError(
            _("%(file)s is er nog van een vorige keer: verwijder het eerst.", file=half)
        ) from None
    except BaseException:
        half.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)
    return Backup(rows)


def restore(database: Database, path: Path, *, keep_in: Path) -> Backup:
    """Put a backup in the place of everything that the database holds, whole or not at all.

    What was there goes to a backup of its own in the folder `keep_in` first. Raises BadInputError
    for a file that is not a whole backup, or of a later version; WrongStateError while a server
    works on the database; OSError.
    """
    with _opened(path) as file:
        manifest = _checked_manifest(file)
        with _alone(database):
            kept = _keep_what_is_there(database, keep_in)
            with database.writing_connection() as connection:
                tables = (_table(file, name) for name in manifest["tables"])
                replace_all(connection, manifest["schema"], tables)
    return Backup(sum(one["rows"] for one in manifest["tables"].values()), kept)


def _write(database: Database, file: Any) -> int:
    tables: dict[str, dict[str, object]] = {}
    rows = 0
    with database.reading() as session, ZipFile(file, "w", ZIP_DEFLATED) as archive:
        connection = session.connection()
        for table in dump_tables(connection):
            number, digest = _write_table(archive, table)
            tables[table.name] = {"rows": number, "sha256": digest}
            rows += number
        manifest = {
            "format": FORMAT,
            "schema": revision_of(connection),
            "made_on": today().isoformat(),
            "tables": tables,
        }
        archive.writestr(_MANIFEST, json.dumps(manifest, indent=1))
    return rows


def _write_table(archive: ZipFile, table: DumpedTable) -> tuple[int, str]:
    """(number of rows, digest) of a table that was written."""
    digest, lines = hashlib.sha256(), -1  # the first line names the columns
    with archive.open(f"{table.name}.jsonl", "w", force_zip64=True) as file:
        for line in table.lines:
            content = f"{line}\n".encode()
            file.write(content)
            digest.update(content)
            lines += 1
    return lines, digest.hexdigest()


def _opened(path: Path) -> ZipFile:
    if not path.is_file():
        raise BadInputError(_("Er is geen bestand '%(name)s'.", name=path))
    try:
        return ZipFile(path)
    except BadZipFile:
        raise BadInputError(_("%(file)s is geen back-up van Bouwstenen.", file=path)) from None


def _checked_manifest(file: ZipFile) -> dict[str, Any]:
    damaged = BadInputError(
        _("%(file)s is beschadigd of geen back-up van Bouwstenen.", file=file.filename)
    )
    try:
        manifest = json.loads(file.read(_MANIFEST))
        if manifest["format"] != FORMAT:
            raise damaged
        schema = str(manifest["schema"])
        if not is_known(schema):
            raise BadInputError(
                _(
                    "Deze back-up is van een latere versie (%(version)s): werk het platform bij.",
                    version=schema,
                )
            )
        for name, expected in manifest["tables"].items():
            if _digest(file, name) != (expected["rows"], expected["sha256"]):
                raise damaged
    except (KeyError, TypeError, AttributeError, ValueError, BadZipFile, EOFError):
        raise damaged from None
    found: dict[str, Any] = manifest
    return found


def _digest(file: ZipFile, name: str) -> tuple[int, str]:
    digest, lines = hashlib.sha256(), -1
    with file.open(f"{name}.jsonl") as table:
        for line in table:
            digest.update(line)
            lines += 1
    return lines, digest.hexdigest()


def _table(file: ZipFile, name: str) -> DumpedTable:
    return DumpedTable(name, _lines_of(file, name))


def _lines_of(file: ZipFile, name: str) -> Iterator[str]:
    with file.open(f"{name}.jsonl") as table:
        yield from io.TextIOWrapper(table, encoding="utf-8", newline="\n")


def _keep_what_is_there(database: Database, folder: Path) -> Path | None:
    with database.engine.connect() as connection:
        if is_empty(connection):
            return None
    name = f"before-restore-{today().isoformat()}"
    number = 1
    while (path := folder / f"{name}-{number}.zip").exists():
        number += 1
    back_up(database, path)
    return path


@contextmanager
def _alone(database: Database) -> Iterator[None]:
    try:
        with alone(database):
            yield
    except InUseError:
        raise WrongStateError(
            _("De server werkt nu op deze databank: stop hem eerst (Ctrl-C).")
        ) from None


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
