"""Two people who change the same at once: each says what they saw, and the second hears of it."""

from typing import NamedTuple

from webapp.services.errors import WrongStateError


class Seen(NamedTuple):
    """Something with a version (a statement, a remark, an action), as somebody saw it."""

    id: str
    version: int


class ConflictError(WrongStateError):
    """Somebody else was first. `text` is what stands there now, None where it is gone."""

    def __init__(self, message: str, text: str | None = None) -> None:
        super().__init__(message)
        self.text = text
