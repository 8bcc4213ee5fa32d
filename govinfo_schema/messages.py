"""Text in the two languages of the project."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


@frozen
class Text:
    """One sentence for people, in Chinese and in English."""

    zh: str
    en: str

    def in_language(self, language: Language) -> str:
        """Return the sentence in ``language``."""
        return self.zh if language == "zh" else self.en

    def __str__(self) -> str:
        return self.en


def enumerated(parts: Iterable[str]) -> Text:
    """Return ``parts``, which are the same in both languages, as an enumeration with the commas of each."""
    listed = tuple(parts)
    return Text("、".join(listed), ", ".join(listed))
