"""An inspector in a browser, leading a conversation on `/gesprek/<id>`."""

from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page, expect

from tests.web.conftest import PASSWORD
from webapp.platform import Platform
from webapp.services.keep_journal import journal_state, read_journal
from webapp.services.staff_accounts import add_staff, set_password

STORED = "Alles staat op de server"
# what a browser says where there is no network, or no server any more at the end of a test
OFFLINE = (
    "ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE"
    "|ERR_SOCKET_NOT_CONNECTED"
)


def accounts(platform: Platform, *emails: str) -> None:
    for email in emails:
        set_password(
            platform.database, add_staff(platform.database, email, "inspecteur", ()), PASSWORD
        )


@dataclass
class Leader:
    """One tab of one inspector."""

    page: Page
    address: str
    meeting: str
    path: str = field(default="/gesprek/{}")

    def sign_in(self, email: str) -> "Leader":
        self.page.goto(f"{self.address}/aanmelden")
        self.page.fill("[name=email]", email)
        self.page.fill("[name=password]", PASSWORD)
        self.page.click("main button[type=submit]")
        self.page.wait_for_load_state()
        return self

    def open(self) -> "Leader":
        self.page.goto(f"{self.address}{self.path.format(self.meeting)}?taal=nl")
        self.page.wait_for_selector("[data-lead]:not([disabled])")  # the journal was read
        return self

    def another_tab(self) -> "Leader":
        return Leader(self.page.context.new_page(), self.address, self.meeting).open()

    def field(self, subject: str = "part:acquaintance") -> Locator:
        return self.page.locator(f"[data-notes='{subject}'] textarea")

    def write(self, text: str, subject: str = "part:acquaintance") -> None:
        """Type at the end, key by key, as somebody does who goes on."""
        self.field(subject).press("Control+End")
        self.field(subject).press_sequentially(text)

    def reads(self, text: str, subject: str = "part:acquaintance") -> None:
        expect(self.field(subject)).to_have_value(text)

    def block(self, number: int) -> Locator:
        return self.page.locator("[data-block]").nth(number)

    def status(self, text: str = STORED) -> None:
        # the pause between tries grows to thirty seconds, and less where the network came back
        expect(self.page.locator("[data-journal-text]")).to_have_text(text, timeout=40_000)

    def conflict(self) -> Locator:
        return self.page.locator("[data-notes='part:acquaintance'] [data-notes-conflict]")


def texts(platform: Platform, meeting: str, subject: str = "part:acquaintance") -> list[str]:
    """What counts in the notes on the server: two where nobody settled it."""
    with platform.database.reading() as session:
        counting = journal_state(session, meeting, "notes").get(subject, ())
    return [entry.value["text"] for entry in counting]


def covered(platform: Platform, meeting: str) -> int:
    with platform.database.reading() as session:
        state = journal_state(session, meeting, "coverage")
    return sum(entries[-1].value for entries in state.values())


def ids(platform: Platform, meeting: str) -> list[str]:
    with platform.database.reading() as session:
        return [entry.id for entry in read_journal(session, meeting)]
