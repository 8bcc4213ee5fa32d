"""Where a value stands in its document, and how it found its cell."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, TypeAlias, get_args

from attrs import frozen

from govinfo_schema.messages import Text

Placement = Literal["by_labels", "by_position", "by_order", "by_identities"]
PLACEMENTS: tuple[Placement, ...] = get_args(Placement)
_IN_CHINESE = {
    "page": "第{}页",
    "sheet": "工作表“{}”",
    "table": "第{}个表",
    "row": "第{}行",
    "column": "第{}列",
    "line": "，文本第{}行",
    "address": "单元格{}",
    "section": "“{}”部分",
    "paragraph": "第{}段",
}
_LETTERS = 26
_IN_ENGLISH = {"address": "cell"}
# Left, top, right and bottom in points, from the upper left corner of the page as its text reads.
Box: TypeAlias = tuple[float, float, float, float]


@lru_cache(maxsize=4096)
def address_of(row: int, column: int) -> str:
    """Return the address of a cell of a workbook, such as ``B12``; row and column count from 1."""
    letters = ""
    while column:
        column, letter = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row}"


@frozen(kw_only=True)
class Place:
    """A place in a document. Numbers count from 1; what a format does not have stays ``None``.

    Attributes:
        page: page of a paged document.
        sheet: name of a sheet of a workbook.
        table: which table of the document.
        row: which row of the table.
        column: which column of the table.
        line: which line of a text.
        address: address of a cell of a workbook, such as ``B12``.
        section: heading of a section of the running text.
        paragraph: which paragraph of the section.
        box: where it stands on a page: left, top, right and bottom in points, from the upper left corner of the page
            when its text reads from left to right.
    """

    page: int | None = None
    sheet: str | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    line: int | None = None
    address: str | None = None
    section: str | None = None
    paragraph: int | None = None
    box: Box | None = None

    @property
    def known(self) -> dict[str, int | str | Box]:
        """What is known of the place, by the name of the attribute, from the outside in."""
        named = {name: getattr(self, name) for name in (*_IN_CHINESE, "box")}
        return {name: value for name, value in named.items() if value is not None}

    @property
    def text(self) -> Text:
        """The place as people name it; empty where nothing is known of it. The box is for programs."""
        known = self.known
        left_out = {"box"} if self.address is None else {"box", "row", "column"}
        shown = {name: value for name, value in known.items() if name not in left_out}
        zh = "".join(_IN_CHINESE[name].format(value) for name, value in shown.items())
        en = ", ".join(f"{_IN_ENGLISH.get(name, name)} {value}" for name, value in shown.items())
        return Text(zh.removeprefix("，"), en)

    def __str__(self) -> str:
        return self.text.en


@frozen
class Edit:
    """One change that cleaning made: ``raw`` at ``start`` of the raw text became ``clean``."""

    start: int
    raw: str
    clean: str


@frozen(kw_only=True)
class Provenance:
    """Where the value of a cell comes from.

    Attributes:
        place: where it stands.
        raw: the text as it stands there.
        edits: what cleaning changed in it.
        placed: how it found its cell: by the labels of its row and column, by its position in a row with a known label,
            by the order of rows without labels, or by being the only placement that satisfies the identities.
    """

    place: Place
    raw: str
    edits: tuple[Edit, ...] = ()
    placed: Placement = "by_labels"
