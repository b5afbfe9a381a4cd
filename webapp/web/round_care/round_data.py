"""What is stored of a round, until when; keeping it longer, and erasing it now."""

from typing import NamedTuple

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms import StringField

from webapp.db.queries.self_evaluations import find_share
from webapp.db.queries.stored_rows import StoredRows, count_rows
from webapp.i18n import gettext as _
from webapp.services.erase_round import erase_round
from webapp.services.errors import BadInputError, WrongStateError
from webapp.services.keep_round import days_left, keep_longer
from webapp.services.visit_plan import read_day
from webapp.web.access import platform
from webapp.web.rounds import round_or_404
from webapp.web.staff_form import StaffForm
from webapp.web.stored import Chapter
from webapp.web.stored_data import stored_data

bp = Blueprint("round_data", __name__)


class LongerForm(StaffForm):
    """A later day, and why."""

    until = StringField()
    reason = StringField()


class EraseForm(StaffForm):
    """The title of the round, typed over."""

    title = StringField()


class ToldRows(NamedTuple):
    """The rows of a table, and in words what they hold."""

    rows: StoredRows
    words: tuple[str, ...]


class ToldChapter(NamedTuple):
    """Tables that are kept together and as long as each other."""

    title: str
    how_long: str
    tables: tuple[ToldRows, ...]


@bp.get("/ronde/<round_id>/gegevens")
def show(round_id: str) -> str:
    """Which rows exist about a round: how many, since when, what for, until when."""
    with platform().database.reading() as session:
        round_ = round_or_404(session, round_id)
        counted = [StoredRows("round", 1, round_.created_on), *count_rows(session, round_id)]
    return render_template(
        "round_care/data.html",
        round=round_,
        chapters=told_chapters(counted),
        days_left=days_left(round_),
    )


@bp.route("/ronde/<round_id>/gegevens/langer", methods=["GET", "POST"])
def longer(round_id: str) -> str | Response:
    """Keep it longer, with a reason."""
    form, problem = LongerForm(), None
    with platform().database.reading() as session:
        round_ = round_or_404(session, round_id)
    if form.validate_on_submit():
        try:
            until = read_day(form.until.data or "")
            keep_longer(platform().database, round_id, until, form.reason.data or "")
        except (BadInputError, WrongStateError) as error:
            problem = str(error)
        else:
            flash(_("De ronde blijft langer bewaard."))
            return redirect(url_for("round_data.show", round_id=round_id), 303)
    return render_template("round_care/longer.html", round=round_, form=form, problem=problem)


@bp.route("/ronde/<round_id>/gegevens/wissen", methods=["GET", "POST"])
def erase(round_id: str) -> str | Response:
    """Erase it now, once its title was typed over."""
    form, problem = EraseForm(), None
    with platform().database.reading() as session:
        round_ = round_or_404(session, round_id)
        share = find_share(session, round_id)
    if form.validate_on_submit():
        try:
            erase_round(platform(), round_id, form.title.data or "")
        except (BadInputError, WrongStateError) as error:
            problem = str(error)
        else:
            flash(_("De ronde is gewist."))
            return redirect(url_for("round_data.show", round_id=round_id), 303)
    return render_template(
        "round_care/erase.html", round=round_, form=form, problem=problem, share=share
    )


def told_chapters(counted: list[StoredRows]) -> list[ToldChapter]:
    """The counted tables under the chapters of the privacy page, each where it comes first."""
    left = {rows.table: rows for rows in counted}
    told = []
    for chapter in stored_data():
        tables = [left.pop(name) for name in _tables_of(chapter) if name in left]
        if tables:
            words = tuple(ToldRows(rows, _words_about(rows.table)) for rows in tables)
            told.append(ToldChapter(chapter.title, chapter.how_long, words))
    return told


def _tables_of(chapter: Chapter) -> list[str]:
    names = (column.partition(".")[0] for item in chapter.items for column in item.columns)
    return list(dict.fromkeys(names))


def _words_about(table: str) -> tuple[str, ...]:
    return tuple(
        item.words
        for chapter in stored_data()
        for item in chapter.items
        if any(column.partition(".")[0] == table for column in item.columns)
    )
