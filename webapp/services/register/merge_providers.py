"""Taking two providers for one, and parting them again exactly as they were.

All that names the one that goes names the other afterwards, in one transaction. Batches are not
touched: what was added up stays added up, so nothing becomes computable that was not (decision
161). What an undo needs is kept with the merge.
"""

import json
from typing import Any

from sqlalchemy.orm import Session

from webapp.db.changes.provider_rows import (
    JsonRow,
    NamingRow,
    Place,
    put_back,
    remove,
    remove_provider,
    rename,
)
from webapp.db.database import Database
from webapp.db.models import Provider, ProviderMerge
from webapp.db.queries.provider_conflicts import were_counted
from webapp.db.queries.provider_merges import list_active_merges, next_place
from webapp.db.queries.providers import list_providers, lock_providers
from webapp.i18n import gettext as _
from webapp.sealing.codes import new_id
from webapp.services.errors import NotFoundError, WrongStateError
from webapp.services.register.merge_plan import MergePlan, plan_merge
from webapp.services.today import today

_COLUMNS = tuple(Provider.__table__.columns.keys())


def preview_merge(database: Database, kept_id: str, gone_id: str) -> MergePlan:
    """What merging would do. Raises NotFoundError."""
    with database.reading() as session:
        kept, gone = session.get(Provider, kept_id), session.get(Provider, gone_id)
        if kept is None or gone is None:
            raise NotFoundError(_("Deze aanbieder bestaat niet meer."))
        return plan_merge(session, kept, gone)


def merge_providers(database: Database, kept_id: str, gone_id: str) -> str:
    """Let `gone` go into `kept`; gives the id of the merge, which can be undone.

    Raises NotFoundError, and WrongStateError for what stands in the way.
    """
    with database.writing() as session:
        there = {one.id: one for one in lock_providers(session)}
        if kept_id not in there or gone_id not in there:
            raise NotFoundError(_("Deze aanbieder bestaat niet meer."))
        plan = plan_merge(session, there[kept_id], there[gone_id])
        if plan.refusals:
            raise WrongStateError(" ".join(plan.refusals))
        record = _carry_out(session, plan)
        merge = ProviderMerge(
            id=new_id(),
            place=next_place(session),
            kept_id=kept_id,
            gone_id=gone_id,
            gone_name=record["gone"]["name"],
            gone_number=record["gone"]["instellingsnummer"],
            merged_on=today(),
            undone_on=None,
            record=json.dumps(record),
        )
        session.add(merge)
        return merge.id


def why_not_undone(session: Session, merge: ProviderMerge) -> str | None:
    """Why a merge cannot be undone (now); None where it can."""
    if merge.undone_on is not None:
        return _("Deze samenvoeging is al ongedaan gemaakt.")
    later = [
        one
        for one in list_active_merges(session)
        if one.place > merge.place and merge.kept_id in {one.kept_id, one.gone_id}
    ]
    if later:
        return _(
            "Maak eerst de latere samenvoeging met ‘%(name)s’ ongedaan.", name=later[-1].gone_name
        )
    record = json.loads(merge.record)
    if were_counted(session, record["unfinished"]):
        return _(
            "Sinds het samenvoegen zijn antwoorden van beide samen geteld. Die zijn niet meer uit"
            " elkaar te halen."
        )
    return _taken(session, merge, record)


def undo_merge(database: Database, merge_id: str) -> None:
    """Part two providers again: each with what it had. What came since stays where it is.

    Raises NotFoundError, WrongStateError.
    """
    with database.writing() as session:
        there = {one.id: one for one in lock_providers(session)}
        merge = session.get(ProviderMerge, merge_id)
        if merge is None:
            raise NotFoundError(_("Deze samenvoeging bestaat niet."))
        problem = why_not_undone(session, merge)
        if problem is not None or merge.kept_id not in there:
            raise WrongStateError(problem or _("Deze aanbieder bestaat niet meer."))
        record = json.loads(merge.record)
        kept = there[merge.kept_id]
        for column, (before, after) in record["taken_over"].items():
            if getattr(kept, column) == after:
                setattr(kept, column, before)
        session.flush()
        session.add(Provider(**record["gone"]))
        session.flush()
        for row in map(_row, record["moved"]):
            rename(session, row, merge.gone_id)
        for row in map(_row, record["dropped"]):
            put_back(session, row)
        merge.undone_on = today()


def _carry_out(session: Session, plan: MergePlan) -> dict[str, Any]:
    """Move everything and take the other one away; gives what an undo needs."""
    gone = {column: getattr(plan.gone, column) for column in _COLUMNS}
    for row in plan.dropped:
        remove(session, row)
    moved = [after for row in plan.moved if (after := rename(session, row, plan.kept.id))]
    session.expunge(plan.gone)
    remove_provider(session, gone["id"])
    taken_over = {}
    for column in plan.taken_over:
        taken_over[column] = (getattr(plan.kept, column), gone[column])
        setattr(plan.kept, column, gone[column])
    return {
        "gone": gone,
        "taken_over": taken_over,
        "moved": [_told(row.shortened()) for row in moved],
        "dropped": [_told(row) for row in plan.dropped],
        "unfinished": plan.unfinished,
    }


def _taken(session: Session, merge: ProviderMerge, record: dict[str, Any]) -> str | None:
    """Whether the name or number is another's by now; the one that stayed gives its own back."""
    gone = record["gone"]
    for one in list_providers(session):
        if one.name == gone["name"]:
            return _("Er is al een aanbieder met de naam '%(name)s'.", name=one.name)
        number = gone["instellingsnummer"]
        gives_back = one.id == merge.kept_id and "instellingsnummer" in record["taken_over"]
        if number and one.instellingsnummer == number and not gives_back:
            return _("Dit instellingsnummer is al dat van '%(name)s'.", name=one.name)
    return None


def _told(row: NamingRow) -> list[str | JsonRow]:
    return [*row.place, row.values]


def _row(told: tuple[str, str, JsonRow]) -> NamingRow:
    table, column, values = told
    return NamingRow(Place(table, column), values)
