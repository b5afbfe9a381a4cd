"""The pages of self-evaluations have no text of their own that cannot be translated."""

from tests import builders
from tests.i18n.pseudo import words_in_page
from tests.i18n.test_pages import ADDRESS, DATE, NAMES_OF_THINGS, TYPED_IN, without_code
from tests.self_evaluations import CLOSED, DRAFT, RUNNING, leave_some
from tests.web.conftest import signed_in_for
from webapp.web.languages import NAMES

STEPS = f"/mijn-aanbieder/zelfevaluatie/{DRAFT}"


def plain_words(page, *known):
    """The words on a page that are in no catalogue, no data and no address."""
    for element in page.tree.iter():
        for part in (element, *element):
            part.text, part.tail = (
                DATE.sub("", ADDRESS.sub("", one or "")) for one in (part.text, part.tail)
            )
    allowed = {*NAMES_OF_THINGS, *NAMES.values(), *TYPED_IN, *known}
    return [word for word in words_in_page(without_code(page).tree) if word not in allowed]


def test_self_evaluations_have_no_text_outside_gettext(app, platform, wide_texts):
    provider_id = builders.provider(platform, "123")
    core = app.extensions["catalogue"].latest("okt-2020")
    coordinator = signed_in_for(app, platform, provider_id)
    leave_some(platform, core, provider_id, f"{provider_id}@voorbeeld.be", "123")
    paths = [
        "/mijn-aanbieder/zelfevaluaties",
        *(f"{STEPS}/{step}" for step in ("bouwstenen", "groepen", "wanneer", "nakijken")),
        f"{STEPS}/weggooien",
        *(f"/ronde/{RUNNING}{page}" for page in ("", "/strookjes", "/delen", "/resultaten")),
        *(f"/ronde/{CLOSED}{page}" for page in ("", "/delen", "/resultaten")),
    ]
    data = {word for one in app.extensions["catalogue"] for word in words_of_instrument(one)}

    found = {path: plain_words(coordinator.open(f"{path}?taal=en"), *data) for path in paths}

    assert {path: words for path, words in found.items() if words} == {}


def words_of_instrument(core):
    """Every word of its texts, which stand on the pages as they are."""
    texts = [
        {"nl": core.id.replace("-", " ")},
        core.title,
        *(one.text for one in core.blocks),
        *(one.name for one in core.groups),
    ]
    texts += [*(one.name for one in core.themes), *(one.label for one in core.scale)]
    texts += [core.scale_note, *(one.short for one in core.blocks if one.short)]
    texts += [*(one.note for one in core.groups if one.note), *(one.short for one in core.scale)]
    return {word.strip(".,;:()‘’'") for text in texts if text for word in str(text["nl"]).split()}
