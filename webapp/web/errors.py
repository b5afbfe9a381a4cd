"""What went wrong, as a page: one place, one look, no details of anybody's request."""

import logging
import secrets
from urllib.parse import urlsplit

from flask import Flask, Response, has_request_context, make_response, render_template, request
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException, SecurityError

from webapp.i18n import gettext as _
from webapp.sealing.keystore import KeystoreElsewhereError
from webapp.services.errors import NotFoundError, RefusedError
from webapp.web.access_table import HOLDS_ANSWERS, right_to
from webapp.web.languages import SIGNING_IN, is_for_staff

RETRY_SECONDS = 5
TOO_LARGE = 413

log = logging.getLogger(__name__)


def register(app: Flask) -> None:
    """Turn exceptions into pages."""
    app.register_error_handler(SecurityError, _unknown_host)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(NotFoundError, _not_found)
    app.register_error_handler(RefusedError, _refused)
    app.register_error_handler(KeystoreElsewhereError, _needs_keys)
    app.register_error_handler(SQLAlchemyError, _not_now)
    app.register_error_handler(Exception, _unexpected)


def _page(status: int, title: str, *advice: str, back: str | None = None) -> Response:
    html = render_template("error.html", title=title, advice=advice, back=back, **_switch(status))
    return make_response(html, status)


def _unknown_host(error: SecurityError) -> Response:
    """Somebody asked for a name that is not in TRUSTED_HOSTS: no address can be made for a page."""
    return Response(_("We begrijpen niet wat er verstuurd is."), error.code, mimetype="text/plain")


def _switch(status: int) -> dict[str, object]:
    """How to read on in another language after a form of staff: what was sent is drawn again.

    Where the address has no page of its own there was only a button: then the page that it
    stood on. A form that was too large cannot be read, and who signs in types secrets.
    """
    rule = request.url_rule
    if request.method != "POST" or rule is None or not is_for_staff() or status == TOO_LARGE:
        return {}
    if "GET" in (rule.methods or ()) and request.blueprint not in SIGNING_IN:
        return {"redrawn": True}
    came_from = _came_from()
    return {"same_page": came_from if came_from != request.path else None}


def _came_from() -> str | None:
    """The page of ours on which somebody pressed the button."""
    address = urlsplit(request.referrer or "")
    return address.path if address.netloc == request.host else None


def _http_error(error: HTTPException) -> Response:
    status = error.code or 500
    title, *advice = _texts().get(status, (_("Dit lukt niet."), _("Ga terug en probeer opnieuw.")))
    response = _page(status, title, *advice)
    if status == 405 and "Allow" in (headers := dict(error.get_headers())):
        response.headers["Allow"] = headers["Allow"]
    return response


def _texts() -> dict[int, tuple[str, ...]]:
    return {
        400: (
            _("We begrijpen niet wat er verstuurd is."),
            _("Ga terug, vernieuw de pagina en probeer opnieuw."),
        ),
        403: (
            _("U hebt geen toegang tot deze pagina."),
            _("Meld u aan met een account dat dit mag, of vraag het aan uw beheerder."),
        ),
        404: (
            _("Deze pagina bestaat niet."),
            _("Kijk het adres na, of begin opnieuw op de startpagina."),
        ),
        405: (_("Dit kan hier niet."), _("Ga terug en gebruik de knoppen op de pagina.")),
        413: (
            _("Dit is te veel in één keer."),
            _("Uw antwoorden zijn niet ontvangen. Kort uw opmerkingen in en verstuur opnieuw."),
        ),
        429: (_("Te veel pogingen."), _("Wacht even en probeer dan opnieuw.")),
    }


def _not_found(error: NotFoundError) -> Response:
    return _page(404, str(error), _("Misschien is het adres fout of is het intussen weg."))


def _refused(error: RefusedError) -> Response:
    back = _came_from() if is_for_staff() else None
    return _page(
        409, str(error), _("Er is niets veranderd. Ga terug om verder te werken."), back=back
    )


def _needs_keys(error: KeystoreElsewhereError) -> Response:
    del error
    return _page(
        409,
        _("Dit kan alleen op de server met de sleutels."),
        _("Er is niets veranderd. Ga terug om verder te werken."),
    )


def _not_now(error: Exception) -> Response:
    _log(error)
    response = _page(
        503,
        _("Nog niet ontvangen."),
        _("Het platform kan nu niets bewaren. Wat u invulde staat nog op uw toestel."),
        _("Wacht enkele tellen en verstuur opnieuw: vernieuw deze pagina of ga een pagina terug."),
    )
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def _unexpected(error: Exception) -> Response:
    number = _log(error)
    return _page(
        500,
        _("Er ging iets mis bij ons."),
        _("Er is niets bewaard. Ga terug en probeer opnieuw."),
        _("Blijft het misgaan, meld ons dan dit nummer: %(number)s.", number=number),
    )


def is_about_participant() -> bool:
    """Whether what runs now serves somebody of whom nothing is known, as no account is asked for,
    or has the answers of such people in its hands.
    """
    if not has_request_context():
        return False
    endpoint = request.endpoint
    return endpoint is None or endpoint in HOLDS_ANSWERS or right_to(endpoint).is_open


def _log(error: Exception) -> str:
    """Log a number and what kind of error it was.

    A participant's request is never described, and an error of the database neither: PostgreSQL
    puts the values of rows in its texts, and a closing writes remarks.
    """
    number = secrets.token_hex(4)
    silent = is_about_participant() or isinstance(error, SQLAlchemyError)
    log.error("error %s: %s", number, type(error).__name__, exc_info=None if silent else error)
    return number
