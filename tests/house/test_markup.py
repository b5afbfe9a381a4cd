"""Text is escaped everywhere: `Markup`, which switches that off, is used in named places only."""

import ast

from tests.house.repository import texts

# Where Markup may be made, and why that is safe.
ALLOWED = {
    "webapp/web/charts.py": "JSON in which < > and & are escaped, and SVG that escapes every text",
    "webapp/web/templating.py": "a lang attribute, whose value Markup.format escapes",
}


def test_markup_is_made_in_named_places_only():
    found = {name for name, text in texts("webapp/*.py").items() if makes_markup(text)}

    assert found <= set(ALLOWED)


def test_markup_is_found():
    assert makes_markup("from markupsafe import Markup\nMarkup('<b>')")
    assert makes_markup("import markupsafe\nmarkupsafe.Markup('<b>')")
    assert not makes_markup("from markupsafe import escape\nescape('<b>')")


def makes_markup(source):
    """Whether a source calls Markup, or something of it."""
    return any(_name(node) == "Markup" for node in ast.walk(ast.parse(source)))


def _name(node):
    return getattr(node, "id", None) or getattr(node, "attr", None)
