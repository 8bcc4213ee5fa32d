"""What a merged report says of its sums in words: which parts lack a number, and which amounts were converted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govinfo_schema.forms import cell_values
from govinfo_schema.marks import Mark, Money
from govinfo_schema.messages import Text
from govinfo_schema.words import STATES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from govinfo_schema.marks import CellValue
    from govinfo_schema.merging.merged import Merged, Part, Standing, Total

STANDING_WORDS: dict[Standing, Text] = {
    "merged": Text("已汇总", "added up"),
    "missing": Text("没有报告", "no report"),
    "refused": Text("不是可识别的报告", "no report that could be recognised"),
    "unread": Text("文件无法读取", "a file that could not be read"),
}


def remarks_on(merged: Merged, total: Total) -> tuple[Text, ...]:
    """Return what there is to say of one sum; nothing where every part holds a number as it was added up."""
    return tuple(_remarks(merged, total))


def _remarks(merged: Merged, total: Total) -> Iterator[Text]:
    if total.obstacle is not None:
        yield total.obstacle
    for at, part in enumerate(merged.parts):
        if total.numbers[at] is None:
            why = _why_lacking(part, total)
            yield Text(f"缺 {part.name}（{why.zh}）", f"lacks {part.name} ({why.en})")
        elif part.report is not None:
            amount = cell_values(part.report)[total.path]
            if isinstance(amount, Money) and amount.unit and amount.value and amount.unit != total.unit:
                published = amount_text(amount)
                yield Text(f"{part.name} 原为 {published}", f"{part.name} has {published}")


def _why_lacking(part: Part, total: Total) -> Text:
    if part.report is None:
        return STANDING_WORDS[part.standing]
    value: CellValue = cell_values(part.report)[total.path]
    if value is not None:
        shown = amount_text(value) if isinstance(value, Money) else str(value)
        return Text(f"{shown} 不能换算或过大", f"{shown} cannot be converted or is too long")
    mark = part.report.marks.get(total.path, Mark("blank"))
    words = STATES[mark.state]
    raw = f" {mark.raw}" if mark.raw and mark.state != "incomplete" else ""
    return Text(f"{words.zh}{raw}", f"{words.en}{raw}")


def amount_text(amount: Money) -> str:
    """Return an amount with its unit."""
    return f"{amount.value:f}{amount.unit or ''}"
