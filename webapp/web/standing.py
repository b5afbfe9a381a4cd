"""How a meeting stands, for phones: asked for by hundreds at once, so kept for a moment."""

import hashlib
import json
import time
from typing import NamedTuple

from flask import Flask, Response, current_app, request

from webapp.db.queries.meetings import Standing, find_standing
from webapp.web.access import platform

KEPT_SECONDS = 1.0
_MOST_KEPT = 500


class _Kept(NamedTuple):
    read_at: float
    standing: Standing
    body: bytes
    etag: str


def register(app: Flask) -> None:
    """A place of its own in every application."""
    app.extensions["standings"] = {}


def standing_of(meeting_id: str, *, late: float = 0.0) -> Standing:
    """Its state, at most a second old, or so many seconds more."""
    return _kept(meeting_id, late).standing


def standing_reply(meeting_id: str | None) -> Response:
    """The same as JSON for a phone, 304 when nothing changed; None: there is no such meeting."""
    _read_at, _standing, body, etag = _kept(meeting_id) if meeting_id else _NOTHING
    if etag in request.headers.get("If-None-Match", ""):
        return Response(status=304, headers={"ETag": etag})
    return Response(body, mimetype="application/json", headers={"ETag": etag})


def _kept(meeting_id: str, late: float = 0.0) -> _Kept:
    kept: dict[str, _Kept] = current_app.extensions["standings"]
    found = kept.get(meeting_id)
    if found is None or found.read_at + KEPT_SECONDS + late < time.monotonic():
        with platform().database.reading() as session:
            found = _keep(find_standing(session, meeting_id))
        if len(kept) >= _MOST_KEPT:
            kept.clear()
        kept[meeting_id] = found
    return found


def _keep(standing: Standing) -> _Kept:
    is_open, closes_at = standing.state == "open", standing.closes_at
    left = max(0, closes_at - int(time.time())) if is_open and closes_at is not None else None
    values = {
        "open": is_open,
        "held": standing.held,
        "seconds": left,
        "questions": standing.questions,
    }
    body = json.dumps(values).encode()
    etag = f'"{hashlib.sha256(body).hexdigest()[:12]}"'
    return _Kept(time.monotonic(), standing, body, etag)


_NOTHING = _keep(Standing("closed", None, None, None))
