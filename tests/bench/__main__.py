"""`make bench`: what the platform costs, as ratios measured in one run on one machine.

Absolute figures depend on the machine; nothing fails on them. Takes under four minutes. At the
end what results pages weigh and how soon they are drawn, in Chromium.
"""

import json
import secrets
import statistics
import subprocess
import sys
import tempfile
from itertools import islice
from pathlib import Path
from urllib.parse import urlencode

from sqlalchemy import make_url

from tests import builders
from tests.bench import pages, results
from tests.bench.client import Measured, get, measure, post, quantile
from tests.bench.polling import polling
from tests.bench.servers import bare_server, our_server
from tests.platforms import platform_on
from tests.postgres import durable_postgres
from tests.promises.real_server import ROOT
from webapp.db.schema import upgrade
from webapp.instrument.loader import load_instrument

PAIRS = 5  # A B, B A, …: each pair is one ratio
POSTS = 600
PAGES = 1200
COMPLETE = 800
CLIENTS = 32
MEETINGS = 40
WARM_UP = 100
RECEIVED = b'data-state="received"'
LAYOUT = {"sqlite": (1, 64), "postgresql": (2, 32)}  # processes, threads in each


def main():
    print("Bouwstenen, measured on this machine; A/B alternate, ratios are medians of pairs.\n")
    with tempfile.TemporaryDirectory(prefix="bouwstenen-bench-") as folder:
        measure_on("sqlite", f"sqlite:///{folder}/ours.db", f"{folder}/bare.db", Path(folder))
        polling(f"sqlite:///{folder}/polled.db", Path(folder) / "polled")
        with durable_postgres() as server:
            ours, bare = server.create("ours"), server.create("bare")
            plain = make_url(bare).set(drivername="postgresql")
            bare = plain.render_as_string(hide_password=False)
            measure_on("postgresql", ours, bare, Path(folder) / "postgresql")
            polling(server.create("polled"), Path(folder) / "polled on postgresql")
    results.main()
    pages.main()


def measure_on(kind, url, bare, folder):
    folder.mkdir(exist_ok=True)
    workers, threads = LAYOUT[kind]
    print(f"{kind}: {workers} process(es) of {threads} threads, {CLIENTS} clients")
    with platform_on(url, folder / "home") as platform:
        upgrade(platform.database)
        jobs = Jobs(platform)
    with (
        our_server(url, folder / "home") as ours,
        bare_server(bare, workers=workers, threads=threads) as other,
    ):
        compare("form posts stored", ours, other, jobs.posts, jobs.posts, POSTS)
        compare("form page, against an empty page", ours, other, jobs.pages, jobs.empty, PAGES)
        complete(ours, jobs)
    closing(url, folder)
    print()


class Jobs:
    """Never-ending requests: every post is another person's, with all that a browser sends."""

    def __init__(self, platform):
        instrument = load_instrument(ROOT / "instruments" / "okt-2020.yaml")
        round_id = builders.open_round(platform, instrument)
        slips = (2 * PAIRS * POSTS + COMPLETE + 4 * WARM_UP) // MEETINGS + 1
        made = [builders.open_meeting(platform, round_id, slips=slips) for _ in range(MEETINGS)]
        fields = _whole_form(made[0].reader)
        self._people = iter(
            [
                (meeting.join_code, slip, urlencode(fields | {"code": slip}))
                for of_all in zip(*(meeting.slips for meeting in made), strict=True)
                for meeting, slip in zip(made, of_all, strict=True)
            ]
        )
        self._code = made[0].join_code

    def posts(self):
        for code, _slip, body in self._people:
            yield [post(f"/d/{code}", body, RECEIVED)]

    def complete(self):
        """A code is typed, the form comes, the answers go."""
        for code, slip, body in self._people:
            typed = post("/", urlencode({"code": slip}), b"HTTP/1.1 200")
            yield [typed, post(f"/d/{code}", body, RECEIVED)]

    def pages(self):
        while True:
            yield [get(f"/d/{self._code}", b"HTTP/1.1 200")]

    def empty(self):
        while True:
            yield [get("/empty", b"HTTP/1.1 200")]


def _whole_form(reader):
    """50 ratings, three remarks, and the empty fields that a browser sends along."""
    options = list(reader._index)
    fields = {name: secrets.choice(options) for name in reader._place}
    fields |= dict.fromkeys(reader._remark_place, "")
    for name in list(reader._remark_place)[:30:10]:
        fields[name] = "Het overleg met de school verliep vlot, maar kwam wat laat op gang."
    return fields


def compare(what, ours, bare, our_jobs, bare_jobs, number):
    """Runs of one and the other in turn; the order turns with every pair."""
    one, other = (ours, our_jobs), (bare, bare_jobs)
    for port, jobs in (one, other):
        run(port, jobs, WARM_UP)
    pairs = []
    for turn in range(PAIRS):
        if turn % 2 == 0:
            first = run(*one, number)
            pairs.append((first, run(*other, number)))
        else:
            first = run(*other, number)
            pairs.append((run(*one, number), first))
    ratios = [mine.per_second / theirs.per_second for mine, theirs in pairs]
    mine, theirs = (_together(side) for side in zip(*pairs, strict=True))
    print(
        f"  {what:<36} {mine.per_second:7.0f}/s  p99 {_ms(mine.jobs):4.0f} ms   bare "
        f"{theirs.per_second:7.0f}/s  p99 {_ms(theirs.jobs):4.0f} ms   ratio "
        f"{statistics.median(ratios):.2f} ({min(ratios):.2f}-{max(ratios):.2f})"
    )


def complete(port, jobs):
    measured = run(port, jobs.complete, COMPLETE)
    print(
        f"  {'complete submissions (code, form, answers)':<42} {measured.per_second:7.0f}/s  "
        f"p99 {_ms(measured.jobs):.0f} ms, of one request {_ms(measured.requests):.0f} ms"
    )


def run(port, jobs, number):
    return measure(port, islice(jobs(), number), clients=CLIENTS)


def closing(url, folder):
    """A thousand and ten thousand envelopes, each in a process of its own."""
    found = {people: _close(url, folder / "home", people) for people in (1000, 10_000)}
    for people, figures in found.items():
        print(
            f"  closing {people:>6} envelopes: {figures['seconds']:6.2f} s, longest transaction "
            f"{figures['lock'] * 1000:4.0f} ms, memory +{figures['megabytes']:.1f} MB"
        )
    times = found[10_000]["seconds"] / found[1000]["seconds"]
    print(f"  ten times as many envelopes take {times:.1f} times as long")


def _close(url, home, people):
    command = [sys.executable, "-m", "tests.bench.closing", url, home, str(people)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def _together(runs):
    whole = Measured()
    for one in runs:
        whole.seconds += one.seconds
        whole.jobs += one.jobs
        whole.requests += one.requests
    return whole


def _ms(times):
    return quantile(times, 0.99) * 1000


if __name__ == "__main__":
    main()
