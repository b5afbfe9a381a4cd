"""Preparing, leading and sharing a self-evaluation: name, endpoint and address."""

from tests.self_evaluations import CLOSED, DRAFT, RUNNING

_STEPS = f"/mijn-aanbieder/zelfevaluatie/{DRAFT}"

SELF_EVALUATION_PAGES = (
    ("self-evaluations", "self_evaluations.list_all", "/mijn-aanbieder/zelfevaluaties"),
    ("self-evaluation-drop", "self_evaluations.drop", f"{_STEPS}/weggooien"),
    ("self-evaluation-blocks", "self_evaluation_steps.step", f"{_STEPS}/bouwstenen"),
    ("self-evaluation-groups", "self_evaluation_steps.step", f"{_STEPS}/groepen"),
    ("self-evaluation-look", "self_evaluation_steps.step", f"{_STEPS}/nakijken"),
    ("self-evaluation", "rounds.show", f"/ronde/{RUNNING}"),
    ("self-evaluation-slips", "self_evaluation_rounds.slips", f"/ronde/{RUNNING}/strookjes"),
    ("self-evaluation-share", "self_evaluation_rounds.share", f"/ronde/{CLOSED}/delen"),
)
