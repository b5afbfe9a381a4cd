"""A PDF of data and a template of ours, made by a process of its own."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from webapp.i18n import current_language
from webapp.i18n import gettext as _

_PRESS = Path(__file__).with_name("press.py")
_MOST_SECONDS = 120


class PaperError(Exception):
    """The PDF could not be made: a mistake of ours, never of what people typed."""


def make_pdf(template: str, *, title: str, data: Mapping[str, object]) -> bytes:
    """A PDF of `templates/<template>.typ`, tagged, in the language that texts are made in now.

    `data` goes to the template as JSON, in `data` of house.typ: texts, numbers, lists, mappings.
    No text of it becomes markup, and nothing else can be read. It is PDF/UA-1, but where a text
    has signs that the typeface lacks: then it is tagged all the same, with a box for the sign.

    It is made by another process: Typst keeps what it made (a gigabyte after ten large prints)
    and would hold up the phones that send their answers, and slips would stay in its memory.
    Raises PaperError.
    """
    words = {"page": _("Bladzijde %(n)s van %(all)s", n="{n}", all="{all}")}
    whole = {"title": title, "lang": current_language(), "words": words, **data}
    order = json.dumps({"template": template, "data": json.dumps(_printable(whole))})
    try:
        done = subprocess.run(  # noqa: S603  # our own file, by our own Python
            [sys.executable, "-P", str(_PRESS)],
            input=order.encode(),
            capture_output=True,
            timeout=_MOST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise PaperError(f"{template}: not ready after {_MOST_SECONDS} s") from None
    if done.returncode != 0:
        raise PaperError(f"{template}: {done.stderr.decode(errors='replace')[-2000:]}")
    return done.stdout


def _printable(value: object) -> object:
    """The same without control signs and lone halves of signs, which no paper can show."""
    if isinstance(value, str):
        text = value.encode("utf-8", "replace").decode()
        return "".join(
            sign for sign in text if sign == "\n" or sign.isprintable() or sign == "\xa0"
        )
    if isinstance(value, Mapping):
        return {key: _printable(one) for key, one in value.items()}
    if isinstance(value, Sequence):
        return [_printable(one) for one in value]
    return value
