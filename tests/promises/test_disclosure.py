"""P8: no combination of published numbers isolates a person, or a group of fewer than five.

Made-up rounds are filled, closed, pooled and frozen by the services as real ones are. Each batch
gets numbers from which the batches behind a printed sum can be read back, whatever role or file it
is for, and at any moment of the round. Every number becomes a row over the respondents, and exact
elimination tells what any combination of rows is about. That pages have no other numbers than
these is held by test_ways_out.py.

BOUWSTENEN_DISCLOSURE_ROUNDS says how many rounds: 20 by default, 200 for the promise in full.
"""

import io
import os
import random
import re
import zipfile
from itertools import combinations

import pytest
from sqlalchemy import delete, insert, select, update

from tests import builders
from tests.analysis.samples import instrument
from tests.promises.counts import rewrite_lines
from tests.promises.elimination import exposed, rank, reaches
from webapp.analysis.beside_others import beside_others, for_provider
from webapp.analysis.selection import Selection
from webapp.db.models import Batch, BatchProvider, Provider, Round, Tally
from webapp.db.queries.providers import list_traits
from webapp.exports.heading import ExportHeading
from webapp.exports.results_csv import results_csv
from webapp.exports.results_json import results_json
from webapp.exports.results_xlsx import results_xlsx
from webapp.services import close_meeting
from webapp.services.close_round import close_round
from webapp.services.read_results import choose_results, read_results, read_rows

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)

ROUNDS = int(os.environ.get("BOUWSTENEN_DISCLOSURE_ROUNDS", "20"))
CONTROLS = 5  # rounds in which the audit must find what is really there
SMALL = instrument()
BASE, SCALE = 16, 100  # a batch is a digit of a number; sums over bouwstenen stay below 16
SHEETS, COUNTS = 1009, {"passend": 101, "deels": 103, "niet": 107}
VALID = sum(COUNTS.values())
UNITS = (SHEETS, VALID, SHEETS - VALID, *COUNTS.values())
NETS, PROVINCES = ("vrij", "officieel"), ("Limburg", "Antwerpen")
SELECTIONS = 12  # random filters per round


class Audited:
    """A round of which every number that comes out is traced back to the people behind it."""

    def __init__(self, platform, provider_ids, seed):
        self.platform, self.providers = platform, provider_ids
        self.random = random.Random(seed)
        self.round = builders.open_round(platform)
        self.people = {}  # meeting id → its people
        self.batches = []  # ids, in the order in which they were made
        self.in_batch = {}  # batch id → its people
        self.about = {}  # batch id → its providers
        self.seen = {"inspector": set(), **{id_: set() for id_ in provider_ids}}

    def run(self):
        for _ in range(self.random.randint(4, 7)):
            self._meeting()
            self._look()
        close_round(self.platform.database, self.platform.keystore, self.round)
        self._look()
        self._look_into_files()

    def published(self, session, opened):
        """A batch was made of these meetings: give it numbers that can be read back."""
        (id_,) = set(session.scalars(self._ids())) - set(self.batches)
        weight = SCALE * BASE ** len(self.batches)
        self.batches.append(id_)
        self.in_batch[id_] = [one for meeting_id in opened for one in self.people[meeting_id]]
        ours = select(BatchProvider.provider_id).where(BatchProvider.batch_id == id_)
        self.about[id_] = frozenset(session.scalars(ours))
        counted = set(session.scalars(select(Tally.block_id).where(Tally.batch_id == id_)))
        session.execute(update(Batch).where(Batch.id == id_).values(n=SHEETS * weight))
        session.execute(delete(Tally).where(Tally.batch_id == id_))
        rows = [
            {"batch_id": id_, "block_id": block, "option_code": code, "count": unit * weight}
            for block in counted
            for code, unit in COUNTS.items()
        ]
        if rows:
            session.execute(insert(Tally), rows)
        if len(self.batches) % 3:
            rewrite_lines(session, SMALL, [id_])
        else:  # as a batch from before there were lines
            session.execute(update(Batch).where(Batch.id == id_).values(counts=None))

    def rows(self, *viewers):
        """What people together see, as rows over the respondents."""
        found = set().union(*(self.seen[viewer] for viewer in viewers))
        return [
            {one: times for id_, times in digits for one in self.in_batch[id_]}
            for _, digits in sorted(found)
        ]

    def everybody(self):
        return [one for people in self.people.values() for one in people]

    def about_others(self, provider_id, kind):
        """Rows of one kind over the batches that a provider has no part in."""
        theirs = [id_ for id_ in self.batches if provider_id not in self.about[id_]]
        rows = [
            [dict(digits).get(id_, 0) for id_ in theirs]
            for of_kind, digits in self.seen[provider_id]
            if of_kind == kind
        ]
        return theirs, rows

    def _ids(self):
        return select(Batch.id).where(Batch.round_id == self.round)

    def _meeting(self):
        group_id = self.random.choice(["beleid", "scholen"])
        about = self.random.sample(self.providers, self.random.choice([0, 1, 1, 1, 2]))
        asked = SMALL.group(group_id).block_ids
        sheets = [
            {"1": "passend"} | {id_: "niet" for id_ in asked[1:] if self.random.random() < 0.7}
            for _ in range(self.random.randint(2, 9))
        ]
        meeting = builders.meeting_with(
            self.platform, self.round, sheets, group_id=group_id, provider_ids=about
        )
        self.people[meeting.id] = [(meeting.id, number) for number in range(len(sheets))]
        builders.close(self.platform, meeting)

    def _look(self):
        """Everything that every role can ask, at this moment."""
        with self.platform.database.reading() as session:
            round_ = session.get_one(Round, self.round)
            rows, traits = read_rows(session, round_), list_traits(session)
            asked = [None, *self.providers]
            shown = [_all(read_results(session, round_, provider_id=id_)) for id_ in asked]
        for one in self._selections():
            shown += [_all(choose_results(rows, one, traits).results)]
        for id_ in self.providers:
            shown += _parts(beside_others(rows, id_))
            closed = round_.state == "closed"
            self._trace(id_, _parts(for_provider(rows, {id_}, round_is_closed=closed)))
        self._trace("inspector", shown)

    def _selections(self):
        pick = self.random.choice
        for _ in range(SELECTIONS):
            yield Selection(
                groups=frozenset(pick([[], ["beleid"], ["scholen"]])),
                providers=frozenset(self.random.sample(self.providers, pick([0, 0, 2, 3]))),
                nets=frozenset(pick([[], [pick(NETS)]])),
                provinces=frozenset(pick([[], [pick(PROVINCES)]])),
                sizes=frozenset(pick([[], ["klein"], ["groot"]])),
            )

    def _trace(self, viewer, shown):
        for group in (one for results in shown for one in results):
            self._note(viewer, group.group_id, group.n)
            for block in group.blocks:
                numbers = (*block.counts.values(), block.n, block.blank, block.valid)
                for number in numbers:
                    self._note(viewer, f"{group.group_id} {block.block_id}", number)

    def _note(self, viewer, kind, number):
        if number:
            unit, digits = self._read_back(number)
            of = kind.partition(" ")[0] if unit == SHEETS else kind
            self.seen[viewer].add((of, digits))

    def _read_back(self, number):
        """The unit of a number, and how often each batch is in it; anything else is an error."""
        for unit in UNITS:
            rest, left_over = divmod(number, unit * SCALE)
            digits = []
            for id_ in self.batches:
                rest, times = divmod(rest, BASE)
                digits += [(id_, times)] if times else []
            if not left_over and not rest:
                return unit, tuple(digits)
        raise AssertionError(f"{number} is no sum of whole batches")

    def _look_into_files(self):
        with self.platform.database.reading() as session:
            results = read_results(session, session.get_one(Round, self.round))
        heading = ExportHeading(self.round, "Proef", SMALL, {}, made_up=False, language="nl")
        workbook = zipfile.ZipFile(io.BytesIO(results_xlsx(results, heading)))
        sheets = [name for name in workbook.namelist() if "worksheets" in name]
        texts = [
            results_json(results, heading),
            results_csv(results, heading),
            "".join(workbook.read(name).decode() for name in sheets),
        ]
        for text in texts:
            numbers = re.findall(r"(?<![\w.#])\d{5,}(?![\w.])", text)
            assert numbers or not self.batches
            for number in numbers:
                self._note("inspector", "file", int(number))


def _parts(beside):
    return [_all(beside.own), _all(beside.shared), beside.others]


def _all(results):
    return (*results.groups, *results.totals)


@pytest.fixture
def providers(platform):
    """Six of them, of every net, province and size."""
    made = [builders.provider(platform, f"Aanbieder {n}") for n in "ABCDEF"]
    with platform.database.writing() as session:
        for place, id_ in enumerate(made):
            session.execute(
                update(Provider)
                .where(Provider.id == id_)
                .values(net=NETS[place % 2], province=PROVINCES[place // 3], pupils=20 * place)
            )
    return made


@pytest.fixture
def audited(platform, providers, monkeypatch):
    """Makes a round from a seed, and follows everybody's answers into the batches."""
    current = []
    publish = close_meeting.publish_batch

    def followed(session, round_, small, opened, **plan):
        publish(session, round_, small, opened, **plan)
        current[-1].published(session, opened)

    monkeypatch.setattr(close_meeting, "publish_batch", followed)

    def make(seed):
        current.append(Audited(platform, providers, seed))
        current[-1].run()
        return current[-1]

    return make


def test_nobody_under_five_and_no_two_providers_can_be_computed(audited):
    """Nobody under five by all roles together; and by a provider, of others only three or more."""
    looked_at = sums = told = 0
    for seed in range(ROUNDS):
        one = audited(seed)
        rows = one.rows("inspector", *one.providers)
        looked_at, sums = looked_at + len(rows), sums + len(one.batches)
        assert list(exposed(rows, one.everybody())) == [], f"seed {seed}"
        for provider_id in one.providers:
            for kind in {kind for kind, _ in one.seen[provider_id]}:
                theirs, of_kind = one.about_others(provider_id, kind)
                told += rank(of_kind) > 0
                assert not _pairs_reached(one, theirs, of_kind, provider_id), f"seed {seed}"

    assert sums > 2 * ROUNDS
    assert looked_at > 10 * ROUNDS  # else nothing came out, and nothing was proved
    assert told


def test_the_audit_finds_what_a_threshold_alone_gives_away(audited):
    """The positive control: sums over persons, shown from five on, as others have them."""
    found = 0
    for seed in range(CONTROLS):
        one = audited(seed)
        meetings = [dict.fromkeys(people, 1) for people in one.people.values()]
        everybody = {person: 1 for people in meetings for person in people}
        naive = [row for row in (*meetings, everybody) if len(row) >= 5]
        small = [people for people in meetings if len(people) < 5]
        is_exposed = any(exposed(naive, one.everybody()))
        found += is_exposed
        assert is_exposed == (0 < sum(map(len, small)) < 5)
        person = one.everybody()[0]
        whole = one.rows("inspector")
        if whole:
            without = {key: times for key, times in whole[0].items() if key != person}
            assert any(exposed([*whole, without], one.everybody())) == (person in whole[0])

    assert found


def test_filters_on_the_others_would_give_one_provider_away(audited):
    """The positive control: the sums of an inspector's filters, in the hands of a provider."""
    given_away = 0
    for seed in range(CONTROLS):
        one = audited(seed)
        provider_id = one.providers[0]
        one.seen[provider_id] |= one.seen["inspector"]
        theirs, rows = one.about_others(provider_id, "beleid")
        given_away += bool(_pairs_reached(one, theirs, rows, provider_id))

    assert given_away


def _pairs_reached(one, theirs, rows, provider_id):
    """Which two others some combination of rows is about, whatever their own it takes off."""
    others = [id_ for id_ in one.providers if id_ != provider_id]
    return [
        pair
        for pair in combinations(others, 2)
        if reaches(rows, {place for place, id_ in enumerate(theirs) if one.about[id_] <= set(pair)})
    ]
