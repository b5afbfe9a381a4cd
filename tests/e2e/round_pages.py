"""Around a round: who has it, who reads it, who answers for it, and how long it is kept."""

RIGHTS_PAGES = (("round-rights", "rights.edit", "/ronde/{busy_round}/toegang"),)
READER_PAGES = (("reading", "reading.list_all", "/resultaten"),)
