"""Tables in the memory of a program: rows of values, and data frames, as a file that a reader of tables reads.

Nothing is imported for this: a data frame is what has ``columns`` and yields its rows by ``itertuples``, as those of
pandas do, or by ``iter_rows``, as those of polars do.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from decimal import Decimal
from math import isnan
from typing import Any, Protocol, TypeAlias, TypeGuard, cast, runtime_checkable

_MADE_UP = ("Unnamed: ", "__UNNAMED__", "_duplicated_")
FORMAT = "grid"  # name of the format that reads these files


@runtime_checkable
class PolarsFrame(Protocol):
    """A data frame of polars, as far as it matters here."""

    @property
    def columns(self) -> list[str]:
        """The labels of its columns."""
        ...

    def iter_rows(self) -> Iterable[tuple[Any, ...]]:
        """Yield its rows."""
        ...


@runtime_checkable
class PandasFrame(Protocol):
    """A data frame of pandas, as far as it matters here."""

    @property
    def columns(self) -> Any:  # noqa: ANN401 - a type of a library that is not imported
        """The labels of its columns."""
        ...

    def itertuples(self, index: bool = ..., name: Any = ...) -> Iterable[tuple[Any, ...]]:  # noqa: ANN401, FBT001 - as pandas has it
        """Yield its rows."""
        ...


Frame: TypeAlias = PandasFrame | PolarsFrame
Rows: TypeAlias = Sequence[Sequence[object]]
Tables: TypeAlias = "Frame | Rows | Sequence[Frame | Rows]"


def is_tables(source: object) -> TypeGuard[Tables]:
    """Say whether ``source`` is a data frame, rows of values, or a list of such tables."""
    if isinstance(source, Frame):
        return True
    return isinstance(source, list | tuple) and all(
        isinstance(each, Frame | list | tuple) for each in cast("Sequence[object]", source)
    )


def grid_file(source: Tables) -> bytes:
    """Return the bytes of a file with the tables of ``source``.

    Args:
        source: a data frame, rows of values, or a list of such tables. Labels of columns stand in rows of their own
            above the others; where a label covers several columns, or a row of labels several levels, it stands in
            the first of them.
    """
    if isinstance(source, Frame):
        tables = [_rows_of(source)]
    else:
        listed = cast("Sequence[Any]", source)
        several = any(
            isinstance(each, Frame) or any(isinstance(cell, list | tuple) for cell in each) for each in listed
        )
        tables = [_rows_of(each) for each in listed] if several else [_rows_of(listed)]
    return json.dumps({"tables": tables}, ensure_ascii=False).encode()


def _rows_of(table: Frame | Rows) -> list[list[object]]:
    if not isinstance(table, Frame):
        return [[_plain(value) for value in row] for row in table]
    given = table.iter_rows() if isinstance(table, PolarsFrame) else table.itertuples(index=False, name=None)
    rows = [[_plain(value) for value in row] for row in given]
    return [*_head_of(list(table.columns)), *rows]


def _head_of(labels: list[Any]) -> list[list[object]]:
    """Return the rows of the labels of columns; numbers that only count the columns are no labels."""
    by_column = [cast("tuple[object, ...]", label) if isinstance(label, tuple) else (label,) for label in labels]
    levels = [list(level) for level in zip(*by_column, strict=True)]
    counted = (list(range(len(labels))), [f"column_{at}" for at in range(len(labels))])
    if len(levels) == 1 and levels[0] in counted:
        return []
    return [_merged([_label(text) for text in level]) for level in levels]


def _label(label: object) -> object:
    """Return a label, without those that pandas and polars make up where nothing stands."""
    return None if isinstance(label, str) and label.startswith(_MADE_UP) else _plain(label)


def _merged(labels: list[object]) -> list[object]:
    """Return a row of labels in which one that covers several columns stands in the first of them only."""
    return [None if at and label == labels[at - 1] else label for at, label in enumerate(labels)]


def _plain(value: object) -> object:
    """Return a value as JSON has it: a number with its digits, ``None`` where nothing stands."""
    item = getattr(value, "item", None)
    value = item() if callable(item) and not isinstance(value, str) else value  # a number of numpy
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):  # pandas makes floats of whole numbers where a column has gaps
        return int(value) if value.is_integer() else None if isnan(value) else value
    if isinstance(value, Decimal):
        return format(value, "f") if value.is_finite() else None
    return None if type(value).__name__ in {"NAType", "NaTType"} else str(value)
