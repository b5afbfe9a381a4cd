"""Rows as CSV that a Belgian Excel opens at once: semicolons, UTF-8 with BOM, CRLF."""

import csv
import io
from collections.abc import Iterable, Sequence

from webapp.exports.inert import inert

BOM = "\ufeff"


def plain_csv(rows: Iterable[Sequence[str | int | None]]) -> str:
    """The rows as one text, with a byte order mark: encode it as UTF-8. No cell is a formula."""
    file = io.StringIO(newline="")
    file.write(BOM)
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    for row in rows:
        writer.writerow(map(_written, row))
    return file.getvalue()


def _written(cell: str | int | None) -> str:
    if cell is None:
        return ""
    return inert(cell) if isinstance(cell, str) else str(cell)
