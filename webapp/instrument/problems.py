"""What is wrong with an instrument file, and the error that carries it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake: the line in the file (from 1; 0 where there is no file) and a Dutch message."""

    line: int
    message: str


class InstrumentError(Exception):
    """Instruments cannot be used; tells every mistake, as `file:line: message`.

    `by_file` is the name of a file → its mistakes; `problems` has those of all files together.
    """

    def __init__(self, by_file: Mapping[str, Iterable[Problem]]) -> None:
        self.by_file = {name: tuple(sorted(found)) for name, found in by_file.items()}
        self.problems = tuple(problem for found in self.by_file.values() for problem in found)
        super().__init__("\n".join(self.lines()))

    def lines(self) -> list[str]:
        """One line of text per mistake."""
        return [
            f"{name}:{problem.line}: {problem.message}"
            for name, found in self.by_file.items()
            for problem in found
        ]
