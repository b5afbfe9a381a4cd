"""The ways through the demonstration along which pictures are taken."""

from playwright.sync_api import Page

from tests.screenshots.camera import Camera
from tests.screenshots.demo import Demo

MORE_RESULTS = {
    "resultaten-vergelijken": "/vergelijken/gesprekspartners",
    "resultaten-kaart": "/kaart/scholen",
    "resultaten-kort": "/kort",
    "resultaten-sterktes": "/sterktes",
}
OF_A_ROUND = {
    "ronde-afsluiten": "/afsluiten",
    "gesprek-openen": "/gesprek/nieuw",
    "werkbezoeken": "/werkbezoeken",
    "werkbezoek-nieuw": "/werkbezoek/nieuw",
    "coderen": "/coderen",
    "opmerkingen": "/opmerkingen",
    "context": "/context",
}
OF_A_MEETING = {
    "gesprek-scherm": "/scherm",
    "gesprek-slotvragen": "/slotvragen",
    "gesprek-scherm-slotvragen": "/scherm/slotvragen",
    "gesprek-papier": "/papier",
    "gesprek-sluiten": "/sluiten",
}
OPEN_PAGES = {
    "aanmelden": "/aanmelden",
    "niets-in-te-vullen": "/d/BCDF2345",
    "privacy": "/privacy",
    "toegankelijkheid": "/toegankelijkheid",
    "zonder-netwerk": "/gesprek/zonder-netwerk",
}


def fill_in_a_form(camera: Camera, demo: Demo) -> None:
    page = camera.page
    page.goto(demo.address)
    camera.keep("code")
    page.fill("#code", demo.slip)
    page.click("main button[type=submit]")
    camera.keep("formulier-begin")
    page.click("[data-screen=begin] [data-go] >> visible=true")
    for fieldset in page.query_selector_all("[data-screen=theme]:not([hidden]) fieldset"):
        fieldset.query_selector_all("input[type=radio]")[0].check(force=True)
    camera.keep("formulier-thema")
    while page.is_visible("[data-screen=theme]:not([hidden]) .steps .button:not(.button--quiet)"):
        page.click("[data-screen=theme]:not([hidden]) .steps .button:not(.button--quiet)")
    camera.keep("formulier-nakijken")
    page.click(".send button[type=submit]")
    page.wait_for_selector("[data-state=received]")
    camera.keep("ontvangen")


def look_around(camera: Camera, demo: Demo) -> None:
    for name, path in OPEN_PAGES.items():
        camera.page.goto(demo.address + path)
        camera.keep(name)


def sign_in(page: Page, demo: Demo) -> None:
    page.goto(demo.address + "/aanmelden")
    page.fill("#email", demo.email)
    page.fill("#password", demo.password)
    page.click("main button[type=submit]")


def look_at_results(camera: Camera, demo: Demo) -> None:
    page = camera.page
    page.goto(demo.address + "/beheer")
    camera.keep("rondes")
    page.click("text=Terreinverkenning kleine types")
    camera.keep("ronde")
    round_address = page.url
    results = round_address + "/resultaten"
    page.goto(results)
    provider = page.get_attribute("a[href*='/resultaten/aanbieder/']", "href")
    for name, address in {
        "resultaten": results,
        "resultaten-thema": results + "/vormgeving",
        "resultaten-aanbieder": demo.address + (provider or ""),
    }.items():
        page.goto(address)
        camera.keep(name)
    for name, part in MORE_RESULTS.items():
        page.goto(results + part)
        camera.keep(name)
    for name, part in OF_A_ROUND.items():
        page.goto(round_address + part)
        camera.keep(name)


def lead_a_meeting(camera: Camera, demo: Demo) -> None:
    page = camera.page
    page.goto(demo.address + "/beheer")
    page.click("text=Probeer zelf")
    page.goto(page.url + "/werkbezoeken")
    page.click("main a[href^='/werkbezoek/']")
    camera.keep("werkbezoek")
    page.click("main table a")
    page.wait_for_selector("fieldset:not([disabled])")
    camera.keep("gesprek")
    address = page.url
    for name, part in OF_A_MEETING.items():
        page.goto(address + part)
        camera.keep(name)
    for name, path in {
        "ronde-nieuw": "/beheer/ronde/nieuw",
        "instrumenten": "/instrument",
        "instrument": "/instrument/okt-2020",
        "stijl": "/stijl",
    }.items():
        page.goto(demo.address + path)
        camera.keep(name)


def estimate(camera: Camera, demo: Demo) -> None:
    """Rate some bouwstenen by keyboard, as after a conversation."""
    page = camera.page
    page.goto(demo.address + "/beheer")
    page.click("text=Probeer zelf")
    page.goto(page.url + "/werkbezoeken")
    page.click("main a[href^='/werkbezoek/']")
    page.click("main table a")
    page.goto(page.url + "/inschatting")
    if page.is_visible("main form button[type=submit] >> text=Begin"):
        page.click("main form button[type=submit]")
    page.wait_for_selector("fieldset:not([disabled]) input[type=radio]")
    for key in "ppdnpkp":
        page.keyboard.press(key)
    camera.keep("gesprek-inschatting")
    page.wait_for_selector("[data-journal-text]:text-is('Alles staat op de server')")
    page.click("[data-sign]")
    page.wait_for_selector("#confirm")
    camera.keep("inschatting-tekenen")
