"""What a provider sees of its results and does with them: name, endpoint and address."""

from tests.focus_points import ACTION, FOCUS

_PLACE = "/mijn-resultaten/{busy_round}/verder/{provider}"
_POINTS = f"{_PLACE}/aandachtspunten"

OWN_PAGES = (
    ("own-results", "own_results.list_all", "/mijn-resultaten"),
    ("own-results-round", "own_results.show", "/mijn-resultaten/{busy_round}"),
    ("own-remarks", "own_results.remarks", "/mijn-resultaten/{busy_round}/opmerkingen"),
    ("follow-up", "follow_up.show", _PLACE),
    ("follow-up-choose", "follow_up.choose", _POINTS),
    ("follow-up-remove", "follow_up.remove", f"{_POINTS}/{FOCUS}/weg"),
    ("follow-up-action", "action_points.add", f"{_POINTS}/{FOCUS}/actie"),
    ("follow-up-action-edit", "action_points.edit", f"{_PLACE}/acties/{ACTION}"),
    ("follow-up-action-remove", "action_points.remove", f"{_PLACE}/acties/{ACTION}/weg"),
    ("team", "team_judgement.edit", f"{_PLACE}/eigen-oordeel"),
    ("team-beside", "team_judgement.beside", f"{_PLACE}/naast-elkaar"),
)
FOLLOW_UP_PARTS = {
    "follow_up.download": "files",
    "team_judgement.shared": "only of what a provider shares: tests/web/test_follow_up.py",
}
