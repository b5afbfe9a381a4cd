"""Each language has every text, whole, and nothing else; `make texts` puts new ones in."""

import re
from collections import Counter

import pytest

from tests.i18n.catalogues import TRANSLATED, extracted, key_of, messages, path_of, read, updated
from webapp.i18n import LANGUAGES, SOURCE_LANGUAGE, gettext, ngettext, use_language

PLACEHOLDER = re.compile(r"%\(\w+\)s|%%")
MARKUP = re.compile(r"</?[a-z]|&[a-z]+;")
# The bouwstenen are no judgement of quality, and no difference is called real by a test.
NEVER = {
    "nl": r"significant\w*|betere?|slechte\w*",
    "en": r"significan\w*|better|worse",
    "fr": r"significati\w*|meilleure?s?|pires?",
    "de": r"signifikan\w*|besser\w*|schlecht\w*",
}


@pytest.fixture(scope="module")
def sources():
    return extracted()


@pytest.fixture(params=TRANSLATED)
def language(request):
    return request.param


@pytest.fixture
def translations(language):
    return list(messages(read(language)))


def test_catalogue_has_exactly_the_texts_of_the_sources(sources, translations):
    wanted, found = {key_of(one) for one in sources}, {key_of(one) for one in translations}

    assert sorted(wanted - found) == [], "make texts, and translate"
    assert sorted(found - wanted) == [], "make texts"


def test_nothing_is_missing_or_fuzzy_or_left_over(language, translations):
    assert [one.id for one in translations if one.fuzzy] == []
    assert [one.id for one in translations if not all(_forms(one))] == []
    assert not read(language).obsolete


def test_catalogue_is_written_as_the_command_writes_it(language):
    assert path_of(language).read_text(encoding="utf-8") == updated(read(language), language)


def test_every_translation_has_the_placeholders_of_its_text(translations):
    assert [(one.id, form) for one in translations for form in _differing(one, PLACEHOLDER)] == []


def test_no_translation_has_markup_of_its_own(translations):
    assert [(one.id, form) for one in translations for form in _differing(one, MARKUP)] == []


def test_every_translation_has_the_spaces_around_its_text(translations):
    around = re.compile(r"^ |\s$")

    assert [(one.id, form) for one in translations for form in _differing(one, around)] == []


def test_every_number_has_its_forms(language, translations):
    catalogue = read(language)
    several = [one for one in translations if one.pluralizable]

    assert [one.id for one in several if len(one.string) != catalogue.num_plurals] == []
    assert [
        one.id for one in translations if not one.pluralizable and isinstance(one.string, tuple)
    ] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_text_judges(code, sources):
    texts = [key_of(one) for one in sources]
    if code != SOURCE_LANGUAGE:
        texts = [_forms(one) for one in messages(read(code))]
    judging = re.compile(rf"\b({NEVER[code]})\b", re.IGNORECASE)

    assert [text for forms in texts for text in forms if judging.search(text)] == []


def test_the_platform_speaks_the_language_that_is_asked():
    def said(code):
        with use_language(code):
            return gettext("Verzenden"), ngettext("%(n)s bouwsteen", "%(n)s bouwstenen", 0)

    assert {code: said(code) for code in LANGUAGES} == {
        "nl": ("Verzenden", "0 bouwstenen"),
        "en": ("Send", "0 building blocks"),
        "fr": ("Envoyer", "0 repère"),
        "de": ("Senden", "0 Bausteine"),
    }


def test_an_unknown_language_is_dutch():
    with use_language("xx"):
        assert gettext("Verzenden") == "Verzenden"


def _forms(message):
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def _differing(message, pattern):
    """The forms of a translation in which this is not what it is in the text itself."""
    texts = key_of(message)
    allowed = [Counter(pattern.findall(text)) for text in texts]
    return [
        form for form in _forms(message) if form and Counter(pattern.findall(form)) not in allowed
    ]
