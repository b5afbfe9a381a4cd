"""The templates: nothing inline, nothing unescaped, every text through gettext.

What is looked at is the HTML of a template without its Jinja: an expression leaves nothing behind,
so a text or attribute that is still there was typed in the template itself.
"""

import re
from html.parser import HTMLParser

import pytest
from jinja2 import Environment, nodes

from tests.house.repository import ROOT, name_of, tracked_files

TEMPLATES = tracked_files("templates/*.html", "templates/**/*.html")
THE_ONE_SAFE_PLACE = "templates/components/chart.html"
NOT_TRANSLATED = {"Bouwstenen"}  # the name of the platform
DATA = "application/json"
READ_ALOUD = {"alt", "aria-label", "aria-description", "label", "placeholder", "title"}
TEXT_OF_A_BUTTON = {"submit", "button", "reset"}
LETTERS = re.compile(r"[^\W\d_]{2,}")


class Html(HTMLParser):
    """Tags and texts of what is left of a template, each with its line."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.texts, self._inside = [], [], None
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((self.getpos()[0], tag, {name: value or "" for name, value in attrs}))
        self._inside = tag if tag in {"script", "style"} else None

    def handle_endtag(self, tag):
        self._inside = None

    def handle_data(self, data):
        if self._inside is None:
            self.texts.append((self.getpos()[0], data.strip()))


def html_of(path):
    """The template's HTML without expressions, statements, comments and translated texts."""
    kept, left_out_until = [], None
    for kind, value, name in _tokens(path.read_text("utf-8")):
        if left_out_until is None and kind == "statement":
            left_out_until = _end_of_what_is_no_html(value, name)
        elif kind == "statement" and value == left_out_until:
            left_out_until = None
        is_html = kind == "data" and left_out_until is None
        kept.append(value if is_html else "\n" * value.count("\n"))
    return Html("".join(kept))


def _end_of_what_is_no_html(statement, name):
    """A translated text, and a block that fills an attribute (`{% block page_class %}`)."""
    if statement == "trans":
        return "endtrans"
    return "endblock" if statement == "block" and name.endswith("_class") else None


def _tokens(source):
    """(kind, text, name): "data", or a "statement" with what it begins with and the word after."""
    tokens = [token for token in Environment().lex(source) if token[1] != "whitespace"]
    for (_, before, _), (_, kind, text), (_, _, after) in zip(
        [(0, "", ""), *tokens], tokens, [*tokens[1:], (0, "", "")], strict=False
    ):
        yield "statement" if before == "block_begin" else kind, text, after


def test_there_are_templates():
    assert TEMPLATES


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_nothing_is_inline(path):
    tags = html_of(path).tags

    inline_scripts = [
        line
        for line, tag, attributes in tags
        if tag == "script" and "src" not in attributes and attributes.get("type") != DATA
    ]
    handlers = [
        (line, name)
        for line, _, attributes in tags
        for name, value in attributes.items()
        if name.startswith("on") or name == "style" or value.strip().startswith("javascript:")
    ]

    assert not inline_scripts
    assert not handlers
    assert not [line for line, tag, _ in tags if tag in {"style", "base"}]


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_nothing_is_printed_unescaped(path):
    tree = Environment(extensions=["jinja2.ext.i18n"]).parse(path.read_text("utf-8"))

    safe = [node.lineno for node in tree.find_all(nodes.Filter) if node.name == "safe"]
    unescaped = [
        node.lineno for node in tree.find_all((nodes.ScopedEvalContextModifier, nodes.MarkSafe))
    ]

    assert name_of(path) == THE_ONE_SAFE_PLACE or not safe
    assert not unescaped


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_every_text_goes_through_gettext(path):
    html = html_of(path)

    texts = [(line, text) for line, text in html.texts if _is_typed(text)]
    attributes = [
        (line, name, value)
        for line, tag, attributes in html.tags
        for name, value in attributes.items()
        if _is_read(tag, name, attributes) and _is_typed(value)
    ]

    assert not texts
    assert not attributes


@pytest.mark.parametrize(
    "template",
    [
        "<p>Dag</p>",
        "<p>{{ name }} zegt dag</p>",
        "<img alt='Grafiek'>",
        '<input type="submit" value="Verder">',
        "{% trans %}Dag{% endtrans %} en tot ziens",
    ],
)
def test_typed_text_is_found(tmp_path, template):
    (tmp_path / "page.html").write_text(template)

    with pytest.raises(AssertionError):
        test_every_text_goes_through_gettext(tmp_path / "page.html")


@pytest.mark.parametrize(
    "template",
    [
        "<script>go()</script>",
        '<p onclick="go()">',
        '<p style="{{ colour }}">',
        '<a href="javascript:go()">',
        "<style>p { color: red }</style>",
    ],
)
def test_inline_code_is_found(tmp_path, template):
    (tmp_path / "page.html").write_text(template)

    with pytest.raises(AssertionError):
        test_nothing_is_inline(tmp_path / "page.html")


@pytest.mark.parametrize(
    "template", ["{{ text|safe }}", "{% autoescape false %}{{ text }}{% endautoescape %}"]
)
def test_unescaped_text_is_found(monkeypatch, template):
    path = ROOT / "templates" / "page.html"
    monkeypatch.setattr(type(path), "read_text", lambda *_: template)

    with pytest.raises(AssertionError):
        test_nothing_is_printed_unescaped(path)


def _is_typed(text):
    return any(word not in NOT_TRANSLATED for word in LETTERS.findall(text))


def _is_read(tag, name, attributes):
    is_button = tag == "input" and attributes.get("type") in TEXT_OF_A_BUTTON
    return name in READ_ALOUD or (name == "value" and is_button)
