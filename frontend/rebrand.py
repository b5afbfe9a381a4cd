"""GOV.UK Frontend's stylesheet without what belongs to the government of the United Kingdom.

Its licence (MIT) is for the code: the font, the crown and the look of GOV.UK are not for others.
"""

import re
from collections.abc import Iterator

from frontend.errors import FrontendError

FONT = "GDS Transport,arial,sans-serif"
OUR_FONT = "var(--app-font)"
SIZE = "font-size:1.1875rem"
OUR_SIZE = "font-size:var(--app-text,1.1875rem)"

# Parts that no page of ours has, and those that only work with its JavaScript. A part that is
# wanted after all is taken out of this list; tests/frontend looks whether templates use one.
LEFT_OUT = (
    "!",  # the override classes: margins belong in a stylesheet
    "accordion",
    "cookie-banner",
    "date-input",
    "drop-zone",
    "exit-this-page",
    "feedback",
    "footer",
    "frontend-supported",
    "header",
    "logo",
    "pagination",
    "password-input",
    "phase-banner",
    "service-navigation",
    "summary-card",
    "tabs",
    "task-list",
)
_CLASS = re.compile(r"\.govuk-(\\?!|[a-z0-9]+(?:-[a-z0-9]+)*)")
_GROUPS = ("@media", "@supports")


def rebranded(css: str) -> str:
    """The rules that we use, in our font and size of text.

    Raises FrontendError when something foreign is left.
    """
    text = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    text = re.sub(r'^\s*@charset "[^"]*";', "", text)
    kept = "\n".join(_kept(text)).replace(FONT, OUR_FONT).replace(SIZE, OUR_SIZE)
    for foreign in ("GDS Transport", "@font-face", "url(", "@import"):
        if foreign in kept:
            raise FrontendError(f"govuk-frontend: {foreign!r} is still in the re-branded style")
    return kept + "\n"


def component_of(class_name: str) -> str:
    """Of `govuk-error-summary__title` the part that it belongs to: `error-summary`."""
    return re.split(r"__|--", class_name.removeprefix("govuk-"))[0]


def is_left_out(component: str) -> bool:
    """Whether the rules of this part, or of a part of it, are not served."""
    return any(component == name or component.startswith(f"{name}-") for name in LEFT_OUT)


def _kept(css: str) -> Iterator[str]:
    for head, body in _rules(css):
        if head.startswith(_GROUPS):
            inner = "".join(_kept(body))
            if inner:
                yield f"{head}{{{inner}}}"
        elif head.startswith("@"):
            continue  # fonts, and what only old Firefox knows
        else:
            selectors = [one for one in _selectors(head) if not _names_what_is_left_out(one)]
            if selectors and body:
                yield f"{','.join(selectors)}{{{body}}}"


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """(what stands before the brace, what stands between the braces) of each rule."""
    place = 0
    while (opening := css.find("{", place)) >= 0:
        end, depth = opening + 1, 1
        while depth:
            if end == len(css):
                raise FrontendError("govuk-frontend: a rule of its style is not closed")
            depth += {"{": 1, "}": -1}.get(css[end], 0)
            end += 1
        yield css[place:opening].strip(), css[opening + 1 : end - 1]
        place = end


def _selectors(head: str) -> Iterator[str]:
    """The selectors of a rule; a comma between parentheses parts nothing."""
    depth, start = 0, 0
    for place, character in enumerate(head):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == "," and depth == 0:
            yield head[start:place].strip()
            start = place + 1
    yield head[start:].strip()


def _names_what_is_left_out(selector: str) -> bool:
    return any(is_left_out(component_of(name.lstrip("\\"))) for name in _CLASS.findall(selector))
