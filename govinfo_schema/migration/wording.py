"""What the lines of a ledger say beside the reason of the crosswalk."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from govinfo_schema.marks import Mark, Money
from govinfo_schema.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from govinfo_schema.migration.contents import Content
    from govinfo_schema.migration.plan import Split

SAME_FORM = Text("表式未变。", "The form is the same.")
KEPT = Text("原内容留在余项中，返回时恢复。", "What stood here stays in the residue, and going back restores it.")
FOLLOWS = Text("返回时可由其他数据重新得出，无须保留。", "Going back derives it again, so it need not be kept.")
RESTORED = Text("由此前迁移留下的余项恢复。", "Restored from the residue of an earlier migration.")
SUM_UNKNOWN = Text(
    "有组成部分没有数字，合计未知；有数字的部分留在余项中。",
    "A part holds no number, so the sum is not known; the parts stay in the residue.",
)


@cache
def joined(*texts: Text) -> Text:
    """Return ``texts`` as one."""
    return Text("".join(text.zh for text in texts), " ".join(text.en for text in texts))


@cache
def zero_whole(split: Split) -> Text:
    """Say why the parts of ``split`` are zero."""
    cells = (split.whole, *split.shared)
    return joined(
        split.row.claim,
        Text(
            f"{'、'.join(cells)} 为 0，数量不为负，因此各组成部分都为 0。",
            f"{' and '.join(cells)} {'are' if split.shared else 'is'} 0 and counts are not negative, "
            "so each part is 0.",
        ),
    )


def superseded(held: Iterable[Content]) -> Text:
    """Say that the residue held ``held``, and that figures edited since contradict it."""
    shown = [_shown(content) for content in held]
    return Text(
        f"余项中的{'、'.join(shown)}与此后修改的数字不符，以修改后的数字为准，不予恢复。",
        f"The residue held {', '.join(shown)}, which contradicts figures edited since; the edited figures count, and "
        "it was not restored.",
    )


def disputed(rule: str, travelled: Iterable[str]) -> Text:
    """Say that ``rule`` fails between what was restored and the cells ``travelled``.

    The residue does not hold what travels with the figures, so nobody can say any more which of them was edited.
    """
    cells = tuple(travelled)
    return Text(
        f"恢复的数字与{'、'.join(cells)}不符，勾稽关系{rule}不成立：此后有数字修改过，或者原报告如此；以修改后的数字为准，请核对。",
        f"What was restored contradicts {', '.join(cells)} ({rule} fails): a figure was edited since, or the report "
        "was like this before. An edited figure counts; please check what was restored.",
    )


def _shown(content: Content) -> str:
    if isinstance(content, Mark):
        return content.state
    return str(content.value) if isinstance(content, Money) else str(content)
