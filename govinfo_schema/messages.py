"""Text in the two languages of the project."""

from __future__ import annotations

from typing import Literal, get_args

from attrs import frozen

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
