"""Coding what groups said into thema and subthema: one list over all conversations of a round."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from flask import Blueprint, jsonify, redirect, render_template, request
from werkzeug.wrappers import Response

from webapp.db.models import Round
from webapp.db.queries.meetings import list_meetings
from webapp.db.queries.statements import ToCode, list_to_code
from webapp.i18n import gettext as _
from webapp.instrument.coding import Code, scheme_codes
from webapp.instrument.model import CLOSING_KINDS, Instrument
from webapp.services.code_statements import code_statement
from webapp.services.conflict import ConflictError, Seen
from webapp.services.errors import BadInputError
from webapp.services.keep_instrument import instrument_of
from webapp.web.access import platform
from webapp.web.closing import SCRIPT_ASKS
from webapp.web.languages import is_asked_in_another_language
from webapp.web.list_parts import address_of_part, on_page, page_asked, pages_of, within
from webapp.web.rounds import round_or_404
from webapp.web.staff_form import StaffForm

bp = Blueprint("coding", __name__)


class CodeForm(StaffForm):
    """Only the protection against other sites: the fields are read by hand."""


class Where(NamedTuple):
    """Which part of the list is shown; empty: of all."""

    show: str
    kind: str
    group_id: str
    page: int

    def address_of(self, round_id: str, **changed: object) -> str:
        """The address of another part of the list."""
        values = {**self._asdict(), **changed}
        names = {"toon": "show", "soort": "kind", "groep": "group_id", "blad": "page"}
        asked = {name: values[field] for name, field in names.items()}
        return address_of_part("coding.show", round_id, asked)


@dataclass(frozen=True, slots=True)
class CodingView:
    """A page of the list, how far the whole of it is, and the coding scheme."""

    round: Round
    instrument: Instrument
    scheme: tuple[Code, ...]
    where: Where
    rows: tuple[ToCode, ...]
    found: int
    done: int
    total: int
    names: dict[str, str]

    @property
    def pages(self) -> int:
        return pages_of(self.found)

    def address_of(self, **changed: object) -> str:
        """The address of another part of this list; a new filter begins at its first page."""
        return self.where.address_of(self.round.id, **{"page": 1, **changed})


@bp.get("/ronde/<round_id>/coderen")
def show(round_id: str) -> str:
    """The list: what has no code yet, or everything."""
    return _page(_view(round_id))


@bp.post("/ronde/<round_id>/coderen/<statement_id>")
def code(round_id: str, statement_id: str) -> Response | str | tuple[Response | str, int]:
    """Give one statement its codes, instead of those it had."""
    typed, version = request.form.get("codes", ""), request.form.get("version", "")
    if is_asked_in_another_language():
        return _page(_view(round_id), {statement_id: (typed, "")})
    if not CodeForm().validate_on_submit() or not (version.isascii() and version.isdigit()):
        return _refuse(
            round_id, statement_id, typed, _("Vernieuw deze pagina en probeer het opnieuw.")
        )
    seen = Seen(statement_id, int(version[:9]))
    try:
        newer = code_statement(platform().database, round_id, seen, typed)
    except ConflictError as error:
        return _refuse(round_id, statement_id, typed, f"{error} {error.text or ''}".strip())
    except BadInputError as error:
        return _refuse(round_id, statement_id, typed, str(error))
    if SCRIPT_ASKS in request.headers:
        return jsonify(version=newer)
    return redirect(_where().address_of(round_id), 303)


def _refuse(
    round_id: str, statement_id: str, typed: str, problem: str
) -> tuple[Response | str, int]:
    if SCRIPT_ASKS in request.headers:
        return jsonify(problem=problem), 409
    return _page(_view(round_id), {statement_id: (typed, problem)}), 409


def _page(view: CodingView, problems: dict[str, tuple[str, str]] | None = None) -> str:
    return render_template(
        "coding/show.html", view=view, form=CodeForm(), problems=problems or {}, kinds=CLOSING_KINDS
    )


def _where() -> Where:
    return Where(
        show="alles" if request.args.get("toon") == "alles" else "",
        kind=request.args.get("soort", "") if request.args.get("soort") in CLOSING_KINDS else "",
        group_id=request.args.get("groep", "")[:40],
        page=page_asked(),
    )


def _view(round_id: str) -> CodingView:
    where = _where()
    with platform().database.reading() as session:
        round_ = round_or_404(session, round_id)
        instrument = instrument_of(session, round_.instrument_hash)
        everything = list_to_code(session, round_id)
        meetings = list_meetings(session, round_id)
    names = {row.meeting.id: ", ".join(row.provider_names) for row in meetings}
    order = {row.meeting.id: place for place, row in enumerate(meetings)}
    found = sorted(_chosen(everything, where), key=lambda row: _place(row, order))
    page = within(where.page, len(found))
    return CodingView(
        round=round_,
        instrument=instrument,
        scheme=scheme_codes(instrument),
        where=where._replace(page=page),
        rows=tuple(found[on_page(page)]),
        found=len(found),
        done=sum(bool(row.codes) for row in everything),
        total=len(everything),
        names=names,
    )


def _chosen(rows: Iterable[ToCode], where: Where) -> Iterable[ToCode]:
    return (
        row
        for row in rows
        if (where.show or not row.codes)
        and where.kind in ("", row.kind)
        and where.group_id in ("", row.group_id)
    )


def _place(row: ToCode, order: dict[str, int]) -> tuple[int, int, int, str]:
    """By conversation, kind and rank."""
    return (order[row.meeting_id], CLOSING_KINDS.index(row.kind), row.rank or 9, row.id)
