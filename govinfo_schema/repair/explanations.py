"""The slips by which a figure goes wrong when people type it, and which of them explain a proposal."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from govinfo_schema.messages import Text
from govinfo_schema.repair.proposal import Explanation, ExplanationName

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_RANK: dict[ExplanationName, int] = {name: rank for rank, name in enumerate(get_args(ExplanationName))}
_UNEXPLAINED = len(_RANK)


def explain(
    changes: Mapping[str, tuple[int, int]], are_neighbours: Callable[[str, str], bool]
) -> tuple[Explanation, ...]:
    """Name the slips that explain ``changes``.

    Args:
        changes: published and proposed number of each cell, by path.
        are_neighbours: says whether two cells stand beside or below each other in the form.

    Returns:
        The slips; a cell that none of them names is not explained.
    """
    left = dict(changes)
    found: list[Explanation] = []
    for slip in (_exchanged, _split):
        for one in list(left):
            for other in list(left):
                if one in left and other in left and one != other:
                    explanation = slip(one, other, left, are_neighbours)
                    if explanation is not None:
                        found.append(explanation)
                        del left[one], left[other]
    for path, (published, proposed) in left.items():
        named = slip_between(published, proposed)
        if named is not None:
            found.append(Explanation(name=named[0], cells=(path,), text=named[1]))
    return tuple(sorted(found, key=lambda each: _RANK[each.name]))


def likelihood(explanations: Sequence[Explanation], cells: Sequence[str], size: int) -> tuple[int, int, int]:
    """Return a key that sorts likelier proposals first: fewest cells without a slip, likelier slips, smaller changes.

    Args:
        explanations: the slips that explain a proposal.
        cells: the cells that it changes.
        size: the sum of its changes, without their signs.
    """
    explained = {path for each in explanations for path in each.cells}
    worst = max((_RANK[each.name] for each in explanations), default=_UNEXPLAINED)
    return len(set(cells) - explained), worst, size


def slip_between(published: int, proposed: int) -> tuple[ExplanationName, Text] | None:
    """Name the slip that makes one number of another, the likeliest first."""
    if published == -proposed:
        return "sign_lost", _told(published, proposed, "正负号写错", "the sign is wrong")
    if published < 0 or proposed < 0:
        return None
    wrong, right = str(published), str(proposed)
    if len(wrong) == len(right):
        return _same_length(wrong, right)
    longer, shorter = (wrong, right) if len(wrong) > len(right) else (right, wrong)
    digit = _extra_digit(longer, shorter)
    return None if digit is None else _one_longer(digit, longer, published, proposed)


def _same_length(wrong: str, right: str) -> tuple[ExplanationName, Text] | None:
    differing = [place for place, pair in enumerate(zip(wrong, right, strict=True)) if pair[0] != pair[1]]
    published, proposed = int(wrong), int(right)
    if len(differing) == 1 and published and proposed:
        return "digit_wrong", _told(published, proposed, "一位数字写错", "one digit is wrong")
    if len(differing) == 2:  # noqa: PLR2004 - two adjacent places
        first, second = differing
        if second == first + 1 and wrong[first] == right[second] and wrong[second] == right[first]:
            return "digits_transposed", _told(
                published, proposed, "相邻两位数字颠倒", "two adjacent digits are exchanged"
            )
    return None


def _extra_digit(longer: str, shorter: str) -> int | None:
    """Return the place of the one digit that ``longer`` has beyond ``shorter``; the last one where several fit."""
    if len(longer) != len(shorter) + 1 or shorter == "0":
        return None
    fitting = [place for place in range(len(longer)) if longer[:place] + longer[place + 1 :] == shorter]
    return fitting[-1] if fitting else None


def _one_longer(place: int, longer: str, published: int, proposed: int) -> tuple[ExplanationName, Text]:
    dropped = str(proposed) == longer
    if longer[place] == "0":
        if dropped:
            return "zero_dropped", _told(published, proposed, "漏写一个0", "a zero was left out")
        return "zero_added", _told(published, proposed, "多写一个0", "a zero too many")
    if not dropped and place and longer[place - 1] == longer[place]:
        return "digit_doubled", _told(published, proposed, "一位数字重复", "a digit was written twice")
    if dropped:
        return "digit_dropped", _told(published, proposed, "漏写一位数字", "a digit was left out")
    return "digit_added", _told(published, proposed, "多写一位数字", "a digit too many")


def _told(published: int, proposed: int, zh: str, en: str) -> Text:
    return Text(f"{zh}：{proposed} 写成了 {published}", f"{en}: {published} for {proposed}")


def _exchanged(
    one: str, other: str, changes: Mapping[str, tuple[int, int]], _: Callable[[str, str], bool]
) -> Explanation | None:
    if changes[one] != tuple(reversed(changes[other])):
        return None
    first, second = changes[one]
    text = Text(f"两格的数字互换：{first} 与 {second}", f"the numbers of two cells are exchanged: {first} and {second}")
    return Explanation(name="cells_exchanged", cells=(one, other), text=text)


def _split(
    one: str, other: str, changes: Mapping[str, tuple[int, int]], are_neighbours: Callable[[str, str], bool]
) -> Explanation | None:
    """Two cells hold the digits of one number, the second of which ought to be 0."""
    (front, whole), (back, nothing) = changes[one], changes[other]
    if nothing != 0 or min(front, back) < 0 or f"{front}{back}" != str(whole) or not are_neighbours(one, other):
        return None
    text = Text(
        f"一个数字被拆到两格：{whole} 写成了 {front} 和 {back}",
        f"one number was split over two cells: {front} and {back} for {whole}",
    )
    return Explanation(name="number_split", cells=(one, other), text=text)
