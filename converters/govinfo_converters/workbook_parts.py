"""What a workbook (.xlsx, .xlsm, .xlsb, .ods) says in its parts that the library that reads its cells does not tell.

How far its sheets reach, before that library reserves memory for all cells in between; formulas whose result was never
stored and results that are errors, which otherwise look blank; hidden rows and columns; defined names.
"""

from __future__ import annotations

import re
from functools import lru_cache
from posixpath import join, normpath
from typing import TYPE_CHECKING

from attrs import field, frozen

from govinfo_converters.number_formats import NumberFormat, formats_of, formatted
from govinfo_converters.office_package import Package, xml_root
from govinfo_converters.sheet_blocks import Extent

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from govinfo_converters.office_package import XmlElement

_USUAL = "xl/workbook.xml"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# The library that reads the cells does not look at namespaces, so what it would find must be found here, too.
_ROW, _C, _COL = ("{*}" + name for name in ("row", "c", "col"))
_ADDRESS = re.compile(r"([A-Z]{1,9})([0-9]{1,18})", re.IGNORECASE)
# An address with a row of five figures or a column of three letters: only then a sheet may reach too far.
_FAR = re.compile(rb' r="(?:[A-Za-z]{3}|[A-Za-z]*[0-9]{5})')
# Errors; and attributes written in another way than the patterns here expect, also in UTF-16. Few and short, as each is
# looked for in every sheet. The signs of formulas begin other names, too.
_SIGNS = (b"'", b"\t", b"\x00", b'"e"', b" =", b"= ")
_MAYBE = (b"<f", b":f")
_FORMULA = re.compile(rb"[<:]f[\s>/]")
_AFTER_DECLARATION = 3  # bytes: its end, and the end of its line
_LINE_ENDS = (b"\n", b"\r")
_STYLE = re.compile(rb'\ss="([0-9]{1,6})"')
_FIGURES = 19  # of a row or column, at most
_VALUES = frozenset({"value", "value-type", "formula"})  # of the cells of an ods
_OFF = frozenset({"0", "false", ""})
_ON = re.compile(rb'hidden="(?:1|true)"')
_ROW_RECORD, _CELL_RECORDS = 0, range(1, 12)  # of xlsb: BrtRowHdr; BrtCellBlank to BrtFmlaError


@frozen
class SheetPart:
    """What the part of a sheet says.

    Attributes:
        special: text by row and column, counted from 0, of cells that otherwise look blank: a formula without a result
            as ``=…``, an error as it is shown; and of numbers whose format shows more than their digits.
        hides: whether rows or columns are hidden.
    """

    special: dict[tuple[int, int], str] = field(factory=dict[tuple[int, int], str])
    hides: bool = False


@frozen
class WorkbookParts:
    """What a workbook says of itself.

    Attributes:
        sheets: by name of the sheet.
        names: what the defined names of the workbook refer to.
    """

    sheets: dict[str, SheetPart]
    names: dict[str, str]


def parts_of(package: Package, wanted: str | None = None) -> WorkbookParts:
    """Look at the parts of a workbook in the format of Excel.

    Args:
        package: the open workbook.
        wanted: the only sheet to look at; ``None`` for all.

    Raises:
        ReadError: a part is damaged, too large, or a sheet reaches too far.
    """
    main = package.main_part(_USUAL)
    root = package.xml(main)
    names = {
        name.get("name") or "": name.text or ""
        for name in root.iter(_MAIN + "definedName")
        if name.get("localSheetId") is None
    }
    sheets: dict[str, SheetPart] = {}
    formats = formats_of(package, f"{main.rpartition('/')[0]}/styles.xml")
    relations = list(_relations(package, main))
    for name, part in _named(root, dict(relations), package).items():
        if wanted in (None, name):
            sheets[name] = _sheet_part(package, part, formats, f"{package.name}, {name}")
    known = {part for _, part in relations}
    for part in package.entries if wanted is None else ():
        # The library finds parts by other spellings of their names, too.
        if part not in known and "sheet" in part.lower() and part.lower().endswith(".xml"):
            _sheet_part(package, part, {}, f"{package.name}, {part}")
    return WorkbookParts(sheets, names)


def sheet_names(package: Package) -> dict[str, str]:
    """Return the part in which each sheet of a workbook in the format of Excel stands, by the name of the sheet."""
    main = package.main_part(_USUAL)
    return _named(package.xml(main), dict(_relations(package, main)), package)


def _named(root: XmlElement, targets: Mapping[str, str], package: Package) -> dict[str, str]:
    named = [(sheet.get("name") or "", sheet.get(_RELATION_ID) or "") for sheet in root.iter(_MAIN + "sheet")]
    return {name: targets[relation] for name, relation in named if targets.get(relation, "") in package}


def addressed(container: XmlElement) -> Iterator[tuple[int, XmlElement, list[tuple[int, XmlElement]]]]:
    """Yield the rows of a sheet with their cells, each with its number; rows and columns count from 0.

    Args:
        container: an element of the sheet in which the rows stand.
    """
    row = -1
    for line in container.iter(_ROW):
        row = _number(line.get("r"), row + 2) - 1
        column = -1
        cells: list[tuple[int, XmlElement]] = []
        for cell in line.iter(_C):
            row, column = _address(cell.get("r"), row, column + 1)
            cells.append((column, cell))
        yield row, line, cells


def _relations(package: Package, main: str) -> Iterator[tuple[str, str]]:
    folder, _, file = main.rpartition("/")
    relations = f"{folder}/_rels/{file}.rels"
    if relations in package:
        for relation in package.xml(relations).iter(_RELATIONSHIP):
            target = relation.get("Target") or ""
            yield relation.get("Id") or "", target.lstrip("/") if target[:1] == "/" else normpath(join(folder, target))


def _sheet_part(package: Package, part: str, formats: Mapping[str, NumberFormat], where: str) -> SheetPart:
    source = package.bytes_of(part)
    if not _needs_a_look(source, formats):
        return SheetPart(hides=_ON.search(source) is not None)
    root = xml_root(source, where, part)
    special: dict[tuple[int, int], str] = {}
    extent = Extent(where, package.limits)
    for row, _, cells in addressed(root):
        for column, cell in cells:
            text = _special_text(cell, formats)
            if text is not None:
                special[row, column] = text
            extent.reach(row + 1, column + 1)
        extent.reach(row + 1, 0)
    hidden = any((element.get("hidden") or "") not in _OFF for element in root.iter(_ROW, _COL))
    return SheetPart(special, hides=hidden)


def _needs_a_look(source: bytes, formats: Mapping[str, NumberFormat]) -> bool:
    """Say whether anything in a sheet may be special, by what stands in its bytes."""
    # A declaration may have quotation marks of the other kind, and a line of its own.
    after = source.find(b"?>") + 1 if source.startswith((b"<?xml", b"\xef\xbb\xbf<?xml")) else 0
    if any(source.find(sign, after) >= 0 for sign in _SIGNS) or _FAR.search(source):
        return True
    if any(source.find(sign, after) >= 0 for sign in _MAYBE) and _FORMULA.search(source):
        return True
    if any(source.find(end, after + _AFTER_DECLARATION) >= 0 for end in _LINE_ENDS):
        return True
    return bool(formats) and any(style.decode() in formats for style in set(_STYLE.findall(source)))


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text is not None and text.isdecimal() and len(text) < _FIGURES else otherwise


def _address(text: str | None, row: int, column: int) -> tuple[int, int]:
    """Return row and column of an address such as ``B7``; where there is none, the place where the cell stands."""
    return _parsed(text or "") or (row, column)


@lru_cache(maxsize=8192)
def _parsed(text: str) -> tuple[int, int] | None:
    found = _ADDRESS.fullmatch(text)
    if found is None:
        return None
    letters = 0
    for letter in found[1].upper():
        letters = letters * 26 + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, letters - 1


def _special_text(cell: XmlElement, formats: Mapping[str, NumberFormat]) -> str | None:
    """Return what a person sees in a cell, where its stored value does not say it."""
    formula = value = None
    for child in cell:
        name = str(child.tag).rpartition("}")[2]
        if name == "f":
            formula = child
        elif name == "v":
            value = child
    kind = cell.get("t") or "n"
    stored = "" if value is None else value.text or ""
    if kind == "e":
        return stored or "#?"
    if formula is not None and not stored and (value is None or kind != "str"):
        return f"={formula.text or '…'}"
    shown = formats.get(cell.get("s") or "") if kind == "n" and stored else None
    return None if shown is None else formatted(stored, shown)


def check_binary(package: Package) -> None:
    """Look how far the sheets of an ``.xlsb`` reach.

    Raises:
        ReadError: a sheet reaches too far, or a part is damaged or too large.
    """
    for part in package.entries:
        if part.startswith("xl/worksheets/") and part.endswith(".bin"):
            extent = Extent(f"{package.name}, {part}", package.limits)
            for row, column in _binary_cells(package.bytes_of(part)):
                extent.reach(row + 1, column + 1)


def _binary_cells(source: bytes) -> Iterator[tuple[int, int]]:
    """Yield the rows and columns of the records of a sheet."""
    at = row = 0
    while at < len(source):
        kind, at = _varying(source, at, 2)
        size, at = _varying(source, at, 4)
        if size >= 4:  # noqa: PLR2004 - bytes of a number
            number = int.from_bytes(source[at : at + 4], "little")
            if kind == _ROW_RECORD:
                row = number
                yield row, 0
            elif kind in _CELL_RECORDS:
                yield row, number
        at += size


def _varying(source: bytes, at: int, most: int) -> tuple[int, int]:
    """Return a number of up to ``most`` bytes with seven bits each, and where it ends."""
    number = 0
    for position, byte in enumerate(source[at : at + most]):
        number |= (byte & 0x7F) << (7 * position)
        if byte < 0x80:  # noqa: PLR2004 - the highest bit says that another byte follows
            return number, at + position + 1
    return number, at + most


def check_open_document(package: Package) -> None:
    """Look how far the sheets of an ``.ods`` reach with cells that hold something, repetitions counted.

    Raises:
        ReadError: a sheet reaches too far, or a part is damaged or too large.
    """
    for table in package.xml("content.xml").iter("{*}table"):
        rows = 0
        extent = Extent(f"{package.name}, {_attributes(table).get('name', '')}", package.limits)
        for row in table.iter("{*}table-row"):
            rows += _number(_attributes(row).get("number-rows-repeated"), 1)
            columns = _used_columns(row)
            if columns:
                extent.reach(rows, columns)


def _attributes(element: XmlElement) -> dict[str, str]:
    """Return the attributes of an element, by their names without namespace."""
    return {name.rpartition("}")[2]: value for name, value in element.items()}


def _used_columns(row: XmlElement) -> int:
    """Return the number of the last column in which something stands; 0 for an empty row."""
    columns = used = 0
    for cell in row.iterchildren("{*}table-cell", "{*}covered-table-cell"):
        attributes = _attributes(cell)
        columns += _number(attributes.get("number-columns-repeated"), 1)
        if len(cell) or not _VALUES.isdisjoint(attributes):
            used = columns
    return used
