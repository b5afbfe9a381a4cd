"""Every text for people can be found by the translator, and gets the values it names."""

import ast
import re

import pytest
from jinja2 import Environment, nodes

from tests.house.repository import name_of, tracked_files

CALLS = {"_", "gettext", "ngettext"}
NAMED_VALUE = re.compile(r"%\((\w+)\)[sd]")
LONE_PERCENT = re.compile(r"(?<!%)%(?:%%)*(?!\(\w+\)[sd]|%)")
CODE = [path for path in tracked_files("webapp/*.py") if path.name != "i18n.py"]
TEMPLATES = tracked_files("templates/*.html", "templates/**/*.html")


def calls_in_code(path):
    """(line, texts, names of values) of each translating call; a text not typed is None."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and _name(node.func) in CALLS:
            count = 2 if _name(node.func) == "ngettext" else 1
            texts = [
                one.value if isinstance(one, ast.Constant) else None for one in node.args[:count]
            ]
            yield node.lineno, texts, {one.arg for one in node.keywords}


def calls_in_template(path):
    """The same for a template, where {% trans %} is such a call too."""
    environment = Environment(extensions=["jinja2.ext.i18n"])
    environment.install_null_translations(newstyle=True)
    tree = environment.parse(path.read_text(encoding="utf-8"))
    for node in tree.find_all(nodes.Call):
        if isinstance(node.node, nodes.Name) and node.node.name in CALLS:
            count = 2 if node.node.name == "ngettext" else 1
            texts = [
                one.value if isinstance(one, nodes.Const) else None for one in node.args[:count]
            ]
            yield node.lineno, texts, {one.key for one in node.kwargs}


def _name(function):
    return function.id if isinstance(function, ast.Name) else None


@pytest.mark.parametrize("path", [*CODE, *TEMPLATES], ids=name_of)
def test_translator_finds_every_text(path):
    for line, texts, _ in _calls(path):
        assert all(isinstance(text, str) and text for text in texts), f"line {line}: no typed text"


@pytest.mark.parametrize("path", [*CODE, *TEMPLATES], ids=name_of)
def test_every_text_gets_the_values_it_names(path):
    for line, texts, given in _calls(path):
        named = {name for text in texts for name in NAMED_VALUE.findall(text or "")}
        assert named - {"n"} <= given | {None}, f"line {line}: {named - given} is not given"
        assert given - {None} <= named, f"line {line}: {given - named} is not in the text"
        if given:
            assert not [text for text in texts if LONE_PERCENT.search(text or "")], f"line {line}"


def _calls(path):
    return list(calls_in_code(path) if path.suffix == ".py" else calls_in_template(path))
