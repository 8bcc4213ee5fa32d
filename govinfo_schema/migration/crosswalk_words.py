"""How the correspondence of two forms is told to people: its words, and cells that are told in one line."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from govinfo_schema.forms import form_named
from govinfo_schema.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from govinfo_schema.cells import Cell, FlatForm
    from govinfo_schema.migration.crosswalk import Correspondence, Row
    from govinfo_schema.migration.crosswalk_chain import Link

MEANINGS: dict[Correspondence, tuple[str, Text]] = {
    "exact": ("=", Text("同一概念，可直接比较", "the same concept, comparable")),
    "close": (
        "≈",
        Text("用意相同、计数口径不同，比较时须注明", "the same intent, another counting rule: compare with a note"),
    ),
    "sum": ("Σ", Text("只有合计可比", "only the sum is comparable")),
    "broader": ("⊃", Text("前者范围更宽，不可比", "the first holds more, not comparable")),
    "narrower": ("⊂", Text("前者范围更窄，不可比", "the first holds less, not comparable")),
    "overlap": ("∩", Text("有交叉，数字不可搬移", "they share cases, no figure may be carried")),
    "none": ("∅", Text("没有对应", "no counterpart")),
}
_NOTHING = Text("（无）", "(nothing)")


def told_together(
    source: str, target: str, links: Sequence[Link]
) -> Iterator[tuple[Text, Correspondence, Text, list[Text]]]:
    """Yield what is told of two forms: cells of the first, the relation, cells of the second, and the reasons.

    Consecutive links between cells of one row, with one relation and one reason, are told together.
    """
    forms = (form_named(source), form_named(target))
    for _, group in groupby(links, key=lambda link: _row_of(link, forms)):
        of_row = list(group)
        first, second = (
            _place(tuple(dict.fromkeys(path for part in side for path in part)), form)
            for side, form in zip(zip(*map(_sides, of_row), strict=True), forms, strict=True)
        )
        yield first, of_row[0].relation, second, _claims(of_row[0].rows)


def _row_of(link: Link, forms: tuple[FlatForm, FlatForm]) -> object:
    """Return what links have in common that are told in one line: cells of one row, one relation, one reason."""
    rows = tuple({form.by_path[path].row for path in side} for side, form in zip(_sides(link), forms, strict=True))
    single = all(len(of_side) <= 1 for of_side in rows)
    return (str(rows), link.relation, link.rows[0].reason) if single else id(link)


def _sides(link: Link) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return link.sources, link.targets


def _claims(rows: Sequence[Row]) -> list[Text]:
    """Return what the steps on the way say, each once; a step on which nothing changes says nothing beside others."""
    changing = [row.claim for row in rows if row.relation != "exact"]
    return list(dict.fromkeys(changing or [row.claim for row in rows]))


def _place(paths: Sequence[str], form: FlatForm) -> Text:
    """Return where cells stand in their form: row by row, with the column where a row has one of them only."""
    if not paths:
        return _NOTHING
    rows = [list(cells) for _, cells in groupby((form.by_path[path] for path in paths), key=lambda cell: cell.row)]
    parts = [_row_text(cells, form) for cells in rows]
    return Text("＋".join(part.zh for part in parts), " + ".join(part.en for part in parts))


def _row_text(cells: Sequence[Cell], form: FlatForm) -> Text:
    if len(cells) > 1:
        name = cells[0].row or cells[0].table
        return Text(f"“{name}”（{len(cells)} 列）", f"“{name}” ({len(cells)} columns)")
    name = form.label_of(cells[0].path)
    return Text(f"“{name}”", f"“{name}”")
