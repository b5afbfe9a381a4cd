"""Text is escaped everywhere: `Markup`, which switches that off, is used in named places only."""

import ast

import pytest

from tests.house.repository import name_of, tracked_files

# Where Markup may be made, and why that is safe.
ALLOWED: dict[str, str] = {}


@pytest.mark.parametrize("path", tracked_files("webapp/*.py"), ids=name_of)
def test_markup_is_made_in_named_places_only(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))

    uses = [node.lineno for node in ast.walk(tree) if _name(node) == "Markup"]

    assert name_of(path) in ALLOWED or not uses


def _name(node):
    """What stands in `Markup(…)` and in `markupsafe.Markup(…)`."""
    return getattr(node, "id", None) or getattr(node, "attr", None)


def test_named_places_exist():
    assert set(ALLOWED) <= {name_of(path) for path in tracked_files("webapp/*.py")}
