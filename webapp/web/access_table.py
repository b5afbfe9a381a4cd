"""Who may open which page: the one table of roles and routes. A route that is not in it is shut.

`webapp/web/access.py` asks it before every request, and tests/web/test_role_matrix.py walks
through all of it. A new route takes one line in RIGHTS: its endpoint, and one of the rights above.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

ROLES = ("beheerder", "inspecteur", "waarnemer", "lezer", "aanbieder")
OBSERVES = "waarnemer"
READS = "lezer"
WORKS_FOR_PROVIDERS = "aanbieder"
MANAGES = "beheerder"
LEADS_ROUNDS = (MANAGES, "inspecteur")


@dataclass(frozen=True, slots=True)
class Right:
    """Which roles reach a page about `every` object, and which only about their `own`.

    Others get a 403, whatever the object; whoever asks for what is not its own gets the 404 of
    what does not exist. `is_open`: for everybody, and no account is looked at.

    Roles in `given` reach what belongs to the rounds of the inspectorate that they were given.

    `every` and `given` never mean the self-evaluation of a provider. Such a round, and what
    belongs to it, is reached by the roles in `leads` who work for that provider, and by those in
    `shared` for as long as it is shared with the inspectorate; by nobody else.
    """

    every: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    is_open: bool = False
    given: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()


OPEN = Right(is_open=True)
EVERYBODY = Right(every=ROLES)  # one's own account
ADMINISTRATORS = Right(every=(MANAGES,))
LEADERS = Right(every=(MANAGES,), given=("inspecteur",))
VISITORS = replace(LEADERS, own=(OBSERVES,))  # a visit, or the list of one's visits
ROUND_LEADERS = replace(LEADERS, leads=(WORKS_FOR_PROVIDERS,))  # each of its own rounds
ROUND_KEEPERS = replace(ADMINISTRATORS, leads=(WORKS_FOR_PROVIDERS,))  # how long it is kept
OF_NO_ROUND = Right(every=LEADS_ROUNDS)  # for who leads rounds, whatever they are given
READERS = Right(every=(MANAGES,), given=("inspecteur", READS))
ROUND_READERS = replace(READERS, leads=(WORKS_FOR_PROVIDERS,))
RESULTS = replace(ROUND_READERS, shared=LEADS_ROUNDS)
OWN_ROUNDS = Right(leads=(WORKS_FOR_PROVIDERS,))  # only what a provider began itself
READ_ONLY = Right(given=(READS,))
OWN_PROVIDERS = Right(own=(WORKS_FOR_PROVIDERS,))  # a provider, a round it takes part in, a list
SHARED = Right(every=LEADS_ROUNDS, shared=LEADS_ROUNDS)  # what a provider shares of itself
READERS_OF_A_PROVIDER = Right(every=LEADS_ROUNDS, own=(WORKS_FOR_PROVIDERS,))

HOMES = dict.fromkeys(LEADS_ROUNDS, "rounds.list_all") | {
    OBSERVES: "visits.mine",
    READS: "reading.list_all",
    WORKS_FOR_PROVIDERS: "own_results.list_all",
}  # where somebody begins

RIGHTS: Mapping[str, Right] = {
    # everybody: participants, signing in, what has to be public
    "participant.start": OPEN,
    "participant.find": OPEN,
    "participant.form": OPEN,
    "participant.submit": OPEN,
    "participant.state": OPEN,
    "participant.token": OPEN,
    "participant.blank": OPEN,
    "participant.manifest": OPEN,
    "participant.worker": OPEN,
    "participant.thanks": OPEN,
    "participant.too_late": OPEN,
    "participant_closing.form": OPEN,
    "participant_closing.submit": OPEN,
    "sign_in.show": OPEN,
    "sign_in.end": OPEN,
    "sign_in.new_password": OPEN,
    "second_step.code": OPEN,
    "second_step.set_up": OPEN,
    "statements.privacy": OPEN,
    "statements.accessibility": OPEN,
    "statements.security": OPEN,
    "style_page.show": OPEN,
    "style_page.show_screen": OPEN,
    "health.show": OPEN,
    "health.ready": OPEN,
    "without_network.show": OPEN,
    "without_network.worker": OPEN,
    "static": OPEN,
    # rounds and their instruments
    "rounds.list_all": LEADERS,
    "rounds.new": LEADERS,
    "rounds.show": ROUND_LEADERS,
    "rounds.end": ROUND_LEADERS,
    "rights.edit": ADMINISTRATORS,
    "notice.edit": LEADERS,
    "round_data.show": ROUND_LEADERS,
    "round_data.longer": ROUND_KEEPERS,
    "round_data.erase": ROUND_KEEPERS,
    "instruments.list_all": OF_NO_ROUND,
    "instruments.show": OF_NO_ROUND,
    # visits
    "visits.mine": VISITORS,
    "visits.show": VISITORS,
    "visits.state": VISITORS,
    "visit_papers.agenda": VISITORS,
    "visits.list_all": LEADERS,
    "visits.cancel": LEADERS,
    "visit_plans.new": LEADERS,
    "visit_plans.edit": LEADERS,
    "visit_papers.agenda_of_round": LEADERS,
    "visit_papers.questions": LEADERS,
    "visit_papers.questions_pdf": LEADERS,
    "visit_papers.slips": LEADERS,
    # a conversation
    "meetings.new": ROUND_LEADERS,
    "meetings.show": ROUND_LEADERS,
    "meetings.state": ROUND_LEADERS,
    "meetings.screen": ROUND_LEADERS,
    "meetings.screen_state": ROUND_LEADERS,
    "meetings.count_down": ROUND_LEADERS,
    "meetings.keep_open": ROUND_LEADERS,
    "meetings.close": ROUND_LEADERS,
    "meetings.cancel": ROUND_LEADERS,
    "intake.begin": ROUND_LEADERS,
    "intake.pause": ROUND_LEADERS,
    "intake.more": ROUND_LEADERS,
    "showing.choose": LEADERS,
    "mailing.show": ROUND_LEADERS,
    "mailing.state": ROUND_LEADERS,
    "mailing.again": ROUND_LEADERS,
    "mailing.stop": ROUND_LEADERS,
    "mailing_texts.invitation": ROUND_LEADERS,
    "mailing_texts.reminder": ROUND_LEADERS,
    "paper.sheets": ROUND_LEADERS,
    "paper_entry.entry": ROUND_LEADERS,
    "journal.changes": LEADERS,
    "journal.keep": LEADERS,
    "journal.export": LEADERS,
    # closing questions and their coding
    "closing.show": LEADERS,
    "closing.state": LEADERS,
    "closing.screen": LEADERS,
    "closing.screen_state": LEADERS,
    "closing.open_box": LEADERS,
    "closing.close_box": LEADERS,
    "closing.add": LEADERS,
    "closing.edit": LEADERS,
    "closing.change_one": LEADERS,
    "coding.show": LEADERS,
    "coding.code": LEADERS,
    # estimates of inspectors
    "estimates.show": LEADERS,
    "estimates.start": LEADERS,
    "estimates.show_joint": LEADERS,
    "estimates.start_together": LEADERS,
    "estimates.save": LEADERS,
    "estimates.history": LEADERS,
    "estimates.contrast": LEADERS,
    "estimate_signing.sign": LEADERS,
    "estimate_signing.finish": LEADERS,
    "estimate_signing.withdraw": LEADERS,
    # results
    "reading.list_all": READ_ONLY,
    "results.overview": RESULTS,
    "results.show_theme": RESULTS,
    "results.show_map": READERS,
    "results.show_provider": READERS,
    "results.beside_others": READERS,
    "results.compare_groups": RESULTS,
    "results.choose_round": ROUND_READERS,
    "results.compare_rounds": ROUND_READERS,
    "results.compare_estimates": LEADERS,
    "results.download": RESULTS,
    "results.download_chart": RESULTS,
    "short.show_round": RESULTS,
    "short.show_provider": READERS,
    "said.show": LEADERS,
    "said.download": LEADERS,
    "remarks.show": ROUND_LEADERS,
    "remarks.redact": ROUND_LEADERS,
    "context.show": LEADERS,
    "context.download": LEADERS,
    "views.keep": LEADERS,
    "views.forget": LEADERS,
    # accounts
    "account.show": EVERYBODY,
    "account.end_sign_in": EVERYBODY,
    "account.download": EVERYBODY,
    "account.erase": EVERYBODY,
    "staff_admin.list_all": ADMINISTRATORS,
    "staff_admin.edit": ADMINISTRATORS,
    "staff_admin.new_link": ADMINISTRATORS,
    "staff_admin.end": ADMINISTRATORS,
    "staff_admin.log": ADMINISTRATORS,
    "staff_data.download": ADMINISTRATORS,
    "staff_data.erase": ADMINISTRATORS,
    # the register of providers
    "providers.list_all": OF_NO_ROUND,
    "providers.download": OF_NO_ROUND,
    "providers.show": READERS_OF_A_PROVIDER,
    "provider_edits.new": ADMINISTRATORS,
    "provider_edits.edit": ADMINISTRATORS,
    "provider_edits.pupils": ADMINISTRATORS,
    "provider_imports.upload": ADMINISTRATORS,
    "provider_imports.confirm": ADMINISTRATORS,
    "networks.join": ADMINISTRATORS,
    "networks.leave": ADMINISTRATORS,
    "networks.forget": ADMINISTRATORS,
    "networks.contact": ADMINISTRATORS,
    "networks.life": ADMINISTRATORS,
    "provider_merges.merge": ADMINISTRATORS,
    "provider_merges.undo": ADMINISTRATORS,
    # a provider's own rounds
    "self_evaluations.list_all": OWN_PROVIDERS,
    "self_evaluations.drop": OWN_PROVIDERS,
    "self_evaluation_steps.step": OWN_PROVIDERS,
    "self_evaluation_steps.start": OWN_PROVIDERS,
    "self_evaluation_rounds.begin": OWN_ROUNDS,
    "self_evaluation_rounds.slips": OWN_ROUNDS,
    "self_evaluation_rounds.share": OWN_ROUNDS,
    "self_evaluation_rounds.stop": OWN_ROUNDS,
    # of who works for a provider
    "own_results.list_all": OWN_PROVIDERS,
    "own_results.show": OWN_PROVIDERS,
    "own_results.remarks": OWN_PROVIDERS,
    "follow_up.show": OWN_PROVIDERS,
    "follow_up.choose": OWN_PROVIDERS,
    "follow_up.remove": OWN_PROVIDERS,
    "follow_up.download": OWN_PROVIDERS,
    "action_points.add": OWN_PROVIDERS,
    "action_points.edit": OWN_PROVIDERS,
    "action_points.remove": OWN_PROVIDERS,
    "team_judgement.edit": OWN_PROVIDERS,
    "team_judgement.beside": OWN_PROVIDERS,
    "team_judgement.shared": SHARED,
}

SHUT = Right()

# What is written in a conversation stands there already, with its author; who types in a paper
# form must leave no moment behind.
NOT_LOGGED = frozenset(
    {
        *("journal.keep", "estimates.save", "paper_entry.entry", "closing.add"),
        *("closing.change_one", "coding.code", "remarks.redact", "views.keep", "views.forget"),
        "self_evaluation_steps.step",  # what is prepared is kept at every step
    }
)

# Holds in memory what participants wrote, while a member of staff is served: an error there is
# described no more than one of a participant.
HOLDS_ANSWERS = frozenset(
    {"paper_entry.entry", "meetings.close", "rounds.end", "closing.close_box"}
)

# Opens or ends conversations without the id of one in the address: its hour is no more told than
# where `meeting_id` or `visit_id` is.
OF_CONVERSATIONS = frozenset(
    {
        *("meetings.new", "visit_plans.new", "rounds.end", "round_data.erase"),
        *("self_evaluation_steps.start", "self_evaluation_rounds.begin"),
        "self_evaluation_rounds.slips",
    }
)


def right_to(endpoint: str) -> Right:
    """Who may open this page; nobody where the table does not know it."""
    return RIGHTS.get(endpoint, SHUT)


def tells_no_hour(endpoint: str, names: Iterable[str]) -> bool:
    """Whether a page, with these names in its address, opens or ends conversations."""
    return endpoint in OF_CONVERSATIONS or not {"meeting_id", "visit_id"}.isdisjoint(names)
