"""The package, as a wheel and by way of a source archive, holds all that the platform needs."""

import os
import subprocess
import sys
import tarfile
import zipfile

import pytest

from tests.house.repository import ROOT, tracked_files

DATA = ("templates", "static", "instruments")
VENDOR = ("govuk.css", "plotly.min.js", "licences/govuk-frontend.txt")  # made, so not in git


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A source archive of what git has and the build made, and the wheel of that archive."""
    folder = tmp_path_factory.mktemp("dist")
    sources = folder / "sources"
    for path in [*tracked_files(), *(ROOT / "static" / "vendor" / name for name in VENDOR)]:
        target = sources / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    _build("sdist", sources, folder)
    archive = next(folder.glob("*.tar.gz"))
    unpacked = folder / "unpacked"
    unpacked.mkdir()
    subprocess.run(["tar", "-xzf", archive, "-C", unpacked], check=True)  # 3.11.2 lacks the filter
    _build("wheel", next(unpacked.iterdir()), folder)
    return archive, next(folder.glob("*.whl"))


def _build(kind, sources, folder):
    command = [sys.executable, "-m", "hatchling", "build", "--target", kind, "--directory", folder]
    subprocess.run(command, cwd=sources, check=True, capture_output=True)


def test_source_archive_has_all_files_of_the_package(built):
    with tarfile.open(built[0]) as tar:
        names = {name.partition("/")[2] for name in tar.getnames()}

    wanted = {path.relative_to(ROOT).as_posix() for path in tracked_files("webapp", *DATA)}
    assert wanted <= names


def test_wheel_has_code_and_data(built):
    with zipfile.ZipFile(built[1]) as wheel:
        names = set(wheel.namelist())

    code = {path.relative_to(ROOT).as_posix() for path in tracked_files("webapp")}
    data = {f"webapp/_data/{path.relative_to(ROOT).as_posix()}" for path in tracked_files(*DATA)}
    made = {f"webapp/_data/static/vendor/{name}" for name in VENDOR}
    assert code | data | made <= names
    assert not [name for name in names if name.startswith("tests/")]


def test_installed_wheel_finds_its_data(built, tmp_path):
    with zipfile.ZipFile(built[1]) as wheel:
        wheel.extractall(tmp_path)
    script = (
        "import webapp.settings as settings\n"
        "for name in ('templates', 'static', 'instruments'):\n"
        "    assert any((settings.ROOT / name).iterdir()), name\n"
        "print(settings.ROOT)"
    )

    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == str(tmp_path / "webapp" / "_data")


def test_checkout_has_no_copy_of_the_data():
    assert not (ROOT / "webapp" / "_data").exists()
