"""Somebody with a phone: taps through the form as a person does, and looks at what it keeps."""

from collections.abc import Callable, Iterator

from playwright.sync_api import Locator, Page

KEPT = """async () => {
  const databases = await indexedDB.databases();
  const forms = await Promise.all(databases.map(({ name }) => new Promise((resolve, reject) => {
    const opening = indexedDB.open(name);
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const all = opening.result.transaction("forms").objectStore("forms").getAll();
      all.onsuccess = () => { opening.result.close(); resolve(all.result); };
    };
  })));
  return forms.flat();
}"""
CACHED = """async () => {
  const texts = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      texts.push([request.url, await (await cache.match(request)).text()]);
    }
  }
  return texts;
}"""
NOT_KEPT_ELSEWHERE = "[localStorage.length, sessionStorage.length, document.cookie.length]"


class Phone:
    """A page with a form, and a count of the taps on it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.taps = 0

    def tap(self, what: str | Locator) -> None:
        """Tap what can be seen, as a finger does: nothing is forced."""
        target = self.page.locator(what) if isinstance(what, str) else what
        target.click()
        self.taps += 1

    def begin(self) -> None:
        self.tap("#begin [data-go]")

    def screen(self) -> str:
        """The id of the screen that is shown; there is exactly one."""
        [shown] = self.page.eval_on_selector_all(
            "[data-screen]", "all => all.filter(e => e.offsetParent).map(e => e.id)"
        )
        return shown

    def themes(self) -> Iterator[Locator]:
        """Each thema in turn, with its "Volgende" tapped after it; ends on the check screen."""
        for place in range(self.page.locator("[data-screen=theme]").count()):
            theme = self.page.locator(f"#deel-{place + 1}")
            theme.wait_for()
            yield theme
            self.tap(theme.locator(".steps [data-go]").last)
        self.page.locator("#nakijken").wait_for()

    def answer_all(self, place: int = 0) -> None:
        """From the begin screen to the check screen, with the same option at every bouwsteen."""
        self.begin()
        for theme in self.themes():
            for block in theme.locator("[data-block]").all():
                self.tap(block.locator(".option").nth(place))

    def send(self) -> None:
        self.tap("#nakijken > button[type=submit]")

    def is_received(self) -> None:
        self.page.locator("[data-state=received]").wait_for()

    def kept(self) -> list[dict]:
        """The forms in IndexedDB."""
        return self.page.evaluate(KEPT)

    def cached(self) -> dict[str, str]:
        """Address → text of everything in the caches."""
        return dict(self.page.evaluate(CACHED))

    def wait_until_kept(self, n: int) -> dict:
        """The only form on this device, once it has n fields."""
        self.wait_until(lambda: [len(one["fields"]) for one in self.kept()] == [n])
        return self.kept()[0]

    def wait_until_offline_ready(self, join_code: str) -> None:
        """Until the blank form of this meeting is in the cache."""
        self.wait_until(lambda: any(f"/d/{join_code}" in address for address in self.cached()))

    def wait_until(self, holds: Callable[[], bool]) -> None:
        """What holds on the page cannot be waited for in the page: it is asked for a promise."""
        for _ in range(100):
            if holds():
                return
            self.page.wait_for_timeout(100)
        raise AssertionError("this did not happen in 10 seconds")
