"""Instrument files to instruments; refuses what has mistakes and tells them all."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from webapp.instrument.building import build_instrument
from webapp.instrument.catalogue import Catalogue
from webapp.instrument.checks import UsedVersions, find_problems
from webapp.instrument.files import check_files
from webapp.instrument.model import Instrument
from webapp.instrument.problems import InstrumentError
from webapp.instrument.reading import read_file, source_of_document

__all__ = [
    "Catalogue",
    "InstrumentError",
    "instrument_from_document",
    "load_folder",
    "load_instrument",
]


def load_instrument(path: Path) -> Instrument:
    """The instrument in one file; InstrumentError with all its mistakes where it has any.

    What its lineage points to lies in other files and is not looked up.
    """
    source = read_file(path)
    problems = find_problems(source)
    if problems:
        raise InstrumentError({path.name: problems})
    return build_instrument(source.document)


def instrument_from_document(document: Mapping[str, Any]) -> Instrument:
    """The instrument in a parsed document, such as the copy that a round keeps."""
    problems = find_problems(source_of_document(document))
    if problems:
        raise InstrumentError({"instrument": problems})
    return build_instrument(document)


def load_folder(path: Path, *, used_versions: UsedVersions | None = None) -> Catalogue:
    """Every *.yaml file of a folder; InstrumentError with the mistakes of all files together.

    `used_versions` is (id, version) → content hash of what rounds use: a file that says something
    else under the same version is refused.
    """
    checked = check_files(sorted(path.glob("*.yaml")), used_versions=used_versions)
    by_file = {file.path.name: file.problems for file in checked if file.problems}
    if by_file:
        raise InstrumentError(by_file)
    return Catalogue(file.instrument for file in checked if file.instrument)
