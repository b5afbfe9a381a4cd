"""Mailing slips: name, endpoint and address; the list and its preview are filled in by pages.py."""

from tests.mailings import LIST, WRONG_LIST

MAILING = "mailing.show"
MAILING_PAGES = (
    ("mail", MAILING, "/gesprek/{slips}/mail"),
    ("mail-going", MAILING, "/gesprek/{mailed}/mail"),
    ("mail-stop", "mailing.stop", "/gesprek/{mailed}/mail/stoppen"),
    ("mail-invitation", "mailing_texts.invitation", "/gesprek/{slips}/mail/tekst-uitnodiging"),
    ("mail-reminder", "mailing_texts.reminder", "/gesprek/{slips}/mail/tekst-herinnering"),
)
A_LIST = "/gesprek/{slips}/mail"
LISTS = (("mail-wrong", WRONG_LIST), ("mail-preview", LIST))
MAILING_PARTS = {"mailing.state": "a part of the page of mails, renewed by a script"}
