"""A light client: many keep-alive connections in one thread, requests that were made beforehand.

Each job is one or more requests that somebody sends one after the other; every connection takes
the next job when it is done with one. A reply without what is expected of it ends the measurement.
"""

import re
import selectors
import socket
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

_LENGTH = re.compile(rb"(?i)\r\ncontent-length: *(\d+)")
_HEADERS_END = b"\r\n\r\n"
SECONDS_TO_ANSWER = 30


class WrongReplyError(Exception):
    """The server did not answer as it should."""


class Request(NamedTuple):
    """The bytes to send and what the reply must hold."""

    content: bytes
    expected: bytes


@dataclass(slots=True)
class Measured:
    """How many jobs were done in how many seconds, and how long each took (seconds)."""

    seconds: float = 0.0
    jobs: list[float] = field(default_factory=list)
    requests: list[float] = field(default_factory=list)

    @property
    def per_second(self) -> float:
        return len(self.jobs) / self.seconds


def quantile(times: Sequence[float], share: float) -> float:
    """The time that this share of all was faster than."""
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def get(path: str, expected: bytes) -> Request:
    lines = [f"GET {path} HTTP/1.1", "Host: 127.0.0.1", "Accept-Encoding: gzip", "", ""]
    return Request("\r\n".join(lines).encode(), expected)


def post(path: str, body: str, expected: bytes) -> Request:
    lines = [
        f"POST {path} HTTP/1.1",
        "Host: 127.0.0.1",
        "Accept-Encoding: gzip",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
        "",
        body,
    ]
    return Request("\r\n".join(lines).encode(), expected)


def measure(port: int, jobs: Iterable[Sequence[Request]], *, clients: int) -> Measured:
    """Do all jobs with this many clients at once."""
    waiting = iter(jobs)
    measured = Measured()
    start = time.perf_counter()
    with selectors.DefaultSelector() as selector:
        for _ in range(clients):
            _Client(port, selector, waiting, measured).next_job()
        while selector.get_map():
            ready = selector.select(SECONDS_TO_ANSWER)
            if not ready:
                raise WrongReplyError(f"no answer within {SECONDS_TO_ANSWER} seconds")
            for key, _events in ready:
                key.data.read()
    measured.seconds = time.perf_counter() - start
    return measured


class _Client:
    def __init__(self, port, selector, jobs, measured):
        self._socket = socket.create_connection(("127.0.0.1", port))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._selector, self._jobs, self._measured = selector, jobs, measured
        selector.register(self._socket, selectors.EVENT_READ, self)

    def next_job(self):
        job = next(self._jobs, None)
        if job is None:
            self._selector.unregister(self._socket)
            self._socket.close()
            return
        self._requests = iter(job)
        self._job_start = time.perf_counter()
        self._send(next(self._requests))

    def _send(self, request):
        self._request, self._reply, self._whole = request, bytearray(), None
        self._start = time.perf_counter()
        self._socket.sendall(request.content)

    def read(self):
        part = self._socket.recv(262_144)
        if not part:
            raise WrongReplyError("the server closed the connection")
        self._reply += part
        if self._whole is None:
            self._whole = _whole_length(self._reply)
        if self._whole is not None and len(self._reply) >= self._whole:
            self._finish_request(time.perf_counter())

    def _finish_request(self, now):
        if self._request.expected not in self._reply:
            raise WrongReplyError(bytes(self._reply[:2000]).decode(errors="replace"))
        self._measured.requests.append(now - self._start)
        following = next(self._requests, None)
        if following is not None:
            self._send(following)
            return
        self._measured.jobs.append(now - self._job_start)
        self.next_job()


def _whole_length(reply: bytearray) -> int | None:
    """How many bytes the whole reply has; None until its headers are here."""
    end = reply.find(_HEADERS_END)
    if end < 0:
        return None
    length = _LENGTH.search(reply, 0, end)
    if length is None:
        raise WrongReplyError("a reply without Content-Length")
    return end + len(_HEADERS_END) + int(length[1])
