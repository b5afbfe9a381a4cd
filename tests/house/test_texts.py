"""Every text for people can be found by the translator, and gets the values it names."""

import ast
import re
from typing import NamedTuple

import pytest
from jinja2 import Environment, nodes

from tests.house.repository import texts

CALLS = {"_", "gettext", "ngettext"}
THEIR_HOME = "webapp/i18n.py"
NAMED_VALUE = re.compile(r"%\((\w+)\)[sd]")
LONE_PERCENT = re.compile(r"(?<!%)%(?:%%)*(?!\(\w+\)[sd]|%)")


class Call(NamedTuple):
    """A call that translates: its texts (None: not a typed text) and the values it gives."""

    function: str
    line: int
    texts: tuple[str | None, ...]
    values: frozenset[str]
    own: str = "n"  # what ngettext fills in by itself; "num" in a template
    is_known: bool = True  # False where values come in as `**values`


def test_texts_in_code_are_sound():
    sources = {name: text for name, text in texts("webapp/*.py").items() if name != THEIR_HOME}

    assert [
        f"{name}:{problem}"
        for name, source in sources.items()
        for call in calls_in_code(source)
        for problem in problems(call)
    ] == []


def test_texts_in_templates_are_sound():
    assert [
        f"{name}:{problem}"
        for name, source in texts("templates/*.html").items()
        for call in calls_in_template(source)
        for problem in problems(call)
    ] == []


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("_(text)", "not a typed text"),
        ("_('')", "not a typed text"),
        ("_('dag ' + name)", "not a typed text"),
        ("_('dag %(name)s')", "name is not given"),
        ("_('dag', name=name)", "name is not in the text"),
        ("_('50 % van %(all)s', all=5)", "a lone %"),
        ("ngettext('één dag', '%(all)s dagen', n)", "all is not given"),
    ],
)
def test_unsound_text_is_found(code, problem):
    (in_code,) = calls_in_code(code)
    (in_template,) = calls_in_template(f"{{{{ {code} }}}}")

    assert [line.partition(": ")[2] for line in problems(in_code)] == [problem]
    assert [line.partition(": ")[2] for line in problems(in_template)] == [problem]


@pytest.mark.parametrize(
    "code",
    [
        "_('dag')",
        "_('100 %')",
        "_('%(share)s %% van %(all)s', share=1, all=5)",
        "ngettext('één dag', '%(n)s dagen', n)",
        "_('%(share)s van %(all)s', **values)",
    ],
)
def test_sound_text_has_no_problem(code):
    (call,) = calls_in_code(code)

    assert list(problems(call)) == []


def test_jinja_fills_in_a_number_under_its_own_name():
    (call,) = calls_in_template("{{ ngettext('één dag', '%(num)s dagen', n) }}")

    assert list(problems(call)) == []


def test_translated_block_of_a_template_is_a_call():
    (call,) = calls_in_template("{% trans name=name %}Dag {{ name }}{% endtrans %}")

    assert call[:4] == ("gettext", 1, ("Dag %(name)s",), frozenset({"name"}))


def calls_in_code(source):
    """Every call in a Python source that translates."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", None) in CALLS:
            typed = [one.value if isinstance(one, ast.Constant) else None for one in node.args]
            values = [one.arg for one in node.keywords]
            call = _call(node.func.id, node.lineno, typed, [name for name in values if name])
            yield call._replace(is_known=None not in values)


def calls_in_template(source):
    """Every call in a template that translates; {% trans %} is one too."""
    environment = Environment(extensions=["jinja2.ext.i18n"])
    environment.install_null_translations(newstyle=True)
    for node in environment.parse(source).find_all(nodes.Call):
        if getattr(node.node, "name", None) in CALLS:
            typed = [one.value if isinstance(one, nodes.Const) else None for one in node.args]
            call = _call(node.node.name, node.lineno, typed, [one.key for one in node.kwargs])
            yield call._replace(own="num", is_known=node.dyn_kwargs is None)


def _call(function, line, typed, values):
    count = 2 if function == "ngettext" else 1
    return Call(function, line, tuple(typed[:count]), frozenset(values))


def problems(call):
    """What is wrong with a call, as lines that begin with the line number."""
    if not all(isinstance(text, str) and text for text in call.texts):
        yield f"{call.line}: not a typed text"
        return
    if not call.is_known:
        return
    own = {call.own} if call.function == "ngettext" else set()
    named = {name for text in call.texts for name in NAMED_VALUE.findall(text)}
    for name in sorted(named - call.values - own):
        yield f"{call.line}: {name} is not given"
    for name in sorted(call.values - named - own):
        yield f"{call.line}: {name} is not in the text"
    if call.values and any(LONE_PERCENT.search(text) for text in call.texts):
        yield f"{call.line}: a lone %"
