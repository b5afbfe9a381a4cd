"""From the bytes of a YAML file to plain values, with the line of every one of them."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from webapp.i18n import gettext as _
from webapp.instrument.problems import Problem

MAX_BYTES = 1_000_000
MAX_DEPTH = 12

Place: TypeAlias = tuple[str | int, ...]

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CORE = "tag:yaml.org,2002:"
_PLAIN_VALUES = ("bool", "float", "int", "null", "str")
_LARGEST_NUMBER = 2**53  # what every reader of JSON keeps exactly


@dataclass(frozen=True, slots=True)
class Source:
    """What a file says: `document` is None where it could not be read at all.

    `lines` maps a place in the document, such as ("blocks", 3, "text"), to its line from 1.
    """

    document: Any
    lines: Mapping[Place, int]
    problems: tuple[Problem, ...]

    def line(self, place: Place) -> int:
        """The line of this place, or of the nearest thing around it that has one."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)


@dataclass(slots=True)
class _Reading:
    lines: dict[Place, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def source_of_document(document: object) -> Source:
    """A document that comes from elsewhere than a file, and so has no lines."""
    return Source(document, {(): 0}, ())


def read_file(path: Path) -> Source:
    """What `read_source` makes of a file, of which no more is read than it looks at. OSError."""
    with path.open("rb") as file:
        return read_source(file.read(MAX_BYTES + 1))


def read_source(content: bytes) -> Source:
    """Read a YAML file of at most MAX_BYTES; whatever is wrong is a problem, never an error."""
    problem = _unreadable(content)
    if problem:
        return Source(None, {}, (problem,))
    text = content.decode("utf-8-sig")
    try:
        problems = _problems_of_form(yaml.parse(text, Loader=_Loader))
        if problems:
            return Source(None, {}, tuple(problems))
        root = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        return Source(None, {}, (_syntax_problem(error, text),))
    reading = _Reading()
    document = None if root is None else _value(root, (), reading)
    if document is None and not reading.problems:
        return Source(None, {}, (Problem(1, _("het bestand is leeg")),))
    return Source(document, reading.lines, tuple(reading.problems))


def _unreadable(content: bytes) -> Problem | None:
    if len(content) > MAX_BYTES:
        message = _("het bestand is te groot: hoogstens %(kb)s kB", kb=MAX_BYTES // 1000)
        return Problem(1, message)
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return Problem(line, _("het bestand is geen UTF-8: bewaar het opnieuw als UTF-8"))
    return None


def _syntax_problem(error: yaml.YAMLError, text: str) -> Problem:
    if isinstance(error, yaml.reader.ReaderError):
        position = getattr(error, "position", 0)
        line = text.count("\n", 0, position) + 1
        return Problem(line, _("hier staat een stuurteken dat in YAML niet mag"))
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    message = _(
        "de YAML is hier niet te lezen: kijk de inspringing, de dubbelepunten en de"
        " aanhalingstekens na"
    )
    return Problem(mark.line + 1 if mark else 1, message)


def _problems_of_form(events: Iterable[Any]) -> list[Problem]:
    """Aliases, nesting without end and a second document, before anything is built from them."""
    problems: list[Problem] = []
    depth = documents = 0
    for event in events:
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent):
            message = _("verwijzingen met * zijn niet toegelaten: schrijf de tekst voluit")
            problems.append(Problem(line, message))
        elif getattr(event, "anchor", None):
            problems.append(Problem(line, _("ankers met & zijn niet toegelaten")))
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents == 2:
                message = _("een bestand heeft één instrument: hier begint een tweede")
                return [*problems, Problem(line, message)]
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            message = _("te diep genest: hoogstens %(depth)s niveaus", depth=MAX_DEPTH)
            return [*problems, Problem(line, message)]
    return problems


def _value(node: yaml.Node, place: Place, reading: _Reading) -> Any:
    reading.lines.setdefault(place, node.start_mark.line + 1)
    kind = node.tag.removeprefix(_CORE)
    if isinstance(node, yaml.MappingNode) and kind == "map":
        return _mapping(node, place, reading)
    if isinstance(node, yaml.SequenceNode) and kind == "seq":
        return [_value(child, (*place, number), reading) for number, child in enumerate(node.value)]
    return _scalar(node, kind, reading)


def _mapping(node: yaml.MappingNode, place: Place, reading: _Reading) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        message = _problem_of_key(key_node, values)
        if message:
            reading.problems.append(Problem(line, message))
            continue
        key = key_node.value
        reading.lines[(*place, key)] = line
        values[key] = _value(value_node, (*place, key), reading)
    return values


def _problem_of_key(node: yaml.Node, values: Mapping[str, Any]) -> str:
    if not isinstance(node, yaml.ScalarNode):
        return _("een lijst of een blok kan geen sleutel zijn")
    if node.tag != _CORE + "str":
        return _(
            "de sleutel ‘%(key)s’ is geen tekst: zet er aanhalingstekens rond",
            key=node.value,
        )
    if node.value in values:
        return _("de sleutel ‘%(key)s’ staat hier een tweede keer", key=node.value)
    return ""


def _scalar(node: yaml.Node, kind: str, reading: _Reading) -> Any:
    line = node.start_mark.line + 1
    if kind == "timestamp":
        message = _(
            "‘%(text)s’ is hier een datum: zet er aanhalingstekens rond",
            text=node.value,
        )
        reading.problems.append(Problem(line, message))
        return str(node.value)
    if kind in _PLAIN_VALUES and isinstance(node, yaml.ScalarNode):
        value = _plain_value(node)
        if not isinstance(value, (int, float)) or abs(value) <= _LARGEST_NUMBER:
            return value
        kind = f"!!{kind}"
    message = _("de YAML-tag ‘%(tag)s’ is niet toegelaten", tag=kind)
    reading.problems.append(Problem(line, message))
    return None


def _plain_value(node: yaml.ScalarNode) -> Any:
    try:
        return yaml.SafeLoader("").construct_object(node)
    except ValueError:
        return math.nan
