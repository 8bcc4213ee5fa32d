"""The identities of a form over many reports at once, held as columns (polars).

For data sets of reports that are columns already: taking reports apart only to check them costs more than checking them
one by one. The outcome is that of ``validate`` without its sentences: true, false, or null where a missing operand
leaves it open.

Memory: a million reports of v2021 are 760 MB of cells in Int32; checking them takes about 0.9 GB more where there are
blanks, and the outcomes 10 MB. Give larger sets in slices of rows.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from attrs import frozen

from govinfo_schema.errors import StructureError
from govinfo_schema.messages import Text, enumerated
from govinfo_schema.rules import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterable

    import polars as pl

_LONGEST = 64  # more operands than any identity has
_NAMED = 3


@frozen
class Identity:
    """An identity as columns see it.

    Attributes:
        name: rule and instance, for example ``B1 total``: the name of the column of its outcomes.
        left: names of the columns on its left side.
        right: names of the columns on its right side.
    """

    name: str
    left: tuple[str, ...]
    right: tuple[str, ...]


@cache
def identities(form_name: str) -> tuple[Identity, ...]:
    """Return the identities of the form called ``form_name``: the equations whose failure is an error.

    Raises:
        StructureError: there is no such form.
    """
    return tuple(
        Identity(
            f"{rule.id} {constraint.instance}".rstrip(),
            tuple(path for factor, path in constraint.terms if factor > 0),
            tuple(path for factor, path in constraint.terms if factor < 0),
        )
        for rule in catalogue(form_name)
        if rule.severity == "error"
        for constraint in rule.constraints
        if constraint.relation == "="
    )


def check_columns(frame: pl.DataFrame, form_name: str, *, largest: int | None = None) -> pl.DataFrame:
    """Check the identities of a form over all rows of ``frame``, each row being one report.

    Args:
        frame: a column of whole numbers for each cell that stands in an identity, named by its path; others are not
            looked at. A cell without a number is null.
        form_name: the form of all reports.
        largest: the largest number of these columns regardless of its sign, where it is known, for example from the
            statistics of a Parquet file. Otherwise it is looked up, which reads the columns once more.

    Returns:
        A column of truth values for each identity: null where an operand is missing, but false where the numbers that
        are there exceed the other side already, since a missing count is at least 0.

    Raises:
        StructureError: there is no such form, a column is missing or holds no whole numbers, or a number is so large
            that sums in the type of its column would not be exact.
    """
    wanted = identities(form_name)
    names = tuple(dict.fromkeys(name for each in wanted for name in (*each.left, *each.right)))
    _require_whole_numbers(frame, names)
    cells = _in_one_type(frame.select(names))
    _require_exact_sums(cells, largest)
    gaps = {name for name in names if cells[name].null_count()}
    return _outcomes(cells, wanted, gaps)


def _outcomes(cells: pl.DataFrame, wanted: tuple[Identity, ...], gaps: set[str]) -> pl.DataFrame:
    import polars as pl  # noqa: PLC0415 - an extra

    filled = cells.with_columns(pl.col(name).fill_null(0) for name in gaps) if gaps else cells
    open_ones = tuple(each for each in wanted if gaps & {*each.left, *each.right})
    without_gaps = filled.select(
        (_sum(each.left) == _sum(each.right)).alias(each.name) for each in wanted if each not in open_ones
    )
    differences = filled.select((_sum(each.left) - _sum(each.right)).alias(each.name) for each in open_ones)
    sides = cells.select(
        _is_known(side, gaps).alias(f"{each.name} {which}")
        for each in open_ones
        for which, side in (("left", each.left), ("right", each.right))
    )
    with_gaps = pl.concat([differences, sides], how="horizontal").select(
        _outcome(each.name).alias(each.name) for each in open_ones
    )
    return pl.concat([without_gaps, with_gaps], how="horizontal").select(each.name for each in wanted)


def _outcome(name: str) -> pl.Expr:
    """Decide where both sides are known, and where the known part of one side exceeds the other, which is known."""
    import polars as pl  # noqa: PLC0415 - an extra

    difference, left, right = pl.col(name), pl.col(f"{name} left"), pl.col(f"{name} right")
    decided = (right & (left | (difference > 0))) | (left & (difference < 0))
    return pl.when(decided).then(difference == 0)


def _sum(names: Iterable[str]) -> pl.Expr:
    import polars as pl  # noqa: PLC0415 - an extra

    first, *others = (pl.col(name) for name in names)
    for other in others:
        first = first + other
    return first


def _is_known(names: Iterable[str], gaps: set[str]) -> pl.Expr:
    import polars as pl  # noqa: PLC0415 - an extra

    known = [pl.col(name).is_not_null() for name in names if name in gaps]
    if not known:
        return pl.lit(True)  # noqa: FBT003 - a value
    first, *others = known
    for other in others:
        first = first & other
    return first


def _require_whole_numbers(frame: pl.DataFrame, names: tuple[str, ...]) -> None:
    missing = [name for name in names if name not in frame.columns]
    if missing:
        named = enumerated(missing[:_NAMED])
        raise StructureError(
            Text(
                f"缺少 {len(missing)} 列：{named.zh} 等。", f"{len(missing)} columns are missing, such as {named.en}."
            ),
            advice=Text("每一格一列，列名为单元格路径。", "Give a column for each cell, named by its path."),
        )
    others = [name for name in names if not frame.schema[name].is_integer()]
    if others:
        named = enumerated(others[:_NAMED])
        raise StructureError(
            Text(f"这些列不是整数：{named.zh}。", f"These columns hold no whole numbers: {named.en}."),
            advice=Text(
                "请先转换为整数类型，空白为 null。", "Cast them to a type of whole numbers, with null for no number."
            ),
        )


def _in_one_type(cells: pl.DataFrame) -> pl.DataFrame:
    """Return columns of one signed type that is wide enough to add up; Int32 and Int64 stay as they are."""
    import polars as pl  # noqa: PLC0415 - an extra

    types = {str(each) for each in cells.dtypes}
    if len(types) == 1 and types <= {"Int32", "Int64"}:
        return cells
    try:
        return cells.cast(pl.Int64)
    except pl.exceptions.InvalidOperationError as error:
        raise _too_large() from error


def _require_exact_sums(cells: pl.DataFrame, largest: int | None) -> None:
    """Refuse numbers whose sums would wrap around in the type of the columns."""
    import polars as pl  # noqa: PLC0415 - an extra

    if largest is None:
        ends = cells.select(
            pl.max_horizontal(pl.all().max()).alias("highest"), pl.min_horizontal(pl.all().min()).alias("lowest")
        ).row(0)
        largest = max((abs(int(end)) for end in ends if end is not None), default=0)
    bits = 31 if cells.dtypes[0] == pl.Int32 else 63
    if largest * _LONGEST >= 2**bits:
        raise _too_large()


def _too_large() -> StructureError:
    return StructureError(
        Text("有的数太大，相加会溢出。", "A number is so large that sums would not be exact."),
        advice=Text(
            "请核对该数；必要时改用 Int64 列。", "Look at the number; where it is right, use columns of Int64."
        ),
    )
