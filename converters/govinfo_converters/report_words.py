"""Words for people, in both languages, for what reports, findings and ledgers name in code. Any writer can use them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govinfo_schema.messages import Text

if TYPE_CHECKING:
    from govinfo_schema.findings import Outcome, Severity
    from govinfo_schema.marks import State
    from govinfo_schema.migration.ledger import Relation
    from govinfo_schema.report import Scope

STATES: dict[State, Text] = {
    "blank": Text("空白", "Blank"),
    "not_applicable": Text("不适用", "Not applicable"),
    "unreadable": Text("无法识读为数字", "Not readable as a number"),
    "ambiguous": Text("数字归属不明", "It is not clear which number belongs here"),
    "not_asked": Text("来源表式不收集此项", "The form of origin does not ask for this figure"),
}

SEVERITIES: dict[Severity, Text] = {
    "error": Text("错误", "Error"),
    "warning": Text("警告", "Warning"),
    "information": Text("提示", "Information"),
}

OUTCOMES: dict[Outcome, Text] = {
    "failed": Text("不通过", "Failed"),
    "undecided": Text("无法判定", "Undecided"),
    "passed": Text("通过", "Passed"),
    "not_applicable": Text("不适用", "Not applicable"),
}

RELATIONS: dict[Relation, Text] = {
    "carried": Text("沿用", "Carried over"),
    "approximate": Text("近似沿用(口径有别)", "Carried over, counted differently"),
    "summed": Text("仅合计对应", "Only the sum corresponds"),
    "deduced": Text("推定", "Deduced"),
    "restored": Text("由前次迁移的留存还原", "Restored from an earlier migration"),
    "not_asked": Text("来源表式不收集", "Not asked by the form of origin"),
    "not_representable": Text("目标表式无法容纳", "No place in the target form"),
}

SCOPES: dict[Scope, Text] = {
    "own_organ": Text("本机关", "own organ"),
    "own_level": Text("本级", "own level"),
    "whole_region": Text("全辖区", "whole region"),
    "unknown": Text("范围不明", "scope unknown"),
}
