"""Tables of results, such as a ledger or a comparison: what any format that can hold a table is able to write."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from attrs import frozen

from govinfo_schema.messages import Text

if TYPE_CHECKING:
    from decimal import Decimal

    from govinfo_schema.marks import Money

Content: TypeAlias = "str | int | Decimal | bool | Money | Text | tuple[Content, ...] | None"
"""What one field of a table holds. ``Text`` is written in the language of the file; a tuple holds several values."""


@frozen
class Column:
    """A column of a table.

    Attributes:
        name: the name for programs, in ``snake_case``.
        title: what stands above the column for people.
        width: how many letters wide it is where a format has widths.
    """

    name: str
    title: Text
    width: int = 12


@frozen(kw_only=True)
class Table:
    """Rows under columns.

    Attributes:
        name: the name for programs, for example of a sheet.
        title: what the table is, for people.
        columns: its columns.
        rows: one content for each column, in their order.
    """

    name: str
    title: Text
    columns: tuple[Column, ...]
    rows: tuple[tuple[Content, ...], ...]
