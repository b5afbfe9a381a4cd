"""Running granian: how many processes and threads, nothing in its logs, and a clear refusal."""

import errno
import os
import resource
import socket
import threading
import time
from collections.abc import Callable, Mapping

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from webapp.cli.installation import Installation
from webapp.cli.output import say
from webapp.db.safety import database_safety
from webapp.i18n import gettext as _
from webapp.logs import set_up_logging
from webapp.safety import refuse_unsafe, refuse_unsafe_database
from webapp.services.agree_on_secret import agree_on_secret
from webapp.services.errors import RefusedError
from webapp.services.keep_keys import ask_for_keys
from webapp.services.recover_meetings import recover_meetings
from webapp.settings import SettingError, Settings

SQLITE_THREADS = 64  # one writer that commits for all: docs/decisions/0012
POSTGRES_THREADS = 32
DEFAULT_WORKERS = 2
MOST_WORKERS = 64
SECONDS_TO_STOP = 5


class PortError(RefusedError):
    """The server cannot listen where it was asked to."""


def check_serving(installation: Installation, host: str) -> None:
    """Refuse what is unsafe, warn of what may be. Raises SettingError, SchemaError."""
    _size(installation.settings, os.environ)
    refuse_unsafe(installation.settings, os.environ, host)
    found = database_safety(installation.platform.database)
    refuse_unsafe_database(found)
    if found.may_lose:
        say(
            _(
                "Let op: na een stroomstoring kan de databank verliezen wat ontvangen is"
                " (%(names)s).",
                names=", ".join(found.may_lose),
            )
        )
    if found.may_tell:
        say(
            _(
                "Let op: de databank houdt een WAL-archief bij (%(names)s). Daarin staat wanneer"
                " elk formulier toekwam.",
                names=", ".join(found.may_tell),
            )
        )


def prepare_serving(installation: Installation) -> None:
    """What must be right before anybody comes in: instruments, one secret, one keystore."""
    installation.checked_catalogue()
    platform = installation.platform
    if agree_on_secret(platform.database, platform.settings.secret_key):
        say(
            _(
                "Let op: SECRET_KEY is een andere dan vorige keer. Iedereen meldt zich opnieuw aan,"
                " en codes uit een app kloppen niet meer."
            )
        )
    if not platform.keystore.is_here:
        ask_for_keys(platform.database)
    recover_meetings(platform)


def serve_until_stopped(
    settings: Settings, host: str, port: int, *, announce: Callable[[str], None]
) -> None:
    """Serve until SIGTERM or SIGINT; `announce` gets the address once people can come in.

    The settings reach the server's processes through the environment. Raises SettingError.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # no answers in a core file
    set_up_logging(settings.log_format)
    workers, threads = _size(settings, os.environ)
    server = Granian(
        "webapp.wsgi:app",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        log_level=LogLevels.error,
        log_dictconfig=_logging(settings.log_format),
        log_access=False,
        respawn_failed_workers=True,
        workers_kill_timeout=SECONDS_TO_STOP,
    )
    server.on_startup(lambda: _announce_soon(host, port, announce))
    server.serve()


def free_port(host: str, port: int) -> tuple[str, int]:
    """The numeric address and the port to listen on; port 0 takes any that is free.

    Raises PortError. Granian would share a port with a server that already listens there.
    """
    try:
        family, _kind, _protocol, _name, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.create_server(address, family=family) as listening:
            found: tuple[str, int] = listening.getsockname()[:2]
    except OSError as error:
        raise PortError(_why(error, host, port)) from None
    return found


def numeric_address(host: str) -> str:
    """The address that a name stands for. Raises PortError."""
    try:
        address = socket.getaddrinfo(host, 0, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except OSError as error:
        raise PortError(_why(error, host, 0)) from None
    return str(address[0][4][0])


def address_of(host: str, port: int) -> str:
    """The address as people type it."""
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _logging(log_format: str) -> dict[str, object]:
    """For granian, which otherwise writes to standard output: that is for what was asked for."""
    handler = {
        "formatter": "generic",
        "class": "logging.StreamHandler",
        "stream": "ext://sys.stderr",
        "filters": ["first_line"],
    }
    made: dict[str, object] = {
        "filters": {"first_line": {"()": "webapp.logs.FirstLine"}},
        "handlers": {"generic": handler, "access": handler},
        "loggers": {
            "_granian": {"handlers": ["generic"], "level": "ERROR", "propagate": False},
            "granian.access": {"handlers": [], "level": "CRITICAL", "propagate": False},
        },
    }
    if log_format == "json":
        made["formatters"] = {"generic": {"()": "webapp.logs.JsonFormatter"}}
    return made


def _size(settings: Settings, env: Mapping[str, str]) -> tuple[int, int]:
    """(processes, threads in each)."""
    if settings.is_sqlite:
        return 1, SQLITE_THREADS
    text = env.get("WORKERS", "").strip() or str(DEFAULT_WORKERS)
    if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= MOST_WORKERS):
        raise SettingError(
            _(
                "WORKERS moet een getal van 1 tot %(most)s zijn, niet '%(text)s'.",
                most=MOST_WORKERS,
                text=text,
            )
        )
    return int(text), POSTGRES_THREADS


def _why(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return _("Poort %(port)s is al in gebruik. Kies een andere met --port.", port=port)
    if error.errno == errno.EACCES:
        return _("Poort %(port)s mag niet zonder meer rechten. Kies een andere.", port=port)
    if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
        return _("%(host)s is geen adres van deze machine.", host=host)
    return _("Luisteren op %(host)s kan niet: %(why)s", host=host, why=error.strerror or error)


def _announce_soon(host: str, port: int, announce: Callable[[str], None]) -> None:
    """Wait beside the server until it listens: it does once its application is loaded."""

    def wait() -> None:
        for _turn in range(600):
            time.sleep(0.1)
            with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as asking:
                if asking.connect_ex((host, port)) == 0:
                    announce(address_of(host, port))
                    return

    threading.Thread(target=wait, name="announce", daemon=True).start()
