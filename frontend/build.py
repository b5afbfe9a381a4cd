"""Makes `static/vendor`: two files of others and their licences, ready to be served."""

import hashlib
import json
import shutil
from collections.abc import Iterable
from pathlib import Path

from frontend.errors import FrontendError
from frontend.licences import licence_of
from frontend.node import ROOT
from frontend.packages import MODULES, are_installed, install, package
from frontend.rebrand import rebranded

VENDOR = ROOT / "static" / "vendor"
STAMP = VENDOR / ".made"
_ASKED_FOR = ("package.json", "package-lock.json", ".npmrc")


def build(*, for_tests: bool = False) -> None:
    """Fetch what the lock asks for and make `static/vendor`, where that is not done yet.

    Raises FrontendError.
    """
    asked_for = [ROOT / name for name in _ASKED_FOR]
    code = sorted(Path(__file__).parent.glob("*.py"))
    packages_key, key = _fingerprint(asked_for), _fingerprint([*asked_for, *code])
    is_made = _read(STAMP) == key
    if is_made and not for_tests:
        return
    if not are_installed(packages_key, for_tests=for_tests):
        install(packages_key, for_tests=for_tests)
    if not is_made:
        _replace_vendor(key)


def _fingerprint(paths: Iterable[Path]) -> str:
    """Changes with the content of any of the files."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:32]


def _replace_vendor(key: str) -> None:
    """Make the new folder beside the old one, and change them only when it is whole."""
    made = MODULES / ".vendor"
    shutil.rmtree(made, ignore_errors=True)
    (made / "licences").mkdir(parents=True)
    _make_style(made)
    _make_plotly(made)
    (made / STAMP.name).write_text(key, encoding="utf-8")
    shutil.rmtree(VENDOR, ignore_errors=True)
    made.rename(VENDOR)


def _make_style(folder: Path) -> None:
    source = package("govuk-frontend")
    css = _text(source / "dist" / "govuk" / "govuk-frontend.min.css")
    notice = f"/* govuk-frontend {_version(source)}, MIT licence, changed: see licences */\n"
    (folder / "govuk.css").write_text(notice + rebranded(css), encoding="utf-8")
    _keep_licence(source, folder)


def _make_plotly(folder: Path) -> None:
    source = package("plotly.js-basic-dist-min")
    shutil.copyfile(source / "plotly-basic.min.js", folder / "plotly.min.js")
    _keep_licence(source, folder)


def _keep_licence(source: Path, folder: Path) -> None:
    text = licence_of(source)
    (folder / "licences" / f"{source.name}.txt").write_text(text, encoding="utf-8")


def _version(source: Path) -> str:
    return str(json.loads(_text(source / "package.json"))["version"])


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        name = path.relative_to(MODULES)
        raise FrontendError(f"{name} is not in the package: was it re-arranged?") from None


def _read(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
