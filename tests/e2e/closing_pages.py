"""Closing questions, and what is made of words afterwards: name, endpoint and address."""

from tests.closing_questions import SAID

CLOSING_PAGES = (
    ("closing", "closing.show", "/gesprek/{closed}/slotvragen"),
    ("closing-open", "closing.show", "/gesprek/{room}/slotvragen"),
    ("closing-close", "closing.close_box", "/gesprek/{room}/slotvragen/sluiten"),
    ("closing-edit", "closing.edit", f"/gesprek/{{closed}}/slotvragen/{SAID}"),
    ("beamer-closing", "closing.screen", "/gesprek/{closed}/scherm/slotvragen"),
    ("beamer-closing-open", "closing.screen", "/gesprek/{room}/scherm/slotvragen"),
    ("coding", "coding.show", "/ronde/{busy_round}/coderen"),
    ("coding-none", "coding.show", "/ronde/{empty_round}/coderen"),
    ("said", "said.show", "/ronde/{busy_round}/resultaten/sterktes"),
    ("context", "context.show", "/ronde/{busy_round}/context"),
    ("context-none", "context.show", "/ronde/{empty_round}/context"),
    ("remarks", "remarks.show", "/ronde/{busy_round}/opmerkingen"),
    ("remarks-none", "remarks.show", "/ronde/{empty_round}/opmerkingen"),
)
CLOSING_FORM = "participant_closing.form"
CLOSING_PARTS = {
    "closing.state": "a part of the leader's page, renewed by a script",
    "closing.screen_state": "a part of the beamer's page, renewed by a script",
}
