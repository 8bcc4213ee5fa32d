r"""What the text of one cell means: a number, an amount of money, or a mark that says why it is neither.

Every reader takes values from here, so the same print means the same everywhere. Full-width characters count as
half-width, and Traditional ones as Simplified, as ``text_cleaning`` has it.

=============================================  ====================================================================
printed                                        means
=============================================  ====================================================================
nothing, blanks                                ``blank``
``件`` ``万元`` ``____``                         ``blank``: a place to fill in; the unit is kept
``/`` ``\`` ``-`` ``—`` ``——`` ``－``            ``not_applicable``, also twice with a blank between
不适用 不涉及 无 没有 暂无 无此项 N/A              ``not_applicable``: 无 says that nothing is there; it is no 0
``不全``                                         ``incomplete``: a sum over reports that are not all there
``12`` ``１２`` ``1,234`` ``1，234``              the number; thousands by commas in groups of three, or by the spaces
                                               that exist to group digits (U+2007, U+2009, U+202F)
``12.0`` ``12.00``                             12: a spreadsheet's way to print it; ``12.5`` and ``12.000`` unreadable
``12件`` ``3 条`` ``12(件)``                     the number, with one of the known units
``+5`` ``-5`` ``－5``                           the number with its sign, in every kind: published is published
``增243`` ``增加5`` ``净增5`` ``↑5``               +243, +5: in a signed count only
``减132`` ``减少132项`` ``净减5`` ``↓5``           -132, -5: in a signed count only
``22（其中修订16件）`` ``22，其中修订16件``          22: a remark follows that begins with 其中, 含, 包括, 均为 …
``31878.41万元`` ``251000元`` ``2.3亿元``         the amount with exactly these digits and the unit as stated; no
                                               conversion. ``万`` alone stands for 万元, ``亿`` for 亿元
``¥12`` ``￥12``                                12 元
``31,878.41`` in a cell for money              the amount with the unit of the form's header, which the caller gives
``0 0`` ``1 2`` ``1 234`` ``12件 3件`` ``0 —``     ``ambiguous``, the numbers being candidates: perhaps several cells;
                                               a blank is never taken for a mark of thousands
``5。`` ``5;`` ``5①`` ``5※`` ``5¹``                5: a stop or the mark of a footnote follows
``00`` ``05`` ``0000000`` ``1203504012``           ``unreadable``: figures of several cells run together, perhaps; no
                                               count of a report has ten digits
``二十三`` ``零`` ``约160`` ``160余`` ``≥5`` ``5%``  ``unreadable``: no number written in digits, or not exactly one
``（5）`` ``2023年`` ``3/5`` ``12万件`` ``O`` ``l``   ``unreadable``: nothing is guessed
``1,23`` ``1\ufffd2`` and everything else            ``unreadable``
=============================================  ====================================================================

A mark keeps the text as printed. No state is ever turned into 0, and no number is rounded.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from govinfo_converters.text_cleaning import clean
from govinfo_schema.marks import INCOMPLETE, Mark, Money

if TYPE_CHECKING:
    from collections.abc import Iterable

    from govinfo_schema.cells import Kind

ParsedCell: TypeAlias = int | Money | Mark

# A cell that holds more than this is text; no number of a report has as many digits.
LONGEST_VALUE = 200
MOST_DIGITS = 9  # of a count
_SHORT = 32
_MOST_PARSED = 8192

_COUNT_UNITS = ("人次", "件", "条", "项", "个", "次", "篇", "人", "起", "份", "宗", "例", "部")
_MONEY_UNITS = ("亿元", "百万元", "万元", "千元", "元", "亿", "万")
_UNITS: dict[Kind, tuple[str, ...]] = {"count": _COUNT_UNITS, "signed count": _COUNT_UNITS, "money": _MONEY_UNITS}
_SHORT_MONEY_UNITS = {"亿": "亿元", "万": "万元"}

# The Python class \d would take digits of every script; only 0 to 9 are meant here.
_WHOLE = "[1-9][0-9]{0,2}(?:(?:,[0-9]{3})+|(?:[\u2007\u2009\u202f][0-9]{3})+)|[1-9][0-9]*|0"
# A blank may follow "+" but not "-": a dash and a number may be two cells.
_SIGN = r"(?P<sign>-|\+\s*)?"
_SIGN_IN_WORDS = r"(?:(?P<sign>-|\+\s*)|净?增加?\s*|↑\s*|(?P<down>净?减少?|↓)\s*)?"
_REMARK_WORDS = "其中|含|不含|包括|不包括|包含|均为|均系|全为|全部为"
_FOOTNOTES = "[①-⑳※†¹²³⁰⁴-⁹]+"
_REMARK = rf"(?:\s*\((?:{_REMARK_WORDS})[^()]*\)|[,;:]?\s*其中[^\w\s]*\w\S*|\s*{_FOOTNOTES}|(?<=[0-9])[。;])?"
_PLACEHOLDERS = r"[/\\]+|[-—–―─━]+|不适用|不涉及|没有|暂无|无此项|无|N/?A|n/?a"


def _unit(units: tuple[str, ...]) -> str:
    """Return the pattern of an optional unit, which may stand in brackets."""
    names = "|".join(units)
    return rf"(?:\s*(?:\((?P<bracketed>{names})\)|(?P<unit>{names})))?"


_IN_COUNT = rf"(?P<digits>{_WHOLE})(?:\.00?)?{_unit(_COUNT_UNITS)}{_REMARK}"
_COUNT = re.compile(_SIGN + _IN_COUNT)
_SIGNED_COUNT = re.compile(_SIGN_IN_WORDS + _IN_COUNT)
_MONEY = re.compile(rf"(?P<yuan>[¥￥]?)\s*{_SIGN}(?P<digits>(?:{_WHOLE})(?:\.[0-9]+)?){_unit(_MONEY_UNITS)}{_REMARK}")
_PATTERNS: dict[Kind, re.Pattern[str]] = {"count": _COUNT, "signed count": _SIGNED_COUNT, "money": _MONEY}
_PLACEHOLDER = re.compile(_PLACEHOLDERS)
_NOTHING = re.compile(rf"(?P<placeholder>{_PLACEHOLDERS}|_+|){_unit((*_COUNT_UNITS, *_MONEY_UNITS))}")
_BLANK_IN_WORD = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")
# What was meant as a number and is no exact one, so that it is seen to be no label either. Dates and telephone
# numbers (digits, dash, digits) and numbers of headings ("1.", "(2)") are not meant.
_INEXACT = re.compile(
    r"(?!.*[0-9]{2}-[0-9])(?!\(?[0-9]{1,2}[.、)]\Z)"
    r"(?:[^\w\s]|_|约|近|超过?|逾|不足|不到)*[0-9](?:[^\w]|[_0-9A-Za-z]|余|多|左右|以上|以下|[百千万亿])*"
    rf"(?:{'|'.join((*_COUNT_UNITS, *_MONEY_UNITS))})?"
    "|[OolI]+"
    "|[?]+"  # what writers print for a figure that is not known
    r"|=[^=\s].*|#[A-Z0/!?]{3,}",  # a formula without its result, or an error that a workbook shows for it
    re.DOTALL,
)


def parse_cell(text: str, kind: Kind, unit: str | None = None) -> ParsedCell:
    """Return what is printed in a cell.

    Args:
        text: the text of the cell as it stands in the document, not cleaned.
        kind: what the form asks for in this cell.
        unit: for money, the unit that the header prints; used where the cell states none.

    Returns:
        An ``int`` for a count, ``Money`` for money, or the mark that says why there is neither. See the table above.
    """
    if len(text) > LONGEST_VALUE:
        return Mark("unreadable", raw=text.strip()) if text.strip() else Mark("blank")
    return _parse(text, kind, unit)


class _Parsed(dict[str, ParsedCell]):
    """What texts mean in cells of one kind: the same figures come again and again."""

    def __init__(self, kind: Kind, unit: str | None) -> None:
        super().__init__()
        self._kind: Kind = kind
        self._unit = unit

    def __missing__(self, text: str) -> ParsedCell:
        value = parse_cell(text, self._kind, self._unit)
        if len(text) <= _SHORT:
            if len(self) >= _MOST_PARSED:
                self.clear()
            self[text] = value
        return value


_parsed = lru_cache(maxsize=32)(_Parsed)


def parse_cells(texts: Iterable[str], kind: Kind, unit: str | None) -> list[ParsedCell]:
    """Return what is printed in cells of one kind and unit, each as ``parse_cell`` has it."""
    return list(map(_parsed(kind, unit).__getitem__, texts))


def is_plain_count(text: str) -> bool:
    """Whether a text is a count in digits alone, which most figures are: no pattern need look at it."""
    return text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS and (text[0] != "0" or text == "0")


@lru_cache(maxsize=8192)
def _parse(text: str, kind: Kind, unit: str | None) -> ParsedCell:
    if kind != "money" and is_plain_count(text):
        return int(text)
    bare = _bare(text)
    match = _PATTERNS[kind].fullmatch(bare)
    if match is None:
        return _mark(text.strip(), bare, kind)
    if kind == "money":
        return _money(match, unit)
    found = match.groupdict()
    digits = re.sub("[^0-9]", "", match["digits"])
    if len(digits) > MOST_DIGITS:
        return Mark("unreadable", raw=text.strip())
    value = int(digits)
    return -value if found.get("down") or found["sign"] == "-" else value


def _bare(text: str) -> str:
    """Return the clean text, without the blanks that a narrow column or a frame of letters puts into a word."""
    return _BLANK_IN_WORD.sub("", clean(text).text.strip())


def _money(match: re.Match[str], unit: str | None) -> Money:
    value = Decimal(re.sub("[^0-9.]", "", match["digits"]))
    stated = match["unit"] or match["bracketed"] or ("元" if match["yuan"] else unit)
    negative = match["sign"] == "-" and value != 0
    return Money(value.copy_negate() if negative else value, _SHORT_MONEY_UNITS.get(stated or "", stated))


def _mark(raw: str, bare: str, kind: Kind) -> Mark:
    """Say why a text is no number."""
    if bare == INCOMPLETE.raw:
        return Mark("incomplete", raw=raw)
    nothing = _NOTHING.fullmatch(bare)
    if nothing is not None:
        blank = not nothing["placeholder"].strip("_")
        unit = nothing["unit"] or nothing["bracketed"]
        return Mark("blank" if blank else "not_applicable", raw=raw if bare else None, unit=unit)
    parts = [(token, clean(token).text) for token in raw.split()]
    numbers = tuple(token for token, part in parts if _PATTERNS[kind].fullmatch(part))
    others = sum(part in _UNITS[kind] or _PLACEHOLDER.fullmatch(part) is not None for _, part in parts)
    if len(numbers) + others < len(parts):
        return Mark("unreadable", raw=raw)
    return Mark("ambiguous", raw=raw, candidates=numbers) if numbers else Mark("not_applicable", raw=raw)


@lru_cache(maxsize=8192)
def looks_like_value(text: str) -> bool:
    """Say whether a text is what stands in a cell for a value, as opposed to a label, a unit or nothing.

    Numbers, amounts, dashes, strokes, 无 and signs in words are values, and so is what is no exact number but was
    meant as one: ``约160``, ``5%`` and ``?``. ``1.属于国家秘密``, ``2023年`` and a unit alone are none.
    """
    if len(text) > LONGEST_VALUE:
        return False
    for kind in _PATTERNS:
        value = _parse(text, kind, None)
        if not isinstance(value, Mark) or value.state in {"not_applicable", "ambiguous", "incomplete"}:
            return True
    return _INEXACT.fullmatch(_bare(text)) is not None
