"""What we say about ourselves: privacy, accessibility, and whom to tell of a leak."""

from datetime import UTC, datetime, time, timedelta

from flask import Blueprint, Response, abort, render_template, url_for

from webapp.i18n import LANGUAGES
from webapp.publisher import Publisher, address_of
from webapp.web.access import platform
from webapp.web.stored_data import stored_data

bp = Blueprint("statements", __name__)
bp.add_app_template_filter(address_of, "contact_address")

# RFC 9116 wants a moment after which nobody should trust it, less than a year away
_DAYS_TRUSTED = 90


@bp.get("/toegankelijkheid")
def accessibility() -> str:
    """The accessibility statement, after the European model."""
    blanks = ("organisation", "statement_date", "accessibility_contact", "enforcement_contact")
    return render_template(
        "statements/accessibility.html", publisher=_publisher(), to_fill_in=_open(blanks)
    )


@bp.get("/privacy")
def privacy() -> str:
    """What is stored and what never is, who sees what, for how long, and which rights there are."""
    blanks = ("organisation", "legal_basis", "retention", "privacy_contact", "privacy_authority")
    return render_template(
        "statements/privacy.html",
        publisher=_publisher(),
        to_fill_in=_open(blanks),
        chapters=stored_data(),
        k=platform().settings.min_group_size,
    )


@bp.get("/.well-known/security.txt")
def security() -> Response:
    """Whom to tell of a weakness (RFC 9116); 404 while the organisation named nobody."""
    contact = address_of(_publisher().security_contact)
    if contact is None:
        abort(404)
    ends = datetime.combine(datetime.now(UTC).date() + timedelta(days=_DAYS_TRUSTED), time(0), UTC)
    lines = (
        f"Contact: {contact}",
        f"Expires: {ends:%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {', '.join(LANGUAGES)}",
        f"Canonical: {url_for('statements.security', _external=True)}",
    )
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


def _publisher() -> Publisher:
    return platform().settings.publisher


def _open(blanks: tuple[str, ...]) -> tuple[str, ...]:
    """The settings that are still to be filled in, of these."""
    return tuple(name.upper() for name in blanks if not getattr(_publisher(), name))
