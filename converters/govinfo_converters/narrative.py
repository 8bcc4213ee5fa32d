"""The running text of a report: its sections, without the pieces of its tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from govinfo_converters.alignment.labels import key_of
from govinfo_converters.text_cleaning import clean
from govinfo_schema.report import Section

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from govinfo_converters.alignment.entries import Entry
    from govinfo_converters.alignment.form_reading import FoundTable
    from govinfo_converters.recognition import Line
    from govinfo_schema.provenance import Place

_HEADING = re.compile(r"^[一二三四五六七八九十]{1,2}、\S.{1,40}$")
_LONGEST_NUMERAL = 3  # of a heading, with the sign after it
_LONGEST_PIECE = 60


def _piece(place: Place, text: str) -> str | int:
    """Return what identifies a paragraph: its line, or its text where a format has no lines."""
    return text if place.line is None else place.line


def pieces_of_tables(entries: Sequence[Entry], tables: Sequence[FoundTable]) -> set[str | int]:
    """Return the paragraphs that are figures, units or labels of the tables that were found."""
    found = [row.entry for table in tables for row in table.found.rows.values()]
    runs = {entry.block for entry in found if entry.layout == "paragraphs"}
    of_rows = {id(item) for entry in found for item in entry.fields}  # the same items, whatever row they went to
    pieces: set[str | int] = set()
    for entry in entries:
        if entry.block not in runs or entry.layout != "paragraphs":
            continue
        # A figure that found no row is not gone: it stays where it stands, beside its label.
        stays = {_piece(item.place, item.text) for item in entry.values if id(item) not in of_rows}
        for item in (*entry.labels, *entry.fields):
            is_label = item.what == "label"
            if item.place.line is not None and item.place.line in stays:
                continue
            if is_label and (len(item.text) > _LONGEST_PIECE or not _is_label(item.text, tables)):
                continue
            if not is_label and id(item) not in of_rows:
                continue
            pieces.add(_piece(item.place, "".join(clean(item.text).text.split())))
    return pieces


def _is_label(text: str, tables: Sequence[FoundTable]) -> bool:
    key = key_of(text)
    return any(key not in table.table.title_keys and table.table.is_part_of_a_label(key) for table in tables)


def sections_of(lines: Sequence[Line], pieces: AbstractSet[str | int]) -> tuple[Section, ...]:
    """Return the running text by section, cleaned; what precedes the first heading is a section without heading.

    Args:
        lines: the lines of the document.
        pieces: those of them that are pieces of tables.
    """
    kept = [line for line in lines if line.paragraph and not (pieces and _piece(line.place, line.text) in pieces)]
    texts = list(filter(None, [line.clean.strip() for line in kept]))
    starts = [at for at, text in enumerate(texts) if "、" in text[:_LONGEST_NUMERAL] and _HEADING.match(text)]
    first = tuple(texts[: starts[0]] if starts else texts)
    headed = (
        Section(heading=texts[start], paragraphs=tuple(texts[start + 1 : end]))
        for start, end in zip(starts, [*starts[1:], len(texts)], strict=False)
    )
    return (*((Section(heading="", paragraphs=first),) if first else ()), *headed)
