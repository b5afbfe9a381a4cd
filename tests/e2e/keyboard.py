"""Somebody without a mouse: goes from stop to stop with Tab, and sees where that is."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import FloatRect, Page

MOST_STOPS = 250

# The stop, and what people see of it: of a radio or checkbox also its label.
_STOP = """() => {
  const one = document.activeElement;
  if (!one || one === document.body || one === document.documentElement) return null;
  const label = one.labels?.[0];
  const parts = label && ["radio", "checkbox"].includes(one.type) ? [one, label] : [one];
  const boxes = parts.map((part) => part.getClientRects()[0]);
  const left = Math.max(0, Math.min(...boxes.map((box) => box.left)));
  const right = Math.min(innerWidth, Math.max(...boxes.map((box) => box.right)));
  const top = Math.max(0, Math.min(...boxes.map((box) => box.top)));
  const bottom = Math.min(innerHeight, Math.max(...boxes.map((box) => box.bottom)));
  const isInView = right > left && bottom > top;
  const hit = isInView && document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  return {
    tag: one.tagName.toLowerCase(), type: one.type ?? "", id: one.id, name: one.name ?? "",
    words: ((label ?? one).innerText || one.getAttribute("aria-label") || "").trim(),
    isChosen: one.checked === true, isOn: isInView,
    isFree: Boolean(hit) && parts.some((part) => part.contains(hit)),
    box: { x: left, y: top, width: right - left, height: bottom - top },
  };
}"""
_LEAVE = "() => { window.stop_of_test = document.activeElement; window.stop_of_test.blur(); }"
_RETURN = "() => window.stop_of_test.focus({ preventScroll: true })"


@dataclass(frozen=True, slots=True)
class Stop:
    """What has the focus; `words` are those that people read on it."""

    tag: str
    type: str
    id: str
    name: str
    words: str
    isChosen: bool  # noqa: N815  # as the browser says it
    isOn: bool  # noqa: N815
    isFree: bool  # noqa: N815
    box: FloatRect

    def __str__(self) -> str:
        return f"{self.tag} {self.id or self.name} “{self.words[:40]}”".replace("\n", " ")


class Keyboard:
    """A page with which somebody works by keyboard alone; notes stops that cannot be seen."""

    def __init__(self, page: Page, *, looks: bool = True) -> None:
        self.page = page
        self.problems: list[str] = []
        self._looks = looks

    def tab(self) -> Stop | None:
        """One stop further; None behind the last one."""
        self.page.keyboard.press("Tab")
        found = self.page.evaluate(_STOP)
        if found is None:
            return None
        stop = Stop(**found)
        if self._looks:
            self.problems += self._problems_of(stop)
        return stop

    def go_to(self, is_it: str | Callable[[Stop], bool]) -> Stop:
        """Tab to the stop with these words or this id, as often as it takes."""
        for _number in range(MOST_STOPS):
            stop = self.tab()
            if stop and (is_it(stop) if callable(is_it) else is_it in (stop.words, stop.id)):
                return stop
        raise AssertionError(f"the keyboard does not come to {is_it} on {self.page.url}")

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def leave(self) -> None:
        """Use the stop: another page comes."""
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def walk(self) -> list[Stop]:
        """From here to the end of the page."""
        stops = []
        for _number in range(MOST_STOPS):
            stop = self.tab()
            if stop is None:
                return stops
            stops.append(stop)
        raise AssertionError(f"the focus is caught, or there are over {MOST_STOPS} stops")

    def _problems_of(self, stop: Stop) -> list[str]:
        if not stop.isOn:
            return [f"outside the window: {stop}"]
        if not stop.isFree:
            return [f"something lies over it: {stop}"]
        return [] if self._shows_focus(stop) else [f"looks the same with and without focus: {stop}"]

    def _shows_focus(self, stop: Stop) -> bool:
        with_focus = self._picture(stop.box)
        self.page.evaluate(_LEAVE)
        without = self._picture(stop.box)
        self.page.evaluate(_RETURN)
        return with_focus != without

    def _picture(self, box: FloatRect) -> bytes:
        size = self.page.viewport_size
        assert size
        left, top = max(0, box["x"] - 6), max(0, box["y"] - 6)
        clip: FloatRect = {
            "x": left,
            "y": top,
            "width": min(size["width"], box["x"] + box["width"] + 6) - left,
            "height": min(size["height"], box["y"] + min(box["height"], 120) + 6) - top,
        }
        return self.page.screenshot(clip=clip, animations="disabled")
