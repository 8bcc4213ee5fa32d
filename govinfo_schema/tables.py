"""Tables of results, such as a ledger or a comparison: what any format that can hold a table is able to write."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from attrs import field, frozen

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
        words: what the codes of the column are called in formats for people; those for programs have the codes.
    """

    name: str
    title: Text
    width: int = 12
    words: Mapping[Any, Text] = field(factory=dict[Any, Text], hash=False)  # its codes are literals of many types

    def for_people(self, content: Content) -> Content:
        """Return what a field of the column holds, with words for its codes."""
        if isinstance(content, tuple):
            return tuple(map(self.for_people, content))
        return self.words.get(content, content) if isinstance(content, str) else content


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
