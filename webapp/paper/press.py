"""The press: reads one order as JSON from standard input, writes the PDF to standard output.

Run as a file of its own, so that it starts quickly: it knows nothing of the platform.
"""

import json
import sys
from pathlib import Path
from typing import Literal

import typst

TEMPLATES = Path(__file__).parent / "templates"
NOT_IN_TYPEFACE = "could not be displayed"


def press(template: str, data: str) -> bytes:
    """The PDF of a template and its data (a JSON text); only files of TEMPLATES can be read.

    A template asks for no package, so nothing is fetched (tests/paper/test_pdf.py).
    """
    try:
        return _compiled(template, data, "ua-1")
    except typst.TypstError as error:
        if NOT_IN_TYPEFACE not in str(error):
            raise
    return _compiled(template, data, None)


def _compiled(template: str, data: str, standard: Literal["ua-1"] | None) -> bytes:
    return typst.compile(
        TEMPLATES / f"{template}.typ",
        root=TEMPLATES,
        ignore_system_fonts=True,
        sys_inputs={"data": data},
        pdf_standards=standard,
    )


if __name__ == "__main__":
    order = json.load(sys.stdin)
    sys.stdout.buffer.write(press(order["template"], order["data"]))
