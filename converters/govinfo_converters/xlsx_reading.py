"""Workbooks read: xlsx, xlsm, xlsb, xls, et (WPS) and ods, each sheet as paragraphs and grids with its real addresses.

Figures are texts as far as a person sees them: 12.0 is ``12``, and no more digits than the fifteen that Excel shows.
Units and percent signs of number formats are read in xlsx, xls and et. A formula without a stored result is ``=…``, and
an error is what is shown for it, so that neither looks blank; in xlsb and ods the library that reads the cells does not
tell them from blank cells. Hidden rows, columns and sheets are read, and the metadata of the document says so.

A workbook that this project wrote says by its defined names where its tables stand; findings and ledger are passed
over, and the title is metadata, as it is no part of the running text.
"""

from __future__ import annotations

import hashlib
import re
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, NoReturn

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from govinfo_converters.carried_record import RECORD_NAME
from govinfo_converters.document import Document
from govinfo_converters.form_layout import REPORT_TITLE
from govinfo_converters.number_text import number_text, value_text
from govinfo_converters.office_kind import ZIP, kind_of, wrong_kind
from govinfo_converters.office_package import open_package
from govinfo_converters.reading import read_document, read_reports
from govinfo_converters.recognition import ORGAN
from govinfo_converters.report_parts import period_text
from govinfo_converters.sheet_blocks import Sheet, SheetCells, blocks_of, check_extent, grid_of, numbered, paragraphs_of
from govinfo_converters.workbook_parts import WorkbookParts, check_binary, check_open_document, parts_of
from govinfo_schema.errors import ReadError
from govinfo_schema.format_contract import Format, Input, ReadOptions
from govinfo_schema.limits import STANDARD_LIMITS, Limits
from govinfo_schema.messages import Text
from govinfo_schema.provenance import Place, address_of
from govinfo_schema.report import Period

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from python_calamine import CalamineSheet

    from govinfo_converters.document import Block
    from govinfo_converters.sheet_blocks import Area
    from govinfo_converters.workbook_parts import SheetPart
    from govinfo_schema.reading import Reading

_WORKBOOK = Text("工作簿（xlsx、xls、et、ods）", "a workbook (xlsx, xls, et, ods)")
_KINDS = frozenset({"xlsx", "xlsm", "xlsb", "xls", "ods"})
_USUAL = "xl/workbook.xml"
_PACKED_PARTS = (".xml", ".bin", ".rels")
_AREA = re.compile(r"'?(?P<sheet>.*?)'?!\$([A-Z]{1,3})\$([0-9]{1,7}):\$([A-Z]{1,3})\$([0-9]{1,7})")
_FIRST_CELL = re.compile(r".*!\$([A-Z]{1,3})\$([0-9]{1,7})")
_OWN = "govinfo."
# What stands below the title of such a workbook says days in one way only, whatever its language.
_DAY = re.compile(r"(?:19|20)\d\d-\d\d-\d\d")
_PERIOD = re.compile(rf"({_DAY.pattern}) – ({_DAY.pattern})")
_OWN_TABLE = f"{_OWN}table."
_NO_PART: dict[str, SheetPart] = {}


def parse_workbook(data: bytes, name: str, sheet: str | None = None, limits: Limits = STANDARD_LIMITS) -> Document:
    """Make a document of a workbook.

    Args:
        data: its bytes.
        name: file name for messages.
        sheet: the only sheet to read; ``None`` for all that hold something.
        limits: what the workbook may ask for.

    Returns:
        The sheets in their order; the format is ``xlsx``, or ``xls`` for all other workbooks. ``metadata`` names
        hidden sheets, and sheets with hidden rows or columns.

    Raises:
        ReadError: it is no workbook, damaged, protected by a password, far too large, empty, or has no such sheet.
    """
    kind = None
    if data.startswith(ZIP):
        parts = _checked_parts(data, name, sheet, limits)
    elif (kind := kind_of(data)) in _KINDS:
        parts = WorkbookParts({}, {})
    else:
        raise wrong_kind(kind, _WORKBOOK, name)
    book = _opened(data, name)
    old = _old_parts(data, name) if kind == "xls" else {}
    if sheet is not None and sheet not in book.sheet_names:
        raise _no_sheet(name, sheet, book.sheet_names)
    own = _own_areas(parts.names)
    recorded = _area(parts.names.get(RECORD_NAME, ""))
    blocks: list[Block] = []
    record: str | None = None
    without_result: list[str] = []
    metadata = _hidden(book, parts.sheets)
    for title in book.sheet_names if sheet is None else [sheet]:
        part = parts.sheets.get(title) or old.get(title)
        without_result += _without_result(title, part)
        read = _sheet(book, title, name, part, limits)
        if read is None:
            continue
        if recorded and recorded[0] == title:
            record = _record(read, recorded[1])
            continue
        if title in own:
            metadata |= _own_lines(read, parts.names)
        blocks += _blocks(read, own, Place(sheet=title))
    if not blocks:
        raise _nothing(name)
    if without_result:
        metadata["formulas without result"] = "\n".join(without_result)  # names of sheets may hold any comma
    digest = hashlib.sha256(data).hexdigest()
    return Document(
        name=name,
        format="xlsx" if parts.sheets else "xls",
        sha256=digest,
        blocks=numbered(blocks),
        metadata=metadata,
        record=record,
    )


def _record(sheet: Sheet, area: Area) -> str:
    """Return what stands in the cells of the record, one below the other."""
    top, left, bottom, _ = area
    rows = range(max(top, sheet.first_row), bottom + 1)
    lines = sheet.texts[rows.start - sheet.first_row : rows.stop - sheet.first_row]
    return "".join(line[left - sheet.first_column] for line in lines if 0 <= left - sheet.first_column < len(line))


def _blocks(read: Sheet, own: Mapping[str, list[Area]], place: Place) -> list[Block]:
    """Return the blocks of a sheet; of a workbook of this project, only its tables and its narrative."""
    if not own:
        return blocks_of(read, place)
    if place.sheet is not None and place.sheet in own:
        return _own_blocks(read, own[place.sheet], place)
    # Findings and ledger have several columns.
    return blocks_of(read, place) if max(map(len, read.texts)) == 1 else []


def _checked_parts(data: bytes, name: str, sheet: str | None, limits: Limits) -> WorkbookParts:
    """Check the sizes of all parts before another library unpacks them, and return what they say."""
    package = open_package(data, name, limits)
    if _USUAL not in package and (kind := kind_of(data)) not in _KINDS:
        raise wrong_kind(kind, _WORKBOOK, name)
    package.check_content(tuple(part for part in package.entries if part.endswith(_PACKED_PARTS)))
    if "content.xml" in package:
        check_open_document(package)
        return WorkbookParts({}, {})
    if "xl/workbook.bin" in package:
        check_binary(package)
        return WorkbookParts({}, {})
    return parts_of(package, sheet)


def _opened(data: bytes, name: str) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_filelike(BytesIO(data))
    except BaseException as error:  # noqa: BLE001 - a panic of the library is no Exception; see _refuse
        _refuse(error, name)


def _old_parts(data: bytes, name: str) -> dict[str, SheetPart]:
    from govinfo_converters.old_workbook_parts import old_parts_of  # noqa: PLC0415 - for old workbooks only

    try:
        return old_parts_of(data)
    except (OSError, ValueError, LookupError) as error:
        _refuse(OSError(str(error)), name)


def _refuse(error: BaseException, where: str) -> NoReturn:
    """Turn what the library raises into one error; what does not come from it goes on.

    Raises:
        ReadError: the library cannot read the workbook.
    """
    of_library = isinstance(error, CalamineError | OSError | ValueError) or type(error).__name__ == "PanicException"
    if not of_library:
        raise error
    reason = (str(error).splitlines() or [type(error).__name__])[0]
    if "assword" in reason:
        raise wrong_kind("locked", _WORKBOOK, where) from None
    raise ReadError(
        Text(f"工作簿已损坏，无法读取（{reason}）。", f"The workbook is damaged and cannot be read ({reason})."),
        where=where,
        advice=Text(
            "请重新下载；若仍不行，请用 Excel 或 WPS 打开后另存。",
            "Download it again; if that does not help, open it in Excel or WPS and save it anew.",
        ),
    ) from None


def _sheet(book: CalamineWorkbook, title: str, name: str, part: SheetPart | None, limits: Limits) -> Sheet | None:
    """Return the used cells of a sheet, with what its part says of cells that look blank."""
    where = f"{name}, {title}"
    try:
        read = book.get_sheet_by_name(title)
        start, end = read.start, read.end
        special = part.special if part is not None else {}
        if start is None or end is None:
            return _only_special(special, where, limits)
        check_extent(end[0] + 1, end[1] + 1, where, limits)
        rows = read.to_python()
        merges = _merges(read)
    except ReadError:
        raise
    except BaseException as error:  # noqa: BLE001 - see _refuse
        if "not a worksheet" in str(error).lower():
            return None
        _refuse(error, where)
    texts = [
        [
            value if isinstance(value, str) else number_text(value) if isinstance(value, float) else value_text(value)
            for value in row
        ]
        for row in rows
    ]
    return _with_special(Sheet(texts, start[0], start[1], merges), special, where, limits)


def _merges(sheet: CalamineSheet) -> Sequence[Area]:
    return [(*first, *last) for first, last in sheet.merged_cell_ranges or ()]


def _only_special(special: Mapping[tuple[int, int], str], where: str, limits: Limits) -> Sheet | None:
    return _with_special(Sheet([], *next(iter(special))), special, where, limits) if special else None


def _with_special(sheet: Sheet, special: Mapping[tuple[int, int], str], where: str, limits: Limits) -> Sheet:
    """Put texts into cells that look blank, and make room for cells that stand outside, and for merged cells."""
    first_row = min((sheet.first_row, *(row for row, _ in special)))
    first_column = min((sheet.first_column, *(column for _, column in special)))
    width = max(map(len, sheet.texts), default=0)
    last_row = max((sheet.first_row + len(sheet.texts) - 1, *(row for row, _ in special)))
    last_column = max((sheet.first_column + width - 1, *(column for _, column in special)))
    for top, left, bottom, right in sheet.merges:
        if bottom <= last_row and right <= last_column:
            continue
        if first_row <= top <= last_row and first_column <= left <= last_column:
            last_row, last_column = max(last_row, bottom), max(last_column, right)
    check_extent(last_row + 1, last_column + 1, where, limits)
    if not special and (last_row, last_column) == (
        sheet.first_row + len(sheet.texts) - 1,
        sheet.first_column + width - 1,
    ):
        return sheet
    texts = [[""] * (last_column + 1 - first_column) for _ in range(last_row + 1 - first_row)]
    for row, line in enumerate(sheet.texts, sheet.first_row - first_row):
        start = sheet.first_column - first_column
        texts[row][start : start + len(line)] = line
    for (row, column), text in special.items():
        texts[row - first_row][column - first_column] = text
    return Sheet(texts, first_row, first_column, sheet.merges)


def _own_lines(sheet: Sheet, names: Mapping[str, str]) -> dict[str, str]:
    """Return what stands above the tables in a workbook of this project: the title, and what is said of the figures.

    The title of a form to fill in is a formula. Where organ and year were typed it is made of them, because a program
    that fills in the form may leave the formula without its result.
    """
    typed = [_text_at(sheet, names.get(f"{_OWN}{what}", "")) for what in ("agency", "year")]
    found = {ORGAN: typed[0]} if typed[0] else {}
    if all(typed):
        return {**found, "title": f"{typed[0]}{typed[1]}年{REPORT_TITLE}"}
    title, subtitle = (["".join(row[:1]) for row in sheet.texts[:2]] + ["", ""])[:2]
    found["title"] = title
    if period := _PERIOD.search(subtitle):
        start, end = (date.fromisoformat(day) for day in period.groups())
        found["period"] = period_text(Period(start=start, end=end))
    if published := _DAY.search(_PERIOD.sub("", subtitle)):
        found["date"] = published[0]
    return found


def _text_at(sheet: Sheet, address: str) -> str:
    """Return the text of the first cell of an area; nothing where it has none."""
    found = _FIRST_CELL.match(address)
    if found is None:
        return ""
    row, column = int(found[2]) - 1 - sheet.first_row, _column(found[1]) - sheet.first_column
    inside = 0 <= row < len(sheet.texts) and 0 <= column < len(sheet.texts[row])
    return sheet.texts[row][column].strip() if inside else ""


def _own_areas(names: Mapping[str, str]) -> dict[str, list[Area]]:
    """Return where the tables stand in a workbook of this project, by sheet; nothing for other workbooks."""
    areas: dict[str, list[Area]] = {}
    for name in sorted(names):
        found = _area(names[name]) if name.startswith(_OWN_TABLE) else None
        if found is not None:
            areas.setdefault(found[0], []).append(found[1])
    return areas


def _area(refers_to: str) -> tuple[str, Area] | None:
    """Return the sheet and the cells to which a defined name refers; ``None`` where it refers to none."""
    found = _AREA.fullmatch(refers_to)
    if found is None:
        return None
    left, top, right, bottom = found.groups()[1:]
    return found["sheet"].replace("''", "'"), (int(top) - 1, _column(left), int(bottom) - 1, _column(right))


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _own_blocks(sheet: Sheet, areas: Sequence[Area], place: Place) -> list[Block]:
    """Return the tables of a workbook of this project, and the rows of other tables that it lists below them."""
    cells = SheetCells(sheet)
    blocks: list[Block] = []
    rows = range(sheet.first_row, sheet.first_row + len(sheet.texts))
    for top, left, bottom, right in areas:
        inside = [row - sheet.first_row for row in rows if top <= row <= bottom]
        found = zip(*cells.area(inside, right + 1 - sheet.first_column), strict=True)
        kept = [(text, corner) for text, corner in found if left <= corner[1] <= right]
        if kept:
            blocks.append(grid_of([text for text, _ in kept], [corner for _, corner in kept], place))
    last = max(area[2] for area in areas)
    for row, filled in cells.texts():
        if row + sheet.first_row > last and len(filled) > 1:
            for column in filled:
                blocks += paragraphs_of(cells.cell(row, column), place)
    return blocks


def _hidden(book: CalamineWorkbook, parts: Mapping[str, SheetPart]) -> dict[str, str]:
    sheets = [each.name for each in book.sheets_metadata if each.visible != SheetVisibleEnum.Visible]
    partly = [title for title, part in parts.items() if part.hides]
    noted = {"hidden sheets": "、".join(sheets), "sheets with hidden rows or columns": "、".join(partly)}
    return {note: titles for note, titles in noted.items() if titles}


def _without_result(title: str, part: SheetPart | None) -> Iterator[str]:
    """Yield where formulas stand whose result was not stored."""
    for (row, column), text in part.special.items() if part is not None else ():
        if text.startswith("="):
            yield f"{title}!{address_of(row + 1, column + 1)}"


def _no_sheet(name: str, sheet: str, there: Sequence[str]) -> ReadError:
    listed = "、".join(there)
    return ReadError(
        Text(f"工作簿中没有工作表“{sheet}”。", f"The workbook has no sheet “{sheet}”."),
        where=name,
        advice=Text(f"现有工作表：{listed}。", f"Its sheets: {listed}."),
    )


def _nothing(name: str) -> ReadError:
    return ReadError(
        Text("工作簿中没有内容。", "The workbook holds nothing."),
        where=name,
        advice=Text("请检查是否存错了文件。", "Check whether the right file was saved."),
    )


def read_workbook(given: Input, options: ReadOptions) -> Reading:
    """Read the report that stands in a workbook, on one sheet or on several.

    Raises:
        ReadError: the workbook cannot be read.
        RecognitionError: it holds no report, or several of which none was chosen; then they are listed.
    """
    return read_document(parse_workbook(given.data, given.name, limits=options.limits), options)


def read_workbook_all(given: Input, options: ReadOptions) -> tuple[Reading, ...]:
    """Read all reports that stand in a workbook, for example one on each sheet.

    Raises:
        ReadError: the workbook cannot be read.
        RecognitionError: it holds no report, or tables of several reports stand among each other.
    """
    return read_reports(parse_workbook(given.data, given.name, limits=options.limits), options)


def _looks_like_a_workbook(data: bytes) -> bool:
    return kind_of(data) in _KINDS - {"xlsx"}


FORMAT = Format(
    name="xls",
    description=Text("其他工作簿：xls、et、xlsm、xlsb、ods", "other workbooks: xls, et, xlsm, xlsb, ods"),
    suffixes=(".xls", ".et", ".xlsm", ".xlsb", ".ods"),
    sniff=_looks_like_a_workbook,
    read=read_workbook,
    read_all=read_workbook_all,
    fragile=True,
)
