"""Whoever sends 500 invitations is killed twice: by then by a command, then by a server.

Everybody has a slip; who got a mail twice has the same slip twice; and afterwards nothing that is
or was on the disk leads from a slip to a person, or holds an address.
"""

import os
import re
import signal
import subprocess

import pytest
from sqlalchemy import func, select

from tests import builders
from tests.platforms import platform_on
from tests.promises.real_server import COMMAND, ROOT, environment, real_server
from tests.smtp_sink import PUBLIC_URL, smtp_sink
from webapp.db.dump import dump_tables
from webapp.db.models import Mailing, MailingRecipient, Slip
from webapp.sealing.codes import grouped
from webapp.sealing.envelope import slip_hash
from webapp.sealing.mailing import MailingSecret, MailingSecretError

PEOPLE = 500
KILLED_AT = (120, 300)
ADDRESS = re.compile(rb"wie\d{3}@voorbeeld", re.IGNORECASE)


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    monkeypatch.setenv("no_proxy", "127.0.0.1")


def test_kill_of_whoever_sends_500_invitations(migrated_database_url, tmp_path, spy):
    home, listed = tmp_path / "home", tmp_path / "list.csv"
    listed.write_text("".join(f"wie{n:03}@voorbeeld.be\n" for n in range(PEOPLE)))
    spy.start()
    with platform_on(migrated_database_url, home) as platform, smtp_sink() as sink:
        round_id = builders.open_round(platform)
        meeting = builders.open_meeting(platform, round_id, slips=9, by_mail=True)
        said = send_until_killed(sink, home, platform, meeting.id, listed)
        stolen = secret_of(platform, home)

        row = resumed(sink, home, platform)

        assert f'"sent": {PEOPLE}' in row
        assert '"state": "done"' in row
        slips = slips_by_person(sink)
        assert len(slips) == PEOPLE
        assert {len(one) for one in slips.values()} == {1}, "who has two mails has one slip"
        assert len(sink.received) <= PEOPLE + len(KILLED_AT), "what was committed is not sent again"
        plain = {slip for one in slips.values() for slip in one}
        assert len(plain) == PEOPLE
        with platform.database.reading() as session:
            assert set(session.scalars(select(Slip.slip_hash))) == set(map(slip_hash, plain))
            assert session.scalar(select(func.count()).select_from(MailingRecipient)) == 0
        assert_nothing_leads_to_a_person(everything(platform, home, spy), plain, said + row)
        assert_secret_is_gone(stolen, home, plain)


def send_until_killed(sink, home, platform, meeting_id, listed):
    """A command is killed, then a server that went on by itself; gives all that they said."""
    command = [*COMMAND, "meeting", "mail", meeting_id, "--addresses", str(listed)]
    env = environment(platform.settings.database_url, home) | sink.env
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        text=True,
    )
    sink.wait_for(KILLED_AT[0])
    os.killpg(process.pid, signal.SIGKILL)
    said, _none = process.communicate()
    assert process.returncode == -signal.SIGKILL
    assert KILLED_AT[0] <= len(sink.received) < KILLED_AT[1]
    with real_server(platform.settings.database_url, home, **sink.env) as server:
        sink.wait_for(KILLED_AT[1])
        server.kill()
    assert len(sink.received) < PEOPLE
    return said


def resumed(sink, home, platform):
    """What `mail resume` says, as JSON."""
    done = subprocess.run(
        [*COMMAND, "mail", "resume", "--json"],
        cwd=ROOT,
        env=environment(platform.settings.database_url, home) | sink.env,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout + done.stderr


def slips_by_person(sink):
    """Person → the slips in the mails to that person."""
    found = {}
    for _sender, recipient, message in sink.received:
        text = message.get_content()
        [slip] = re.findall(rf"{PUBLIC_URL}/d/\w+\?taal=nl#(\w+)", text)
        assert grouped(slip) in text
        found.setdefault(recipient, set()).add(slip)
    return found


def secret_of(platform, home):
    """What an attacker copied in the middle: the sealed secret and list, with their key.

    The key opens them, so that what is tried later with every file that is left means something.
    """
    with platform.database.reading() as session:
        mailing = session.scalars(select(Mailing)).one()
        sealed = list(session.scalars(select(MailingRecipient.sealed)))
    assert len(sealed) == PEOPLE
    secret = MailingSecret.opened(mailing.sealed_secret, platform.keystore.get(mailing.id))
    assert secret.open(sealed[0]).address.startswith("wie")
    return mailing.sealed_secret


def everything(platform, home, spy):
    """All bytes of the home folder, the database with its log, and a dump of every table."""
    files = [path.read_bytes() for path in home.rglob("*") if path.is_file()]
    with platform.database.engine.connect() as connection:
        rows = [line for table in dump_tables(connection) for line in table.lines]
    return b"".join(files) + spy.copy() + spy.back_up() + "\n".join(rows).encode()


def assert_nothing_leads_to_a_person(content, slips, said):
    assert not ADDRESS.search(content)
    assert not ADDRESS.search(said.encode())
    assert not any(slip.encode() in content for slip in slips)
    assert not any(grouped(slip).encode() in content for slip in slips)


def assert_secret_is_gone(sealed_secret, home, slips):
    """No file that is left opens what was copied before, and no key has the mailing's name."""
    contents = [path.read_bytes() for path in home.rglob("*") if path.is_file()]
    keys = {part for one in contents for part in (one[:32], one[-32:]) if len(part) == 32}
    assert keys  # that of the meeting is there: it is still open
    for key in keys:
        with pytest.raises(MailingSecretError):
            MailingSecret.opened(sealed_secret, key)
