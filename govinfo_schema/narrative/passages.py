"""The running text of a report as sentences, each with its place, whatever lines and characters it was set in."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from attrs import frozen

from govinfo_schema.provenance import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from govinfo_schema.report import Section

_SENTENCE = re.compile(r"[^。;!?\n]+[。;!?]?")
# Blanks stand between any two characters of a page; only between letters and digits do they part words.
_BLANK = re.compile(r"(?<![0-9A-Za-z])\s+|\s+(?![0-9A-Za-z])")
_SHORTEST_WRAPPED_LINE = 20
_ENDS = tuple("。;!?:)")


def has_blanks(text: str) -> bool:
    """Whether blanks of any kind stand in a text."""
    return len(f".{text}.".split(None, 1)) > 1


@frozen
class Sentence:
    """One sentence.

    Attributes:
        text: its characters without blanks, punctuation in half width but for the full stop.
        heading: heading of its section.
        place: section and paragraph.
    """

    text: str
    heading: str
    place: Place


def sentences_of(sections: Iterable[Section], wanted: Callable[[str], bool] = bool) -> Iterator[Sentence]:
    """Yield the sentences of ``sections`` in their order.

    Args:
        sections: the running text.
        wanted: says of a section, then of each passage, and then of each sentence of it, whether it is looked at. What
            it wants of a text it wants of all longer ones.
    """
    for section in sections:
        texts = _clean(section.paragraphs)
        # No passage of a section without what is wanted has it, however its lines are joined.
        if not wanted("".join(texts)):
            continue
        for number, text in _passages(texts):
            if not wanted(text):
                continue
            place = Place(section=section.heading or None, paragraph=number)
            for match in _SENTENCE.finditer(text):
                if wanted(match.group()):
                    yield Sentence(match.group(), section.heading, place)


def _clean(paragraphs: tuple[str, ...]) -> list[str]:
    """Return paragraphs in half width and without blanks, all of them cleaned as one text, which is quicker."""
    together = unicodedata.normalize("NFKC", "\x00".join(paragraphs))
    texts = (_BLANK.sub("", together) if has_blanks(together) else together).split("\x00")
    if len(texts) == len(paragraphs):
        return texts
    return [_BLANK.sub("", unicodedata.normalize("NFKC", paragraph)) for paragraph in paragraphs]


def _passages(texts: list[str]) -> Iterator[tuple[int, str]]:
    """Yield paragraphs with their numbers; lines that a page broke in the middle of a sentence are joined."""
    start, joined = 1, ""
    for number, text in enumerate(texts, start=1):
        if joined and not _goes_on(joined, text):
            yield start, joined
            joined = ""
        if not joined:
            start = number
        joined += text
    if joined:
        yield start, joined


def _goes_on(line: str, following: str) -> bool:
    """Say whether ``line`` was broken; where digits meet, nobody can tell whether they are one number."""
    is_long = len(line) >= _SHORTEST_WRAPPED_LINE and not line.endswith(_ENDS)
    return is_long and not (line[-1:].isdigit() and following[:1].isdigit())
