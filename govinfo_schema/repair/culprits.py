"""Who is likelier at fault for a figure: the publisher of the document, or the reader that took the figure from it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from govinfo_schema.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from govinfo_schema.marks import Mark
    from govinfo_schema.provenance import Provenance
    from govinfo_schema.repair.proposal import Change, Culprit

_ACCUSED: tuple[Culprit, ...] = ("reader", "unknown", "publisher")
_NUMBER = re.compile(r"\d+")
_GROUPED = re.compile(r"(?<=\d)[,，](?=\d{3}(?!\d))")

_NOT_KNOWN = Text(
    "不知道数字在原文中的位置，无法判断是原文有误还是读取有误。",
    "Where the figures stand in the document is not known, so nothing tells whose fault it is.",
)
_AS_PRINTED = Text("原文就是这样印的。", "The document prints it so.")
_SEVERAL = Text("原文这一格里有不止一个数字。", "The text of the cell in the document has more than one number.")
_CANDIDATE = Text(
    "读取时不能断定哪个数字属于这一格，建议的数字正是候选之一。",
    "The reader could not tell which number belongs here, and the proposed one is among the candidates.",
)
_BY_ORDER = Text(
    "这一格的数字不是按行名和列名归位的，可能读错了格。",
    "The number did not find its cell by the labels of row and column, so it may be read into the wrong one.",
)
_UNREAD = Text("原文这一格有文字，没有读成数字。", "Something is printed in the cell that was not read as a number.")
_NOTHING = Text("原文这一格没有数字。", "The document has no number in the cell.")


def culprit_of(changes: Iterable[Change], provenance: Mapping[str, Provenance]) -> tuple[Culprit, Text]:
    """Say who is likelier at fault for ``changes``, and why: one cell that was read with doubt accuses the reader."""
    judged = [_of_cell(change, provenance.get(change.path)) for change in changes]
    return min(judged, key=lambda one: _ACCUSED.index(one[0]))


def _of_cell(change: Change, origin: Provenance | None) -> tuple[Culprit, Text]:
    mark = change.mark
    if mark is not None:
        return _of_mark(mark, str(change.proposed))
    if origin is None:
        return "unknown", _NOT_KNOWN
    if len(_NUMBER.findall(_GROUPED.sub("", origin.raw))) > 1:
        return "reader", _SEVERAL
    if origin.placed in ("by_order", "by_identities"):
        return "reader", _BY_ORDER
    return "publisher", _AS_PRINTED


def _of_mark(mark: Mark, proposed: str) -> tuple[Culprit, Text]:
    if mark.state not in ("ambiguous", "unreadable"):
        return "publisher", _NOTHING
    return ("reader", _CANDIDATE) if proposed in mark.candidates else ("unknown", _UNREAD)
