"""The observation status of SDMX for each state of a cell, in one place for every file of observations.

Source: SDMX, Content-Oriented Guidelines, code list CL_OBS_STATUS (version 2.1 and later).
"""

from __future__ import annotations

from typing import Final

from govinfo_schema.messages import Text

REPORTED: Final = "reported"
"""The state of a cell that holds a number."""

OUT_OF_RANGE: Final = "out_of_range"
"""The state of a number that its column cannot hold; its digits stand in ``raw``."""

INCOMPLETE: Final = "incomplete"
"""The state of a sum of which a part holds no number: in a panel, or in a merged report already."""

OBS_STATUS: dict[str, str] = {
    REPORTED: "A",
    "blank": "O",
    "not_applicable": "M",
    "unreadable": "O",
    "ambiguous": "O",
    "not_asked": "L",
    OUT_OF_RANGE: "O",
    INCOMPLETE: "O",
}
"""The status for each state of a cell, and for those that only a panel has. Which missing value it is
with the status O, the state tells."""

STATUS_NAMES: dict[str, Text] = {
    "A": Text("正常值", "normal value"),
    "L": Text("缺失：数据存在而未采集", "missing value; data exist but were not collected"),
    "M": Text("缺失：数据不可能存在", "missing value; data cannot exist"),
    "O": Text("缺失：其他原因，见 state", "missing value; the column state says why"),
}
