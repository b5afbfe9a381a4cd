"""The style rules of the installed plotly.js, and a clear error when it changes its ways."""

import re

import pytest

from webapp.web.plotly_css import (
    PlotlyStyleError,
    installed_plotly_js,
    installed_style_guards,
    plotly_css,
    style_guards,
)

LOOP = (
    'for(k in $r)s=k.replace(/^,/," ,").replace(/X/g,".js-plotly-plot .plotly")'
    '.replace(/Y/g,".plotly-notifier"),d.addStyleRule(s,$r[k]);'
)


@pytest.fixture(scope="module")
def installed():
    return plotly_css(installed_plotly_js().read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "rule",
    [
        ".js-plotly-plot .plotly .main-svg{position:absolute;top:0;left:0;pointer-events:none;}",
        ".js-plotly-plot .plotly .cursor-pointer{cursor:pointer;}",
        ".plotly-notifier p{margin:0;}",
    ],
)
def test_the_installed_package_has_the_rules_that_charts_need(installed, rule):
    assert rule in installed.splitlines()


def test_every_rule_is_of_plotly_and_whole(installed):
    rules = installed.splitlines()

    assert len(rules) >= 60
    for rule in rules:
        assert re.fullmatch(r"\.(js-plotly-plot|plotly-notifier)[^{}]*\{[^{}]*\}", rule)
    assert "url(" not in installed
    assert "@import" not in installed


def test_the_installed_package_has_guards():
    assert installed_style_guards()
    assert all(re.fullmatch(r"[\w.-]+", guard) for guard in installed_style_guards())


def test_rules_come_out_last_first_with_both_kinds_of_quotes():
    script = """$r={"X,X a":'font:"A";',Y:"top:0;","Y p":"margin:0;"};""" + LOOP

    assert plotly_css(script).splitlines() == [
        ".plotly-notifier p{margin:0;}",
        ".plotly-notifier{top:0;}",
        '.js-plotly-plot .plotly,.js-plotly-plot .plotly a{font:"A";}',
    ]


def test_guards_are_found_by_what_they_guard():
    script = (
        'if(!document.getElementById("abc12")){var e=document.createElement("style");e.id="abc12"'
    )

    assert style_guards(script) == ("abc12",)
    assert style_guards('document.getElementById("other")') == ()


@pytest.mark.parametrize(
    "script",
    [
        pytest.param("", id="nothing"),
        pytest.param('$r={"X a":"top:0;"};', id="no loop"),
        pytest.param(LOOP, id="no rules"),
        pytest.param('$r={"X a":1};' + LOOP, id="a rule that is no text"),
        pytest.param(r'$r={"X a":"content:\"x\";"};' + LOOP, id="an escape"),
    ],
)
def test_another_plotly_is_refused_clearly(script):
    with pytest.raises(PlotlyStyleError, match=r"plotly\.js"):
        plotly_css(script)
