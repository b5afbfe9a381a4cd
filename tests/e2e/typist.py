"""Somebody at a keyboard who types paper forms in."""

from playwright.sync_api import Page

from tests.web.conftest import PASSWORD


class Typist:
    """A page to type forms in, and a count of the keys pressed."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.pressed = 0

    def type(self, keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key if key != " " else "Space")
            self.pressed += 1

    def look_over(self) -> None:
        self.press_enter()
        self.page.locator("[data-review]").wait_for()

    def press_enter(self) -> None:
        self.page.keyboard.press("Enter")
        self.pressed += 1

    def counts(self, n: int) -> None:
        """Wait until so many forms were typed in."""
        self.page.locator(f"[data-count]:text-is('{n}')").wait_for()

    def whole_form(self, number: str, keys: str) -> None:
        self.type(number + keys)
        self.look_over()
        self.press_enter()


def sign_in(page: Page, address: str, email: str) -> None:
    page.goto(f"{address}/aanmelden")
    page.fill("[name=email]", email)
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_load_state()
