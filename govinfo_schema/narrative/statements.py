"""Sentences that state a count which the tables have as well.

Precision goes before recall: a sentence counts only where each of its words up to the number is known and none says
that it is about something else, a part, another year or a change. What is not understood is passed over in silence.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from attrs import frozen

from govinfo_schema.narrative.grammar import ANOTHER, WHOLE_YEAR, WIDE, YEAR, Topic, compiled, prefix_of
from govinfo_schema.narrative.numerals import CHINESE_DIGITS, Amount, amount_of
from govinfo_schema.narrative.passages import Sentence, sentences_of
from govinfo_schema.provenance import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from govinfo_schema.narrative.grammar import Pattern
    from govinfo_schema.report import Section

# A sentence without one of these states no count that is looked for; one without a number with a unit, or a word that
# says that there is none, states no count at all.
_SUBJECT = re.compile(r"申请|复议|诉讼|结转|办结|答复|规章|规范性文件|许可|处罚|强制|收费|处理费|微博|微信|网站")
_COUNT = re.compile(rf"[0-9千万亿{CHINESE_DIGITS}](?:余|多|来|左右|以上)?[件宗起例条份人个次部元万亿]|未|无|没有")
_SIGNS = f"0123456789未无没{CHINESE_DIGITS}亿"  # each count has one of them; quickly looked for in a long text
_LONG = 500
_NOTHING = Amount(Decimal(0), Decimal(0))


@frozen(kw_only=True)
class Statement:
    """A count that a sentence states.

    Attributes:
        topic: what is counted.
        amount: the numbers that the words allow.
        unit: the unit as it is written; empty where the sentence says that there is none.
        is_none: whether the sentence says so in words, such as 未收到.
        is_wide: whether it names a whole region as what the count is of.
        words: the clause that states it.
        quote: the sentence.
        place: where it stands.
    """

    topic: Topic
    amount: Amount
    unit: str
    is_none: bool
    is_wide: bool
    words: str
    quote: str
    place: Place


def statements_of(sections: Iterable[Section], year: int | None, names: tuple[str, ...]) -> tuple[Statement, ...]:
    """Return the counts that the running text states for the year of a report.

    Args:
        sections: the running text.
        year: the report year; without it, sentences that name a year are passed over.
        names: the names by which the text may call the organ.
    """
    patterns = _patterns(names)
    found: list[Statement] = []
    for sentence in sentences_of(sections, _may_state_a_count):
        for pattern, expression in patterns:
            for match in expression.finditer(sentence.text):
                found.extend(_read(pattern, match, sentence, year))
    return tuple(found)


def _may_state_a_count(text: str) -> bool:
    if len(text) > _LONG and not any(map(text.__contains__, _SIGNS)):
        return False
    return _SUBJECT.search(text) is not None and _COUNT.search(text) is not None


@lru_cache(maxsize=256)
def _patterns(names: tuple[str, ...]) -> tuple[tuple[Pattern, re.Pattern[str]], ...]:
    return compiled(prefix_of(names))


def _read(pattern: Pattern, match: re.Match[str], sentence: Sentence, year: int | None) -> Iterator[Statement]:
    before = WHOLE_YEAR.sub(r"\g<year>", sentence.text[: match.start("clause")])
    if ANOTHER.search(before) is not None or not _is_of_the_year(pattern, match, before, year):
        return
    if pattern.needs and pattern.needs not in sentence.text + sentence.heading:
        return
    said = partial(
        Statement,
        is_wide=WIDE.search(before) is not None,
        words=match.group(),
        quote=sentence.text,
        place=sentence.place,
    )
    if not pattern.topics:
        for topic in _topics_of_nothing(match["none"]):
            yield said(topic=topic, amount=_NOTHING, unit="", is_none=True)
        return
    for number, topic in enumerate(pattern.topics, start=1):
        suffix = "" if number == 1 else str(number)
        amount = amount_of(match[f"before{suffix}"], match[f"number{suffix}"], match[f"after{suffix}"])
        unit = match.groupdict().get(f"unit{suffix}") or match.groupdict().get("unit2") or ""
        if amount is not None:
            yield said(topic=topic, amount=amount, unit=unit, is_none=False)


def _is_of_the_year(pattern: Pattern, match: re.Match[str], before: str, year: int | None) -> bool:
    """Say whether no other year than ``year`` is named before the count."""
    named = YEAR.findall(before)
    if not pattern.names_year:
        named += YEAR.findall(match["clause"])
    return all(year is not None and int(each) == year for each in named)


def _topics_of_nothing(words: str) -> Iterator[Topic]:
    """Yield what a sentence says that there is none of."""
    if words == "信息处理费":
        yield "processing_fee"
    if "行政复议" in words:
        yield "reconsideration"
    if "行政诉讼" in words:
        yield "litigation"
    if "行政" not in words and "申请" in words and "公开" in words:
        yield "received"
