"""deploy/: the systemd units, the environment file and the container fit the platform."""

import configparser
import re
import shlex

import pytest

from tests.house.repository import ROOT
from tests.house.test_readme import named_commands
from webapp.cli import run
from webapp.safety import refuse_unsafe
from webapp.setting_table import rows
from webapp.settings import Settings

DEPLOY = ROOT / "deploy"
IN_TABLE = {row.name for row in rows()}
CONTAINER = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
COMMAND = "/opt/bouwstenen/.venv/bin/bouwstenen"
HARDENED = {
    "NoNewPrivileges": "yes",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "UMask": "0077",
    "LimitCORE": "0",
    "StateDirectoryMode": "0700",
}


class Unit(configparser.RawConfigParser):
    """A unit file; the same name twice in a section is a mistake here."""

    def __init__(self, name):
        super().__init__(delimiters=("=",), comment_prefixes=("#", ";"), interpolation=None)
        self.optionxform = str
        self.read_string((DEPLOY / name).read_text(encoding="utf-8"))


def environment():
    """(given, explained) names → values of the example."""
    given, explained = {}, {}
    for line in (DEPLOY / "environment").read_text(encoding="utf-8").splitlines():
        if found := re.fullmatch(r"(#?)([A-Z_]+)=(.*)", line):
            (explained if found[1] else given)[found[2]] = found[3]
    return given, explained


def instructions():
    """(name, rest) of every instruction of the container file."""
    text = re.sub(r"\\\n", " ", CONTAINER)
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [tuple(line.split(maxsplit=1)) for line in lines]


@pytest.mark.parametrize("name", ["bouwstenen.service", "bouwstenen-backup.service"])
def test_service_runs_a_command_that_exists_and_is_hardened(name):
    service = Unit(name)["Service"]

    assert service["User"] == "bouwstenen"
    assert service["EnvironmentFile"] == "/etc/bouwstenen/environment"
    assert {key: service.get(key) for key in HARDENED} == HARDENED
    line = service["ExecStart"]
    assert COMMAND in line
    words = shlex.split(line[line.index(COMMAND) :].removesuffix("'"))
    plain = [word for word in words[1:3] if re.fullmatch("[a-z]+", word)]
    assert run([*plain, "--help"]) == 0


def test_platform_listens_only_where_nginx_finds_it():
    service = Unit("bouwstenen.service")["Service"]

    assert service["ExecStart"].endswith("serve --host 127.0.0.1 --port 8000")
    assert service["MemorySwapMax"] == "0"
    assert int(service["TimeoutStopSec"]) > 5  # longer than the server gives its processes


def test_backups_lie_apart_from_the_keys():
    service, timer = Unit("bouwstenen-backup.service")["Service"], Unit("bouwstenen-backup.timer")

    given, _explained = environment()
    assert given["BOUWSTENEN_HOME"] == "/var/lib/bouwstenen"
    assert "db backup /var/lib/bouwstenen-backups/" in service["ExecStart"]
    assert service["StateDirectory"].split() == ["bouwstenen", "bouwstenen-backups"]
    assert timer["Timer"]["OnCalendar"]


def test_example_environment_is_known_and_safe_to_serve_with(tmp_path):
    given, explained = environment()

    assert given.keys() | explained.keys() <= IN_TABLE
    home = {"BOUWSTENEN_HOME": str(tmp_path / "home")}
    refuse_unsafe(Settings.from_env(given | home), {}, "127.0.0.1")
    filled = given | {name: text for name, text in explained.items() if text} | home
    other = Settings.from_env(filled)
    assert not other.has_keystore
    assert not other.is_sqlite
    assert other.mail is not None


def test_container_runs_as_nobody_in_particular_with_a_check_of_its_health():
    found = instructions()
    last_stage = found[max(at for at, (name, _rest) in enumerate(found) if name == "FROM") :]
    by_name = dict(last_stage)

    assert by_name["USER"] == "bouwstenen"
    assert by_name["ENTRYPOINT"] == '["bouwstenen"]'
    assert by_name["CMD"] == '["serve", "--host", "0.0.0.0", "--port", "8000"]'
    assert by_name["EXPOSE"] == "8000"
    assert by_name["VOLUME"] == "/var/lib/bouwstenen"
    assert "/gezond'" in by_name["HEALTHCHECK"]
    names = [name for name, _rest in last_stage]
    assert names.index("USER") > max(at for at, name in enumerate(names) if name == "RUN")


def test_container_installs_what_is_locked_and_holds_no_secret():
    set_here = {rest.partition("=")[0] for name, rest in instructions() if name == "ENV"}

    assert set_here <= IN_TABLE
    assert not set_here & {row.name for row in rows() if row.is_secret}
    assert "--require-hashes -r /wheels/run.txt" in CONTAINER
    sources = [rest.split()[0] for name, rest in instructions() if name == "COPY"]
    for source in sources:
        assert source == "." or source.startswith("--from") or (ROOT / source).exists()
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    assert {"var", ".venv", ".git"} <= set(ignored)


def test_container_does_not_start_without_a_proxy(tmp_path):
    from webapp.settings import SettingError

    settings = Settings.from_env({"BOUWSTENEN_HOME": str(tmp_path / "home")})
    with pytest.raises(SettingError, match="PROXY_HOPS"):
        refuse_unsafe(settings, {}, "0.0.0.0")


@pytest.mark.parametrize("path", sorted(DEPLOY.iterdir()), ids=lambda path: path.name)
def test_only_examples_of_names_stand_there(path):
    text = path.read_text(encoding="utf-8")

    hosts = set(re.findall(r"\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:be|com|org|io|net)\b", text))
    assert hosts <= {"bouwstenen.voorbeeld.be", "mail.voorbeeld.be", "voorbeeld.be"}


def test_every_command_of_the_guide_exists(capsys):
    guide = (ROOT / "docs" / "guides" / "installeren.md").read_text(encoding="utf-8")

    commands = named_commands(guide, "bouwstenen")

    assert {"bouwstenen serve", "bouwstenen keystore adopt", "bouwstenen db restore"} <= commands
    assert [one for one in commands if run([*one.split()[1:], "--help"]) != 0] == []
    for name in re.findall(r"`deploy/([\w.-]+)`", guide):
        assert (DEPLOY / name).exists()
