"""Pieces of sentences in both languages: names of what code names in code, places, values, numbers of things."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govinfo_schema.marks import Money
from govinfo_schema.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from govinfo_schema.marks import CellValue
    from govinfo_schema.provenance import Placement

SUBJECTS: dict[str, Text] = {
    "form": Text("表式", "form"),
    "year": Text("年度", "year"),
    "agency": Text("机关", "agency"),
    "period": Text("统计期限", "period"),
    "publication_date": Text("公布日期", "publication date"),
}
PLACEMENTS: dict[Placement, Text] = {
    "by_labels": Text("按行和列的名称", "by the labels of its row and column"),
    "by_position": Text("行的名称已知，按在行中的位置", "by its position in a row with a known label"),
    "by_order": Text("行没有名称，按行的次序", "by the order of rows without labels"),
    "by_identities": Text("只有放在这里才符合勾稽关系", "by the identities, which no other placement satisfies"),
}


def value_text(value: CellValue) -> Text:
    """Return the number in a cell as people read it, money with its unit."""
    if isinstance(value, Money):
        amount = f"{value.value:f}"
        return Text(f"{amount}{value.unit or ''}", f"{amount} {value.unit}" if value.unit else amount)
    return Text("无数字", "no number") if value is None else Text(str(value), str(value))


def number_of(things: int, one: str) -> str:
    """Return how many things there are in English, for example ``1 check`` or ``2 checks``."""
    return f"{things} {one}" if things == 1 else f"{things} {one}s"


def joined(texts: Iterable[Text]) -> Text:
    """Return ``texts`` as an enumeration."""
    parts = tuple(texts)
    return Text("、".join(text.zh for text in parts), ", ".join(text.en for text in parts))


def in_brackets(text: Text) -> Text:
    """Return ``text`` in brackets, ready to follow a word; empty where it is empty."""
    return Text(text.zh and f"（{text.zh}）", text.en and f" ({text.en})")
