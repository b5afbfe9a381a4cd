"""The list of providers, the page of one, and the register as a file."""

from flask import Blueprint, Response, abort, render_template, request

from webapp.db.models import Provider
from webapp.db.queries.networks import list_memberships, list_pupils_of
from webapp.db.queries.provider_merges import list_merges_into
from webapp.db.queries.providers import list_providers
from webapp.exports.register_file import register_csv, register_xlsx
from webapp.i18n import gettext as _
from webapp.services.provider_kinds import NETWORK_KINDS, TYPES, levels, provider_kinds
from webapp.services.register.cells import PupilCount
from webapp.services.register.register_rows import register_rows, search_providers
from webapp.services.school_years import named
from webapp.web.access import platform
from webapp.web.providers.network_view import network_view
from webapp.web.saved_file import CSV, XLSX, saved_file

bp = Blueprint("providers", __name__)

MOST_SHOWN = 200


@bp.get("/beheer/aanbieders")
def list_all() -> str:
    """All providers by name, or those that somebody looks for."""
    asked, kind = request.args.get("zoek", "")[:100], request.args.get("soort", "")
    with platform().database.reading() as session:
        providers = list_providers(session)
    found = search_providers(providers, asked, kind)
    return render_template(
        "providers/list.html",
        rows=found[:MOST_SHOWN],
        found=len(found),
        total=len(providers),
        asked=asked,
        kind=kind,
        kinds=provider_kinds(),
    )


@bp.get("/aanbieder/<provider_id>")  # as others link to it; pages of ours lead to the one below
@bp.get("/beheer/aanbieders/<provider_id>")
def show(provider_id: str) -> str:
    """What is known of a provider: its data, pupils, networks, and what was merged into it."""
    with platform().database.reading() as session:
        provider = session.get(Provider, provider_id) or abort(404)
        pupils = [PupilCount(*one) for one in list_pupils_of(session, provider_id)]
        memberships = list_memberships(session, provider_id)
        merges = list_merges_into(session, provider_id)
        network = None
        if provider.kind in NETWORK_KINDS:
            network = network_view(session, provider, request.args.get("schooljaar", ""))
    return render_template(
        "providers/show.html",
        provider=provider,
        kinds=provider_kinds(),
        level_names=[levels().get(one, one) for one in provider.levels.split(",") if one],
        pupils=_pupils_table(pupils),
        types=[code for code in TYPES if any(one.type == code for one in pupils)],
        memberships=memberships,
        merges=merges,
        network=network,
        school_year=named,
    )


@bp.get("/beheer/aanbieders.<any(csv, xlsx):extension>")
def download(extension: str) -> Response:
    """The whole register, in the form in which it can be imported again."""
    with platform().database.reading() as session:
        rows = register_rows(session)
    if extension == "csv":
        return saved_file(register_csv(rows), CSV, "aanbieders.csv")
    return saved_file(register_xlsx(rows), XLSX, "aanbieders.xlsx")


def provider_or_404(provider_id: str) -> Provider:
    """The provider, or a page that says it does not exist."""
    with platform().database.reading() as session:
        return session.get(Provider, provider_id) or abort(404)


def field_names() -> dict[str, str]:
    """Column of a file → what it is called on the screen."""
    return {
        "name": _("Naam"),
        "kind": _("Soort"),
        "net": _("Net"),
        "province": _("Provincie"),
        "types": _("Types"),
        "levels": _("Niveaus"),
        "instellingsnummer": _("Instellingsnummer"),
        "pupils": _("Leerlingen"),
        "pupils_per_type": _("Leerlingen per type"),
    }


def _pupils_table(pupils: list[PupilCount]) -> list[tuple[str, dict[str, int], int]]:
    """(school year, pupils by type, their sum), the newest first."""
    years = sorted({one.school_year for one in pupils}, reverse=True)
    table = []
    for year in years:
        by_type = {one.type: one.pupils for one in pupils if one.school_year == year}
        table.append((named(year), by_type, sum(by_type.values())))
    return table
