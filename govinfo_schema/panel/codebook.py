"""The codebook of a panel: its columns, their words, the cells of the forms and the series, in both languages.

Nothing is listed here: all of it follows from the columns, the forms and the crosswalks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from govinfo_schema.forms import all_forms
from govinfo_schema.json_schema.words import WORDS
from govinfo_schema.messages import Text
from govinfo_schema.observations import OBS_STATUS, STATUS_NAMES
from govinfo_schema.panel.columns import CELLS, SERIES
from govinfo_schema.panel.metrics import METRICS, SMALL
from govinfo_schema.panel.series import DEFINITIONS_VERSION, all_series
from govinfo_schema.panel.totals import caution

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from govinfo_schema.panel.columns import PanelColumn

FIELDS: dict[str, Text] = {
    "form": Text("表式", "form"),
    "cell": Text("单元格路径", "path of the cell"),
    "label": Text("栏目", "labels as printed"),
    "english": Text("英文名称", "English name"),
    "unit": Text("单位", "unit that the form prints"),
    "kind": Text("类型", "count, signed count or money"),
}
"""The columns of the list of cells."""

DEFINITION_FIELDS: dict[str, Text] = {
    "series": Text("可比序列", "id of the series"),
    "label": Text("栏目", "labels as printed"),
    "english": Text("英文名称", "English name"),
    "kind": Text("类型", "count, signed count or money"),
    "cells": Text("各表式的单元格", "the cells of each form that it is the sum of"),
    "comparability": Text("表式更换之年的可比性", "how figures compare where one form follows another, by year"),
    "caution": Text("合计前须知", "what to know before it is added up over organs"),
}
"""The columns of the list of series."""


METRIC_FIELDS: dict[str, Text] = {
    "metric": Text("指标", "id of the metric"),
    "version": Text("定义的版本", "version of the definition"),
    "title": Text("名称", "what it says, in Chinese"),
    "english": Text("英文名称", "what it says, in English"),
    "formula": Text("算式", "formula in printed labels"),
    "forms": Text("有此指标的表式", "forms in which it is defined"),
    "source": Text("出处", "source"),
}
"""The columns of the list of metrics."""

_ON_RATES = (
    f"缺数、分母为 0、部分大于总数时没有比率；分母小于 {SMALL} 时比率不稳。"
    "There is no rate where a number is missing, the denominator is 0, or the part is greater than the whole; "
    f"below {SMALL} in the denominator single cases move it far."
)


def cell_rows() -> Iterator[tuple[str, ...]]:
    """Yield a row of ``FIELDS`` for each cell of each form."""
    for form in all_forms():
        for cell in form.cells:
            label = f"{cell.table} · {cell.label}" if cell.row else cell.label
            yield form.name, cell.path, label, cell.english, cell.unit or "", cell.kind


def definition_rows() -> Iterator[tuple[str, ...]]:
    """Yield a row of ``DEFINITION_FIELDS`` for each series."""
    for series in all_series():
        cells = "; ".join(f"{form}: {' + '.join(paths)}" for form, paths in series.cells.items())
        compares = ", ".join(f"{each.year}: {each.comparability}" for each in series.boundaries)
        note = caution(series.id)
        warning = f"{note.zh}{note.en}" if note else ""
        yield series.id, series.label, series.cell.english, series.cell.kind, cells, compares, warning


def metric_rows() -> Iterator[tuple[str, ...]]:
    """Yield a row of ``METRIC_FIELDS`` for each metric."""
    for each in METRICS:
        source = f"{each.source.zh}{each.source.en}"
        yield each.id, each.version, each.title.zh, each.title.en, each.formula, ", ".join(each.forms), source


def codebook() -> str:
    """Return the codebook as Markdown."""
    state = WORDS["Mark.state"]
    parts = [
        "# 代码本 · Codebook",
        "文字前的撇号（在 = + - @ 之前）不属于原文。An apostrophe before = + - @ is no part of a text.",
        "## cells",
        *_columns(CELLS),
        "## series",
        *_columns(SERIES),
        "## state",
        f"{state.zh}。{state.en}",
        _table(("state", "OBS_STATUS (SDMX)"), OBS_STATUS.items()),
        "## OBS_STATUS (SDMX CL_OBS_STATUS)",
        _table(("code", "中文", "English"), ((code, each.zh, each.en) for code, each in STATUS_NAMES.items())),
        "## 单元格 · Cells",
        _table(tuple(FIELDS), cell_rows()),
        f"## 可比序列 · Series ({DEFINITIONS_VERSION})",
        _table(tuple(DEFINITION_FIELDS), definition_rows()),
        "## 指标 · Metrics",
        _ON_RATES,
        _table(tuple(METRIC_FIELDS), metric_rows()),
    ]
    return "\n\n".join(parts) + "\n"


def _columns(columns: Sequence[PanelColumn]) -> Iterator[str]:
    rows = [(each.name, each.meaning.zh, each.meaning.en, str(each.type), ", ".join(each.words)) for each in columns]
    yield _table(("column", "中文", "English", "type", "values"), rows)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(map(_field, line))} |" for line in lines)


def _field(text: str) -> str:
    return text.replace("|", r"\|")
