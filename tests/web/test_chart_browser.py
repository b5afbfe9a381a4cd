"""Charts in a real browser: asked for figures, as a table, as a picture, on paper."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.e2e.live import served
from tests.web.test_chart_downloads import MANY, provider_id, round_id
from tests.web.test_results import sign_in
from webapp.charts.drawing import drawing_json
from webapp.charts.samples import chart_samples

__all__ = ["MANY", "provider_id", "round_id"]

THEME = "thema-visie-beleid-scholen"
PLOTLY = re.compile(r"/plotly\.min\.js")
BOXES = """() => [...document.querySelectorAll(".chart__view, .chart__downloads, h2, footer")]
  .map((one) => JSON.stringify(one.getBoundingClientRect()))"""
pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


@pytest.fixture
def address(app):
    with served(app) as address:
        yield address


@pytest.fixture
def theme_page(app, platform, address, new_page, round_id):
    """Opens the page of a thema."""

    def open_page(width=1100, fragment="", **options):
        page = new_page(width, 900, **options)
        sign_in(page, address, app, platform)
        page.goto(f"{address}/ronde/{round_id}/resultaten/visie{fragment}")
        return page

    return open_page


def ask(page):
    """Tap the chart: then Plotly draws it."""
    page.click(f"#{THEME} .chart__picture", position={"x": 5, "y": 5})
    page.wait_for_selector(f"#{THEME}[data-drawn]")


@pytest.mark.parametrize(("width", "drawn"), [(1440, "wide"), (360, "narrow")])
def test_a_chart_that_is_pointed_at_says_its_figures_and_nothing_moves(theme_page, width, drawn):
    page = theme_page(width)
    fetched = []
    page.on("request", lambda request: fetched.append(request.url))
    page.reload()
    assert not [url for url in fetched if "plotly" in url]
    bar = page.locator(f"#{THEME} .chart__svg--{drawn} rect[stroke]").first
    bar.scroll_into_view_if_needed()
    before, place = page.evaluate(BOXES), bar.bounding_box()

    page.mouse.move(place["x"] + 10, place["y"] + place["height"] / 2)

    expect(page.locator(".hoverlayer text").first).to_contain_text("Passend")
    expect(page.locator(f"#{THEME}")).to_have_attribute("data-drawn", drawn)
    assert page.evaluate(BOXES) == before
    assert page.locator(f"#{THEME} .chart__svg:visible").count() == 0
    assert sum(url.endswith(".js") and "plotly" in url for url in fetched) == 1


def test_a_chart_follows_the_window(theme_page):
    page = theme_page()
    ask(page)

    page.set_viewport_size({"width": 360, "height": 900})

    expect(page.locator(f"#{THEME}")).to_have_attribute("data-drawn", "narrow")
    drawn = page.locator(f"#{THEME} .main-svg").first.bounding_box()["width"]
    picture = page.locator(f"#{THEME} .chart__svg--narrow svg").bounding_box()["width"]
    assert drawn == pytest.approx(picture, abs=1)


def test_who_comes_by_keyboard_gets_the_chart_and_who_only_scrolls_does_not(theme_page):
    page = theme_page(360, has_touch=True)
    page.locator(f"#{THEME} .chart__picture").dispatch_event(
        "pointermove", {"pointerType": "touch"}
    )
    page.wait_for_timeout(200)
    assert page.locator("#plotly\\.js-style-global").count() == 0

    page.get_by_role("tab").first.focus()

    page.wait_for_selector(f"#{THEME}[data-drawn]")


def test_the_picture_stays_where_plotly_does_not_come_and_is_asked_again(theme_page):
    page = theme_page(tolerate=["ERR_FAILED"])
    page.route(PLOTLY, lambda route: route.abort())
    with page.expect_event("requestfailed"):
        page.click(f"#{THEME} .chart__picture")
    assert page.locator(f"#{THEME} .chart__svg--wide svg").first.is_visible()
    assert page.locator("script[src*=plotly]").count() == 0

    page.unroute(PLOTLY)
    ask(page)

    assert page.locator("script[src*=plotly]").count() == 1


def test_a_hostile_text_is_drawn_as_text_and_nothing_can_be_sent_away(theme_page):
    page = theme_page()
    sent = []
    page.on("request", lambda request: sent.append((request.method, request.post_data)))

    ask(page)
    figure = page.locator(f"#{THEME}")
    figure.locator(".barlayer .point").first.hover(force=True)

    expect(page.locator(".hoverlayer text").first).to_contain_text("<img src=")
    assert figure.locator("svg a").count() == 0
    assert page.locator(".modebar, .modebar-btn, [data-title*=hare]").count() == 0
    assert all(one == ("GET", None) for one in sent)  # where to: new_page sees to that


def test_chart_and_table_are_tabs_that_keys_move_and_the_address_keeps(theme_page):
    page = theme_page()
    chart, table = page.get_by_role("tab").all()
    expect(chart).to_have_attribute("aria-selected", "true")
    expect(page.locator(f"#{THEME}-tabel")).to_be_hidden()

    chart.focus()
    page.keyboard.press("ArrowRight")

    expect(table).to_be_focused()
    expect(table).to_have_attribute("aria-selected", "true")
    expect(page.get_by_role("tabpanel")).to_have_attribute("id", f"{THEME}-tabel")
    expect(page.locator(f"#{THEME}-grafiek")).to_be_hidden()
    assert page.url.endswith(f"#{THEME}-tabel")
    page.keyboard.press("Home")
    expect(chart).to_be_focused()
    page.keyboard.press("End")
    page.reload()
    expect(page.locator(f"#{THEME}-tabel")).to_be_visible()
    expect(page.get_by_role("tab", selected=True)).to_have_text("Tabel")


def test_a_picture_is_made_on_this_machine(theme_page, tmp_path):
    page = theme_page()

    with page.expect_download() as download:
        page.get_by_role("button", name="PNG").first.click()

    kept = tmp_path / "picture.png"
    download.value.save_as(kept)
    assert download.value.suggested_filename == f"{THEME}.png"
    head = kept.read_bytes()[:24]
    assert head.startswith(b"\x89PNG")
    assert int.from_bytes(head[16:20], "big") == 1800


def test_paper_has_the_picture_and_the_table_also_behind_the_other_tab(theme_page):
    page = theme_page()
    ask(page)
    page.get_by_role("tab", name="Tabel").click()

    page.emulate_media(media="print")

    assert page.locator(".chart__svg--wide svg:visible").count() >= 1
    assert page.locator(f"#{THEME}-tabel table").is_visible()
    for hidden in (".chart__canvas", ".chart__tabs", ".chart__svg--narrow", ".chart__downloads"):
        assert not page.locator(hidden).first.is_visible()


@pytest.mark.parametrize(("width", "shown"), [(1100, "wide"), (360, "narrow")])
def test_without_javascript_the_picture_that_fits_and_the_table_are_there(theme_page, width, shown):
    page = theme_page(width, javascript=False)

    assert page.locator(f".chart__svg--{shown} svg").first.is_visible()
    assert page.locator(".chart__svg:visible").count() == 1
    assert page.locator(f"#{THEME}-tabel table").is_visible()
    assert page.locator("[data-tabs]:visible, button[data-picture]:visible").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("path", ["vergelijken/gesprekspartners", "kaart/beleid"])
@pytest.mark.parametrize("width", [320, 1440])
def test_the_other_views_stay_within_the_page(
    app, platform, address, new_page, round_id, path, width
):
    page = new_page(width, 900)
    sign_in(page, address, app, platform)
    page.goto(f"{address}/ronde/{round_id}/resultaten/{path}")

    assert page.locator("main table, main figure").first.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_the_small_bundle_draws_every_kind_of_chart(theme_page):
    page = theme_page()
    ask(page)

    for spec in chart_samples():
        drawing = json.loads(drawing_json(spec))
        for width in ("wide", "narrow"):
            drawn = page.evaluate(
                """async ([figure, config]) => {
                    const box = document.createElement("div");
                    document.querySelector("main").append(box);
                    await Plotly.newPlot(box, figure.data, figure.layout, config);
                    return [box.querySelectorAll(".main-svg").length, box.textContent,
                      box._fullData.map((trace) => trace.type)];
                }""",
                [drawing[width], drawing["config"]],
            )
            assert drawn[0] >= 1
            assert set(drawn[2]) <= {"bar", "scatter"}
            assert [trace["type"] for trace in drawing[width]["data"]] == drawn[2]
            heading = spec.sections[0].heading
            assert heading is None or heading.split()[0] in drawn[1]
            assert not re.search(r"\bNaN\b|undefined", drawn[1])
