"""Instruments as people read them: which bouwstenen there are, and who is asked what."""

from flask import Blueprint, abort, render_template

from webapp.web.access import catalogue

bp = Blueprint("instruments", __name__)


@bp.get("/instrument")
def list_all() -> str:
    """Every instrument."""
    return render_template("instruments/list.html", instruments=list(catalogue()))


@bp.get("/instrument/<instrument_id>")
def show(instrument_id: str) -> str:
    """One instrument, in its newest version."""
    try:
        instrument = catalogue().latest(instrument_id)
    except KeyError:
        abort(404)
    return render_template("instruments/show.html", instrument=instrument)
