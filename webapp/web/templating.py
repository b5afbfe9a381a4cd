"""What every template knows: texts, formats and the platform's own marks."""

from datetime import UTC, date, datetime

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal
from flask import Flask
from markupsafe import Markup

from webapp.analysis.naming import number_of
from webapp.i18n import current_language, current_locale, translated, translated_number
from webapp.instrument.local_text import LocalText
from webapp.sealing.codes import grouped
from webapp.services.today import BRUSSELS


def register(app: Flask) -> None:
    """Give Jinja gettext, dates and numbers by locale; autoescape stays on everywhere."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # from the extension
        translated, translated_number, newstyle=True
    )
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(
        date=_date,
        moment=_moment,
        number=_number,
        code=grouped,
        lang=_lang,
        block_number=number_of,
    )
    app.jinja_env.globals.update(
        current_language=current_language, is_demo=app.extensions["platform"].settings.demo
    )


def _date(day: date) -> str:
    return format_date(day, format="long", locale=current_locale())


def _moment(moment: datetime) -> str:
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)  # SQLite keeps no zone
    return format_datetime(aware, "d MMMM y HH:mm", tzinfo=BRUSSELS, locale=current_locale())


def _number(number: float) -> str:
    return format_decimal(number, locale=current_locale())


def _lang(text: LocalText) -> Markup:
    """For inside a tag: ` lang="nl"` where an instrument lacks the language of the page."""
    code = text.language_used(current_language())
    return Markup("") if code == current_language() else Markup(' lang="{}"').format(code)
