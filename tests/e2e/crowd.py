"""Many simulated phones at once: HTTP clients, each in a thread, as clumsy as people are."""

import urllib.request
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from time import monotonic, sleep
from urllib.parse import urlencode

AT_ONCE = 15
LONGEST_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a slip and answers (field → value); `habit` is one of HABITS."""

    slip: str
    answers: dict[str, str]
    habit: str = ""


HABITS = (
    "",
    "double-tap",  # sends twice at the same moment
    "offline",  # loses the network before sending, and again before the answer comes
    "second-thoughts",  # sends something else first
)


@dataclass(frozen=True, slots=True)
class Crowd:
    """People in one room; `form` is the address of their form."""

    form: str
    people: Sequence[Person]

    def go(self, pool: ThreadPoolExecutor) -> list[Future[str]]:
        """Everybody begins; each future gives the state of the page that ended it."""
        return [pool.submit(self._fill_in, person) for person in self.people]

    def too_early(self) -> str:
        """What the first of them gets who sends before it begins."""
        return _send(self.form, {"code": self.people[0].slip, **self.people[0].answers})

    def _fill_in(self, person: Person) -> str:
        _get(self.form)
        fields = {"code": person.slip, **person.answers}
        if person.habit == "second-thoughts":
            _send(self.form, {**fields, **dict.fromkeys(person.answers, "niet")})
        if person.habit == "offline":
            sleep(1.5)
            _send(self.form, fields)  # the answer never arrives
            sleep(0.5)
        if person.habit == "double-tap":
            with ThreadPoolExecutor(2) as both:
                ends([both.submit(_send, self.form, fields) for _ in range(2)])
        return self._until_it_begins(fields)

    def _until_it_begins(self, fields: dict[str, str]) -> str:
        """As our script does: a form that is held waits, and is sent again."""
        state, end = "held", monotonic() + LONGEST_SECONDS
        while state == "held" and monotonic() < end:
            state = _send(self.form, fields)
            sleep(0.2)
        return state


def ends(futures: Iterable[Future[str]]) -> list[str]:
    """How it ended for everybody."""
    return [future.result(timeout=LONGEST_SECONDS) for future in futures]


def _get(address: str) -> str:
    with urllib.request.urlopen(address, timeout=LONGEST_SECONDS) as response:
        return response.read().decode()


def _send(address: str, fields: dict[str, str]) -> str:
    """The state of the page that comes back: "received", "held" and so on, or ""."""
    body = urlencode(fields).encode()
    request = urllib.request.Request(address, body, {"Sec-Fetch-Site": "same-origin"})
    with urllib.request.urlopen(request, timeout=LONGEST_SECONDS) as response:
        html = response.read().decode()
    return html.partition('data-state="')[2].partition('"')[0]
