"""The pages of the closing questions and of the coding list: name, endpoint and address."""

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
)
CLOSING_FORM = "participant_closing.form"
CLOSING_PARTS = {
    "closing.state": "a part of the leader's page, renewed by a script",
    "closing.screen_state": "a part of the beamer's page, renewed by a script",
}
