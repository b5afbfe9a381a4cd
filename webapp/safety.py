"""What the platform refuses to serve with (P18): one clear line each, before anybody comes in."""

from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path

from webapp.db.safety import DatabaseSafety
from webapp.i18n import gettext as _
from webapp.settings import ROOT, SettingError, Settings

_WEB_FOLDERS = ("/var/www", "/srv/www", "/srv/http", "/usr/share/nginx", "/usr/local/www")
_WEB_NAMES = frozenset({"htdocs", "public_html", "wwwroot", "www-data"})
_DEBUG = ("FLASK_DEBUG", "PYTHONDEBUG", "WERKZEUG_DEBUG_PIN")


def refuse_unsafe(settings: Settings, env: Mapping[str, str], host: str | None = None) -> None:
    """Raise SettingError for what must not be served so; `host` is the numeric address, if known.

    The demo serves made-up data on this machine only, and is not looked at.
    """
    if settings.demo:
        return
    _refuse_debug(env)
    _refuse_home(settings.home)
    if (settings.https or settings.proxy_hops) and not settings.trusted_hosts:
        raise SettingError(
            _(
                "TRUSTED_HOSTS ontbreekt: geef de naam waaronder mensen het platform vinden, zoals"
                " bouwstenen.voorbeeld.be"
            )
        )
    if settings.https and not settings.proxy_hops:
        raise SettingError(
            _(
                "HTTPS is 1 en PROXY_HOPS is 0: het platform spreekt zelf geen TLS. Zet er een"
                " proxy voor en geef hoeveel het er zijn."
            )
        )
    if host is not None and not ip_address(host).is_loopback and not settings.https:
        raise SettingError(
            _(
                "Op %(host)s kunnen anderen meelezen: zet er een proxy met TLS voor (HTTPS=1,"
                " PROXY_HOPS=1 en TRUSTED_HOSTS), of luister op 127.0.0.1.",
                host=host,
            )
        )


def refuse_unsafe_database(found: DatabaseSafety) -> None:
    """Raise SettingError where "Ontvangen" would not be true, or where a log would tell tales."""
    if found.not_durable:
        raise SettingError(
            _(
                "De databank bevestigt voor iets op de schijf staat (%(names)s): zet dat aan.",
                names=", ".join(found.not_durable),
            )
        )
    if found.tells:
        raise SettingError(
            _(
                "De databank schrijft op wat er wanneer binnenkomt (%(names)s). Zet dat uit, en"
                " log_parameter_max_length op 0.",
                names=", ".join(found.tells),
            )
        )


def _refuse_debug(env: Mapping[str, str]) -> None:
    for name in _DEBUG:
        if env.get(name, "").strip().lower() not in ("", "0", "false", "no"):
            raise SettingError(
                _(
                    "%(name)s staat aan: foutpagina's tonen dan wat mensen invullen. Haal het weg.",
                    name=name,
                )
            )


def _refuse_home(home: Path) -> None:
    served = [Path(folder) for folder in _WEB_FOLDERS]
    served += [ROOT / name for name in ("static", "templates", "instruments")]
    if _WEB_NAMES.intersection(home.parts) or any(home.is_relative_to(one) for one in served):
        raise SettingError(
            _(
                "BOUWSTENEN_HOME staat in een map die een webserver toont: %(folder)s. Kies een"
                " andere.",
                folder=home,
            )
        )
    if home.stat().st_mode & 0o007:
        raise SettingError(
            _("Anderen kunnen %(folder)s lezen. Doe eerst: chmod 700 %(folder)s", folder=home)
        )
