"""Relations that are known in the field, and that no program shall enforce: with the reason, so that none is added."""

from __future__ import annotations

from attrs import frozen

from govinfo_schema.messages import Text


@frozen(kw_only=True)
class NotEnforced:
    """A relation that is left out on purpose.

    Attributes:
        id: its id in the list of relations; it is given to no rule.
        forms: names of the forms that it is about.
        title: the relation as a sentence.
        reason: why it is not checked.
    """

    id: str
    forms: tuple[str, ...]
    title: Text
    reason: Text


NOT_ENFORCED: tuple[NotEnforced, ...] = (
    NotEnforced(
        id="A12",
        forms=("v2014",),
        title=Text(
            "主动公开规范性文件数不大于制发规范性文件总数。",
            "Items of normative documents disclosed are at most the normative documents issued.",
        ),
        reason=Text(
            "单位和口径不同：一以条计，一以件计，公开的还包括往年的文件。",
            "Units and bases differ: one counts items (条), the other documents (件), older ones among them.",
        ),
    ),
    NotEnforced(
        id="B4",
        forms=("v2019", "v2021"),
        title=Text(
            "各办理结果互不重复，一件申请只计一个结果。", "Results exclude one another: one result per application."
        ),
        reason=Text("从数字看不出来；由B2间接反映。", "The figures do not show it; B2 does so indirectly."),
    ),
    NotEnforced(
        id="B5",
        forms=("v2019", "v2021"),
        title=Text(
            "v2021 的三项其他处理之和相当于 v2019 的“其他处理”。",
            "The three rows of other results in v2021 together are the one row of v2019.",
        ),
        reason=Text(
            "是两种表式的对应关系，由迁移使用，不是一份报告的勾稽关系。",
            "It says how two forms correspond, which migrations use; it is no relation within a report.",
        ),
    ),
    NotEnforced(
        id="C4",
        forms=("v2019", "v2021"),
        title=Text(
            "上一年的尚未审结计入本年的各项结果。", "Cases pending the year before are among the results of this year."
        ),
        reason=Text(
            "表中没有上年结转项，各机关对往年案件是否再计做法不同。",
            "There is no row for cases carried in, and organs differ on whether older cases are counted again.",
        ),
    ),
    NotEnforced(
        id="H3",
        forms=("v2021",),
        title=Text(
            "表中行政事业性收费大于0时，正文须说明信息处理费。",
            "Where the table has administrative fees, the text speaks of the information-processing fee.",
        ),
        reason=Text(
            "于法无据：信息处理费只是行政事业性收费的一种，有其他收费不等于收了此费。",
            "Legally wrong: this fee is only one of the administrative fees, and others say nothing about it.",
        ),
    ),
)
"""What is not enforced, in the order of the ids."""
