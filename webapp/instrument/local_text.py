"""One text of an instrument in each of its languages."""

from collections.abc import Iterator, Mapping
from typing import Self

from webapp.i18n import current_language


class LocalText(Mapping[str, str]):
    """Language code → text; never changes. The first language is the one to fall back on.

    `str(text)` is the text in the language of the page that is being made.
    """

    __slots__ = ("_texts",)

    def __init__(self, texts: Mapping[str, str]) -> None:
        if not texts:
            raise ValueError("a text needs at least one language")
        self._texts = dict(texts)

    @classmethod
    def of(cls, value: str | Mapping[str, str], languages: tuple[str, ...]) -> Self:
        """From a value in an instrument file: a plain text is in the first language.

        The line end that a block of YAML leaves behind a text is taken off.
        """
        if isinstance(value, str):
            return cls({languages[0]: value.strip()})
        return cls({code: value[code].strip() for code in languages if code in value})

    def in_language(self, code: str) -> str:
        """The text in this language, or in the instrument's first one where it is not there."""
        return self._texts[self.language_used(code)]

    def language_used(self, code: str) -> str:
        """The language that `in_language` gives the text in: this one, or the first."""
        return code if self._texts.get(code) else next(iter(self._texts))

    def has(self, code: str) -> bool:
        """Whether the text exists in this language itself."""
        return code in self._texts

    def __str__(self) -> str:
        return self.in_language(current_language())

    def __repr__(self) -> str:
        return f"LocalText({self._texts!r})"

    def __getitem__(self, code: str) -> str:
        return self._texts[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def __hash__(self) -> int:
        return hash(frozenset(self._texts.items()))
