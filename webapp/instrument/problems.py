"""What is wrong with an instrument file, and the error that carries it."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake: the line in the file (from 1; 0 where there is no file) and a Dutch message."""

    line: int
    message: str


class InstrumentError(Exception):
    """An instrument cannot be used; `problems` has every mistake, `path` the file where known."""

    def __init__(self, problems: Iterable[Problem], path: Path | None = None) -> None:
        self.problems = tuple(sorted(problems))
        self.path = path
        name = path.name if path else "instrument"
        super().__init__(
            "\n".join(
                f"{name}:{problem.line}: {problem.message}" for problem in self.problems
            )
        )
