"""Instrument files to instruments; refuses what has mistakes and tells them all."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from webapp.instrument.building import build_instrument
from webapp.instrument.catalogue import Catalogue
from webapp.instrument.checks import find_problems
from webapp.instrument.model import Instrument
from webapp.instrument.problems import InstrumentError
from webapp.instrument.reading import read_source, source_of_document

__all__ = [
    "Catalogue",
    "InstrumentError",
    "instrument_from_document",
    "load_folder",
    "load_instrument",
]


def load_instrument(path: Path) -> Instrument:
    """The instrument in one file; InstrumentError with all its mistakes where it has any."""
    source = read_source(path.read_bytes())
    problems = find_problems(source)
    if problems:
        raise InstrumentError(problems, path)
    return build_instrument(source.document)


def instrument_from_document(document: Mapping[str, Any]) -> Instrument:
    """The instrument in a parsed document, such as the copy that a round keeps."""
    problems = find_problems(source_of_document(document))
    if problems:
        raise InstrumentError(problems)
    return build_instrument(document)


def load_folder(path: Path) -> Catalogue:
    """Every *.yaml file of a folder."""
    return Catalogue(load_instrument(file) for file in sorted(path.glob("*.yaml")))
