"""The columns of a panel: names, Arrow types and what they mean. Both layers of a panel are described here, once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

import pyarrow as pa
from attrs import frozen

from govinfo_schema import __version__
from govinfo_schema.messages import Text
from govinfo_schema.observations import OBS_STATUS, STATUS_NAMES
from govinfo_schema.panel.series import COMPARABILITIES, DEFINITIONS_VERSION
from govinfo_schema.provenance import PLACEMENTS
from govinfo_schema.report import SCOPES
from govinfo_schema.versions import NAMES
from govinfo_schema.words import STATES

if TYPE_CHECKING:
    from collections.abc import Sequence

WORD = pa.dictionary(pa.int32(), pa.string())
COUNT = pa.int64()
AMOUNT = pa.decimal128(38, 8)
MOST_PLACES = 8  # after the point of an amount


@frozen
class PanelColumn:
    """A column of a panel.

    Attributes:
        name: the name.
        type: the Arrow type.
        meaning: what it holds.
        words: the only words that stand in it; empty where there are many.
        labels: what some of these words mean, where they are codes.
    """

    name: str
    type: pa.DataType
    meaning: Text
    words: tuple[str, ...] = ()
    labels: Mapping[str, Text] = MappingProxyType({})


_WHOSE = (
    PanelColumn("report", pa.int64(), Text("报告在面板中的序号，自 0 起", "number of the report in the panel, from 0")),
    PanelColumn("agency", WORD, Text("机关名称", "name of the organ")),
    PanelColumn("region_code", WORD, Text("行政区划代码", "administrative division code (GB/T 2260)")),
    PanelColumn("scope", WORD, Text("统计范围", "own_organ, own_level, whole_region or unknown"), SCOPES),
    PanelColumn("year", pa.int32(), Text("报告年度", "report year")),
    PanelColumn("form", WORD, Text("表式", "form of the report"), NAMES),
)
_FIGURE = (
    PanelColumn("value", COUNT, Text("数量；非数字为空，绝不为 0", "count; null where there is no number, never 0")),
    PanelColumn("amount", AMOUNT, Text("金额，十进制，位数如原文", "amount of money, decimal")),
    PanelColumn("unit", WORD, Text("单位；金额为原文所示", "unit; of an amount as the document states it")),
    PanelColumn(
        "state",
        WORD,
        Text(
            "有数字为 reported，否则为标记的状态",
            "reported where there is a number, otherwise the state of the mark",
        ),
        tuple(OBS_STATUS),
        dict(STATES.items()),
    ),
    PanelColumn(
        "obs_status",
        WORD,
        Text(
            "SDMX 观测状态：A 正常，L 未采集，M 不存在，O 缺失",
            "observation status of SDMX (CL_OBS_STATUS): A normal, L not collected, M cannot exist, O missing",
        ),
        tuple(dict.fromkeys(OBS_STATUS.values())),
        STATUS_NAMES,
    ),
)
CELLS: tuple[PanelColumn, ...] = (
    *_WHOSE,
    PanelColumn("cell", WORD, Text("单元格路径", "path of the cell in its form")),
    *_FIGURE,
    PanelColumn("raw", pa.string(), Text("原文", "the text as printed, where known")),
    PanelColumn("placed", WORD, Text("数字如何归入单元格", "how the value found its cell"), PLACEMENTS),
    PanelColumn("place", pa.string(), Text("在原文件中的位置", "where it stands in the document")),
    PanelColumn("source", WORD, Text("原文件名", "file name of the document")),
)
"""The layer of cells: one row for each cell of each report."""

SERIES: tuple[PanelColumn, ...] = (
    *_WHOSE,
    PanelColumn("series", WORD, Text("可比序列", "id of the series")),
    *_FIGURE,
    PanelColumn("compared_with", pa.int32(), Text("面板中该机关的上一年度", "year of the report before, in the panel")),
    PanelColumn(
        "comparability",
        WORD,
        Text(
            "与该年度是否可比：exact、derivable、approximate、break；首年为空",
            "how it compares with that year: exact, derivable, approximate, break; null for the first",
        ),
        COMPARABILITIES,
    ),
)
"""The harmonised layer: one row for each series of each report whose form has it."""


def schema_of(columns: Sequence[PanelColumn]) -> pa.Schema:
    """Return the Arrow schema of a layer; its metadata say what each field holds, and which versions made it."""
    fields = [
        pa.field(column.name, column.type, metadata={"zh": column.meaning.zh, "en": column.meaning.en})
        for column in columns
    ]
    versions: dict[bytes | str, bytes | str] = {
        "govinfo_schema": __version__,
        "series_definitions": DEFINITIONS_VERSION,
    }
    return pa.schema(fields, metadata=versions | {"pandas": _for_pandas(columns)})


def _for_pandas(columns: Sequence[PanelColumn]) -> str:
    """Return the metadata with which pandas reads integers as integers, where it would make floats of them and NaN."""
    integers = [column for column in columns if pa.types.is_integer(column.type)]
    described = [
        {
            "name": column.name,
            "field_name": column.name,
            "pandas_type": str(column.type),
            "numpy_type": str(column.type).replace("int", "Int"),
            "metadata": None,
        }
        for column in integers
    ]
    return json.dumps({"index_columns": [], "column_indexes": [], "columns": described})
