"""What the house tests look at: the files of the repository, as git has them."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
BINARY = frozenset({".png", ".ico", ".woff2", ".xlsx", ".pdf"})


def tracked_files(*patterns: str) -> list[Path]:
    """The files that git has, or will have (new ones that are not ignored), as absolute paths."""
    command = [
        "git",
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
        "--",
        *patterns,
    ]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    paths = (ROOT / name for name in done.stdout.split("\0") if name)
    return sorted(path for path in paths if path.is_file())


def text_files() -> list[Path]:
    """Those of them that are text."""
    return [path for path in tracked_files() if path.suffix not in BINARY]


def name_of(path: Path) -> str:
    """The path as it is written in the repository; also the name of a case."""
    return path.relative_to(ROOT).as_posix()
