"""Titles and descriptions of the fields that are no cells. Those of cells follow from the labels of the form."""

from __future__ import annotations

from govinfo_schema.marks import LONGEST_NUMBER
from govinfo_schema.messages import Text

WORDS: dict[str, Text] = {
    "Envelope.agency": Text("行政机关", "The organ whose report this is."),
    "Envelope.year": Text("报告年度", "The report year; null where the document does not say."),
    "Envelope.scope": Text(
        "统计范围",
        "Whose figures these are: the organ itself (own_organ), a government with its departments (own_level), "
        "all levels of a region (whole_region), or unknown.",
    ),
    "Envelope.period": Text("统计期间", "The period that the report states for its figures."),
    "Envelope.publication_date": Text("公布日期", "The day of publication."),
    "Envelope.source": Text("来源文件", "The document that the report was read from."),
    "Envelope.narrative": Text("文字部分", "The sections of running text, cleaned."),
    "Envelope.extensions": Text(
        "本表式以外的行", "Rows that a province added to the form, and rows of other forms, as printed."
    ),
    "Envelope.corrections": Text(
        "更正", "Cells that do not hold what was published, because a person took over a proposal."
    ),
    "Envelope.marks": Text("无数字单元格的状态", "Why cells are null, by path of the cell."),
    "Envelope.residue": Text("迁移余项", "What earlier migrations could not represent, the last one last."),
    "Agency.name": Text("名称", "Name of the organ as the report gives it, in simplified characters."),
    "Agency.region_code": Text(
        "行政区划代码", "Administrative division code (GB/T 2260, six digits; nine or twelve below the county)."
    ),
    "Period.start": Text("起始日", "First day."),
    "Period.end": Text("截止日", "Last day."),
    "Source.name": Text("文件名", "File name without its folder."),
    "Source.format": Text("文件格式", "Name of the format that read it."),
    "Source.sha256": Text("文件的 SHA-256", "Hash of the bytes of the file, in hexadecimal digits."),
    "Section.heading": Text("标题", "Heading of the section."),
    "Section.paragraphs": Text("段落", "Its paragraphs."),
    "ExtensionRow.table": Text("所在表", "Title of the table in which the row stands."),
    "ExtensionRow.label": Text("行名", "Label of the row."),
    "ExtensionRow.values": Text("各格原文", "The texts of its cells, in order."),
    "Mark.state": Text(
        "状态",
        "blank: nothing printed. not_applicable: a printed dash, slash or the like. unreadable: text that is no "
        "number. ambiguous: the reader cannot tell which cell a number belongs to. not_asked: the form of origin of a "
        "migrated report has no such cell. incomplete: a sum over reports of which one holds no number there. No state "
        "means 0.",
    ),
    "Mark.raw": Text("原文", "The text as printed, where something was printed."),
    "Mark.unit": Text("单位", "The unit as printed, where one was printed."),
    "Mark.candidates": Text(
        "候选数字", "For ambiguous: the numbers as printed that may belong here, in the order of the document."
    ),
    "Money.value": Text("金额", "The amount with exactly the digits that were printed, trailing zeros included."),
    "Money.unit": Text(
        "单位", "The unit as stated; null where neither the cell nor the head of the column states one."
    ),
    "Correction.form": Text("表式", "The form that the report had when it was corrected."),
    "Correction.path": Text("单元格", "Address of the cell in that form."),
    "Correction.published": Text("原公布数字", "The number that was published; null where there was none."),
    "Correction.mark": Text("原状态", "Why there was none; null where there was a number."),
    "Correction.corrected": Text("更正后的数字", "The number that was put in its place."),
    "Correction.proposal": Text("建议编号", "Id of the proposal."),
    "Correction.identities": Text("勾稽关系", "The identities that prove it: rule and instance."),
    "Residue.form": Text("原表式", "The form that the report had before the step."),
    "Residue.cells": Text("单元格", "The values that the target cannot hold, by path in that form."),
    "Residue.marks": Text("状态", "The marks that the target cannot hold, by path in that form."),
    "Residue.deduced": Text("推定的单元格", "Cells of the target that the step deduced, by path, with the reason."),
    "Patch.patch": Text("布局版本", "The version of this layout."),
    "Patch.form": Text("表式", "The form of the report."),
    "Patch.report_sha256": Text(
        "报告的 SHA-256", "Hash of the report as canonical JSON: the patch fits this report and no other."
    ),
    "Patch.source": Text("来源文件", "The document of the report."),
    "Patch.proposals": Text("建议", "The proposals."),
    "Proposal.id": Text("编号", "The same whenever the same cells get the same proposal."),
    "Proposal.problem": Text("问题编号", "Shared by the alternatives for one problem; only one can be taken over."),
    "Proposal.kind": Text(
        "种类",
        "correction: of published numbers. deduced: the number of a cell that holds none. detected: something is wrong "
        "and no number can be told.",
    ),
    "Proposal.cells": Text("单元格", "Paths of the cells that change, or that may be wrong."),
    "Proposal.changes": Text("改动", "The changes; none for what is only detected."),
    "Proposal.violated": Text("不成立的勾稽关系", "Identities that do not hold in the published report."),
    "Proposal.proof": Text("改后成立的勾稽关系", "Identities that hold with the proposal, and from which it follows."),
    "Proposal.certainty": Text(
        "把握",
        "unique: no other smallest set of cells satisfies the identities. one_of_n: there are several, or others "
        "cannot be ruled out. not_located: the identities show that something is wrong, and cannot show what.",
    ),
    "Proposal.alternatives": Text("改法数", "How many ways this problem has; null where not all are listed."),
    "Proposal.explanations": Text("可能的原因", "Slips that explain the changes, the likeliest first."),
    "Proposal.culprit": Text("可能有误的一方", "Who is likelier at fault: publisher of the document, or its reader."),
    "Proposal.culprit_reason": Text("理由", "Why."),
    "Proposal.note": Text("说明", "What the certainty means here, and what to do."),
    "Change.path": Text("单元格", "Address of the cell."),
    "Change.published": Text("原公布数字", "The number that was published; null where there was none."),
    "Change.mark": Text("原状态", "Why there was none."),
    "Change.proposed": Text("建议的数字", "The number that is proposed."),
    "Explanation.name": Text("名称", "Name of the slip."),
    "Explanation.cells": Text("单元格", "Paths of the cells that it explains."),
    "Explanation.text": Text("说明", "The sentence for people."),
    "Text.zh": Text("中文", "In Chinese."),
    "Text.en": Text("英文", "In English."),
}
"""By class and field."""

PATCH = Text("更正建议", "Proposals for one report, from which a person chooses those to take over.")

FORM = Text("表式", "The issue of the official form that this report has.")
REPORT = Text("政府信息公开工作年度报告统计数据", "The statistics of an annual report on open government information")
COUNT = Text("整数；无数字时为 null", "A whole number; null where marks says why there is none.")
SIGNED_COUNT = Text(
    "整数，可为负；无数字时为 null", "A whole number, negative for a decrease; null where marks says why there is none."
)
AMOUNT = Text("金额；无数字时为 null", "An amount of money; null where marks says why there is none.")
MARK = Text("状态标记", "Why a cell holds no number.")
CELLS_AND_MARKS = (
    "A cell is null if and only if marks has an entry with its path (the names of its keys, joined by dots). "
    "JSON Schema cannot say this well, so it is not checked here; the software of this standard checks it. "
    "The same is true of the paths in residue and corrections. JSON Schema takes 1.0 for an integer; that "
    "software does not. "
    f"A number has at most {LONGEST_NUMBER} digits when it is written out without an exponent."
)
"""A note for those who write software of their own."""
