"""Words for people, in both languages, for what reports, findings and ledgers name in code. Any writer can use them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from govinfo_schema import words
from govinfo_schema.messages import Text
from govinfo_schema.migration.ledger import RELATION_WORDS

if TYPE_CHECKING:
    from govinfo_schema.cells import FlatForm

_Name = TypeVar("_Name", bound=str)


def _alone(words_of: dict[_Name, Text]) -> dict[_Name, Text]:
    """Return words as they stand alone, in a field of a table or a legend: in English with a capital letter."""
    return {name: Text(text.zh, text.en[:1].upper() + text.en[1:]) for name, text in words_of.items()}


STATES = _alone(words.STATES)
SEVERITIES = _alone(words.SEVERITIES)
OUTCOMES = _alone(words.OUTCOMES)
RELATIONS = _alone(RELATION_WORDS)
SCOPES = words.SCOPES

_PATH = re.compile(r"(?<![\w.])[a-z_]+(?:\.[a-z_]+)+(?![\w.])")


def with_labels(text: str, *forms: FlatForm) -> str:
    """Return ``text`` with printed labels in the place of the paths of cells of ``forms``."""

    def named(match: re.Match[str]) -> str:
        form = next((form for form in forms if match[0] in form.by_path), None)
        return match[0] if form is None else f"“{form.label_of(match[0])}”"

    return _PATH.sub(named, text)
