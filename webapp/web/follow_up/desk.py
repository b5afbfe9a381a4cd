"""What every page of this room knows: a round, a provider in it, and what its people may see."""

from dataclasses import dataclass

from flask import abort, redirect, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from webapp.analysis.results import Results
from webapp.analysis.rounds_beside import RoundSide
from webapp.db.models import Provider, Round
from webapp.db.queries.follow_up import provider_takes_part
from webapp.instrument.model import Instrument, RespondentGroup
from webapp.services.follow_up.own_round import OwnRound
from webapp.services.follow_up.read_follow_up import Focus, read_focus, read_own_side
from webapp.web.rounds import round_or_404

PLACE = "/mijn-resultaten/<round_id>/verder/<provider_id>"


@dataclass(frozen=True, slots=True)
class Desk:
    """One provider in one round, with what may be shown of it and what its people chose."""

    round: Round
    provider: Provider
    side: RoundSide
    focus: tuple[Focus, ...]

    @property
    def own(self) -> OwnRound:
        """For the verbs of services."""
        return OwnRound(self.round.id, self.provider.id)

    @property
    def instrument(self) -> Instrument:
        """Of the round."""
        return self.side.instrument

    @property
    def results(self) -> Results:
        """What may be shown of the provider alone."""
        return self.side.results

    @property
    def groups(self) -> tuple[RespondentGroup, ...]:
        """Those that stand beside each other."""
        return tuple(group for group in self.instrument.groups if not group.apart)


def desk_or_404(session: Session, round_id: str, provider_id: str) -> Desk:
    """The provider in the round; a page that does not exist where it takes no part in it."""
    round_ = round_or_404(session, round_id)
    provider = session.get(Provider, provider_id)
    if provider is None or not provider_takes_part(session, round_id, provider_id):
        abort(404)
    side = read_own_side(session, round_, provider_id)
    own = OwnRound(round_id, provider_id)
    return Desk(round_, provider, side, read_focus(session, own, side.instrument))


def back_to(own: OwnRound, anchor: str | None = None) -> Response:
    """To the page of the provider in the round."""
    return redirect(url_for("follow_up.show", **own._asdict(), _anchor=anchor), 303)
