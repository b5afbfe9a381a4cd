"""What nobody uses is taken away: every name that a module offers is used somewhere else."""

import ast
import re
from collections import Counter

import pytest

from tests.house.repository import texts

WORD = re.compile(r"\b\w+\b")
# Limits that hold by what they are made of: tests hold them against it.
FOR_TESTS = {"MAX_BLOCKS", "MAX_THEMES", "OURS_ALONE"}


def test_every_name_of_a_module_is_used():
    sources = texts("webapp/*.py")
    others = "\n".join(texts("templates/*.html").values())

    assert set(unused(sources, others)) <= FOR_TESTS


@pytest.mark.parametrize(
    "source", ["def lonely(): ...", "class Lonely: ...", "LONELY = 1", "LONELY: int = 1"]
)
def test_a_name_that_nobody_uses_is_found(source):
    assert [name.lower() for name in unused({"a.py": source, "b.py": "import os"}, "")] == [
        "lonely"
    ]


@pytest.mark.parametrize(
    "source",
    [
        "def called(): ...\ncalled()",
        "@bp.get('/')\ndef page(): ...",
        "def __getattr__(name): ...",
    ],
)
def test_what_is_used_here_or_by_a_framework_is_no_such_name(source):
    assert unused({"a.py": source}, "") == []


def unused(sources, others):
    """The functions, classes and constants whose name stands nowhere but where they are made."""
    times = Counter(WORD.findall(others))
    for source in sources.values():
        times.update(WORD.findall(source))
    made = [name for source in sources.values() for name in made_in(ast.parse(source))]
    return [name for name in made if times[name] == 1 and not name.startswith("__")]


def made_in(tree):
    for node in tree.body:
        if isinstance(node, ast.ClassDef) or (
            isinstance(node, ast.FunctionDef) and not node.decorator_list
        ):
            yield node.name
        elif isinstance(node, ast.Assign):
            yield from (one.id for one in node.targets if isinstance(one, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id
