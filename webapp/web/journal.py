"""The journal of a meeting over HTTP: a device sends what it wrote and asks for what is new.

`POST /gesprek/<id>/logboek` {"staff": id, "entries": […]} (see webapp/conversation/reading.py)
    200 {"place": newest, "stored": [ids]}; the same entries again: the same answer
    422 {"problems": [{"id", "problem"}]}: nothing is stored; 409: somebody else is signed in
`GET /gesprek/<id>/logboek?na=<place>`
    200 {"place", "more", "token", "entries": […]} with an ETag; 304 when nothing was added
`GET /gesprek/<id>/logboek/export`: everything as it was written, as a file
"""

import json
from collections.abc import Iterable
from typing import Any

from flask import Blueprint, Response, abort, jsonify, request
from flask_login import current_user
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response as AnyResponse

from webapp.conversation.entries import Entry
from webapp.conversation.reading import read_entries
from webapp.db.queries.journal import newest_place
from webapp.db.queries.meetings import MeetingRow, find_meeting
from webapp.services.keep_journal import BadEntriesError, keep_entries, read_journal_for
from webapp.web.access import platform
from webapp.web.saved_file import JSON, saved_file

bp = Blueprint("journal", __name__)
MOST_AT_ONCE = 500


@bp.post("/gesprek/<meeting_id>/logboek")
def keep(meeting_id: str) -> AnyResponse:
    """Store what a device wrote: all of it or nothing, and sent twice it is one."""
    body = request.get_json(silent=True)
    sent = body if isinstance(body, dict) else {}
    if sent.get("staff") != current_user.staff_id:
        return _answer({"reason": "other-staff"}, 409)
    read = read_entries(sent.get("entries"), current_user.staff_id)
    if read.problems:
        rows = sent.get("entries")
        return _refused((_id_at(rows, place), text) for place, text in read.problems.items())
    try:
        place = keep_entries(platform().database, meeting_id, read.entries)
    except BadEntriesError as error:
        return _refused(error.problems.items())
    return _answer({"place": place, "stored": [entry.id for entry in read.entries]})


@bp.get("/gesprek/<meeting_id>/logboek")
def changes(meeting_id: str) -> AnyResponse:
    """What was added after a place; of what was replaced meanwhile only the last."""
    after = request.args.get("na", "0")
    if not (after.isascii() and after.isdigit() and len(after) < 10):
        abort(400)
    with platform().database.reading() as session:
        place = newest_place(session, meeting_id)
        etag = f"{place}-{current_user.staff_id}"
        if place == int(after) and request.if_none_match.contains(etag):
            response = Response(status=304)
        else:
            _meeting_or_404(meeting_id)
            staff_id = current_user.staff_id
            entries = read_journal_for(session, meeting_id, staff_id, since=int(after))
            response = _changes(entries, place)
    response.set_etag(etag)
    response.headers["Cache-Control"] = "no-cache, private"
    return response


@bp.get("/gesprek/<meeting_id>/logboek/export")
def export(meeting_id: str) -> AnyResponse:
    """The raw journal as the server has it, to keep apart; without estimates still hidden."""
    row = _meeting_or_404(meeting_id)
    with platform().database.reading() as session:
        entries = read_journal_for(session, meeting_id, current_user.staff_id)
    document = {
        "meeting": meeting_id,
        "round": row.round.title,
        "group": row.meeting.group_id,
        "providers": row.provider_names,
        "entries": [_as_json(entry) for entry in entries],
    }
    text = json.dumps(document, ensure_ascii=False, indent=1)
    return saved_file(text.encode(errors="backslashreplace"), JSON, f"logboek-{meeting_id}.json")


def _changes(entries: list[Entry], place: int) -> Response:
    replaced = {id_ for entry in entries for id_ in entry.replaces}
    left = [entry for entry in entries if entry.id not in replaced]
    has_more = len(left) > MOST_AT_ONCE
    return _answer(
        {
            "place": left[MOST_AT_ONCE - 1].place if has_more else place,
            "more": has_more,
            "token": generate_csrf(),
            "entries": [_as_json(entry) for entry in left[:MOST_AT_ONCE]],
        }
    )


def _as_json(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "place": entry.place,
        "staff": entry.staff_id,
        "by": entry.by,
        "device": entry.device,
        "document": entry.document,
        "subject": entry.subject,
        "value": entry.value,
        "replaces": entry.replaces,
        "at": entry.written_at,
    }


def _meeting_or_404(meeting_id: str) -> MeetingRow:
    with platform().database.reading() as session:
        row = find_meeting(session, meeting_id)
    if row is None:
        abort(404)
    return row


def _id_at(rows: object, place: int | None) -> str | None:
    row = rows[place] if isinstance(rows, list) and place is not None else None
    id_ = row.get("id") if isinstance(row, dict) else None
    return id_ if isinstance(id_, str) else None


def _refused(problems: Iterable[tuple[str | None, str]]) -> Response:
    return _answer({"problems": [{"id": id_, "problem": text} for id_, text in problems]}, 422)


def _answer(content: object, status: int = 200) -> Response:
    response = jsonify(content)
    response.status_code = status
    return response
