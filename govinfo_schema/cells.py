"""How a form declares its cells, and the flat view of a declared form.

A form is a tree of attrs classes. Each field is annotated with its official label: a group carries the label of a
table, a row or a column; a leaf carries what is left. Everything else about a cell follows from its way down the tree.
"""

from __future__ import annotations

from functools import cached_property
from itertools import count
from operator import attrgetter
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args, get_origin, get_type_hints

import attrs
from attrs import frozen

from govinfo_schema.marks import (
    CellValue,
    Money,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

Kind = Literal["count", "signed count", "money"]


@frozen
class KindOfCell:
    """The kind of a leaf, carried by its type."""

    kind: Kind


Count = Annotated[int | None, KindOfCell("count")]
SignedCount = Annotated[int | None, KindOfCell("signed count")]
Amount = Annotated[Money | None, KindOfCell("money")]


@frozen(kw_only=True)
class Label:
    """What the form prints beside or above a field, with the English name used in descriptions.

    Attributes:
        table: title of the table, on the field that opens it.
        row: label in the row, levels joined by "/".
        column: label in the column, levels joined by "/".
        english: the field's standard English term.
        unit: unit of the leaves below; ``None`` inherits. An empty text says that the form prints no unit.
        slash: whether "/" belongs to the printed words, as in 本年增/减, and joins no levels.
    """

    table: str = ""
    row: str = ""
    column: str = ""
    english: str = ""
    unit: str | None = None
    slash: bool = False

    def levels(self, text: str) -> tuple[str, ...]:
        """Return the levels of ``text``, the row or the column of this label; none for an empty text."""
        if not text:
            return ()
        return (text,) if self.slash else tuple(text.split("/"))


def Table(title: str, english: str, *, column: str = "", unit: str | None = None) -> Label:  # noqa: N802 - used as a name of a kind of label
    """Label a field that opens a table; ``column`` is the head of the only column where there is one."""
    return Label(table=title, english=english, column=column, unit=unit)


def Row(label: str, english: str, *, unit: str | None = None) -> Label:  # noqa: N802 - used as a name of a kind of label
    """Label a field whose name stands in the row."""
    return Label(row=label, english=english, unit=unit)


def Column(label: str, english: str, *, unit: str | None = None, slash: bool = False) -> Label:  # noqa: N802 - used as a name of a kind of label
    """Label a field whose name stands in the head of a column; ``slash`` as in ``Label``."""
    return Label(column=label, english=english, unit=unit, slash=slash)


@frozen
class Cell:
    """A leaf of a form.

    Attributes:
        path: dotted address, for example ``applications.new_received.total``.
        table: title of its table, as printed.
        row: label of its row, as printed, levels joined by "/"; empty where the column alone names the cell.
        column: label of its column, as printed, levels joined by "/".
        unit: the unit that the form prints; ``None`` where it prints none.
        kind: ``count``, ``signed count`` or ``money``.
        english: English description, from the table down to the cell.
        row_levels: the levels of ``row``, outermost first.
        column_levels: the levels of ``column``, outermost first; 本年增/减 is one level.
    """

    path: str
    table: str
    row: str
    column: str
    unit: str | None
    kind: Kind
    english: str
    row_levels: tuple[str, ...]
    column_levels: tuple[str, ...]

    @property
    def pointer(self) -> str:
        """The JSON Pointer (RFC 6901) of the cell in a report."""
        return "/" + self.path.replace(".", "/")

    @property
    def label(self) -> str:
        """The printed labels of row and column, as people name the cell."""
        return " · ".join(part for part in (self.row or self.table, self.column) if part)


@frozen
class _Branch:
    """What the fields above have said on the way down."""

    path: tuple[str, ...] = ()
    table: str = ""
    row: tuple[str, ...] = ()
    column: tuple[str, ...] = ()
    english: tuple[str, ...] = ()
    unit: str | None = None

    def below(self, name: str, label: Label) -> _Branch:
        return _Branch(
            path=(*self.path, name),
            table=label.table or self.table,
            row=(*self.row, *label.levels(label.row)),
            column=(*self.column, *label.levels(label.column)),
            english=(*self.english, label.english) if label.english else self.english,
            unit=self.unit if label.unit is None else label.unit,
        )

    def cell(self, kind: Kind) -> Cell:
        return Cell(
            path=".".join(self.path),
            table=self.table,
            row="/".join(self.row),
            column="/".join(self.column),
            unit=self.unit or None,
            kind=kind,
            english=": ".join(self.english),
            row_levels=self.row,
            column_levels=self.column,
        )


@frozen
class GroupField:
    """A declared field of a form: a group of further fields, or a leaf."""

    name: str
    label: Label
    kind: Kind | None
    group: type[Any] | None


def declared_fields(group: type[Any]) -> Iterator[GroupField]:
    """Yield the fields of ``group`` that carry a label, in the order of the form."""
    hints = get_type_hints(group, include_extras=True)
    for attribute in attrs.fields(group):
        hint = hints[attribute.name]
        if get_origin(hint) is not Annotated:
            continue
        inner, *notes = get_args(hint)
        label = next((note for note in notes if isinstance(note, Label)), None)
        if label is None:
            continue
        of_cell = next((note for note in notes if isinstance(note, KindOfCell)), None)
        yield GroupField(attribute.name, label, of_cell.kind if of_cell else None, None if of_cell else inner)


def _walk(group: type[Any], branch: _Branch) -> Iterator[Cell]:
    for field in declared_fields(group):
        below = branch.below(field.name, field.label)
        if field.group is not None:
            yield from _walk(field.group, below)
        elif field.kind is not None:
            yield below.cell(field.kind)


class _Drawing:
    """Draws up the function that makes the groups of a form from the values of its leaves, in printed order.

    The function is one expression, written as Python text: that takes a third of the time of a walk over the groups.
    """

    def __init__(self) -> None:
        self._groups: dict[str, type[Any]] = {}
        self._leaves = count()

    def function(self, sections: tuple[GroupField, ...]) -> Callable[[Sequence[CellValue]], dict[str, Any]]:
        """Return the function: it takes a value for each cell, and returns the declared fields of the report."""
        fields = ", ".join(f"{field.name!r}: {self._field(field)}" for field in sections)
        namespace: dict[str, Any] = {**self._groups}
        exec(f"def build(values):\n    return {{{fields}}}", namespace)  # noqa: S102 - the text is made of declared names only
        build: Callable[[Sequence[CellValue]], dict[str, Any]] = namespace["build"]
        return build

    def _field(self, field: GroupField) -> str:
        if field.group is None:
            return f"values[{next(self._leaves)}]"
        name = f"group{len(self._groups)}"
        self._groups[name] = field.group
        return f"{name}({', '.join(map(self._field, declared_fields(field.group)))})"


class FlatForm:
    """The flat view of one declared form: its cells in printed order, and the way between a report and their values.

    Attributes:
        name: the form's name.
        report_class: the attrs class that declares it.
        cells: the cells in the order of the form.
        paths: their addresses, in the same order.
        by_path: the cells by address.
        sections: the declared fields at the top of the report.
        amounts: those of its cells that hold money.
    """

    def __init__(self, name: str, report_class: type[Any]) -> None:
        """Read the declaration of ``report_class``."""
        self.name = name
        self.report_class = report_class
        self.cells: tuple[Cell, ...] = tuple(_walk(report_class, _Branch()))
        self.paths: tuple[str, ...] = tuple(cell.path for cell in self.cells)
        self.by_path: dict[str, Cell] = {cell.path: cell for cell in self.cells}
        self.sections: tuple[GroupField, ...] = tuple(declared_fields(report_class))
        self.amounts: tuple[Cell, ...] = tuple(cell for cell in self.cells if cell.kind == "money")
        self._values: Callable[[Any], tuple[CellValue, ...]] = attrgetter(*self.paths)
        self._has_one_column = len({cell.column for cell in self.cells}) == 1

    def label_of(self, path: str) -> str:
        """Return the printed labels of a cell, which name no other cell; ``path`` itself where there is no such cell.

        In a form with one column its head says nothing; its section stands there, because sections share labels.
        """
        cell = self.by_path.get(path)
        if cell is None:
            return path
        return "/".join((cell.table, *cell.row_levels)) if self._has_one_column else cell.label

    def values(self, report: object) -> tuple[CellValue, ...]:
        """Return the values of all cells of ``report``, in the order of ``cells``."""
        return self._values(report)

    @cached_property
    def _build(self) -> Callable[[Sequence[CellValue]], dict[str, Any]]:
        return _Drawing().function(self.sections)

    def in_order(self, values: Mapping[str, CellValue]) -> tuple[CellValue, ...]:
        """Return values by path in the order of ``cells``; a path that is absent becomes ``None``.

        Raises:
            KeyError: a path is not a cell of this form.
        """
        if not values.keys() <= self.by_path.keys():
            raise KeyError(*sorted(values.keys() - self.by_path.keys()))
        return tuple(map(values.get, self.paths))

    def sections_of(self, values: Sequence[CellValue]) -> dict[str, Any]:
        """Build the nested groups from a value for each cell, in the order of ``cells``."""
        return self._build(values)

    def sections_from(self, values: Mapping[str, CellValue]) -> dict[str, Any]:
        """Build the nested groups from values by path; a path that is absent becomes ``None``.

        Raises:
            KeyError: a path is not a cell of this form.
        """
        return self._build(self.in_order(values))
