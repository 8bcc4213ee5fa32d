"""How the modules of the crosswalks write their rows."""

from __future__ import annotations

from govinfo_schema.messages import Text
from govinfo_schema.migration.crosswalk import Correspondence, Row, Side

LABELS = Text("两份表式的项目名称", "the labels of both forms")


def row(  # noqa: PLR0913, PLR0917 - the columns of a table
    pair: str,
    name: str,
    relation: Correspondence,
    older: tuple[str, ...],
    newer: tuple[str, ...],
    reason: Text,
    basis: Text = LABELS,
    *,
    summed: Side | None = None,
    sum_is_exact: bool = False,
    inferred: bool = False,
    proves_zero: bool = False,
) -> Row:
    """Write one row; ``pair`` names the two forms and opens the id, the rest is as in ``Row``.

    A row of the same concept proves zeros even where ``proves_zero`` is not given.
    """
    return Row(
        id=f"{pair}.{name}",
        older=older,
        newer=newer,
        relation=relation,
        reason=reason,
        basis=basis,
        summed=summed,
        sum_is_exact=sum_is_exact,
        inferred=inferred,
        proves_zero=proves_zero or relation == "exact" or sum_is_exact,
    )


def totals(*rows: str) -> tuple[str, ...]:
    """Return the paths of the cells in the column of totals of these rows."""
    return tuple(f"{name}.total" for name in rows)
