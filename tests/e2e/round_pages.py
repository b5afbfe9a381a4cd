"""Around a round: who has it, who reads it, who answers for it, and how long it is kept."""

RIGHTS_PAGES = (
    ("account-erase", "account.erase", "/account/wissen"),
    ("staff-erase", "staff_data.erase", "/beheer/medewerkers/{account}/wissen"),
    ("round-rights", "rights.edit", "/ronde/{busy_round}/toegang"),
    ("round-notice", "notice.edit", "/ronde/{empty_round}/verantwoordelijke"),
    ("round-data", "round_data.show", "/ronde/{busy_round}/gegevens"),
    ("round-longer", "round_data.longer", "/ronde/{busy_round}/gegevens/langer"),
    ("round-erase", "round_data.erase", "/ronde/{busy_round}/gegevens/wissen"),
)
READER_PAGES = (("reading", "reading.list_all", "/resultaten"),)
