"""Finds every mistake of an instrument file at once, each with its line."""

from collections.abc import Mapping

from webapp.instrument.model import Instrument
from webapp.instrument.problems import Problem
from webapp.instrument.reading import Source
from webapp.instrument.shape import problems_of_shape


def find_problems(
    source: Source,
    *,
    known: Mapping[tuple[str, str], Instrument] | None = None,
    used_versions: Mapping[tuple[str, str], str] | None = None,
) -> list[Problem]:
    """All mistakes in the order of the lines; none means that the instrument can be built.

    `known` are the other instruments by (id, version), for lineage, which is not checked against
    them where it is None; `used_versions` is (id, version) → content hash of what rounds use.
    """
    problems = set(source.problems)
    if source.document is not None:
        problems.update(problems_of_shape(source))
    return sorted(problems)
