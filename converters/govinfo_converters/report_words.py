"""Words for people, in both languages, for what reports, findings and ledgers name in code. Any writer can use them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from govinfo_schema.messages import Text

if TYPE_CHECKING:
    from govinfo_schema.cells import FlatForm
    from govinfo_schema.findings import Outcome, Severity
    from govinfo_schema.marks import State
    from govinfo_schema.migration.ledger import Relation
    from govinfo_schema.report import Scope

STATES: dict[State, Text] = {
    "blank": Text("空白", "Blank"),
    "not_applicable": Text("不适用", "Not applicable"),
    "unreadable": Text("无法识读", "Unreadable"),
    "ambiguous": Text("归属不明", "Ambiguous"),
    "not_asked": Text("原表式未设", "Not asked by the form of origin"),
}

SEVERITIES: dict[Severity, Text] = {
    "error": Text("错误", "Error"),
    "warning": Text("警告", "Warning"),
    "information": Text("提示", "Information"),
}

OUTCOMES: dict[Outcome, Text] = {
    "failed": Text("未通过", "Failed"),
    "undecided": Text("无法判断", "Undecided"),
    "passed": Text("通过", "Passed"),
    "not_applicable": Text("不适用", "Not applicable"),
}

RELATIONS: dict[Relation, Text] = {
    "carried": Text("照搬", "Carried"),
    "approximate": Text("近似（口径不同）", "Carried although counted differently"),
    "summed": Text("合计", "Summed"),
    "deduced": Text("推定", "Deduced"),
    "restored": Text("还原", "Restored"),
    "not_asked": Text("原表式未设", "Not asked by the form of origin"),
    "not_representable": Text("无法容纳", "No place in the target form"),
}

SCOPES: dict[Scope, Text] = {
    "own_organ": Text("本机关", "own organ"),
    "own_level": Text("本级", "own level"),
    "whole_region": Text("全辖区", "whole region"),
    "unknown": Text("范围不明", "scope unknown"),
}

_PATH = re.compile(r"(?<![\w.])[a-z_]+(?:\.[a-z_]+)+(?![\w.])")


def with_labels(text: str, *forms: FlatForm) -> str:
    """Return ``text`` with printed labels in the place of the paths of cells of ``forms``."""

    def named(match: re.Match[str]) -> str:
        form = next((form for form in forms if match[0] in form.by_path), None)
        return match[0] if form is None else f"“{form.label_of(match[0])}”"

    return _PATH.sub(named, text)
