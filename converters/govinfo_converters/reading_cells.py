"""From the fields that belong to cells to values, marks and provenance."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from govinfo_converters.alignment.labels import column_keys, keys_of
from govinfo_converters.cell_values import parse_cell
from govinfo_converters.text_cleaning import clean
from govinfo_schema.marks import CellValue, Mark
from govinfo_schema.provenance import Place, Provenance

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from govinfo_converters.alignment.entries import Entry, Item
    from govinfo_converters.alignment.form_reading import FoundTable
    from govinfo_converters.alignment.resolution import ReadCell
    from govinfo_converters.alignment.rows import FoundRow
    from govinfo_schema.cells import Cell, FlatForm

_UNIT_IN_LABEL = re.compile(r"亿元|万元|元")


def _stated_unit(read: ReadCell, row: FoundRow | None, entries: Sequence[Entry]) -> str | None:
    """Return the unit that the document prints for an amount: in the label above, or in the unit column of its row.

    Where the document shows neither a label above nor a unit column, the unit that the form prints is taken.
    """
    above = read.above.text if read.above is not None else _label_before(read.cell, row, entries)
    found = _UNIT_IN_LABEL.search(clean(above).text) if above is not None else None
    if found:
        return found[0]
    for item in row.entry.fields if row else ():
        if item.what == "unit":
            return clean(item.text).text.strip()
    return read.cell.unit if above is None else None


def _label_before(cell: Cell, row: FoundRow | None, entries: Sequence[Entry]) -> str | None:
    """Return the label of the column of ``cell`` that stands between the figures before a row and its own figures."""
    keys = column_keys(cell)
    number = row.number if row else -1
    while number >= 0:
        for item in reversed(entries[number].labels):
            if any(key in keys for key in keys_of(item.text)):
                return item.text
        number -= 1
        if number >= 0 and entries[number].values:
            break
    return None


def stated_units(
    cells: Sequence[ReadCell], tables: Sequence[FoundTable], entries: Sequence[Entry]
) -> dict[str, str | None]:
    """Return the unit that the document prints for each amount, by path."""
    rows = {
        cell.path: found
        for table in tables
        for index, found in table.found.rows.items()
        for cell in table.table.rows[index].cells
        if cell.kind == "money"
    }
    return {
        read.cell.path: _stated_unit(read, rows.get(read.cell.path), entries)
        for read in cells
        if read.cell.kind == "money"
    }


def _candidates(items: Sequence[Item]) -> tuple[str, ...]:
    return tuple(item.text.strip() for item in items)


def _ambiguous(items: Sequence[Item]) -> Mark:
    printed = _candidates(items)
    return Mark("ambiguous", raw=" ".join(printed), candidates=printed)


def blank_cells(cells: Sequence[ReadCell], tables: Sequence[FoundTable]) -> Iterator[tuple[ReadCell, Item]]:
    """Yield the blank cells of the rows that were found, each with a field that tells where its row stands."""
    entries = {
        cell.path: found.entry
        for table in tables
        for index, found in table.found.rows.items()
        for cell in table.table.rows[index].cells
    }
    for read in cells:
        if read.item is None and not read.open:
            entry = entries[read.cell.path]
            items = (*entry.labels, *entry.fields)
            yield read, next((item for item in items if not item.shared), items[0])


def place_of_row(place: Place, *, turned: bool = False) -> Place:
    """Return where a blank cell stands, of whose row the ``place`` of a field is known.

    Args:
        place: the place of the field.
        turned: whether the row of the form is a column of the file.
    """
    row, column, line = (None, place.column, None) if turned else (place.row, None, place.line)
    return Place(page=place.page, sheet=place.sheet, table=place.table, row=row, column=column, line=line)


def cells_and_marks(
    cells: Sequence[ReadCell], tables: Sequence[FoundTable], form: FlatForm, entries: Sequence[Entry]
) -> tuple[dict[str, CellValue], dict[str, Mark], dict[str, Provenance]]:
    """Return values, marks and provenance by path.

    A cell whose row was not found, while rows without labels may hold it, is ambiguous. A blank cell has the place of
    its row; one whose row was not found has none.
    """
    units = stated_units(cells, tables, entries)
    values: dict[str, CellValue] = {}
    marks: dict[str, Mark] = {}
    provenance: dict[str, Provenance] = {}
    for read in cells:
        path = read.cell.path
        if read.open:
            marks[path] = _ambiguous(read.candidates)
        if read.item is None:
            continue
        value = parse_cell(read.item.text, read.cell.kind, units.get(path))
        if isinstance(value, Mark):
            marks[path] = value
        else:
            values[path] = value
        cleaned = clean(read.item.text)
        provenance[path] = Provenance(place=read.item.place, raw=read.item.text, edits=cleaned.edits, placed=read.how)
    for read, item in blank_cells(cells, tables):
        place = place_of_row(item.place, turned=item.turned)
        provenance[read.cell.path] = Provenance(place=place, raw="", placed=read.how)
    for table in tables:
        for index, candidates in table.found.open.items():
            items = [item for entry in candidates for item in entry.values]
            marks.update({cell.path: _ambiguous(items) for cell in table.table.rows[index].cells})
    return values, {path: marks[path] for path in form.paths if path in marks}, provenance
