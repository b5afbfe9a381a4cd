"""Reads an nginx file as nginx does: directives, each with its words and perhaps a block."""

from dataclasses import dataclass

_QUOTES = "\"'"


class NginxError(Exception):
    """The file is not one that nginx reads."""


@dataclass(frozen=True)
class Directive:
    """One directive; `block` is None for one that ends with a semicolon."""

    name: str
    words: tuple[str, ...]
    block: tuple["Directive", ...] | None = None

    def all(self, name):
        return [one for one in self.block or () if one.name == name]

    def words_of(self, name):
        """The words of the one directive with this name."""
        found = self.all(name)
        if len(found) != 1:
            raise NginxError(f"{len(found)} times {name} in {self.name} {self.words}")
        return found[0].words


def read_nginx(text):
    """The directives of a file, in one that holds them all. Raises NginxError."""
    tokens = list(_tokens(text))
    block, rest = _block(tokens, 0)
    if rest != len(tokens):
        raise NginxError("} without {")
    return Directive("file", (), block)


def _block(tokens, at):
    found, words = [], []
    while at < len(tokens) and tokens[at] != "}":
        token = tokens[at]
        at += 1
        if token not in (";", "{"):
            words.append(token)
            continue
        if not words:
            raise NginxError(f"{token} without a name")
        inner = None
        if token == "{":
            inner, at = _block(tokens, at)
            if at >= len(tokens):
                raise NginxError(f"{words[0]} is not closed")
            at += 1
        found.append(Directive(words[0], tuple(words[1:]), inner))
        words = []
    if words:
        raise NginxError(f"{words[0]} does not end with ;")
    return tuple(found), at


def _tokens(text):
    at = 0
    while at < len(text):
        sign = text[at]
        if sign == "#":
            at = (text + "\n").index("\n", at)
        elif sign in ";{}":
            yield sign
            at += 1
        elif sign in _QUOTES:
            end = text.find(sign, at + 1)
            if end < 0:
                raise NginxError("a quote is not closed")
            yield text[at + 1 : end]
            at = end + 1
        elif sign.isspace():
            at += 1
        else:
            end = at
            while end < len(text) and not (text[end].isspace() or text[end] in ";{"):
                end += 1
            yield text[at:end]
            at = end
