"""What formats for people hold of a report: what all of them have in common, from which each says its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govinfo_schema.holding import Holds
from govinfo_schema.messages import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from govinfo_schema.holding import Part
    from govinfo_schema.marks import State

PRINTED_MARKS: Mapping[State, State] = {"not_asked": "blank", "ambiguous": "unreadable"}
"""What becomes of states where cells hold what was printed: a cell that was not asked for is empty; a number without a
certain cell has a question mark. Two numbers in one cell are printed as they are, and stay ambiguous."""

PRINTED: Mapping[Part, Text] = {
    "units": Text("未写单位的金额取表头单位", "an amount without one takes the unit of the form"),
    "raw": Text(
        "可能被当作数字的加问号，无原文的不适用印作“—”",
        "a question mark follows what could be taken for a number; not applicable is printed as a dash",
    ),
}
"""What may differ where cells hold what was printed."""

RUNNING_TEXT: Mapping[Part, Text] = {
    "narrative": Text(
        "标点读作半角，空白从简；会补上缺少的标题，并含文件中的其他文字",
        "punctuation becomes half-width, blanks simple; missing headings and other text of the file are added",
    ),
}
"""How running text may differ in a file for people."""

ON_PAPER = Holds(
    nearly={**PRINTED, **RUNNING_TEXT},
    nothing=("candidates", "region_code", "source", "extensions", "corrections", "residue"),
    states=PRINTED_MARKS,
)
"""A file for people that holds the printed tables and the running text."""

FILLED_IN = Holds(
    nearly=PRINTED,
    nothing=(*ON_PAPER.nothing, "scope", "period", "publication_date", "narrative"),
    states=PRINTED_MARKS,
)
"""A form that a person filled in: figures, dashes and the like as they were typed, the organ and the year."""
