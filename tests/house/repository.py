"""What the house tests look at: the files of the repository, as git has them."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
BINARY = frozenset({".jpg", ".png", ".ico", ".woff2", ".xlsx", ".pdf"})


def tracked_files(*patterns: str) -> list[Path]:
    """The files that git has, or will have (new ones that are not ignored), as absolute paths."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(
        [*listing, "--", *patterns], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True
    )
    paths = (ROOT / name for name in done.stdout.split("\0") if name)
    return sorted(path for path in paths if path.is_file())


def texts(*patterns: str) -> dict[str, str]:
    """The text of each such file, by its path in the repository; binary files are left out."""
    return {
        name_of(path): path.read_text(encoding="utf-8")
        for path in tracked_files(*patterns)
        if path.suffix not in BINARY
    }


def name_of(path: Path) -> str:
    """The path as it is written in the repository."""
    return path.relative_to(ROOT).as_posix()
