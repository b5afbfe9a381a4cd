"""What merging two providers would move, what it would let whom see, and what stands in its way."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp.db.changes.provider_rows import NamingRow, is_taken, list_naming_rows
from webapp.db.models import Provider
from webapp.db.queries.networks import list_members, list_memberships
from webapp.db.queries.provider_conflicts import (
    are_in_each_other,
    is_closing,
    list_coordinators,
    list_rounds_with_both,
    list_unfinished_meetings,
    stand_together,
)
from webapp.i18n import gettext as _

# Where both say something of the same thing, what the one that stays says counts.
KEPT_COUNTS = frozenset({"network", "network_contact", "provider_pupils"})
TAKEN_OVER = ("instellingsnummer", "net", "province", "types", "levels", "pupils")


@dataclass(frozen=True, slots=True)
class MergePlan:
    """What a merge would do."""

    kept: Provider
    gone: Provider
    moved: tuple[NamingRow, ...]
    dropped: tuple[NamingRow, ...]  # what both say; kept for an undo
    taken_over: tuple[str, ...]  # columns that only the one that goes has
    refusals: tuple[str, ...]
    kept_coordinators: tuple[str, ...]
    gone_coordinators: tuple[str, ...]
    unfinished: tuple[str, ...]  # ids of meetings that go over before they were counted

    def moved_by_place(self) -> list[tuple[str, int]]:
        """(what it is, how many) of all that moves, in words."""
        counts = Counter(row.place.table for row in self.moved)
        return [(name, counts[table]) for table, name in names_of_places().items() if counts[table]]


def plan_merge(session: Session, kept: Provider, gone: Provider) -> MergePlan:
    """What letting `gone` go into `kept` would do; nothing is changed."""
    rows = list_naming_rows(session, gone.id)
    doubles = _double_memberships(session, kept.id, gone.id)
    dropped, moved, clashes = [], [], []
    for row in rows:
        if row.values.get("id") in doubles and row.place.table == "network_member":
            dropped.append(row)
        elif not is_taken(session, row, kept.id):
            moved.append(row)
        elif row.is_link or row.place.table in KEPT_COUNTS:
            dropped.append(row)
        else:
            clashes.append(row)
    return MergePlan(
        kept=kept,
        gone=gone,
        moved=tuple(moved),
        dropped=tuple(dropped),
        taken_over=tuple(
            column
            for column in TAKEN_OVER
            if getattr(kept, column) in ("", None) and getattr(gone, column) not in ("", None)
        ),
        refusals=tuple(_refusals(session, kept, gone, clashes)),
        kept_coordinators=tuple(list_coordinators(session, kept.id)),
        gone_coordinators=tuple(list_coordinators(session, gone.id)),
        unfinished=tuple(list_unfinished_meetings(session, gone.id)),
    )


def _refusals(
    session: Session, kept: Provider, gone: Provider, clashes: Iterable[NamingRow]
) -> Iterable[str]:
    if kept.id == gone.id:
        yield _("Kies twee verschillende aanbieders.")
        return
    if stand_together(session, kept.id, gone.id):
        yield _(
            "Beide staan samen in een gesprek, een werkbezoek of een resultaat. Wie dat invulde,"
            " hield ze voor twee aanbieders: dan zijn het geen dubbels."
        )
    if are_in_each_other(session, kept.id, gone.id):
        yield _("De ene is (of was) lid van de andere: dan zijn het geen dubbels.")
    if is_closing(session, (kept.id, gone.id)):
        yield _("Er wordt net een gesprek gesloten. Probeer het zo meteen opnieuw.")
    for title in list_rounds_with_both(session, kept.id, gone.id):
        yield _(
            "In de ronde ‘%(title)s’ hebben beide een definitieve inschatting, aandachtspunten of"
            " een eigen oordeel. Trek er daar eerst een van de twee in.",
            title=title,
        )
    if clashes:
        yield _("Van beide staat hetzelfde ergens vast. Samenvoegen zou er een van wissen.")


def _double_memberships(session: Session, kept_id: str, gone_id: str) -> set[str]:
    """Memberships of the one that goes, in school years in which the other has the same."""
    pairs = [
        (theirs, ours)
        for theirs, their_network in list_memberships(session, gone_id)
        for ours, our_network in list_memberships(session, kept_id)
        if their_network.id == our_network.id
    ]
    pairs += [
        (theirs.member, ours.member)
        for theirs in list_members(session, gone_id)
        for ours in list_members(session, kept_id)
        if (theirs.member.member_id, theirs.name, theirs.number)
        == (ours.member.member_id, ours.name, ours.number)
    ]
    return {
        theirs.id
        for theirs, ours in pairs
        if theirs.first_year <= (ours.last_year or theirs.first_year)
        and ours.first_year <= (theirs.last_year or ours.first_year)
    }


def names_of_places() -> dict[str, str]:
    """Table that names providers → what its rows are, in the current language."""
    return {
        "meeting_provider": _("Gesprekken"),
        "batch_provider": _("Resultaten van een groep"),
        "visit_provider": _("Werkbezoeken"),
        "assessment": _("Inschattingen"),
        "staff_provider": _("Coördinatoren"),
        "provider_pupils": _("Leerlingen per type"),
        "network": _("Oprichting en stopzetting"),
        "network_contact": _("Contactschool en aanspreekpunt"),
        "network_member": _("Lidmaatschappen"),
        "round": _("Zelfevaluaties"),
        "round_draft": _("Zelfevaluaties in voorbereiding"),
        "focus_point": _("Aandachtspunten"),
        "team_rating": _("Eigen oordelen van het team"),
    }
