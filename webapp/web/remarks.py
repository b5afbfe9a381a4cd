"""Going through the remarks of a round: what others may read of them, for its coders only."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from flask import Blueprint, jsonify, redirect, render_template, request
from werkzeug.wrappers import Response

from webapp.analysis.redaction import BLACKED_OUT
from webapp.analysis.remarks import LEAST_WRITERS, Reader, ShownRemark
from webapp.db.models import Round
from webapp.i18n import gettext as _
from webapp.instrument.model import Instrument
from webapp.services.conflict import ConflictError, Seen
from webapp.services.errors import BadInputError
from webapp.services.keep_instrument import instrument_of
from webapp.services.read_remarks import read_remarks
from webapp.services.redact_remark import LONGEST_REDACTION, redact_remark
from webapp.web.access import platform
from webapp.web.closing import SCRIPT_ASKS
from webapp.web.languages import is_asked_in_another_language
from webapp.web.list_parts import (
    address_of_part,
    on_page,
    page_asked,
    page_of,
    pages_of,
    within,
)
from webapp.web.remark_lists import RemarkSection, in_order, sections
from webapp.web.rounds import round_or_404
from webapp.web.staff_form import StaffForm

bp = Blueprint("remarks", __name__)
READ, HIDE = "lezen", "niet"  # what the buttons say
SHOWN = ("vrij", "niet", "alles")  # besides "": what nobody has gone through yet


class RemarkForm(StaffForm):
    """Only the protection against other sites: the fields are read by hand."""


class Where(NamedTuple):
    """Which part of the list is shown; empty: of all."""

    show: str
    theme_id: str
    page: int

    def address_of(self, round_id: str, **changed: object) -> str:
        """The address of another part of the list."""
        values = {**self._asdict(), **changed}
        names = {"toon": "show", "thema": "theme_id", "blad": "page"}
        asked = {name: values[field] for name, field in names.items()}
        return address_of_part("remarks.show", round_id, asked)


class Problem(NamedTuple):
    """Why a decision was not kept, and what the coder had typed: nothing of it is lost."""

    remark_id: str
    typed: str
    text: str


@dataclass(frozen=True, slots=True)
class RemarksView:
    """A page of the list, and how far the whole of it is."""

    round: Round
    instrument: Instrument
    where: Where
    sections: tuple[RemarkSection, ...]
    found: int
    done: int
    total: int

    @property
    def pages(self) -> int:
        return pages_of(self.found)

    def address_of(self, **changed: object) -> str:
        """The address of another part of this list; a new filter begins at its first page."""
        return self.where.address_of(self.round.id, **{"page": 1, **changed})


@bp.get("/ronde/<round_id>/opmerkingen")
def show(round_id: str) -> str:
    """The list: what nobody has gone through yet, or another part."""
    return _page(round_id)


@bp.post("/ronde/<round_id>/opmerkingen/<remark_id>")
def redact(round_id: str, remark_id: str) -> Response | str | tuple[Response | str, int]:
    """Keep what a coder decided about one remark."""
    typed, version = request.form.get("text", ""), request.form.get("version", "")
    answer = request.form.get("do", "")
    if is_asked_in_another_language():
        return _page(round_id, Problem(remark_id, typed, ""))
    is_whole = version.isascii() and version.isdigit() and answer in (READ, HIDE)
    if not RemarkForm().validate_on_submit() or not is_whole:
        problem = _("Vernieuw deze pagina en probeer het opnieuw.")
        return _refuse(round_id, Problem(remark_id, typed, problem))
    seen = Seen(remark_id, int(version[:9]))
    left = typed if answer == READ else None
    try:
        newer = redact_remark(platform().database, round_id, seen, left)
    except ConflictError as error:
        return _refuse(round_id, Problem(remark_id, typed, _conflict(error)))
    except BadInputError as error:
        return _refuse(round_id, Problem(remark_id, typed, str(error)))
    if SCRIPT_ASKS in request.headers:
        done, total = _progress(round_id)
        return jsonify(version=newer, done=done, words=_words(done, total))
    return redirect(_where().address_of(round_id), 303)


def _conflict(error: ConflictError) -> str:
    if error.text:
        return _("%(error)s Nu staat er: %(text)s", error=error, text=error.text)
    return _("%(error)s Ze wordt niet getoond.", error=error)


def _refuse(round_id: str, problem: Problem) -> tuple[Response | str, int]:
    if SCRIPT_ASKS in request.headers:
        return jsonify(problem=problem.text), 409
    return _page(round_id, problem), 409


def _page(round_id: str, problem: Problem | None = None) -> str:
    view = _view(round_id, problem)
    return render_template(
        "remarks/show.html",
        view=view,
        form=RemarkForm(),
        problem=problem,
        progress=_words,
        buttons=(READ, HIDE),
        blacked_out=BLACKED_OUT,
        longest=LONGEST_REDACTION,
        least_writers=LEAST_WRITERS,
        made_up=view.round.is_made_up,
    )


def _words(done: object, total: object) -> str:
    return _("%(done)s van %(total)s nagekeken", done=done, total=total)


def _where() -> Where:
    show = request.args.get("toon", "")
    return Where(
        show=show if show in SHOWN else "",
        theme_id=request.args.get("thema", "")[:40],
        page=page_asked(),
    )


def _reader(round_: Round) -> Reader:
    """As what somebody goes through the remarks of a round."""
    return "owner" if round_.owner_provider_id else "coder"


def _progress(round_id: str) -> tuple[int, int]:
    with platform().database.reading() as session:
        round_ = round_or_404(session, round_id)
        everything = read_remarks(session, round_, _reader(round_))
    return sum(row.is_redacted for row in everything), len(everything)


def _view(round_id: str, problem: Problem | None) -> RemarksView:
    where, kept = _where(), problem.remark_id if problem else ""
    with platform().database.reading() as session:
        round_ = round_or_404(session, round_id)
        instrument = instrument_of(session, round_.instrument_hash)
        everything = read_remarks(session, round_, _reader(round_))
    found = in_order(instrument, _chosen(everything, where, kept))
    places = [place for place, row in enumerate(found) if row.id == kept]
    page = page_of(places[0]) if places else within(where.page, len(found))
    return RemarksView(
        round=round_,
        instrument=instrument,
        where=where._replace(page=page),
        sections=sections(instrument, found[on_page(page)]),
        found=len(found),
        done=sum(row.is_redacted for row in everything),
        total=len(everything),
    )


def _chosen(rows: Iterable[ShownRemark], where: Where, kept: str) -> Iterable[ShownRemark]:
    """What is asked for, and the one that was just refused, whatever became of it."""
    return (
        row
        for row in rows
        if row.id == kept
        or (where.show in ("alles", _state(row)) and where.theme_id in ("", row.theme_id))
    )


def _state(row: ShownRemark) -> str:
    if not row.is_redacted:
        return ""
    return "vrij" if row.text else "niet"
