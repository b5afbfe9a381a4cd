"""A skipped test fails the run on CI, and is named elsewhere."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

SKIPPED = """
import pytest

def test_passes(): pass

def test_wants_something():
    pytest.skip("install something")
"""
EXPECTED_TO_FAIL = """
import pytest

@pytest.mark.xfail(reason="known")
def test_fails(): assert False
"""
SKIPPED_FILE = """
import pytest

pytest.skip("not on this machine", allow_module_level=True)
"""


def _run(folder, source, *, ci, options=()):
    (folder / "test_it.py").write_text(source)
    (folder / "test_other.py").write_text("def test_passes(): pass")
    environment = {name: text for name, text in os.environ.items() if not name.startswith("PYTEST")}
    environment |= {"PYTHONPATH": str(ROOT), "CI": ci}
    command = [sys.executable, "-m", "pytest", "-p", "tests.nothing_skipped", *options]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("options", [(), ("-n", "2")], ids=["one process", "two processes"])
@pytest.mark.parametrize(
    ("source", "reason"),
    [(SKIPPED, "install something"), (SKIPPED_FILE, "not on this machine")],
    ids=["a test", "a file"],
)
def test_skip_fails_the_run_on_ci(tmp_path, source, reason, options):
    run = _run(tmp_path, source, ci="true", options=options)

    assert run.returncode == 1, run.stdout
    assert "skipped, and on CI nothing may be" in run.stdout
    assert reason in run.stdout


def test_skip_is_only_named_elsewhere(tmp_path):
    run = _run(tmp_path, SKIPPED, ci="")

    assert run.returncode == 0, run.stdout
    assert "Skipped: install something" in run.stdout


def test_expected_failure_is_no_skip(tmp_path):
    run = _run(tmp_path, EXPECTED_TO_FAIL, ci="true")

    assert run.returncode == 0, run.stdout
