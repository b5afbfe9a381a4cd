"""`python -m frontend`: makes `static/vendor`; costs nothing when it is there already.

With `--tests` the packages that only tests use come along, with `--lock` package-lock.json is made
again from package.json.
"""

import argparse
import sys

from frontend.build import build
from frontend.errors import FrontendError
from frontend.packages import lock


def main() -> int:
    """The exit code; what went wrong stands on standard error."""
    parser = argparse.ArgumentParser(prog="python -m frontend", description="make static/vendor")
    parser.add_argument("--tests", action="store_true", help="also what only tests use")
    parser.add_argument("--lock", action="store_true", help="write package-lock.json again")
    wanted = parser.parse_args()
    try:
        if wanted.lock:
            lock()
        build(for_tests=wanted.tests)
    except FrontendError as error:
        print(f"frontend: {error}", file=sys.stderr)  # noqa: T201  # a command tells
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
