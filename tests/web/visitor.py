"""A browser without JavaScript: reads a page, fills in its form and sends it as HTML says."""

from dataclasses import dataclass, field
from xml.etree import ElementTree

import html5lib
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

_NO_VALUE = {"submit", "button", "image", "reset", "file"}


class Visitor:
    """Opens pages and keeps the last one; follows redirects as a browser does."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.page: Page

    def open(self, address: str) -> "Page":
        return self._show(self.client.get(address, follow_redirects=True))

    def send(self, action: str, fields: list[tuple[str, str]]) -> "Page":
        body: dict[str, list[str]] = {}
        for name, value in fields:
            body.setdefault(name, []).append(value)
        headers = {"Sec-Fetch-Site": "same-origin"}
        return self._show(
            self.client.post(action, data=body, headers=headers, follow_redirects=True)
        )

    def _show(self, response: TestResponse) -> "Page":
        self.page = Page(self, response)
        return self.page


@dataclass
class Page:
    """A page as somebody sees it, with the first form of its main part."""

    visitor: Visitor
    response: TestResponse
    filled: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        is_html = self.response.mimetype == "text/html"
        text = self.response.text if is_html else ""
        self.tree = html5lib.parse(text, namespaceHTMLElements=False)

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def text(self) -> str:
        """All that can be read on the page, on one line."""
        return " ".join("".join(self.tree.itertext()).split())

    @property
    def title(self) -> str:
        return "".join(self._one("h1").itertext()).strip()

    def all(self, path: str) -> list[ElementTree.Element]:
        return self.tree.findall(path)

    def has_state(self, state: str) -> bool:
        return bool(self.all(f".//*[@data-state='{state}']"))

    def fill(self, **fields: str) -> "Page":
        return self.fill_in(fields)

    def fill_in(self, fields: dict[str, str]) -> "Page":
        """Type or choose; a field that the form does not have is an error of the test."""
        names = {element.get("name") for element in self._controls()}
        assert names >= fields.keys(), f"not on the form: {fields.keys() - names}"
        self.filled.update({name: [value] for name, value in fields.items()})
        return self

    def send(self, button: str | None = None) -> "Page":
        """Press the first submit button, or the one with this name."""
        form = self.form()
        fields = [pair for element in self._controls() for pair in self._values(element)]
        buttons = [one for one in form.iter("button") if one.get("type", "submit") == "submit"]
        pressed = next(one for one in buttons if button is None or one.get("name") == button)
        if pressed.get("name"):
            fields.append((pressed.get("name"), pressed.get("value", "")))
        return self.visitor.send(form.get("action") or self.response.request.path, fields)

    def form(self) -> ElementTree.Element:
        return self._one("main").findall(".//form")[0]

    def _one(self, tag: str) -> ElementTree.Element:
        found = self.all(f".//{tag}")
        assert len(found) == 1, f"{len(found)} × <{tag}>"
        return found[0]

    def _controls(self) -> list[ElementTree.Element]:
        tags = {"input", "select", "textarea"}
        return [one for one in self.form().iter() if one.tag in tags and one.get("name")]

    def _values(self, element: ElementTree.Element) -> list[tuple[str, str]]:
        name, kind = element.get("name", ""), element.get("type", "text")
        if kind in _NO_VALUE:
            return []
        if kind in ("radio", "checkbox"):
            return self._choice(element, name)
        if name in self.filled:
            return [(name, value) for value in self.filled[name]]
        if element.tag == "textarea":
            return [(name, element.text or "")]
        if element.tag == "select":
            options = element.findall(".//option")
            chosen = [one for one in options if one.get("selected") is not None]
            return [(name, one.get("value", "")) for one in chosen or options[:1]]
        return [(name, element.get("value", ""))]

    def _choice(self, element: ElementTree.Element, name: str) -> list[tuple[str, str]]:
        value = element.get("value", "on")
        if name in self.filled:
            return [(name, value)] if value in self.filled[name] else []
        return [(name, value)] if element.get("checked") is not None else []
