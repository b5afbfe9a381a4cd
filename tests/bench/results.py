"""`python -m tests.bench.results`: the page of results over 1,000 batches of 50 bouwstenen.

Server time is that of the whole request in this process, without a network: reading, adding up,
charts and HTML. The first request of a process is told apart, since it compiles templates.
Processor time is what counts on a machine that is busy with other things; on SQLite it is all.
"""

import secrets
import statistics
import sys
import tempfile
import time
from pathlib import Path

from sqlalchemy import event, insert

from tests.bench.closing import peak, reset_peak
from tests.platforms import platform_on
from tests.postgres import durable_postgres
from tests.promises.real_server import ROOT
from tests.web.conftest import Account, signed_in
from webapp import create_app
from webapp.analysis.grid import line_of
from webapp.db.models import Batch, BatchProvider, Provider, Tally
from webapp.db.schema import upgrade
from webapp.instrument.loader import load_instrument
from webapp.sealing.codes import new_id
from webapp.services.open_round import RoundPlan, open_round

BATCHES = 1000
PROVIDERS = 40
PEOPLE = 15
TURNS = 15
PATHS = {
    "overview": "",
    "one thema": "/vormgeving",
    "side by side": "/vergelijken/gesprekspartners",
}


def main():
    print(f"results pages over {BATCHES} batches of 50 bouwstenen, {PROVIDERS} providers")
    with tempfile.TemporaryDirectory(prefix="bouwstenen-bench-") as folder:
        measure_on("sqlite", f"sqlite:///{folder}/results.db", Path(folder) / "sqlite")
        with durable_postgres() as server:
            measure_on("postgresql", server.create("results"), Path(folder) / "postgresql")


def measure_on(kind, url, home):
    with platform_on(url, home) as platform:
        upgrade(platform.database)
        app = create_app(platform.settings, platform)
        round_id = fill(platform)
        client = signed_in(app, platform, Account("meter@voorbeeld.be", "inspecteur")).client
        client.get("/beheer")
        for name, path in PATHS.items():
            address = f"/ronde/{round_id}/resultaten{path}"
            first, _ = timed(client, address)
            asked = queries(platform, lambda: client.get(address))  # noqa: B023  # called at once
            before = reset_peak()
            times, size, busy = [], 0, time.process_time()
            for _ in range(TURNS):
                seconds, size = timed(client, address)
                times.append(seconds)
            busy = (time.process_time() - busy) / TURNS
            print(
                f"  {kind:<11} {name:<13} {1000 * statistics.median(times):5.0f} ms "
                f"(first {1000 * first:.0f}, best {1000 * min(times):.0f}, processor "
                f"{1000 * busy:.0f}), {asked} queries of "
                f"figures, {size / 1000:.0f} kB, memory +{peak() - before:.1f} MB in {TURNS} turns"
            )


def timed(client, address):
    start = time.perf_counter()
    response = client.get(address)
    seconds = time.perf_counter() - start
    assert response.status_code == 200
    return seconds, len(response.data)


def queries(platform, action):
    """How many statements read batches or tallies."""
    asked = []

    def note(_connection, _cursor, statement, *_rest):
        asked.append(statement)

    event.listen(platform.database.engine, "before_cursor_execute", note)
    action()
    event.remove(platform.database.engine, "before_cursor_execute", note)
    return sum("FROM tally" in one or "FROM batch" in one for one in asked)


def fill(platform):
    """Batches as closed meetings leave them; everybody rates all bouwstenen."""
    instrument = load_instrument(ROOT / "instruments" / "okt-2020.yaml")
    plan = RoundPlan(title="Veel batches", min_group_size=5)
    round_id = open_round(platform.database, instrument, plan, lowest_group_size=5)
    providers = [_provider(n) for n in range(PROVIDERS)]
    codes = [option.code for option in instrument.scale]
    batches = [_batch(round_id) for _ in range(BATCHES)]
    tallies = [
        [row for block in instrument.blocks for row in _counts(batch, block.id, codes)]
        for batch in batches
    ]
    for batch, rows in zip(batches, tallies, strict=True):
        counted = [(row["block_id"], row["option_code"], row["count"]) for row in rows]
        batch["counts"] = line_of(instrument, counted)
    with platform.database.writing_connection() as connection:
        connection.execute(insert(Provider), providers)
        connection.execute(insert(Batch), batches)
        connection.execute(
            insert(BatchProvider),
            [
                {"batch_id": one["id"], "provider_id": providers[n % PROVIDERS]["id"]}
                for n, one in enumerate(batches)
            ],
        )
        for rows in tallies:
            connection.execute(insert(Tally), rows)
    return round_id


def _counts(batch, block_id, codes):
    chosen = [secrets.choice(codes) for _ in range(PEOPLE)]
    return [
        {"batch_id": batch["id"], "block_id": block_id, "option_code": code, "count": times}
        for code in codes
        if (times := chosen.count(code))
    ]


def _batch(round_id):
    return {
        "id": new_id(),
        "round_id": round_id,
        "group_id": "beleid",
        "n": PEOPLE,
        "remark_writers": 0,
        "is_released": True,
    }


def _provider(number):
    return {
        "id": new_id(),
        "name": f"Aanbieder {number:02}",
        "kind": "buo-school",
        "net": "vrij",
        "province": "Limburg",
        "types": "2,7",
        "levels": "lager",
        "instellingsnummer": None,
        "pupils": None,
    }


if __name__ == "__main__":
    sys.exit(main())
