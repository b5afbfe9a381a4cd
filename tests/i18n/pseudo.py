"""A language for tests only: the platform's texts in wide letters, so that any other text shows.

A letter of the platform's own becomes its full-width twin (U+FF21 and on). That survives whatever
happens to a text after it was translated: cut in lines, put in another sentence, in capitals. Where
two plain letters stand side by side, a text went round gettext.
"""

import re
from gettext import NullTranslations
from xml.etree.ElementTree import Element

WIDE = {ord(letter): ord(letter) + 0xFEE0 for letter in "abcdefghijklmnopqrstuvwxyz"}
WIDE |= {ord(letter): ord(letter) + 0xFEE0 for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}

_STAYS = re.compile(r"(%\(\w+\)s|%%|<[^>]*>)")
_WORD = re.compile(r"[^\W\d_]*[A-Za-z][^\W\d_]+")
_READ_ALOUD = ("alt", "aria-label", "aria-description", "aria-valuetext", "placeholder", "title")
_NOT_SHOWN = {"script", "style", "template"}


def wide(text: str) -> str:
    """The text in wide letters, but for its placeholders and tags."""
    parts = _STAYS.split(text)
    return "".join(part if _STAYS.fullmatch(part) else part.translate(WIDE) for part in parts)


class WideTexts(NullTranslations):
    """A catalogue that has every text, in wide letters."""

    def gettext(self, message: str) -> str:
        return wide(message)

    def ngettext(self, one: str, many: str, n: int) -> str:
        return wide(one if n == 1 else many)


def words_in_page(tree: Element) -> list[str]:
    """Every plain word that somebody sees, hears or gets from a script on this page."""
    return [word for text in _texts(tree) for word in words_in(text)]


def words_in(text: str) -> list[str]:
    """Every plain word of a text, but for the {names} that a script fills in."""
    return _WORD.findall(re.sub(r"\{\w+\}", "", text))


def _texts(element: Element) -> list[str]:
    if element.tag in _NOT_SHOWN:
        return [element.tail or ""]
    texts = [element.text or "", *_attributes(element)]
    for child in element:
        texts += _texts(child)
    return [*texts, element.tail or ""]


def _attributes(element: Element) -> list[str]:
    """What is read aloud, what a button says, and the sentences that a script will show."""
    names = [name for name in element.attrib if name in _READ_ALOUD]
    if element.tag == "input" and element.get("type") in {"submit", "button", "reset"}:
        names.append("value")
    for_scripts = [
        one for one in element.attrib if one.startswith("data-") and one != "data-columns"
    ]
    names += [name for name in for_scripts if " " in element.attrib[name].strip()]
    return [element.attrib[name] for name in names]
