"""The form's one script and one style sheet: several files of ours, each sent as one."""

import re
from pathlib import Path

from flask import Flask

from webapp.settings import ROOT
from webapp.web.assets import Asset

SCRIPT, STYLE = "js/form.js", "css/form-page.css"

_IMPORT_ALL = re.compile(r'^import \* as (\w+) from "\./(\w+)\.js";\n', re.MULTILINE)
_IMPORT = re.compile(r'^import (\{[^}]+\}) from "\./(\w+)\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?function (\w+)\()", re.MULTILINE)
_COMMENT = re.compile(r"^ *//.*\n", re.MULTILINE)
_MODULE_WORD = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


class ScriptError(Exception):
    """A module of the form imports or exports in a way that is not put together here."""


def register(app: Flask) -> None:
    """Make both known to `asset_url`."""
    assets: dict[str, Asset] = app.extensions["assets"]
    folder = ROOT / "static" / "js" / "form"
    script = Asset(SCRIPT, lambda: one_script(folder, "main").encode())
    style = Asset(STYLE, lambda: assets["css/app.css"].body + assets["css/form.css"].body)
    assets.update({SCRIPT: script, STYLE: style})


def one_script(folder: Path, entry: str) -> str:
    """The ES modules of a folder as one: each becomes a function that gives what it exports.

    A phone asks for one file instead of seventeen. Raises ScriptError for other forms of import
    than `import { a, b } from "./c.js"` and `import * as a from "./c.js"`, and for other exports
    than of functions.
    """
    done: dict[str, str] = {}
    _add(folder, entry, done)
    return "".join(done.values())


def _add(folder: Path, name: str, done: dict[str, str]) -> None:
    source = (folder / f"{name}.js").read_text(encoding="utf-8")
    needed = [found[1] for pattern in (_IMPORT_ALL, _IMPORT) for found in pattern.findall(source)]
    for other in needed:
        if other not in done:
            _add(folder, other, done)
    done[name] = f"const ${name} = (() => {{\n{_inside(name, source)}}})();\n"


def _inside(name: str, source: str) -> str:
    exported = _EXPORT.findall(source)
    source = _IMPORT_ALL.sub(r"const \1 = $\2;\n", source)
    source = _IMPORT.sub(r"const \1 = $\2;\n", source)
    source = _COMMENT.sub("", _EXPORT.sub("", source))
    if left := _MODULE_WORD.search(source):
        raise ScriptError(f"{name}.js: {left[0]}")
    return f"{source}return {{ {', '.join(exported)} }};\n"
