"""A self-evaluation that is being prepared: kept at every step, however little is filled in."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from webapp.db.database import Database
from webapp.db.models import RoundDraft
from webapp.i18n import gettext as _
from webapp.instrument.catalogue import Catalogue
from webapp.instrument.model import Instrument
from webapp.instrument.own_blocks import Choice, OwnBlock
from webapp.sealing.codes import new_id
from webapp.services.errors import NotFoundError, WrongStateError
from webapp.services.today import today

LONGEST_TYPED = 500


@dataclass(frozen=True, slots=True)
class GroupPlan:
    """A group as somebody typed it: about how many people, and how they come in."""

    expected: str = ""
    has_slips: bool = True
    is_alone: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What was filled in so far; texts are as they were typed.

    `instrument` is its id and version, `blocks` group id → bouwstenen that it is asked, `contact`
    where people can ask the provider about their privacy.
    """

    instrument: tuple[str, str]
    blocks: Mapping[str, tuple[str, ...]]
    own: tuple[OwnBlock, ...] = ()
    groups: Mapping[str, GroupPlan] = field(default_factory=dict)
    title: str = ""
    starts_on: str = ""
    ends_on: str = ""
    contact: str = ""

    @property
    def choice(self) -> Choice:
        """What is asked; lines of its own that were left empty do not count."""
        return Choice(self.blocks, tuple(one for one in self.own if one.text.strip()))

    def group(self, group_id: str) -> GroupPlan:
        """What was typed of a group, or what stands there before."""
        return self.groups.get(group_id, GroupPlan())


def new_draft(core: Instrument, contact: str = "") -> Draft:
    """The whole of a framework, for every group that is a result of its own."""
    return Draft(
        instrument=(core.id, core.version),
        blocks={one.id: one.block_ids for one in core.groups if not one.apart},
        title=_("Zelfevaluatie %(year)s", year=today().year),
        contact=contact,
    )


def begin_draft(database: Database, staff_id: str, provider_id: str, draft: Draft) -> str:
    """Keep a new one; gives its id."""
    with database.writing() as session:
        row = RoundDraft(
            id=new_id(),
            staff_id=staff_id,
            provider_id=provider_id,
            changed_on=today(),
            content=_to_text(draft),
        )
        session.add(row)
        return row.id


def keep_draft(database: Database, draft_id: str, draft: Draft) -> None:
    """Keep what is filled in now. Raises NotFoundError when it was started or thrown away."""
    with database.writing() as session:
        row = _locked(session, draft_id)
        row.content, row.changed_on = _to_text(draft), today()


def drop_draft(database: Database, draft_id: str) -> None:
    """Throw it away. Raises NotFoundError."""
    with database.writing() as session:
        session.delete(_locked(session, draft_id))


def read_draft(row: RoundDraft) -> Draft:
    """What a row keeps."""
    kept: dict[str, Any] = json.loads(row.content)
    return Draft(
        instrument=(kept["instrument"][0], kept["instrument"][1]),
        blocks={group_id: tuple(ids) for group_id, ids in kept["blocks"].items()},
        own=tuple(OwnBlock(one["text"], tuple(one["group_ids"])) for one in kept["own"]),
        groups={group_id: GroupPlan(**plan) for group_id, plan in kept["groups"].items()},
        title=kept["title"],
        starts_on=kept["starts_on"],
        ends_on=kept["ends_on"],
        contact=kept.get("contact", ""),
    )


def framework_of(catalogue: Catalogue, draft: Draft) -> Instrument:
    """The framework of which a part is asked. Raises WrongStateError when it is not there now."""
    try:
        return catalogue.get(*draft.instrument)
    except KeyError:
        raise WrongStateError(
            _("Het instrument van deze voorbereiding is er niet meer. Begin een nieuwe.")
        ) from None


def _locked(session: Session, draft_id: str) -> RoundDraft:
    row = session.get(RoundDraft, draft_id, with_for_update=True)
    if row is None:
        raise NotFoundError(_("Deze voorbereiding is er niet meer: ze is gestart of weggegooid."))
    return row


def _to_text(draft: Draft) -> str:
    return json.dumps(asdict(draft), ensure_ascii=False, sort_keys=True)
