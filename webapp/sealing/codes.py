"""Codes that people type: slips, room codes and the ids of rows."""

import secrets

ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ"  # 28 signs: no vowels (no words), no 0 O 1 I L
SLIP_LENGTH = 12  # 57.7 bits
ROOM_LENGTH = 8  # 38.5 bits
ID_LENGTH = 10  # 48.1 bits


def new_slip() -> str:
    """A one-time code for one person, 12 signs."""
    return _random_code(SLIP_LENGTH)


def new_room_code() -> str:
    """A code with which a meeting is found, 8 signs."""
    return _random_code(ROOM_LENGTH)


def new_id() -> str:
    """A random id for a row, 10 small signs: it tells nothing about order or number."""
    return _random_code(ID_LENGTH).lower()


def is_id(text: str) -> bool:
    """Whether this could be the id of a row."""
    return len(text) == ID_LENGTH and all(sign in ALPHABET.lower() for sign in text)


def read_code(typed: str) -> str | None:
    """What somebody typed as a slip or room code, or None when it cannot be one.

    Spaces, dashes and small letters are forgiven; nothing else is.
    """
    signs = "".join(typed.split()).replace("-", "")
    code = signs.upper() if signs.isascii() else ""  # outside ASCII one sign may become two
    is_right = len(code) in (SLIP_LENGTH, ROOM_LENGTH) and all(sign in ALPHABET for sign in code)
    return code if is_right else None


def grouped(code: str) -> str:
    """The code in groups of four, as it is shown and printed."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))


def _random_code(length: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))
