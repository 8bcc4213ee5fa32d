"""The sentences of proposals: what their certainty means, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govinfo_schema.messages import Text

if TYPE_CHECKING:
    from govinfo_schema.forms import Report

_COMPARE = Text("请对照原文后再决定。", "Compare with the document before you decide.")

DEDUCED = Text(
    "只有这个数字能使勾稽关系成立。请对照原文后再采用。",
    "Only this number satisfies the identities. Compare with the document before you use it.",
)
DEDUCED_NEAR_FAILURE = Text(
    "同一张表中有勾稽关系不成立，推定所依据的数字本身可能有误，因此不能断定。",
    "Identities of the same table do not hold, so the figures from which this follows may be wrong themselves.",
)
NOT_A_CANDIDATE = Text(
    "原文中可能属于这一格的数字里没有它，因此不能断定。",
    "It is none of the numbers of the document that may belong here, so it is not certain.",
)
NEVER_LOCATED = Text(
    "这几格只受一条勾稽关系约束：看得出有错，断定不了错在哪一格。以下假定只错一格。请逐格对照原文。",
    "One identity alone binds these cells: it shows that something is wrong, and never which cell. These are the "
    "numbers if one cell only is wrong. Compare each cell with the document.",
)
CONTRADICTION = Text(
    "部分数字已经与合计矛盾，缺少的数字无论是多少都不能使勾稽关系成立；错在哪一格、应为多少，不能断定。请对照原文。",
    "The figures that are there contradict each other, whatever the missing ones are; which is wrong, and what it "
    "should be, cannot be told. Compare with the document.",
)
LIMIT = Text(
    "这条规则只规定大小关系：看得出有错，断定不了错在哪一格、应为多少。请对照原文。",
    "This rule only says which figure is the larger one: something is wrong, and neither the cell nor its number can "
    "be told. Compare with the document.",
)
MORE_THAN_FOUR = Text(
    "要使勾稽关系都成立，须改动四格以上，因此不能断定错在哪里。请对照原文逐行核对。",
    "More than four cells would have to change for all identities to hold, so nothing tells where the errors are. "
    "Compare the table with the document, row by row.",
)
NOT_SEARCHED = Text(
    "使勾稽关系成立的改法太多，无法逐一列出。请对照原文逐行核对。",
    "There are too many ways to satisfy the identities to list them. Compare the table with the document, row by row.",
)
MANY_TIED_CELLS = Text(
    "改动最少的只有这一种改法，但它牵涉三格以上，也可能是别的几格有误，因此不能断定。请对照原文。",
    "No other way changes so few cells; it changes three or more that hang together, and other cells may be at fault "
    "instead, so this is not certain. Compare with the document.",
)
SHIFT_ONLY = Text(
    "这种错格可以解释全部不符之处，但改动超过四格，别的改法没有逐一列出。请对照原文。",
    "This slip explains everything that does not agree; it changes more than four cells, and other ways to do so "
    "are not listed. Compare with the document.",
)
UNIT = Text(
    "表式以万元计，这个金额大得不寻常，可能填的是元。这只是从常情推断，没有勾稽关系可以证明。请对照原文和财务数据。",
    "The form counts in 万元 (ten thousand yuan), and the amount is unusually large: it may be in yuan. This is "
    "plausible only, and no identity proves it. Compare with the document and the accounts.",
)


def install(extra: str) -> Text:
    """Say how to look for sets of more than four cells."""
    command = f'pip install "{extra}"'
    return Text(f"安装扩展可以继续查找：{command}。", f"To search further, install the extra: {command}.")


def unique(cells: int) -> Text:
    """Say that there is only one way to change so few cells."""
    return Text(
        f"改动 {cells} 格就能使勾稽关系都成立的，只有这一种改法。请对照原文后再采用。",
        f"Changing {cells} cell{'s' if cells > 1 else ''} satisfies all identities in this way only. Compare with the "
        "document before you use it.",
    )


def one_of(alternatives: int | None) -> Text:
    """Say that there are several ways."""
    if alternatives is None:
        return Text(
            f"同样可能的改法没有全部列出，因此不能断定。{_COMPARE.zh}",
            f"Not every way that is as likely is listed, so this is not certain. {_COMPARE.en}",
        )
    return Text(
        f"共有 {alternatives} 种改法都能使勾稽关系成立，这是其中之一。{_COMPARE.zh}",
        f"This is one of {alternatives} ways to satisfy all identities. {_COMPARE.en}",
    )


def doubts_about(report: Report, own: frozenset[str], tables: frozenset[str]) -> tuple[Text, ...]:
    """Return why figures of ``report`` prove less than they seem to.

    Args:
        report: the report.
        own: titles of the tables in which the figures stand.
        tables: titles of all tables of its form.
    """
    doubts: list[Text] = []
    if report.residue:
        origin = report.residue[0].form
        doubts.append(
            Text(
                f"这些数字由 {origin} 表式迁移而来，有的是合计或推定的；请对原报告运行 propose。",
                f"These figures were carried from {origin}, and some were added up or deduced on the way; run propose "
                "on the original report.",
            )
        )
    added = [row for row in report.extensions if row.table in own or row.table not in tables]
    if added:
        label = added[0].label
        doubts.append(
            Text(
                f"表中有地方增设的行（“{label}”），可能计入合计，因此不能断定。",
                f"A row that was added to the form (“{label}”) may count in the sums, so this is not certain.",
            )
        )
    return tuple(doubts)


def joined(*texts: Text) -> Text:
    """Return sentences that follow each other as one text."""
    return Text("".join(text.zh for text in texts), " ".join(text.en for text in texts))
