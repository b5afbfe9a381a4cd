"""The design system's stylesheet: nothing of GOV.UK is left in it, and all that we use is."""

import re

import pytest

from frontend.errors import FrontendError
from frontend.rebrand import LEFT_OUT, component_of, is_left_out, rebranded
from tests.house.repository import ROOT, texts

CLASS_IN_USE = re.compile(r"\bgovuk-[a-z0-9]+(?:[-_]+[a-z0-9]+)*")


@pytest.fixture(scope="module")
def served():
    return (ROOT / "static" / "vendor" / "govuk.css").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def in_use():
    """Every class of the design system that a template or script of ours names."""
    sources = texts("templates/*.html", "static/js/*.js").values()
    return {name for source in sources for name in CLASS_IN_USE.findall(source)}


@pytest.mark.parametrize("foreign", ["GDS Transport", "@font-face", "url(", "crown", "crest"])
def test_nothing_of_gov_uk_is_served(served, foreign):
    assert foreign not in served


def test_the_font_and_the_size_of_text_are_ours(served):
    families = set(re.findall(r"font-family:([^;}]+)", served))

    assert families <= {"var(--app-font)", "sans-serif", "inherit", "monospace"}
    assert "font-size:1.1875rem" not in served
    assert "font-size:var(--app-text,1.1875rem)" in served


def test_every_class_in_use_has_its_rules(served, in_use):
    defined = set(CLASS_IN_USE.findall(served))
    # names that stand in the markup of the design system and have no rules in it
    parts = ("checkboxes", "radios", "table__body", "table__head", "table__row")
    without_rules = {f"govuk-{part}" for part in parts}

    assert len(in_use) > 40
    assert sorted(in_use - defined - without_rules) == []


def test_no_part_in_use_is_left_out(in_use):
    assert [name for name in in_use if is_left_out(component_of(name))] == []


def test_what_is_left_out_is_not_served(served):
    parts = {component_of(name) for name in CLASS_IN_USE.findall(served)}

    assert [part for part in parts if is_left_out(part)] == []


def test_the_rest_of_a_rule_stays():
    css = ".govuk-tabs a,.govuk-link:is(a,b){top:0}@media print{.govuk-tabs{left:0}}"

    assert rebranded(css).strip() == ".govuk-link:is(a,b){top:0}"


def test_rules_inside_a_media_query_stay():
    css = '@charset "UTF-8";/* x } */@media print{.govuk-link{left:0}.govuk-\\!-margin-0{top:0}}'

    assert rebranded(css).strip() == "@media print{.govuk-link{left:0}}"


def test_fonts_are_dropped_and_replaced():
    css = "@font-face{src:url(a)}.govuk-body{font-family:GDS Transport,arial,sans-serif}"

    assert rebranded(css).strip() == ".govuk-body{font-family:var(--app-font)}"


@pytest.mark.parametrize(
    "css",
    [".govuk-body{background:url(/assets/x.svg)}", ".govuk-link{font:16px GDS Transport}"],
)
def test_a_new_version_with_something_foreign_is_refused(css):
    with pytest.raises(FrontendError, match="still in"):
        rebranded(css)


def test_broken_style_is_refused():
    with pytest.raises(FrontendError, match="not closed"):
        rebranded(".govuk-body{top:0")


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("govuk-error-summary__title", "error-summary"),
        ("govuk-button--secondary", "button"),
        ("govuk-tag", "tag"),
    ],
)
def test_a_class_belongs_to_a_part(name, part):
    assert component_of(name) == part


def test_only_the_crowned_header_is_left_out():
    assert is_left_out("header")
    assert not is_left_out("generic-header")
    assert len(set(LEFT_OUT)) == len(LEFT_OUT)
