"""The form's one script and one style sheet: several files of ours, each sent as one."""

import re
from pathlib import Path

from flask import Flask

from webapp.settings import ROOT
from webapp.web.assets import Asset

SCRIPT, STYLE = "js/form.js", "css/form-page.css"

_FROM = r' from "(\./\w+|\.\./\w+/\w+)\.js";\n'
_IMPORT_ALL = re.compile(r"^import \* as (\w+)" + _FROM, re.MULTILINE)
_IMPORT = re.compile(r"^import (\{[^}]+\})" + _FROM, re.MULTILINE)
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
    """The ES modules of a folder, and those of its neighbours that they use, as one.

    Each becomes a function that gives what it exports: a phone asks for one file instead of
    some twenty. Raises ScriptError for other forms of import than `import { a, b } from "./c.js"`,
    `import * as a from "./c.js"` and the same of "../d/c.js", and for other exports than of
    functions.
    """
    done: dict[Path, str] = {}
    _add(folder, folder / f"{entry}.js", done)
    return "".join(done.values())


def _add(home: Path, path: Path, done: dict[Path, str]) -> None:
    source = path.read_text(encoding="utf-8")
    needed = [found[1] for pattern in (_IMPORT_ALL, _IMPORT) for found in pattern.findall(source)]
    for other in needed:
        target = _target(path, other)
        if target not in done:
            _add(home, target, done)
    done[path] = f"const {_name(home, path)} = (() => {{\n{_inside(home, path, source)}}})();\n"


def _inside(home: Path, path: Path, source: str) -> str:
    def bind(found: re.Match[str]) -> str:
        return f"const {found[1]} = {_name(home, _target(path, found[2]))};\n"

    exported = _EXPORT.findall(source)
    source = _IMPORT.sub(bind, _IMPORT_ALL.sub(bind, source))
    source = _COMMENT.sub("", _EXPORT.sub("", source))
    if left := _MODULE_WORD.search(source):
        raise ScriptError(f"{path.name}: {left[0]}")
    return f"{source}return {{ {', '.join(exported)} }};\n"


def _target(path: Path, named: str) -> Path:
    """The file that a module at `path` means: beside it, or in the folder beside its own."""
    start = path.parent.parent if named.startswith("../") else path.parent
    return start / f"{named.removeprefix('../').removeprefix('./')}.js"


def _name(home: Path, path: Path) -> str:
    """What a module is called: $name, or $folder_name where it is another's."""
    return f"${path.stem}" if path.parent == home else f"${path.parent.name}_{path.stem}"
