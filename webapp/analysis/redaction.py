"""What a coder leaves of a remark: its own words, with […] for what could point to a person."""

import re

BLACKED_OUT = "[…]"

_BLACKED_OUT = re.compile(r"\[[^\[\]\x00-\x1f]{1,30}\]")  # also [naam], [school]


def is_redaction_of(text: str, original: str) -> bool:
    """Whether `text` is the original but for stretches that became […], [naam] or the like.

    Nobody's words are rewritten: what stands outside the brackets stands in the original, in the
    same order, from its beginning to its end. White space does not count.
    """
    first, *others = _pieces(text)
    whole = _one_line(original)
    if not others:
        return first == whole
    *middle, last = others
    place = len(first)
    if not whole.startswith(first):
        return False
    for piece in middle:
        found = whole.find(piece, place)
        if found < 0:
            return False
        place = found + len(piece)
    return whole.endswith(last) and place + len(last) <= len(whole)


def is_anything_left(text: str) -> bool:
    """Whether a redacted text still has a letter or a number outside the brackets."""
    return any(sign.isalnum() for piece in _pieces(text) for sign in piece)


def _pieces(text: str) -> list[str]:
    return [piece.strip() for piece in _BLACKED_OUT.split(_one_line(text))]


def _one_line(text: str) -> str:
    return " ".join(text.split())
