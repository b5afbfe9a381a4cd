"""P18: the platform does not serve unsafely, and says in one line what to do about it."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.test_serve import platform_url, serve
from tests.platforms import SECRET_KEY
from webapp.cli.installation import Installation
from webapp.cli.serving import check_serving
from webapp.db.safety import database_safety, judge_postgresql
from webapp.safety import refuse_unsafe, refuse_unsafe_database
from webapp.settings import SettingError, Settings, prepare_home

PROXIED = {"https": True, "proxy_hops": 1, "trusted_hosts": ("bouwstenen.voorbeeld.be",)}


@pytest.fixture
def settings(tmp_path):
    home = prepare_home(tmp_path / "home")
    return Settings(home=home, database_url=f"sqlite:///{home}/x.db", secret_key=SECRET_KEY)


def refused(settings, env=None, host="127.0.0.1"):
    with pytest.raises(SettingError) as told:
        refuse_unsafe(settings, env or {}, host)
    text = str(told.value)
    assert "\n" not in text
    return text


def test_safe_installations_are_served(settings):
    refuse_unsafe(settings, {}, "127.0.0.1")
    refuse_unsafe(settings, {"FLASK_DEBUG": "0"}, "::1")
    refuse_unsafe(replace(settings, **PROXIED), {}, "0.0.0.0")
    refuse_unsafe(replace(settings, demo=True), {"FLASK_DEBUG": "1"}, "0.0.0.0")


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1"])
def test_others_cannot_read_along(settings, host):
    assert "PROXY_HOPS" in refused(settings, host=host)
    plain = replace(settings, proxy_hops=1, trusted_hosts=("x.be",))
    assert "TLS" in refused(plain, host=host)


@pytest.mark.parametrize("given", [{"https": True, "proxy_hops": 1}, {"proxy_hops": 1}])
def test_a_served_site_knows_its_name(settings, given):
    assert "TRUSTED_HOSTS" in refused(replace(settings, **given))


def test_https_without_a_proxy_is_a_mistake(settings):
    assert "PROXY_HOPS" in refused(replace(settings, **PROXIED | {"proxy_hops": 0}))


@pytest.mark.parametrize("name", ["FLASK_DEBUG", "WERKZEUG_DEBUG_PIN", "PYTHONDEBUG"])
def test_debugging_is_refused(settings, name):
    assert name in refused(settings, {name: "1"})


@pytest.mark.parametrize(
    "folder", ["/var/www/bouwstenen", "/usr/share/nginx/html/var", "/home/an/public_html/var"]
)
def test_home_in_a_folder_of_a_web_server(settings, folder):
    assert "BOUWSTENEN_HOME" in refused(replace(settings, home=Path(folder)))


def test_home_that_others_can_read(settings):
    settings.home.chmod(0o755)

    assert "chmod 700" in refused(settings)


def test_home_that_cannot_be_a_folder(tmp_path):
    (tmp_path / "file").touch()

    with pytest.raises(SettingError) as caught:
        prepare_home(tmp_path / "file")

    why = f"{tmp_path}/file: is geen map."
    assert str(caught.value) == f"BOUWSTENEN_HOME kan niet gemaakt worden: {why}"


def test_keystore_and_secret_that_others_can_read(tmp_path):
    home = tmp_path / "home"
    env = {"BOUWSTENEN_HOME": str(home)}
    Settings.from_env(env)
    (home / "secret_key").chmod(0o644)
    with pytest.raises(SettingError, match="chmod 600"):
        Settings.from_env(env)
    (home / "secret_key").chmod(0o600)
    (home / "keystore").chmod(0o750)
    with pytest.raises(SettingError, match="chmod 700"):
        Settings.from_env(env)


@pytest.mark.parametrize(
    "key",
    [
        *(
            "x" * 40,
            "abcdefghij" * 4,
            "0123456789abcdef" * 2,
            "change-me-before-you-go-to-production",
        ),
        *("this is my secret key for flask 2026", "Wachtwoord van de inspectie 2026!"),
        "0123012301230123012301230123012345",
    ],
)
def test_guessable_secret_is_refused(tmp_path, key):
    with pytest.raises(SettingError, match="SECRET_KEY is te raden"):
        Settings(home=tmp_path, database_url="sqlite:///x", secret_key=key)


def test_generated_secrets_are_never_refused(tmp_path):
    for at in range(20):
        made = Settings.from_env({"BOUWSTENEN_HOME": str(tmp_path / str(at))})
        assert len(made.secret_key) >= 48


def test_our_databases_are_safe_to_serve_from(platform, database_kind):
    found = database_safety(platform.database)

    refuse_unsafe_database(found)
    assert set(found.may_lose) <= {"fsync", "full_page_writes"}  # of the PostgreSQL of the tests


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_sqlite_that_does_not_sync_is_refused(platform, monkeypatch):
    monkeypatch.setattr("webapp.db.database._SQLITE_PRAGMAS", ("synchronous=NORMAL",))
    platform.database.dispose()

    with pytest.raises(SettingError, match="synchronous"):
        refuse_unsafe_database(database_safety(platform.database))


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"synchronous_commit": "off"}, "synchronous_commit"),
        ({"track_commit_timestamp": "on"}, "track_commit_timestamp"),
        ({"log_statement": "all", "log_parameter_max_length": "-1"}, "log_statement"),
        (
            {"log_min_duration_statement": "0", "log_parameter_max_length": "-1"},
            "log_min_duration_statement",
        ),
        ({"log_parameter_max_length_on_error": "-1"}, "log_parameter_max_length_on_error"),
    ],
)
def test_postgresql_that_tells_or_loses_is_refused(given, named):
    with pytest.raises(SettingError, match=named):
        refuse_unsafe_database(judge_postgresql(given))


def test_postgresql_that_logs_statements_without_values_is_fine():
    values = {"log_statement": "all", "log_parameter_max_length": "0", "fsync": "off"}

    found = judge_postgresql(values)

    refuse_unsafe_database(found)
    assert found.may_lose == ("fsync",)


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_archive_of_the_log_of_postgresql_is_warned_of(platform, monkeypatch, capsys):
    """It keeps the moment of every commit, so of every form."""
    assert judge_postgresql({"archive_mode": "off"}).may_tell == ()
    found = judge_postgresql({"archive_mode": "always"})
    monkeypatch.setattr("webapp.cli.serving.database_safety", lambda _database: found)

    installation = Installation()
    installation.platform, installation.settings = platform, platform.settings
    check_serving(installation, "127.0.0.1")

    assert "WAL-archief bij (archive_mode)" in capsys.readouterr().err


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("arguments", "settings", "said"),
    [
        (("--host", "0.0.0.0"), {}, "PROXY_HOPS"),
        ((), {"SECRET_KEY": "x" * 40}, "te raden"),
        ((), {"FLASK_DEBUG": "1"}, "FLASK_DEBUG"),
        ((), {"KEYSTORE": "none"}, "PostgreSQL"),
    ],
    ids=["host", "secret", "debug", "keystore"],
)
def test_server_ends_with_one_line(platform, arguments, settings, said):
    told = serve(platform, "--port", "0", *arguments, **settings)

    assert (told.returncode, told.stdout) == (1, "")
    assert len(told.stderr.splitlines()) == 1
    assert said in told.stderr


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
def test_check_says_what_holds_and_starts_nothing(platform):
    right = serve(platform, "--check")
    assert right.returncode == 0
    assert "de server kan starten" in right.stderr

    wrong = serve(platform, "--check", DATABASE_URL=platform_url(platform) + "_not_there")
    assert wrong.returncode == 1
    assert len(wrong.stderr.splitlines()) == 1
