"""The English names of the labels that a form prints, for readers who do not read Chinese; from its declaration."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from govinfo_converters.form_layout import layout
from govinfo_schema.cells import declared_fields

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from govinfo_converters.form_layout import LayoutCell, LayoutTable
    from govinfo_schema.cells import FlatForm


@cache
def english_labels(form: FlatForm) -> tuple[Mapping[tuple[int, int], str], ...]:
    """Return the English names of labels for each table of the layout of ``form``, by row and column of the label.

    Labels that no field of the form is named by, such as units and 统计指标, have none.
    """
    ways = dict(_ways(form.report_class, "", {}))
    return tuple(dict(_named(table, ways)) for table in layout(form))


@cache
def english_titles(form: FlatForm) -> Mapping[str, str]:
    """Return the English names of the titles of tables, by title."""
    return {field.label.table: field.label.english for field in form.sections if field.label.table}


def _ways(group: type[Any], above: str, names: dict[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield for each cell, by path, the English names of the labels that lead to it, by label."""
    for field in declared_fields(group):
        label = field.label
        levels = label.levels(label.row) or (label.table,) * bool(label.table) or label.levels(label.column)
        below = {**names, levels[-1]: label.english} if levels and label.english else names
        path = f"{above}{field.name}"
        if field.group is None:
            yield path, below
        else:
            yield from _ways(field.group, f"{path}.", below)


def _named(table: LayoutTable, ways: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[tuple[int, int], str]]:
    values = [cell for cell in table.cells if cell.path]
    for cell in table.cells:
        if cell.kind == "value" or not cell.text:
            continue
        names = (ways[value.path][cell.text] for value in values if value.path and _about(cell, value, ways))
        name = next(names, None)
        if name:
            yield (cell.row, cell.column), name


def _about(label: LayoutCell, value: LayoutCell, ways: Mapping[str, Mapping[str, str]]) -> bool:
    """Whether ``value`` stands beside or below ``label``, and is named by it."""
    in_columns = label.kind == "label" or label.column <= value.column < label.column + label.colspan
    return value.row >= label.row and in_columns and label.text in ways[value.path or ""]
