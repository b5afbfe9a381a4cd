"""The templates: nothing inline, nothing unescaped, every text through gettext.

What is looked at is the HTML of a template without its Jinja: an expression leaves nothing behind,
so a text or attribute that is still there was typed in the template itself.
"""

import re
from html.parser import HTMLParser

import pytest
from jinja2 import Environment, nodes

from tests.house.repository import texts

THE_ONE_SAFE_PLACE = "templates/components/chart.html"
NOT_TRANSLATED = {"Bouwstenen", "CSV", "JSON", "PNG", "SVG", "XLSX"}  # names
DATA = "application/json"
READ_ALOUD = {"alt", "aria-label", "aria-description", "label", "placeholder", "title"}
BUTTONS = {"submit", "button", "reset"}
ATTRIBUTES = re.compile(r'(\s*[a-z-]+="[^"]*")+')  # what a macro for inside a tag is made of
WORD = re.compile(r"[^\W\d_]{2,}")


@pytest.fixture(scope="module")
def templates():
    found = texts("templates/*.html")
    assert found
    return found


def test_nothing_is_inline(templates):
    assert [(name, one) for name, source in templates.items() for one in inline_code(source)] == []


def test_nothing_is_printed_unescaped(templates):
    elsewhere = {name: text for name, text in templates.items() if name != THE_ONE_SAFE_PLACE}

    assert [(name, one) for name, source in elsewhere.items() for one in unescaped(source)] == []


def test_every_text_goes_through_gettext(templates):
    assert [(name, one) for name, source in templates.items() for one in typed_texts(source)] == []


def test_a_template_imports_just_the_macros_that_it_uses(templates):
    trees = {name: parsed(source) for name, source in templates.items()}
    macros = {
        name: {one.name for one in tree.find_all(nodes.Macro)} for name, tree in trees.items()
    }
    every = set().union(*macros.values(), *map(imported, trees.values()))

    differing = {
        name: (called(tree) & every - macros[name]) ^ imported(tree) for name, tree in trees.items()
    }

    assert {name: names for name, names in differing.items() if names} == {}


@pytest.mark.parametrize(
    "source",
    [
        "<p>Dag</p>",
        "<p>{{ name }} zegt dag</p>",
        "<img alt='Grafiek'>",
        '<input type="submit" value="Verder">',
        "{% trans %}Dag{% endtrans %} en tot ziens",
        "{% block content %}Dag{% endblock %}",
        '{% macro more() %} aria-label="Dag"{% endmacro %}',
    ],
)
def test_typed_text_is_found(source):
    assert typed_texts(source)


@pytest.mark.parametrize(
    "source",
    [
        '<p title="{{ _("Dag") }}">{{ _("Dag") }}</p>',
        "<p>{% trans n=3 %}{{ n }} dagen{% endtrans %}</p>",
        "{% block page_class %}page--narrow{% endblock %}",
        '<input type="hidden" value="ja">{# dag #}',
        '{% macro more() %} aria-invalid="true"{% endmacro %}',
        "<h1>Bouwstenen</h1>",
        '<script type="application/json">{"dag": 1}</script>',
    ],
)
def test_translated_text_is_no_typed_text(source):
    assert typed_texts(source) == []


@pytest.mark.parametrize(
    "source",
    [
        "<script>go()</script>",
        '<p onclick="go()">',
        '<p style="{{ colour }}">',
        '<a href="javascript:go()">',
        "<style>p { color: red }</style>",
    ],
)
def test_inline_code_is_found(source):
    assert inline_code(source)


@pytest.mark.parametrize(
    "source", ["{{ text|safe }}", "{% autoescape false %}{{ text }}{% endautoescape %}"]
)
def test_unescaped_text_is_found(source):
    assert unescaped(source)


def inline_code(source):
    """(line, what) of every script, style and handler that stands in the page itself."""
    tags = Html(source).tags
    elements = [(line, tag) for line, tag, attributes in tags if _is_code(tag, attributes)]
    handlers = [
        (line, name)
        for line, _, attributes in tags
        for name, value in attributes.items()
        if name == "style" or name.startswith("on") or value.strip().startswith("javascript:")
    ]
    return elements + handlers


def _is_code(tag, attributes):
    is_elsewhere = "src" in attributes or attributes.get("type") == DATA
    return tag in {"style", "base"} or (tag == "script" and not is_elsewhere)


def parsed(source):
    return Environment(extensions=["jinja2.ext.i18n"]).parse(source)


def called(tree):
    """The names that a template calls."""
    calls = (one.node for one in tree.find_all(nodes.Call))
    return {one.name for one in calls if isinstance(one, nodes.Name)}


def imported(tree):
    """The names under which a template imports macros."""
    every = (name for one in tree.find_all(nodes.FromImport) for name in one.names)
    return {name if isinstance(name, str) else name[1] for name in every}


def unescaped(source):
    """The lines on which a template switches escaping off."""
    tree = parsed(source)
    filters = [node.lineno for node in tree.find_all(nodes.Filter) if node.name == "safe"]
    return filters + [node.lineno for node in tree.find_all(nodes.ScopedEvalContextModifier)]


def typed_texts(source):
    """(line, text) of every text for people that was typed without gettext."""
    html = Html(source)
    attributes = [
        (line, value)
        for line, tag, attributes in html.tags
        for name, value in attributes.items()
        if _is_for_people(tag, name, attributes)
    ]
    return [(line, text) for line, text in html.texts + attributes if _has_words(text)]


def _is_for_people(tag, name, attributes):
    is_button = tag == "input" and attributes.get("type") in BUTTONS
    return name in READ_ALOUD or (name == "value" and is_button)


def _has_words(text):
    return any(word not in NOT_TRANSLATED for word in WORD.findall(text))


class Html(HTMLParser):
    """Tags and texts of a template's HTML, each with its line."""

    def __init__(self, template):
        super().__init__()
        self.tags, self.texts, self._inside = [], [], None
        self.feed(_without_jinja(template))
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((self.getpos()[0], tag, {name: value or "" for name, value in attrs}))
        self._inside = tag if tag in {"script", "style"} else None

    def handle_endtag(self, tag):
        self._inside = None

    def handle_data(self, data):
        line = self.getpos()[0]
        if ATTRIBUTES.fullmatch(data.strip()):
            self.tags += [(line, *tag[1:]) for tag in Html(f"<p {data}>").tags]
        elif self._inside is None:
            self.texts.append((line, data.strip()))


def _without_jinja(template):
    """The template without expressions, statements, comments and translated texts."""
    kept, left_out_until = [], None
    for kind, value, name in _tokens(template):
        if left_out_until is None and kind == "statement":
            left_out_until = _end_of_what_is_no_html(value, name)
        elif kind == "statement" and value == left_out_until:
            left_out_until = None
        is_html = kind == "data" and left_out_until is None
        kept.append(value if is_html else "\n" * value.count("\n"))
    return "".join(kept)


def _end_of_what_is_no_html(statement, name):
    """A translated text, and a block that fills an attribute (`{% block page_class %}`)."""
    if statement == "trans":
        return "endtrans"
    return "endblock" if statement == "block" and name.endswith("_class") else None


def _tokens(template):
    """(kind, text, next text); a "statement" is the word that a {% … %} begins with."""
    tokens = [token for token in Environment().lex(template) if token[1] != "whitespace"]
    kinds_before = ["", *(kind for _, kind, _ in tokens[:-1])]
    texts_after = [*(text for _, _, text in tokens[1:]), ""]
    for before, (_, kind, text), after in zip(kinds_before, tokens, texts_after, strict=True):
        yield "statement" if before == "block_begin" else kind, text, after
