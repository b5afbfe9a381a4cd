"""An inspector who does a whole visit day through the pages, on a laptop."""

import re
from collections.abc import Mapping, Sequence

from playwright.sync_api import Page, expect

from tests.e2e.leader import STORED
from tests.e2e.typist import Typist, sign_in
from webapp.services.today import today

SETTLED = "Samen bekeken."


class Inspector:
    """One window of somebody who signed in; what is waited for is what the page says."""

    def __init__(self, page: Page, address: str, email: str) -> None:
        self.page, self.address = page, address
        sign_in(page, address, email)
        expect(page.locator("h1")).not_to_have_text("Aanmelden")

    def go(self, path: str) -> None:
        self.page.goto(f"{self.address}{path}")

    def press_button(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def follow(self, name: str) -> None:
        self.page.get_by_role("link", name=name, exact=True).click()

    def plan_visit(
        self, round_id: str, provider: str, leaders: Sequence[str], hours: Mapping[str, str]
    ) -> None:
        """A visit with a conversation for each group of `hours`; ends on its page."""
        self.go(f"/ronde/{round_id}/werkbezoeken")
        self.follow("Werkbezoek plannen")
        for name in (provider, *leaders):
            self.page.get_by_label(name, exact=True).check()
        self.page.fill("#day", today().isoformat())
        for number, (group, hour) in enumerate(hours.items()):
            self.page.select_option(f"#group_{number}", group)
            self.page.fill(f"#starts_{number}", hour)
        self.press_button("Werkbezoek plannen")
        expect(self.page.get_by_role("status").first).to_contain_text("gepland")

    def print_slips(self) -> None:
        self.follow("Strookjes van de dag")
        self._save_pdf("Maak de strookjes (PDF)")

    def print_forms(self, meeting: str, number: int) -> None:
        self.go(f"/gesprek/{meeting}/fiches")
        self.page.fill("#number", str(number))
        self._save_pdf("Fiches als PDF")

    def begin(self, meeting: str) -> None:
        self.go(f"/gesprek/{meeting}")
        self.press_button("Gesprek beginnen")
        expect(self.page.get_by_role("button", name="Pauzeren", exact=True)).to_be_visible()

    def type_in(self, meeting: str, forms: Sequence[tuple[str, str]]) -> None:
        """Paper forms: their numbers, and the keys of their answers."""
        self.go(f"/gesprek/{meeting}/papier")
        self.page.locator("#code:focus").wait_for()
        typist = Typist(self.page)
        for count, (number, keys) in enumerate(forms, 1):
            typist.whole_form(number, keys)
            typist.counts(count)

    def close(self, meeting: str, people: int) -> None:
        self.go(f"/gesprek/{meeting}")
        expect(self.page.locator(".counter")).to_contain_text(f"{people} van ongeveer")
        self.follow("Nu meteen sluiten")
        self.press_button("Ja, nu sluiten")
        expect(self.page.locator("[data-module=live]")).to_contain_text(
            f"{people} formulieren geteld"
        )

    def open_box(self, meeting: str) -> None:
        self.go(f"/gesprek/{meeting}/slotvragen")
        self.press_button("Openen voor telefoons")
        expect(self.page.locator(".board")).to_have_attribute("data-phase", "open")

    def open_what_was_said(self, meeting: str, people: int) -> None:
        self.go(f"/gesprek/{meeting}/slotvragen")
        expect(self.page.locator(".counter")).to_contain_text(f"{people} van ongeveer")
        self.follow("Sluiten en samen openen")
        self.press_button("Ja, sluiten en openen")
        expect(self.page.locator(".box")).to_contain_text(f"{people} mensen schreven")
        self.page.locator("[data-closing][data-started]").wait_for()

    def rank(self, *texts: str) -> None:
        """These become the first, the second and so on, by keyboard."""
        for rank, text in enumerate(texts, 1):
            card = self.page.locator("[data-card]").filter(has_text=re.compile(f"{text}\\b"))
            card.focus()
            self.page.keyboard.press(str(rank))
            expect(card.locator(".card-said__rank")).to_contain_text(str(rank))

    def estimate(self, meeting: str, keys: str) -> None:
        """One key per bouwsteen; signed, and a second inspector makes one too."""
        self.go(f"/gesprek/{meeting}/inschatting")
        self.press_button("Begin mijn inschatting")
        self._rate(keys)
        expect(self.page.locator("[data-progress]")).to_have_text(
            f"{len(keys)} van {len(keys)} ingevuld"
        )
        self._sign("beside", "Uw inschatting is getekend")

    def settle(self, meeting: str, keys: str, released: int) -> None:
        """What two inspectors chose differently: chosen again, with why, and signed."""
        self.go(f"/gesprek/{meeting}/inschatting/samen")
        self.press_button("Toon de verschillen")
        self.page.locator("[data-module=estimate][data-started]").wait_for()
        expect(self.page.locator("fieldset[data-block]")).to_have_count(len(keys))
        self._rate(keys)
        self.page.keyboard.press("Enter")
        self.page.keyboard.type(SETTLED)
        self.page.keyboard.press("Escape")
        self._sign("alone", f"De resultaten van {released} groepen zijn vrijgegeven.")

    def _rate(self, keys: str) -> None:
        self.page.locator("[data-module=estimate][data-started]").wait_for()
        for key in keys:
            self.page.keyboard.press(key)

    def _sign(self, how: str, told: str) -> None:
        expect(self.page.locator("[data-journal-text]")).to_have_text(STORED)
        self.page.locator("[data-sign]").click()
        self.page.check(f"#final-{how}")
        self.page.check("#confirm")
        self.press_button("Tekenen")
        expect(self.page.locator("main")).to_contain_text(told)

    def _save_pdf(self, button: str) -> None:
        with self.page.expect_download() as saving:
            self.press_button(button)
        assert saving.value.path().read_bytes().startswith(b"%PDF-")
