"""Where a value stands in its document, and how it found its cell."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

Placement = Literal["by_labels", "by_position", "by_order", "by_identities"]


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
    """

    page: int | None = None
    sheet: str | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    line: int | None = None

    def __str__(self) -> str:
        named = (("page", self.page), ("sheet", self.sheet), ("table", self.table), ("row", self.row))
        more = (("column", self.column), ("line", self.line))
        return ", ".join(f"{name} {value}" for name, value in (*named, *more) if value is not None)


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
