"""What code names in one word, in words for people; English as within a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govinfo_schema.messages import Text

if TYPE_CHECKING:
    from govinfo_schema.findings import Outcome, Severity
    from govinfo_schema.marks import State
    from govinfo_schema.report import Scope

STATES: dict[State, Text] = {
    "blank": Text("空白", "blank"),
    "not_applicable": Text("不适用", "not applicable"),
    "ambiguous": Text("归属不明", "ambiguous"),
    "unreadable": Text("无法识读", "unreadable"),
    "not_asked": Text("原表式未设", "not asked by the form of origin"),
    "incomplete": Text("汇总不全", "incomplete"),
}
SEVERITIES: dict[Severity, Text] = {
    "error": Text("错误", "error"),
    "warning": Text("警告", "warning"),
    "information": Text("提示", "information"),
}
OUTCOMES: dict[Outcome, Text] = {
    "failed": Text("不通过", "failed"),
    "undecided": Text("无法判断", "undecided"),
    "passed": Text("通过", "passed"),
    "not_applicable": Text("不适用", "not applicable"),
}
SCOPES: dict[Scope, Text] = {
    "own_organ": Text("本机关", "own organ"),
    "own_level": Text("本级", "own level"),
    "whole_region": Text("全地区", "whole region"),
    "unknown": Text("未写明", "not stated"),
}
