"""``govinfo crosswalk``: how the cells of two forms correspond, for people and for programs."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from govinfo_schema.cli.as_json import json_bytes
from govinfo_schema.cli.console import Console, Line
from govinfo_schema.messages import Text
from govinfo_schema.migration.crosswalk import CORRESPONDENCES, Correspondence
from govinfo_schema.migration.crosswalk_chain import links_between
from govinfo_schema.migration.crosswalk_words import MEANINGS, told_together
from govinfo_schema.versions import version_named

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from govinfo_schema.cli.console import Tone
    from govinfo_schema.migration.crosswalk_chain import Link

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
            sign, meaning = MEANINGS[relation]
            zh, en = f"  {sign} {meaning.zh}：{counted[relation]} 条", f"  {sign} {meaning.en}: {counted[relation]}"
            yield Line(Text(zh, en))
    for first_cells, relation, second_cells, claims in told_together(source, target, links):
        sign = MEANINGS[relation][0]
        told = Text(f"{first_cells.zh} {sign} {second_cells.zh}", f"{first_cells.en} {sign} {second_cells.en}")
        yield Line(told, _TONES.get(relation, "plain"))
        for claim in claims:
            yield Line(Text(f"    {claim.zh}", f"    {claim.en}"))
