"""The catalogues of texts: what the sources say, and what each language has of it.

`make texts` runs this file. It writes every text of the sources into each catalogue, keeps what is
translated and leaves new texts empty: no guesses, no dates, no places, one order. So a catalogue
changes only where a text does.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from tests.house.repository import ROOT
from webapp.i18n import LANGUAGES, SOURCE_LANGUAGE

TRANSLATED = tuple(code for code in LANGUAGES if code != SOURCE_LANGUAGE)
LOCALES = {"en": "en_GB", "fr": "fr_BE", "de": "de_BE"}

_METHODS = [("webapp/**.py", "python"), ("templates/**.html", "jinja2")]
_OPTIONS = {"templates/**.html": {"newstyle_gettext": "true", "extensions": "jinja2.ext.i18n"}}
_KEYWORDS: Any = {"_": None, "gettext": None, "ngettext": (1, 2)}
_HEAD = """\
msgid ""
msgstr ""
"Language: {locale}\\n"
"Plural-Forms: {plural_forms}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"""


def path_of(language: str) -> Path:
    """Where the catalogue of a language stands."""
    return ROOT / "webapp" / "translations" / language / "LC_MESSAGES" / "messages.po"


def read(language: str) -> Catalog:
    """The catalogue of a language, or an empty one."""
    path = path_of(language)
    if not path.exists():
        return Catalog(locale=LOCALES[language])
    with path.open("rb") as file:
        return read_po(file, LOCALES[language], abort_invalid=True)


def extracted() -> list[Message]:
    """Every text of code and templates, once, in the order of the catalogues."""
    catalogue = Catalog()
    found = extract_from_dir(ROOT, _METHODS, _OPTIONS, keywords=_KEYWORDS)
    for _file, _line, message, _comments, context in found:
        catalogue.add(message, context=context)
    return sorted(messages(catalogue), key=key_of)


def messages(catalogue: Catalog) -> Iterator[Message]:
    """The texts of a catalogue without its head."""
    return (message for message in catalogue if message.id)


def key_of(message: Message) -> tuple[str, ...]:
    """What a text is known by: the text itself, and that for several things."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def updated(old: Catalog, language: str) -> str:
    """The catalogue of a language with exactly the texts of the sources."""
    known = {key_of(message): message.string for message in messages(old)}
    new = Catalog(locale=LOCALES[language])
    for message in extracted():
        new.add(message.id, known.get(key_of(message), ""), flags=message.flags)
    out = BytesIO()
    write_po(out, new, omit_header=True, width=100)
    head = _HEAD.format(locale=LOCALES[language], plural_forms=new.plural_forms)
    return head + "\n" + re.sub(r"\n{2,}\Z", "\n", out.getvalue().decode())


def main() -> None:
    """Write the catalogues, and say what is left to translate."""
    for language in TRANSLATED:
        path, text = path_of(language), updated(read(language), language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        empty = sum(not any(_forms(message)) for message in messages(read(language)))
        print(f"{language}: {empty} to translate")  # noqa: T201  # what the command is for


def _forms(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


if __name__ == "__main__":
    main()
