"""What a command cannot do: one clear line each, and the exit code that scripts look at."""

import click

from webapp.cli.dutch import sentence_of
from webapp.db.errors import DatabaseError, reason_of
from webapp.db.schema import SchemaError
from webapp.i18n import gettext as _
from webapp.instrument.loader import InstrumentError
from webapp.sealing.keystore import KeyMissingError, KeystoreElsewhereError
from webapp.services.errors import BadInputError, RefusedError
from webapp.settings import SettingError
from webapp.system_errors import text_of_system

COULD_NOT = 1
WRONG_USE = 2

FAILURES = (
    click.ClickException,
    click.Abort,
    RefusedError,
    SettingError,
    SchemaError,
    InstrumentError,
    KeyMissingError,
    KeystoreElsewhereError,
    DatabaseError,
    OSError,
)


def exit_code_of(error: Exception) -> int:
    """2 where the command was wrongly used, 1 where it could not be done."""
    if isinstance(error, click.UsageError | BadInputError):
        return WRONG_USE
    return COULD_NOT


def text_of(error: Exception) -> str:
    """What to tell: one line, more only for a file with several mistakes."""
    match error:
        case click.ClickException():
            text = sentence_of(error)
        case click.Abort():
            text = _("Afgebroken.")
        case KeyMissingError():
            text = _("De sleutel van dit gesprek staat niet op deze machine.")
        case KeystoreElsewhereError():
            text = _("Dit kan alleen op de server met de sleutels.")
        case DatabaseError():
            text = _("De databank doet het niet: %(why)s", why=reason_of(error))
        case OSError():
            text = text_of_system(error)
        case _other:
            text = str(error)
    return text
