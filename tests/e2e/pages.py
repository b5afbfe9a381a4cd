"""Every page in every state that people meet: what must be usable by everybody.

A new address with a page (a GET route) needs a screen here: test_accessibility.py compares this
list with the routes of the application.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from tests.e2e.closing_pages import CLOSING_FORM, CLOSING_PAGES
from tests.e2e.estimates import ESTIMATES
from tests.e2e.follow_up_pages import OWN_PAGES
from tests.e2e.mailing_pages import A_LIST, LISTS, MAILING, MAILING_PAGES
from tests.e2e.phone import KEPT
from tests.e2e.register_pages import REGISTER_PAGES
from tests.e2e.results_pages import RESULTS_PAGES
from tests.e2e.round_pages import READER_PAGES, RIGHTS_PAGES
from tests.e2e.self_evaluation_pages import SELF_EVALUATION_PAGES
from tests.e2e.stage import INSPECTOR, OBSERVER, Stage
from tests.e2e.world import ADMINISTRATOR, COORDINATOR, READER, World, id_of_account

SLIP_OF_NOBODY = "BCDF 2345 GHJK"
NOT_SHOWN = "the server responded with a status of"  # what Chromium says of an error page


@dataclass(frozen=True, slots=True)
class Screen:
    """A page in a state. `visitor` is who looks (None: no account), `scripts` whether ours run."""

    name: str
    endpoint: str
    show: Callable[[Stage], object]
    visitor: str | None = None
    scripts: bool = True
    status: int = 200
    bare: bool = False
    expects: tuple[str, ...] = ()


def opened(path: str) -> Callable[[Stage], None]:
    """Go to an address; {…} stands for something of the world."""

    def show(stage: Stage) -> None:
        rounds = {f"{name}_round": id_ for name, id_ in stage.world.rounds.items()}
        meetings = {name: meeting.id for name, meeting in stage.world.meetings.items()}
        codes = {f"{name}_code": one.join_code for name, one in stage.world.meetings.items()}
        names = {**rounds, **meetings, **codes, "provider": stage.world.provider_id}
        names |= {"visit": stage.world.visit_id, "account": id_of_account(stage.world, INSPECTOR)}
        stage.open(path.format(**names))

    return show


def filled_in(path: str, **fields: str) -> Callable[[Stage], None]:
    """Go to an address, fill in its form and send it."""

    def show(stage: Stage) -> None:
        opened(path)(stage)
        for name, text in fields.items():
            stage.page.fill(f"main [name={name}]", text)
        stage.send()

    return show


def with_a_slip(stage: Stage) -> None:
    """In a meeting with slips, through the start page."""
    filled_in("/", code=next_slip(stage.world))(stage)


def next_slip(world: World) -> str:
    """A slip that no other screen of this process used."""
    number = _used.get(world.address, 0)
    _used[world.address] = number + 1
    return world.meetings["slips"].slips[number]


_used: dict[str, int] = {}


TICK = """but => {
  const blocks = [...document.querySelectorAll("fieldset[data-block]")];
  for (const block of blocks.slice(0, blocks.length - but)) block.querySelector("input").click();
}"""


def answered(stage: Stage, *, but: int = 0) -> None:
    """Tick the first answer of every bouwsteen, but of the last few: all at once, to be quick."""
    stage.page.evaluate(TICK, but)


def with_gaps(stage: Stage) -> None:
    with_a_slip(stage)
    answered(stage, but=3)
    stage.send()


def with_wrong_slip(stage: Stage) -> None:
    opened("/d/{slips_code}")(stage)
    stage.page.fill("main [name=code]", SLIP_OF_NOBODY)
    answered(stage)
    stage.send()


def filled(stage: Stage) -> None:
    with_a_slip(stage)
    answered(stage)
    for details in stage.page.locator("main details").all():
        details.evaluate("one => one.open = true")


def received(stage: Stage) -> None:
    with_a_slip(stage)
    answered(stage)
    stage.send()
    stage.page.wait_for_selector("[data-state=received]")


def too_late(stage: Stage) -> None:
    """The form of an open meeting, sent to one that is over."""
    with_a_slip(stage)
    answered(stage)
    lead_elsewhere(stage)
    stage.send()


def lead_elsewhere(stage: Stage) -> None:
    """Let the form be sent to a meeting that is over."""
    over = stage.world.meetings["cancelled"].join_code
    lead = "(form, to) => form.setAttribute('action', to)"
    stage.page.locator("#formulier").evaluate(lead, stage.address_of(f"/d/{over}"))


def not_now(stage: Stage) -> None:
    with_a_slip(stage)
    answered(stage)
    with stage.world.full_disk():
        stage.send()


def started(stage: Stage) -> None:
    """In a browser with scripts, the form is ready: it shows one screen at a time."""
    stage.page.wait_for_selector("#formulier[data-started]")


def begun(stage: Stage) -> None:
    """At the first thema."""
    with_a_slip(stage)
    started(stage)
    stage.page.click("#begin [data-go]")


def theme_answered(stage: Stage) -> None:
    begun(stage)
    answered(stage)
    for summary in stage.page.locator("#deel-1 [data-block] >> nth=0 >> summary").all():
        summary.click()


def look_back(stage: Stage, *, but: int = 0) -> None:
    """At the screen before sending."""
    started(stage)
    answered(stage, but=but)
    stage.page.evaluate("document.querySelector('[data-go=nakijken]').click()")


def checking(stage: Stage) -> None:
    with_a_slip(stage)
    look_back(stage)


def checking_gaps(stage: Stage) -> None:
    with_a_slip(stage)
    look_back(stage, but=3)
    stage.page.locator("[data-gaps] summary").click()


def send(stage: Stage, then: str) -> None:
    """Press "Verzenden" and wait for what that brings."""
    stage.page.click("#nakijken > button[type=submit]")
    stage.page.wait_for_selector(then)


def waiting(stage: Stage) -> None:
    checking(stage)
    with stage.world.full_disk():
        send(stage, "#wachten:not([hidden])")


def sent(stage: Stage) -> None:
    checking(stage)
    send(stage, "[data-state=received]")


def held(stage: Stage) -> None:
    """Sent to a meeting that has not begun."""
    opened("/d/{planned_code}")(stage)
    answered(stage)
    stage.send()


def sent_while_held(stage: Stage) -> None:
    opened("/d/{paused_code}")(stage)
    look_back(stage)
    send(stage, "#wachten:not([hidden]) [data-held-text]:not([hidden])")


def sent_too_late(stage: Stage) -> None:
    checking(stage)
    lead_elsewhere(stage)
    send(stage, "#te-laat:not([hidden])")


def sent_without_slip(stage: Stage) -> None:
    opened("/d/{slips_code}")(stage)
    look_back(stage)
    send(stage, "[data-slip-problem]:not([hidden])")


def sent_with_wrong_slip(stage: Stage) -> None:
    opened("/d/{slips_code}")(stage)
    stage.page.fill("#code", SLIP_OF_NOBODY)
    look_back(stage)
    send(stage, "#nog-niet")


def resumed(stage: Stage) -> None:
    opened("/d/{room_code}")(stage)
    started(stage)
    answered(stage)
    stage.page.wait_for_function(f"async () => (await ({KEPT})()).length > 0")
    opened("/d/{room_code}")(stage)
    stage.page.wait_for_selector("[data-resumed]:not([hidden])", state="attached", timeout=30_000)


def left_behind(stage: Stage) -> None:
    resumed(stage)
    opened("/")(stage)
    stage.page.wait_for_selector("[data-module=left-behind]:not([hidden])")


def on_shared_device(stage: Stage) -> None:
    with_a_slip(stage)
    stage.page.check("[data-shared]", force=True)


def many_guesses(stage: Stage) -> None:
    with stage.world.too_many_guesses():
        opened("/d/bcdf2345")(stage)


def meeting_opened(stage: Stage) -> None:
    """The only page that shows slips."""
    filled_in("/ronde/{empty_round}/gesprek/nieuw", expected="6")(stage)


def two_versions(stage: Stage) -> None:
    """Notes that two devices wrote at once, side by side."""
    opened("/gesprek/{paused}")(stage)
    stage.page.locator("[data-keep-all]").wait_for()


def of(visitor: str | None, *screens: Screen) -> tuple[Screen, ...]:
    """The same screens, seen by this visitor."""
    return tuple(replace(one, visitor=visitor) for one in screens)


PUBLIC = of(
    None,
    Screen("start", "participant.start", opened("/")),
    Screen("start-wrong-code", "participant.start", filled_in("/", code="12"), scripts=False),
    Screen("nothing-here", "participant.form", opened("/d/bestaatniet")),
    Screen("form-without-slip", "participant.form", opened("/d/{slips_code}")),
    Screen("form-room-code", "participant.form", opened("/d/{room_code}")),
    Screen("form-counting-down", "participant.form", opened("/d/{counting_code}")),
    Screen("form-long", "participant.form", with_a_slip, scripts=False),
    Screen("form-filled", "participant.form", filled, scripts=False),
    Screen("form-gaps", "participant.form", with_gaps, scripts=False),
    Screen("form-wrong-slip", "participant.form", with_wrong_slip, scripts=False),
    Screen("received", "participant.form", received, scripts=False),
    Screen("form-theme", "participant.form", begun),
    Screen("form-theme-answered", "participant.form", theme_answered),
    Screen("form-shared-device", "participant.form", on_shared_device),
    Screen("form-check", "participant.form", checking),
    Screen("form-check-gaps", "participant.form", checking_gaps),
    Screen("form-waiting", "participant.form", waiting, expects=(NOT_SHOWN, "answered 503")),
    Screen("form-sent", "participant.form", sent),
    Screen("form-sent-too-late", "participant.form", sent_too_late),
    Screen("form-sent-without-slip", "participant.form", sent_without_slip),
    Screen("form-sent-with-wrong-slip", "participant.form", sent_with_wrong_slip),
    Screen("form-resumed", "participant.form", resumed),
    Screen("start-left-behind", "participant.start", left_behind),
    Screen("form-held", "participant.form", held, scripts=False),
    Screen("form-sent-while-held", "participant.form", sent_while_held),
    Screen("closing-form", CLOSING_FORM, opened("/d/{room_code}/slotvragen")),
    Screen(
        "closing-form-empty",
        CLOSING_FORM,
        filled_in("/d/{room_code}/slotvragen"),
        scripts=False,
    ),
    Screen("too-late", "participant.form", too_late, scripts=False),
    Screen("received-to-read", "participant.thanks", opened("/ontvangen")),
    Screen("too-late-to-read", "participant.too_late", opened("/te-laat")),
    Screen("not-now", "participant.form", not_now, scripts=False, status=503, expects=(NOT_SHOWN,)),
    Screen("many-guesses", "participant.form", many_guesses, status=503, expects=(NOT_SHOWN,)),
    Screen("no-page", "", opened("/bestaat-niet"), status=404, expects=(NOT_SHOWN,)),
    Screen("privacy", "statements.privacy", opened("/privacy")),
    Screen("without-network", "without_network.show", opened("/gesprek/zonder-netwerk")),
    Screen("accessibility", "statements.accessibility", opened("/toegankelijkheid")),
    Screen("sign-in", "sign_in.show", opened("/aanmelden")),
    Screen(
        "sign-in-wrong",
        "sign_in.show",
        filled_in("/aanmelden", email="wie@voorbeeld.be", password="fout"),
    ),
    Screen("new-password", "sign_in.new_password", opened("/aanmelden/nieuw#abc")),
    Screen(
        "new-password-wrong",
        "sign_in.new_password",
        filled_in("/aanmelden/nieuw", code="abc", password="te kort", again="anders"),
    ),
)
STAFF = of(
    INSPECTOR,
    Screen("rounds", "rounds.list_all", opened("/beheer")),
    Screen("rounds-none", "rounds.list_all", opened("/beheer"), bare=True),
    Screen("round-new", "rounds.new", opened("/beheer/ronde/nieuw")),
    Screen(
        "round-new-wrong",
        "rounds.new",
        filled_in("/beheer/ronde/nieuw", title="", min_group_size="2"),
    ),
    Screen("round", "rounds.show", opened("/ronde/{busy_round}")),
    Screen("round-empty", "rounds.show", opened("/ronde/{empty_round}")),
    Screen("round-ended", "rounds.show", opened("/ronde/{ended_round}")),
    Screen("round-end", "rounds.end", opened("/ronde/{busy_round}/afsluiten")),
    Screen("visits", "visits.list_all", opened("/ronde/{busy_round}/werkbezoeken")),
    Screen("visits-none", "visits.list_all", opened("/ronde/{empty_round}/werkbezoeken")),
    Screen("visit-new", "visit_plans.new", opened("/ronde/{busy_round}/werkbezoek/nieuw")),
    Screen(
        "visit-new-wrong",
        "visit_plans.new",
        filled_in("/ronde/{busy_round}/werkbezoek/nieuw", place="Gent"),
    ),
    Screen("visit", "visits.show", opened("/werkbezoek/{visit}")),
    Screen("visit-edit", "visit_plans.edit", opened("/werkbezoek/{visit}/bewerken")),
    Screen("visit-cancel", "visits.cancel", opened("/werkbezoek/{visit}/annuleren")),
    Screen("visit-slips", "visit_papers.slips", opened("/werkbezoek/{visit}/strookjes")),
    Screen("visit-questions", "visit_papers.questions", opened("/werkbezoek/{visit}/vragen")),
    Screen("meeting-new", "meetings.new", opened("/ronde/{busy_round}/gesprek/nieuw")),
    Screen(
        "meeting-new-wrong",
        "meetings.new",
        filled_in("/ronde/{busy_round}/gesprek/nieuw", expected="-3"),
    ),
    Screen("slips", "meetings.new", meeting_opened),
    Screen("meeting-slips", "meetings.show", opened("/gesprek/{slips}")),
    Screen("meeting-room-code", "meetings.show", opened("/gesprek/{room}")),
    Screen("meeting-counting-down", "meetings.show", opened("/gesprek/{counting}")),
    Screen("meeting-closed", "meetings.show", opened("/gesprek/{closed}")),
    Screen("meeting-pending", "meetings.show", opened("/gesprek/{pending}")),
    Screen("meeting-cancelled", "meetings.show", opened("/gesprek/{cancelled}")),
    Screen("beamer", "meetings.screen", opened("/gesprek/{room}/scherm")),
    Screen("beamer-slips", "meetings.screen", opened("/gesprek/{slips}/scherm")),
    Screen("beamer-counting-down", "meetings.screen", opened("/gesprek/{counting}/scherm")),
    Screen("beamer-closed", "meetings.screen", opened("/gesprek/{closed}/scherm")),
    Screen("meeting-more", "intake.more", opened("/gesprek/{slips}/erbij")),
    Screen("meeting-sheets", "paper.sheets", opened("/gesprek/{slips}/fiches")),
    Screen("meeting-paper", "paper_entry.entry", opened("/gesprek/{slips}/papier")),
    Screen("meeting-paper-closed", "paper_entry.entry", opened("/gesprek/{closed}/papier")),
    Screen("meeting-planned", "meetings.show", opened("/gesprek/{planned}")),
    Screen("meeting-shown", "meetings.show", opened("/gesprek/{shown}")),
    Screen("meeting-two-versions", "meetings.show", two_versions),
    Screen("beamer-shown", "meetings.screen", opened("/gesprek/{shown}/scherm")),
    Screen("beamer-planned", "meetings.screen", opened("/gesprek/{planned}/scherm")),
    Screen("beamer-paused", "meetings.screen", opened("/gesprek/{paused}/scherm")),
    Screen("meeting-close", "meetings.close", opened("/gesprek/{slips}/sluiten")),
    Screen("meeting-cancel", "meetings.cancel", opened("/gesprek/{slips}/annuleren")),
    *(Screen(name, endpoint, opened(path)) for name, endpoint, path in CLOSING_PAGES),
    Screen("results", "results.overview", opened("/ronde/{busy_round}/resultaten")),
    Screen(
        "results-plain",
        "results.overview",
        opened("/ronde/{busy_round}/resultaten"),
        scripts=False,
    ),
    *(Screen(name, endpoint, opened(path)) for name, endpoint, path in RESULTS_PAGES),
    *(Screen(name, endpoint, opened(path)) for name, endpoint, path in MAILING_PAGES),
    *(Screen(name, MAILING, filled_in(A_LIST, addresses=text)) for name, text in LISTS),
    *(Screen(name, page, show, scripts=scripts) for name, page, show, scripts in ESTIMATES),
    Screen("style", "style_page.show", opened("/stijl")),
    Screen("style-screen", "style_page.show_screen", opened("/stijl/scherm/pending")),
    Screen("instruments", "instruments.list_all", opened("/instrument")),
    Screen("instrument", "instruments.show", opened("/instrument/okt-2020")),
    Screen("privacy-of-staff", "statements.privacy", opened("/privacy")),
    Screen("accessibility-of-staff", "statements.accessibility", opened("/toegankelijkheid")),
)
REFUSED = of(
    OBSERVER,
    Screen("visits-of-observer", "visits.mine", opened("/werkbezoeken")),
    Screen("visit-of-observer", "visits.show", opened("/werkbezoek/{visit}")),
    Screen("no-access", "", opened("/beheer"), status=403, expects=(NOT_SHOWN,)),
)
ACCOUNTS = of(
    ADMINISTRATOR,
    Screen("account", "account.show", opened("/account")),
    Screen("staff", "staff_admin.list_all", opened("/beheer/medewerkers")),
    Screen("staff-one", "staff_admin.edit", opened("/beheer/medewerkers/{account}")),
    Screen("staff-end", "staff_admin.end", opened("/beheer/medewerkers/{account}/beeindigen")),
    Screen("staff-log", "staff_admin.log", opened("/beheer/logboek")),
    *(Screen(name, page, show) for name, page, show in REGISTER_PAGES),
) + of(
    COORDINATOR,
    *(Screen(name, page, opened(path)) for name, page, path in OWN_PAGES),
    *(Screen(name, page, opened(path)) for name, page, path in SELF_EVALUATION_PAGES),
)
AROUND_ROUNDS = (
    *of(ADMINISTRATOR, *(Screen(name, page, opened(path)) for name, page, path in RIGHTS_PAGES)),
    *of(READER, *(Screen(name, page, opened(path)) for name, page, path in READER_PAGES)),
)
SCREENS = (*PUBLIC, *STAFF, *REFUSED, *ACCOUNTS, *AROUND_ROUNDS)
