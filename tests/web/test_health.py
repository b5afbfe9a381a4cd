"""`/gezond` and `/gezond/klaar`: what a load balancer asks, and what strangers learn: one word."""

import shutil
from types import SimpleNamespace

import pytest
from sqlalchemy import text

from tests import builders
from tests.platforms import SECRET_KEY
from webapp.services.agree_on_secret import agree_on_secret

READY = "/gezond/klaar"


def reason(client):
    response = client.get(READY)
    assert response.status_code == 503
    assert response.headers["Retry-After"]
    assert response.headers["Cache-Control"] == "no-store"
    assert set(response.json) == {"status", "reason"}
    return response.json["reason"]


def test_a_host_that_can_serve_is_ready(client, platform):
    assert client.get(READY).json == {"status": "ok"}
    builders.open_meeting(platform, builders.open_round(platform))
    assert client.get(READY).status_code == 200


def test_database_that_is_gone_is_no_reason_to_restart(client, platform, monkeypatch):
    from sqlalchemy.exc import OperationalError

    def fail():
        raise OperationalError("SELECT secret", {}, Exception("at 10.0.0.5"))

    monkeypatch.setattr(platform.database.engine, "connect", fail)

    assert client.get("/gezond").json == {"status": "ok"}
    assert reason(client) == "database"


def test_schema_of_another_version(client, platform):
    with platform.database.writing_connection() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))

    assert reason(client) == "schema"


def test_hosts_that_disagree_on_the_secret(client, platform):
    agree_on_secret(platform.database, SECRET_KEY + "!")

    assert reason(client) == "secret"


def test_disk_that_is_full(client, monkeypatch):
    monkeypatch.setattr(
        "webapp.services.check_ready.shutil",
        SimpleNamespace(disk_usage=lambda _home: SimpleNamespace(free=1)),
    )

    assert reason(client) == "disk"


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_keystore_that_is_gone_or_of_another_database(client, platform):
    builders.open_meeting(platform, builders.open_round(platform))
    folder = platform.settings.keystore_dir
    moved = folder.rename(folder.with_name("elsewhere"))
    assert reason(client) == "keystore"
    folder.mkdir(mode=0o700)
    assert reason(client) == "keystore"

    shutil.rmtree(folder)
    moved.rename(folder)
    assert client.get(READY).status_code == 200
