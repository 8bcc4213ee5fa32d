"""``govinfo crosswalk``: how the cells of two forms correspond, for people and for programs."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

from govinfo_schema.cli.as_json import json_bytes
from govinfo_schema.cli.console import Console, Line
from govinfo_schema.cli.wording import number_of
from govinfo_schema.forms import form_named
from govinfo_schema.messages import Text
from govinfo_schema.migration.crosswalk import CORRESPONDENCES, Correspondence
from govinfo_schema.migration.crosswalk_chain import links_between
from govinfo_schema.versions import version_named

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from govinfo_schema.cells import Cell, FlatForm
    from govinfo_schema.cli.console import Tone
    from govinfo_schema.migration.crosswalk import Row
    from govinfo_schema.migration.crosswalk_chain import Link

_MEANINGS: dict[Correspondence, tuple[str, Text]] = {
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
_TONES: dict[Correspondence, Tone] = {"exact": "good", "close": "good", "sum": "good"}


def run(console: Console, *, source: str, target: str, as_json: bool) -> int:
    """Run the command; the names are those of its options.

    Returns:
        The exit code, which is 0.
    """
    links = links_between(source, target)
    if as_json:
        console.data(json_bytes([_plain(link) for link in links]))
    else:
        console.show(_lines(source, target, links))
    return 0


def _plain(link: Link) -> dict[str, object]:
    return {
        "sources": link.sources,
        "targets": link.targets,
        "relation": link.relation,
        "rows": [
            {"id": row.id, "relation": row.relation, "reason": row.reason, "basis": row.basis} for row in link.rows
        ],
    }


def _lines(source: str, target: str, links: Sequence[Link]) -> Iterator[Line]:
    first, second = version_named(source), version_named(target)
    title = f"{source} ({first.document}) → {target} ({second.document})"
    yield Line(Text(title, title))
    if not links:
        yield Line(Text("同一表式，各格对应自身。", "They are one form: each cell corresponds to itself."))
        return
    counted = Counter(link.relation for link in links)
    for relation in CORRESPONDENCES:
        if counted[relation]:
            sign, meaning = _MEANINGS[relation]
            zh, en = f"  {sign} {meaning.zh}：{counted[relation]} 条", f"  {sign} {meaning.en}: {counted[relation]}"
            yield Line(Text(zh, en))
    forms = (form_named(source), form_named(target))
    for _, group in groupby(links, key=lambda link: _row_of(link, forms)):
        yield from _link_lines(list(group), forms)


def _row_of(link: Link, forms: tuple[FlatForm, FlatForm]) -> object:
    """Return what links have in common that are told in one line: cells of one row, one relation, one reason."""
    rows = tuple({form.by_path[path].row for path in side} for side, form in zip(_sides(link), forms, strict=True))
    single = all(len(of_side) <= 1 for of_side in rows)
    return (str(rows), link.relation, link.rows[0].reason) if single else id(link)


def _sides(link: Link) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return link.sources, link.targets


def _link_lines(links: Sequence[Link], forms: tuple[FlatForm, FlatForm]) -> Iterator[Line]:
    relation = links[0].relation
    sides = zip(*(_sides(link) for link in links), strict=True)
    first, second = (
        _place(tuple(dict.fromkeys(path for part in side for path in part)), form)
        for side, form in zip(sides, forms, strict=True)
    )
    sign = _MEANINGS[relation][0]
    yield Line(Text(f"{first.zh} {sign} {second.zh}", f"{first.en} {sign} {second.en}"), _TONES.get(relation, "plain"))
    for claim in _claims(links[0].rows):
        yield Line(Text(f"    {claim.zh}", f"    {claim.en}"))


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
        return Text(f"“{name}”（{len(cells)} 列）", f"“{name}” ({number_of(len(cells), 'column')})")
    name = form.label_of(cells[0].path)
    return Text(f"“{name}”", f"“{name}”")
