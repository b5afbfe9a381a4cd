"""Addresses that give no page: what a script or a program asks for, and files."""

from tests.e2e.closing_pages import CLOSING_PARTS
from tests.e2e.follow_up_pages import FOLLOW_UP_PARTS
from tests.e2e.mailing_pages import MAILING_PARTS

NO_PAGE = {
    "account.download": "a file",
    "staff_data.download": "a file",
    "context.download": "files",
    "said.download": "files",
    "estimates.history": "a part of a page, for a script",
    "health.show": "for a program",
    "health.ready": "for a program",
    "journal.changes": "for a script",
    "journal.export": "a file",
    **CLOSING_PARTS,
    **FOLLOW_UP_PARTS,
    **MAILING_PARTS,
    "meetings.state": "a part of the leader's page, renewed by a script",
    "meetings.screen_state": "a part of the beamer's page, renewed by a script",
    "visit_papers.agenda": "a file",
    "visit_papers.agenda_of_round": "a file",
    "visit_papers.questions_pdf": "a file",
    "visits.state": "a part of the page of a visit, renewed by a script",
    "participant.blank": "the form as the service worker keeps it: without anybody's slip",
    "participant.manifest": "for the browser",
    "participant.state": "for a script",
    "participant.token": "for a script",
    "participant.worker": "a script",
    "providers.download": "files",
    "results.download": "files",
    "results.download_chart": "files",
    "statements.security": "a text file",
    "second_step.code": "only where the second factor is on: tests/web/test_second_factor.py",
    "second_step.set_up": "the same",
    "without_network.worker": "a script",
    "static": "files",
}
