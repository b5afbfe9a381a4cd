"""A real SMTP server on this machine, for tests: it keeps what it gets, or refuses it as told."""

import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from webapp.mail_server import MailServer
from webapp.platform import Platform

PUBLIC_URL = "https://bouwstenen.voorbeeld.be"


class Sink(socketserver.ThreadingTCPServer):
    """Accepts mails; `answer` (recipient → "250 …") decides at RCPT, `hang_up_after` per line."""

    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.received: list[tuple[str, str, EmailMessage]] = []
        self.answer: Callable[[str], str] = lambda _recipient: "250 ok"
        self.hang_up_after: int | None = None  # mails on one connection
        self.arrived = threading.Condition()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    @property
    def server(self) -> MailServer:
        """The settings with which mail comes here."""
        return MailServer(
            host="127.0.0.1",
            port=self.port,
            security="none",
            sender="ronde@voorbeeld.be",
            sender_name="Inspectie, team é",
            reply_to="vragen@voorbeeld.be",
            bounces="terug@voorbeeld.be",
            public_url=PUBLIC_URL,
        )

    @property
    def env(self) -> dict[str, str]:
        """The same, as the environment of a command."""
        return {
            "MAIL_HOST": "127.0.0.1",
            "MAIL_PORT": str(self.port),
            "MAIL_SECURITY": "none",
            "MAIL_FROM": "ronde@voorbeeld.be",
            "PUBLIC_URL": PUBLIC_URL,
        }

    def keep(self, sender: str, recipient: str, content: bytes) -> None:
        message = message_from_bytes(content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        with self.arrived:
            self.received.append((sender, recipient, message))
            self.arrived.notify_all()

    def wait_for(self, number: int, seconds: float = 60) -> None:
        """Until this many mails came."""
        with self.arrived:
            assert self.arrived.wait_for(lambda: len(self.received) >= number, seconds)


class _Conversation(socketserver.StreamRequestHandler):
    """One connection; nothing of TLS: that is what `security="none"` to loopback is for."""

    server: Sink

    sender = recipient = ""
    taken = 0

    def handle(self) -> None:
        self._say("220 sink")
        going_on = True
        while going_on and (line := self.rfile.readline()):
            word, _space, rest = line.decode("ascii").strip().partition(" ")
            answer = getattr(self, f"_{word.lower()}", self._other)
            going_on = answer(rest) is None

    def _ehlo(self, _rest: str) -> None:
        self._say("250-sink", "250-AUTH PLAIN", "250 8BITMIME")

    def _auth(self, _rest: str) -> None:
        self._say("535 no")

    def _mail(self, rest: str) -> None:
        self.sender = _between(rest)
        self._say("250 ok")

    def _rcpt(self, rest: str) -> None:
        self.recipient = _between(rest)
        self._say(self.server.answer(self.recipient))

    def _data(self, _rest: str) -> bool | None:
        self._say("354 go on")
        self.server.keep(self.sender, self.recipient, self._content())
        self.taken += 1
        if self.taken == self.server.hang_up_after:
            return False  # without an answer: nobody knows whether it was taken
        self._say("250 taken")
        return None

    def _quit(self, _rest: str) -> bool:
        self._say("221 bye")
        return False

    def _other(self, _rest: str) -> None:
        self._say("250 ok")

    def _content(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b".") else line)
        return b"".join(lines)

    def _say(self, *lines: str) -> None:
        self.wfile.write("".join(f"{line}\r\n" for line in lines).encode())


def _between(rest: str) -> str:
    return rest.partition("<")[2].partition(">")[0]


@contextmanager
def smtp_sink() -> Iterator[Sink]:
    """A server on a free port of this machine, stopped at the end."""
    with Sink() as sink:
        threading.Thread(target=sink.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield sink
        finally:
            sink.shutdown()


@pytest.fixture
def sink() -> Iterator[Sink]:
    """A server of this test."""
    with smtp_sink() as made:
        yield made


@pytest.fixture
def mailing_platform(platform: Platform, sink: Sink) -> Platform:
    """A platform whose mails go to that server."""
    return replace(platform, settings=replace(platform.settings, mail=sink.server))
