"""Making static/vendor: once, whole or not at all, with the versions that belong together."""

import json
import re
import subprocess
from importlib.resources import files

import pytest

from frontend import build as building
from frontend import node, packages
from frontend.build import build
from frontend.errors import FrontendError
from frontend.licences import licence_of
from tests.house.repository import ROOT

VERSION = re.compile(r"plotly\.js [^\n]*?v(\d+\.\d+\.\d+)")


def read_json(path):
    return json.loads(path.read_text(encoding="utf-8"))


def start_of(path):
    with path.open(encoding="utf-8") as file:
        return file.read(300)


def test_plotly_is_of_one_version_in_python_and_in_the_browser():
    full = ROOT / str(files("plotly")) / "package_data" / "plotly.min.js"
    served = ROOT / "static" / "vendor" / "plotly.min.js"

    assert VERSION.search(start_of(served))[1] == VERSION.search(start_of(full))[1]
    assert "basic" in start_of(served)


def test_package_json_pins_what_the_lock_has():
    wanted, locked = read_json(ROOT / "package.json"), read_json(ROOT / "package-lock.json")

    for kind in ("dependencies", "devDependencies"):
        for name, version in wanted[kind].items():
            assert locked["packages"][f"node_modules/{name}"]["version"] == version


def test_the_lock_has_hashes_and_names_no_registry():
    locked = read_json(ROOT / "package-lock.json")["packages"]

    assert locked.pop("")["dependencies"]
    assert [
        name for name, one in locked.items() if not one["integrity"].startswith("sha512-")
    ] == []
    assert [name for name, one in locked.items() if "resolved" in one] == []


def test_what_only_tests_use_is_marked_so():
    locked = read_json(ROOT / "package-lock.json")["packages"]
    served = {
        "",
        *(f"node_modules/{name}" for name in read_json(ROOT / "package.json")["dependencies"]),
    }

    assert {name for name, one in locked.items() if not one.get("dev")} == served


def test_no_package_runs_a_script_when_it_is_installed():
    settings = (ROOT / ".npmrc").read_text(encoding="utf-8").splitlines()

    assert "ignore-scripts=true" in settings
    assert "omit-lockfile-registry-resolved=true" in settings


def test_licences_lie_beside_what_is_served():
    folder = ROOT / "static" / "vendor" / "licences"

    assert "Crown Copyright" in (folder / "govuk-frontend.txt").read_text(encoding="utf-8")
    assert "Plotly" in (folder / "plotly.js-basic-dist-min.txt").read_text(encoding="utf-8")


def test_a_second_time_starts_nothing(monkeypatch):
    def refuse(*_command, **_options):
        raise AssertionError("a process was started")

    build()
    monkeypatch.setattr(subprocess, "run", refuse)

    build()


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """A checkout in which nothing was fetched yet; `npm` is a list of what it was asked."""
    asked = []

    def npm(*arguments):
        asked.append(arguments)
        style = tmp_path / "node_modules" / "govuk-frontend"
        (style / "dist" / "govuk").mkdir(parents=True, exist_ok=True)
        (style / "package.json").write_text('{"version": "6.0.0", "license": "MIT"}')
        (style / "dist/govuk/govuk-frontend.min.css").write_text(".govuk-body{top:0}")
        plotly = tmp_path / "node_modules" / "plotly.js-basic-dist-min"
        plotly.mkdir(parents=True, exist_ok=True)
        (plotly / "package.json").write_text('{"version": "4.0.0", "license": "MIT"}')
        (plotly / "LICENSE").write_text("MIT, of Plotly")
        (plotly / "plotly-basic.min.js").write_text("window.Plotly = {}")

    modules, vendor = tmp_path / "node_modules", tmp_path / "static" / "vendor"
    vendor.parent.mkdir()
    monkeypatch.setattr(packages, "_npm", npm)
    for where, name, value in (
        (packages, "MODULES", modules),
        (packages, "_STAMP", modules / ".bouwstenen"),
        (building, "MODULES", modules),
        (building, "VENDOR", vendor),
        (building, "STAMP", vendor / ".made"),
    ):
        monkeypatch.setattr(where, name, value)
    return vendor, asked


def test_the_folder_is_made_and_not_made_again(elsewhere):
    vendor, asked = elsewhere

    build()
    build()

    assert asked == [("ci", "--omit=dev")]
    assert (vendor / "govuk.css").read_text().endswith(".govuk-body{top:0}\n")
    assert (vendor / "plotly.min.js").read_text() == "window.Plotly = {}"


def test_what_tests_use_comes_along_when_asked(elsewhere):
    _vendor, asked = elsewhere

    build()
    build(for_tests=True)
    build(for_tests=True)
    build()

    assert asked == [("ci", "--omit=dev"), ("ci", "--include=dev")]


def test_an_old_folder_is_replaced_whole(elsewhere):
    vendor, _asked = elsewhere
    build()
    (vendor / ".made").write_text("of another lock")
    (vendor / "left-over.js").write_text("")

    build()

    assert not (vendor / "left-over.js").exists()


def test_a_package_that_changed_its_shape_leaves_the_old_folder(elsewhere, monkeypatch):
    vendor, _asked = elsewhere
    build()
    (vendor / ".made").write_text("of another lock")
    (packages.MODULES / "govuk-frontend/dist/govuk/govuk-frontend.min.css").unlink()

    with pytest.raises(FrontendError, match="re-arranged"):
        build()

    assert (vendor / "plotly.min.js").is_file()


def test_another_licence_is_refused(tmp_path):
    folder = tmp_path / "some-package"
    folder.mkdir()
    (folder / "package.json").write_text('{"license": "EUPL-1.2"}')

    with pytest.raises(FrontendError, match=r"some-package.*EUPL-1\.2"):
        licence_of(folder)


def test_what_npm_says_is_told(monkeypatch):
    failed = subprocess.CompletedProcess([], 1, stdout="", stderr="npm error no such host\n")
    monkeypatch.setattr(packages, "find_node", lambda: node.Node("node", ("npm",)))
    monkeypatch.setattr(subprocess, "run", lambda *_command, **_options: failed)

    with pytest.raises(FrontendError, match="no such host"):
        packages.lock()


@pytest.mark.parametrize("version", ["v18.20.4", "v24.1.0"])
def test_a_recent_node_of_the_machine_is_used(tmp_path, monkeypatch, version):
    fake_node(tmp_path, monkeypatch, version)

    assert node.find_node() == node.Node(str(tmp_path / "node"), (str(tmp_path / "npm"),))


def test_an_old_node_is_passed_over(tmp_path, monkeypatch):
    fake_node(tmp_path, monkeypatch, "v16.20.0")
    ours = node.Node("/ours/node", ("/ours/node", "/ours/npm-cli.js"))
    monkeypatch.setattr(node, "_of_python", lambda: ours)

    assert node.find_node() == ours


def test_without_node_and_without_network_it_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(node, "_of_python", lambda: None)
    failed = subprocess.CompletedProcess([], 1, stdout="", stderr="no route to host")
    monkeypatch.setattr(subprocess, "run", lambda *_command, **_options: failed)

    with pytest.raises(FrontendError, match=r"no route to host\nInstall Node.js"):
        node.find_node()


def fake_node(folder, monkeypatch, version):
    for name, text in (("node", f"#!/bin/sh\necho {version}\n"), ("npm", "#!/bin/sh\n")):
        (folder / name).write_text(text)
        (folder / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))
