"""Styles and safe values for workbooks. The style objects are made once; cells share them by name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, cast, get_args

from attrs import frozen
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side

from govinfo_schema.marks import Money

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from govinfo_schema.findings import Severity
    from govinfo_schema.marks import State
    from govinfo_schema.migration.ledger import Relation

Look = Literal[
    "title", "subtitle", "heading", "note", "header", "label", "group", "value", "top", "column", "text", "link"
]
LOOKS: tuple[Look, ...] = get_args(Look)

TEXT_SIZE = 10.5  # points, 五号: one half-width character is as wide as one unit of Excel's column width
TITLE_SIZE = 16.0
LINE_HEIGHT = 1.4  # of the size of the font
_MAX_TEXT = 32_767  # characters in a cell, a limit of the file format
_MAX_DIGITS = 15  # significant digits that spreadsheet programs keep
_MAX_HEIGHT = 409.0  # points that a row can be high
_MAX_DECIMALS = 30  # places after the point that a number format can show

_SONG, _FANGSONG, _HEI = "宋体", "仿宋", "黑体"
_THIN = Side(style="thin", color="FF000000")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_OPEN = Border()
_CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
_LABEL = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)  # off the border
_TOP = Alignment(horizontal="left", vertical="top", wrap_text=True, indent=1)
_FONT = Font(name=_SONG, size=TEXT_SIZE)
_BOLD = Font(name=_SONG, size=TEXT_SIZE, bold=True)
_ITALIC = Font(name=_SONG, size=TEXT_SIZE, italic=True)
_LINK = Font(name=_SONG, size=TEXT_SIZE, color="FF0563C1", underline="single")


def _solid(colour: str) -> PatternFill:
    return PatternFill(fill_type="solid", fgColor=colour, bgColor=colour)


_NO_FILL = PatternFill()
_HEAD_FILL = _solid("FFF2F2F2")

_LOOKS: dict[Look, tuple[Font, PatternFill, Border, Alignment]] = {
    "title": (Font(name=_SONG, size=TITLE_SIZE, bold=True), _NO_FILL, _OPEN, _CENTRE),
    "subtitle": (Font(name=_FANGSONG, size=TEXT_SIZE), _NO_FILL, _OPEN, _CENTRE),
    "heading": (Font(name=_HEI, size=12), _NO_FILL, _OPEN, _LEFT),
    "note": (Font(name=_FANGSONG, size=TEXT_SIZE), _NO_FILL, _OPEN, _LEFT),
    "header": (_FONT, _NO_FILL, _BOX, _CENTRE),
    "label": (_FONT, _NO_FILL, _BOX, _LABEL),
    "group": (_FONT, _NO_FILL, _BOX, _CENTRE),
    "value": (_FONT, _NO_FILL, _BOX, _CENTRE),
    "top": (_BOLD, _NO_FILL, _OPEN, Alignment(vertical="center")),
    "column": (_BOLD, _HEAD_FILL, _BOX, _CENTRE),
    "text": (_FONT, _NO_FILL, _BOX, _TOP),
    "link": (_LINK, _NO_FILL, _BOX, _TOP),
}

STATE_FILLS: dict[State, PatternFill] = {
    "blank": _solid("FFE8F1FB"),
    "not_applicable": _solid("FFEDEDED"),
    "unreadable": _solid("FFE4D7F0"),
    "ambiguous": _solid("FFFBD9EC"),
    "incomplete": _solid("FFFFD9A8"),
    "not_asked": PatternFill(fill_type="lightUp", fgColor="FF808080", bgColor="FFF2F2F2"),
}
SEVERITY_FILLS: dict[Severity, PatternFill] = {
    "error": _solid("FFFFE2DC"),
    "warning": _solid("FFFFE699"),
    "information": _solid("FFBDE3F2"),
}
SUSPECT_FILL = _solid("FFFF7C7C")
# Figures that a migration made, and that nobody published: they stand in italics too, for printers without colours.
RELATION_FILLS: dict[Relation, PatternFill] = {
    "deduced": _solid("FFCDE8BF"),
    "summed": _solid("FFC3E6E0"),
    "approximate": _solid("FFF0E6C8"),
}

INDENTS = 6  # steps of indent that labels can have
INDENT_WIDTH = 1.5  # units of column width that a step of indent takes


def look(name: Look, *, indent: int = 0) -> str:
    """Return the name of the shared style ``name``; ``indent`` counts for labels."""
    return f"govinfo {name} {min(indent, INDENTS)}" if indent else f"govinfo {name}"


def inset(style: str) -> float:
    """Return the width that the indent of the shared style takes from its text, in units of column width."""
    if style in {look("text"), look("link")}:
        return INDENT_WIDTH
    if not style.startswith(look("label")):
        return 0.0
    return INDENT_WIDTH * (1 + int(style.removeprefix(look("label")).strip() or 0))


def fill_look(name: State | Relation) -> str:
    """Return the name of the shared style of a figure with the mark ``name``, or that a migration made."""
    return f"govinfo value {name}"


def check_look(severity: Severity, *, suspect: bool = False, made: bool = False) -> str:
    """Return the name of the shared style of a figure on which a check failed.

    Args:
        severity: how grave the failure is.
        suspect: whether the checks point to this figure more than to others.
        made: whether a migration made the figure.
    """
    return f"govinfo value {'suspect' if suspect else severity}{' made' if made else ''}"


def add_styles(book: Workbook) -> None:
    """Give ``book`` all shared styles."""
    for name, (font, fill, border, alignment) in _LOOKS.items():
        book.add_named_style(_style(look(name), font, fill, border, alignment))
    for indent in range(1, INDENTS + 1):
        set_in = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=indent + 1)
        book.add_named_style(_style(look("label", indent=indent), _FONT, _NO_FILL, _BOX, set_in))
    fills: dict[str, PatternFill] = {check_look(severity): fill for severity, fill in SEVERITY_FILLS.items()}
    fills[check_look("error", suspect=True)] = SUSPECT_FILL
    for style, fill in fills.items():
        font = _BOLD if fill is SUSPECT_FILL else _FONT
        book.add_named_style(_style(style, font, fill, _BOX, _CENTRE))
        book.add_named_style(_style(f"{style} made", _ITALIC, fill, _BOX, _CENTRE))
    for state, fill in STATE_FILLS.items():
        book.add_named_style(_style(fill_look(state), _FONT, fill, _BOX, _CENTRE))
    for relation, fill in RELATION_FILLS.items():
        book.add_named_style(_style(fill_look(relation), _ITALIC, fill, _BOX, _CENTRE))


TemplateLook = Literal["input", "opening", "total"]
_TEMPLATE_FILLS: dict[TemplateLook, PatternFill] = {
    "input": _solid("FFFFFBE6"),
    "opening": _solid("FFD9D9D9"),
    "total": _HEAD_FILL,
}


def template_look(name: TemplateLook) -> str:
    """Return the name of the shared style of a cell to fill in, of last year's figure in one, or of a total."""
    return f"govinfo value {name}"


def add_template_styles(book: Workbook) -> None:
    """Give ``book`` the styles of a form to fill in: where the sheet is protected, only totals are locked."""
    for name, fill in _TEMPLATE_FILLS.items():
        style = _style(template_look(name), _BOLD if name == "total" else _FONT, fill, _BOX, _CENTRE)
        style.protection = Protection(locked=name == "total")
        book.add_named_style(style)


def _style(name: str, font: Font, fill: PatternFill, border: Border, alignment: Alignment) -> NamedStyle:
    number_format = "0" if name.startswith(look("value")) else "General"
    return NamedStyle(name, font=font, fill=fill, border=border, alignment=alignment, number_format=number_format)


# What XML cannot hold, and what a reader would take for the escape of such a character.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t")


def safe_text(text: str) -> str:
    """Return ``text`` as the file format can hold it: odd characters as ``_xHHHH_``, and 32,767 characters at most."""
    return _UNSAFE.sub(lambda match: f"_x{ord(match[0]):04X}_", text)[:_MAX_TEXT]


def cell_at(sheet: Worksheet, row: int, column: int) -> Cell:
    """Return a cell of ``sheet``. Nothing is merged while cells are written, so it is never the inside of a merge."""
    return cast("Cell", sheet.cell(row, column))


def put_text(cell: Cell, text: str) -> None:
    """Write ``text`` into ``cell`` as text, whatever it looks like: no formula, no error value, no number."""
    cell.value = safe_text(text)
    cell.data_type = "s"
    if text.startswith(_FORMULA_STARTS):
        cell.quotePrefix = True  # stays text when a person edits the cell


@frozen
class Figure:
    """A number as it is shown.

    Attributes:
        digits: the number in plain decimal digits.
        unit: the unit behind it; empty where none is shown.
    """

    digits: str
    unit: str = ""

    @classmethod
    def of(cls, value: int | Money, *, known_unit: str | None = None) -> Figure:
        """Make the figure of ``value``; an amount shows its unit unless it is ``known_unit``, that of the head."""
        if not isinstance(value, Money):
            return cls(str(value))
        unit = value.unit if value.unit is not None and value.unit != known_unit else ""
        return cls(format(value.value, "f"), unit)

    @property
    def shown(self) -> str:
        """The figure as people read it."""
        return self.digits + self.unit


_PLAIN = re.compile(r"(?:-(?!0(?:\.0*)?$))?(?:0|[1-9]\d*)(?:\.(\d+))?")
_UNIT = re.compile(r"[^\d\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]{0,60}")  # a format has 255 signs at most


def put_figure(cell: Cell, figure: Figure) -> None:
    """Write ``figure`` into ``cell`` as a number with exactly its digits.

    What a spreadsheet program would round or rewrite (more than 15 significant digits, a signed zero), and a unit that
    no number format can hold, is written as text. The digits go into the file as they are, not through a binary number.
    """
    plain = _PLAIN.fullmatch(figure.digits)
    decimals = len(plain[1] or "") if plain else 0
    significant = len(figure.digits.replace(".", "").lstrip("-0"))
    if not _UNIT.fullmatch(figure.unit):
        put_text(cell, f"{figure.digits} ({figure.unit})")
        return
    if not plain or significant > _MAX_DIGITS or decimals > _MAX_DECIMALS:
        put_text(cell, figure.shown)
        return
    cell.value = figure.digits
    cell.data_type = "n"
    if decimals or figure.unit:
        places = f"0.{'0' * decimals}" if decimals else "0"
        cell.number_format = places + "".join(f"\\{character}" for character in figure.unit)


def text_width(text: str) -> int:
    """Return the width of ``text`` in half-width characters: as many as it has bytes in GB 18030, Chinese ones two."""
    return len(text.encode("gb18030", "replace"))


def text_height(text: str, width: float, *, size: float = TEXT_SIZE) -> float:
    """Return the height in points that ``text`` needs when it is broken at ``width`` units of column width."""
    room = max(2, int((width - 0.5) * TEXT_SIZE / size) // 2 * 2)  # a Chinese character is not cut at the edge
    lines = sum(max(1, -(-text_width(paragraph) // room)) for paragraph in text.split("\n"))
    return min(_MAX_HEIGHT, lines * size * LINE_HEIGHT + 4)
