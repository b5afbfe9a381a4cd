"""The licences of what we pass on: they ask to be kept beside it."""

import json
from pathlib import Path

from frontend.errors import FrontendError

# Packages of which the archive has no file of it, though their repository does.
_HOLDERS = {"govuk-frontend": "Copyright (C) 2017 Crown Copyright (Government Digital Service)"}
_MIT = """The MIT License (MIT)

{holder}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and
associated documentation files (the "Software"), to deal in the Software without restriction,
including without limitation the rights to use, copy, modify, merge, publish, distribute,
sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial
portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT
NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND
NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES
OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN
CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""


def licence_of(folder: Path) -> str:
    """The text of a package's licence, which must be MIT. Raises FrontendError."""
    name = folder.name
    kind = json.loads((folder / "package.json").read_text(encoding="utf-8")).get("license")
    if kind != "MIT":
        raise FrontendError(f"{name} has licence {kind!r}: may we pass it on? Look, then change me")
    found = sorted(folder.glob("LICEN[SC]E*"))
    if found:
        return found[0].read_text(encoding="utf-8")
    if name not in _HOLDERS:
        raise FrontendError(f"{name} has no licence file and no known holder")
    return _MIT.format(holder=_HOLDERS[name])
