"""For administrators: importing a file of providers, after a look at what it would do."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import HiddenField

from webapp.exports.register_file import PROVIDER_COLUMNS, register_csv
from webapp.i18n import gettext as _
from webapp.services.csv_lines import CsvFileError
from webapp.services.import_providers import (
    RegisterChangedError,
    import_providers,
    preview_providers,
)
from webapp.services.read_provider_file import (
    MOST_BYTES,
    look_at_provider_file,
)
from webapp.services.register.plan_import import STATES, ImportPlan
from webapp.services.register.register_rows import rows_of_lines
from webapp.web.access import platform
from webapp.web.languages import is_asked_in_another_language
from webapp.web.providers.pages import field_names
from webapp.web.staff_form import StaffForm

bp = Blueprint("provider_imports", __name__)

_ROOM = 2 * MOST_BYTES  # what was looked at comes back as text, coded for a form


class ConfirmForm(StaffForm):
    """What was looked at: the lines, tidied, and the fingerprint of what they would do."""

    lines = HiddenField()
    seen = HiddenField()


@bp.url_value_preprocessor
def _make_room(_endpoint: str | None, _values: dict[str, str] | None) -> None:
    """A file is larger than other forms; who may not send one is refused before it is read."""
    request.max_content_length = request.max_form_memory_size = _ROOM


@bp.route("/beheer/aanbieders/inlezen", methods=["GET", "POST"])
def upload() -> str:
    """Choose a file, and see what it would do; nothing is changed here."""
    form = StaffForm()
    problems: tuple[str, ...] = ()
    if form.validate_on_submit():
        sent = request.files.get("file")
        content = sent.read() if sent is not None else b""
        try:
            return _preview(content)
        except CsvFileError as error:
            problems = _problems(error) if content else (_("Kies eerst een bestand."),)
    return _upload_page(form, problems)


@bp.post("/beheer/aanbieders/inlezen/bevestigen")
def confirm() -> str | Response:
    """Import what was looked at; if it would do something else by now, look again."""
    form = ConfirmForm()
    if is_asked_in_another_language():
        return _preview((form.lines.data or "").encode())
    if not form.validate_on_submit():
        return _upload_page(form)
    content = (form.lines.data or "").encode()
    try:
        done = import_providers(platform().database, content, seen=form.seen.data or "")
    except RegisterChangedError as error:
        return _preview(content, str(error))
    except CsvFileError as error:
        return _upload_page(form, _problems(error))
    flash(
        _(
            "Nieuw: %(added)s, gewijzigd: %(changed)s, ongewijzigd: %(unchanged)s",
            added=done.added,
            changed=done.changed,
            unchanged=done.unchanged,
        )
    )
    return redirect(url_for("providers.list_all"), 303)


def _upload_page(form: StaffForm, problems: tuple[str, ...] = ()) -> str:
    return render_template(
        "providers/import.html", form=form, problems=problems, columns=PROVIDER_COLUMNS
    )


def _preview(content: bytes, problem: str | None = None) -> str:
    plan = preview_providers(platform().database, content)
    lines = "" if plan.mistakes else _tidied(content)
    form = ConfirmForm(formdata=None, lines=lines, seen=plan.fingerprint)
    return render_template(
        "providers/preview.html",
        form=form,
        problem=problem,
        plan=plan,
        names=field_names(),
        states=_states(plan),
    )


def _tidied(content: bytes) -> str:
    return register_csv(rows_of_lines(look_at_provider_file(content).lines))


def _states(plan: ImportPlan) -> list[tuple[str, str, int]]:
    """(state, its name, how many rows) of those that there are."""
    told = {
        "wrong": _("Fout"),
        "new": _("Nieuw"),
        "changed": _("Gewijzigd"),
        "unchanged": _("Ongewijzigd"),
    }
    return [(state, told[state], plan.count(state)) for state in STATES if plan.count(state)]


def _problems(error: CsvFileError) -> tuple[str, ...]:
    return tuple(
        _("regel %(line)s: %(text)s", line=one.line, text=one.text) for one in error.mistakes
    )
