"""Marks that all hosts share, and keys in stock: reading and changing them."""

from collections.abc import Iterable, Sequence

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from webapp.db.models import InstallationMark, Mailing, Meeting, SpareKey, StatementBox

KEYSTORE, SECRET_KEY, WANTS_KEYS = "keystore", "secret_key", "wants_keys"
_NEEDS_KEY = ("open", "closing", "pending")
_ENDED = ("closed", "cancelled", "destroyed")


def find_mark(session: Session, name: str) -> str | None:
    """What the hosts agreed on under this name."""
    return session.scalar(select(InstallationMark.value).where(InstallationMark.name == name))


def keep_mark(session: Session, name: str, value: str) -> str:
    """Agree on it, unless another host was first; gives what holds."""
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    row = dialect.insert(InstallationMark).values(name=name, value=value)
    session.execute(row.on_conflict_do_nothing())
    return session.scalars(
        select(InstallationMark.value).where(InstallationMark.name == name)
    ).one()


def change_mark(session: Session, name: str, value: str) -> None:
    """Agree on something else from now on."""
    session.execute(delete(InstallationMark).where(InstallationMark.name == name))
    session.execute(insert(InstallationMark), {"name": name, "value": value})


def list_ids_that_need_a_key(session: Session) -> list[str]:
    """Meetings and closing questions that cannot end without their private key."""
    meetings = select(Meeting.id).where(Meeting.state.in_(_NEEDS_KEY))
    boxes = select(StatementBox.id).where(StatementBox.state.in_(_NEEDS_KEY))
    return list(session.scalars(meetings.union_all(boxes)))


def list_ended(session: Session, ids: Iterable[str]) -> list[str]:
    """Those of these meetings, closing questions and mailings that are over: their keys go."""
    wanted = list(ids)
    meetings = select(Meeting.id).where(Meeting.id.in_(wanted), Meeting.state.in_(_ENDED))
    boxes = select(StatementBox.id).where(
        StatementBox.id.in_(wanted), StatementBox.state.in_(_ENDED)
    )
    mailings = select(Mailing.id).where(Mailing.id.in_(wanted), Mailing.state == "done")
    return list(session.scalars(meetings.union_all(boxes, mailings)))


def take_spare_key(session: Session, owner_id: str) -> bytes | None:
    """Set a key in stock aside for a meeting; gives its public key, None when there is none."""
    free = (
        select(SpareKey.id)
        .where(SpareKey.taken_for.is_(None))
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    return session.scalar(
        update(SpareKey)
        .where(SpareKey.id == free.scalar_subquery())
        .values(taken_for=owner_id)
        .returning(SpareKey.public_key),
        execution_options={"synchronize_session": False},
    )


def list_taken_keys(session: Session) -> list[tuple[str, str]]:
    """(id in the keystore, owner) of keys that were set aside."""
    query = select(SpareKey.id, SpareKey.taken_for).where(SpareKey.taken_for.is_not(None))
    return [(row.id, row.taken_for) for row in session.execute(query) if row.taken_for]


def list_spare_keys(session: Session) -> list[str]:
    """Ids of the keys in stock."""
    return list(session.scalars(select(SpareKey.id).where(SpareKey.taken_for.is_(None))))


def count_spare_keys(session: Session) -> int:
    """How many keys are in stock."""
    query = select(func.count()).select_from(SpareKey).where(SpareKey.taken_for.is_(None))
    return session.scalar(query) or 0


def add_spare_keys(session: Session, keys: Sequence[tuple[str, bytes]]) -> None:
    """Put keys in stock: (id in the keystore, public key)."""
    session.execute(insert(SpareKey), [{"id": id_, "public_key": key} for id_, key in keys])


def remove_filed_keys(session: Session, ids: Iterable[str]) -> None:
    """Forget keys that carry the id of their owner now."""
    session.execute(delete(SpareKey).where(SpareKey.id.in_(list(ids))))


def remove_spare_keys(session: Session, ids: Iterable[str]) -> None:
    """Forget keys in stock that nobody took meanwhile."""
    wanted = SpareKey.id.in_(list(ids))
    session.execute(delete(SpareKey).where(wanted, SpareKey.taken_for.is_(None)))
