"""How many processes work on a database: they share what may be guessed."""

from contextlib import ExitStack

from tests.platforms import platform_on
from webapp.db.in_use import how_many_share, shared


def test_processes_of_all_hosts_are_counted(platform, tmp_path, database_kind):
    assert how_many_share(platform.database) == 1
    with ExitStack() as hosts:
        for at in range(3):
            host = hosts.enter_context(
                platform_on(platform.settings.database_url, tmp_path / str(at))
            )
            hosts.enter_context(shared(host.database))
        assert how_many_share(platform.database) == (1 if database_kind == "sqlite" else 3)
    assert how_many_share(platform.database) == 1
