"""Which form, which year, which organ: with the evidence for each, or a refusal."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from itertools import zip_longest
from typing import TYPE_CHECKING

from attrs import frozen

from govinfo_converters.alignment.labels import key_of, tables_of
from govinfo_converters.document import Document, Grid, Paragraph
from govinfo_converters.text_cleaning import clean
from govinfo_schema.provenance import Place
from govinfo_schema.reading import Evidence
from govinfo_schema.report import Period
from govinfo_schema.versions import NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from govinfo_converters.alignment.entries import Entry, Item

_YEAR = r"(?P<year>(?:19|20)\d\d|二[〇○零O0][〇○零一二三四五六七八九O0]{2})"
_REPORT = r"政府信息公开(?:工作)?(?:情况)?(?:年度)?(?:报告|年报|情况统计表|统计表)"
_TITLE = re.compile(rf"(?P<before>.{{0,40}}?){_YEAR}年?度?(?P<between>.{{0,30}}?){_REPORT}")
_TITLE_YEAR_LAST = re.compile(rf"(?P<before>.{{2,40}}?){_REPORT}\({_YEAR}年?度?\)")
_YEAR_ALONE = re.compile(rf"^\({_YEAR}年度?\)$")
_PERIOD = re.compile(
    rf"{_YEAR}年(?P<m1>\d{{1,2}})月(?P<d1>\d{{1,2}})日(?:起)?(?:至|到|-|—|~)+(?:(?P<end>(?:19|20)\d\d)年|同年)?(?P<m2>\d{{1,2}})月(?P<d2>\d{{1,2}})日"
)
_FILLED_BY = re.compile(r"填报单位(?:\(盖章\))?:?(?P<name>[\u3400-\u9fff]{3,40})$")
_COMPILED_BY = re.compile(r"由(?P<name>[\u3400-\u9fff]{3,30}?)(?:负责)?(?:编制|编写)")
_ORGAN = re.compile(
    r"^[\u3400-\u9fff]{2,40}(?:政府|办公室|局|委员会|委|办|厅|院|中心|乡|镇|街道|街道办事处|管理处|管委会|县|区|市|旗|州|省)$"
)
_PUBLISHED = re.compile(
    r"(?:发布|发文|公开|生成|成文|印发)(?:时间|日期):?(?P<y>(?:19|20)\d\d)[-年/.](?P<m>\d{1,2})[-月/.](?P<d>\d{1,2})"
)
_SIGNED_ON = re.compile(r"^\(?(?P<y>(?:19|20)\d\d)年(?P<m>\d{1,2})月(?P<d>\d{1,2})日\)?$")
_ISO = re.compile(r"(?P<y>(?:19|20)\d\d)[-/年.](?P<m>\d{1,2})[-/月.](?P<d>\d{1,2})")
_CHINESE_DIGITS = str.maketrans("〇○零O一二三四五六七八九", "0000123456789")
_LONGEST_TITLE = 80
_LEADING = re.compile(r"^(?:标题:|附件\d*:?|关于|首页|当前位置:.*>)+|^.*(?:>|》|:)")


@frozen
class Line:
    """A piece of the document's text, cleaned and without blanks."""

    text: str
    place: Place


def lines_of(document: Document) -> list[Line]:
    """Return the texts outside the figures that may say what the document is, in its order, metadata first."""
    lines = [Line("".join(clean(value).text.split()), Place()) for value in document.metadata.values() if value]
    for block in document.blocks:
        if isinstance(block, Paragraph):
            lines.append(Line("".join(clean(block.text).text.split()), block.place))
        elif isinstance(block, Grid):
            lines.extend(
                Line("".join(clean(cell.text).text.split()), block.place)
                for cell in block.cells
                if cell.row == 0 and cell.colspan > 1
            )
    return lines


def _year(text: str) -> int:
    return int(text.translate(_CHINESE_DIGITS))


@cache
def _distinctive_keys(form_name: str) -> tuple[str, ...]:
    """Return label keys that this form prints and no other form prints, not even as part of a label."""
    own = [key for table in tables_of(form_name) for row in table.rows for key in row.keys]
    own += [
        key_of(cell.column_levels[-1]) for table in tables_of(form_name) for row in table.rows for cell in row.cells
    ]
    others = [
        key
        for name in NAMES
        if name != form_name
        for table in tables_of(name)
        for key in (*table.by_key, *table.headings, *table.columns)
    ]
    distinctive = (key for key in dict.fromkeys(own) if not any(key in other or other == key for other in others))
    return tuple(key for key in distinctive if len(key) >= _SHORTEST_EVIDENCE)


_SHORTEST_EVIDENCE = 4
_LONGEST_LABEL = 60
_LEAST_RUN_TOGETHER = 4


def form_evidence(entries: Sequence[Entry]) -> dict[str, tuple[Evidence, ...]]:
    """Return, for each form, the labels in the document that only this form prints."""
    labels = [item for entry in entries for item in entry.labels if len(item.text) <= _LONGEST_LABEL]
    text = "".join(key_of(item.text) for item in labels)
    found: dict[str, tuple[Evidence, ...]] = {}
    for name in NAMES:
        keys = [key for key in _distinctive_keys(name) if key in text]
        found[name] = tuple(
            Evidence(subject="form", value=name, text=key, place=_place_of(key, labels)) for key in keys
        )
    return found


def labels_run_together(document: Document) -> tuple[str, ...]:
    """Return labels of a form that stand in one long paragraph, where nothing separates figures from text."""
    for block in document.blocks:
        if isinstance(block, Paragraph) and len(block.text) > _LONGEST_LABEL:
            text = key_of(block.text)
            for name in NAMES:
                keys = tuple(key for key in _distinctive_keys(name) if key in text)
                if len(keys) >= _LEAST_RUN_TOGETHER:
                    return keys
    return ()


def _place_of(key: str, labels: Sequence[Item]) -> Place:
    return next((item.place for item in labels if key in key_of(item.text)), Place())


def _title(line: Line) -> re.Match[str] | None:
    """Return what a title says, when the line is one."""
    if len(line.text) > _LONGEST_TITLE:
        return None
    return _TITLE_YEAR_LAST.search(line.text) or _TITLE.search(line.text)


def _with_joined(lines: Sequence[Line]) -> list[Line]:
    """Return the lines, and those that are no titles also joined with the next one: titles are often broken."""
    joined: list[Line] = []
    for line, following in zip_longest(lines, lines[1:]):
        joined.append(line)
        if following is not None and not _title(line) and not _title(following):
            joined.append(Line(line.text + following.text, line.place))
    return joined


def year_evidence(lines: Sequence[Line]) -> tuple[Evidence, ...]:
    """Return what the document says of its report year: titles first, then the period of its figures."""
    titles = [
        Evidence(subject="year", value=str(_year(found["year"])), text=line.text, place=line.place)
        for line in _with_joined(lines)
        for found in [_title(line) or _YEAR_ALONE.search(line.text)]
        if found
    ]
    periods = [
        Evidence(subject="period", value=str(_year(found["year"])), text=found[0], place=line.place)
        for line in lines
        for found in [_PERIOD.search(line.text)]
        if found
    ]
    return (*titles, *periods)


def period_in(lines: Sequence[Line]) -> Period | None:
    """Return the period that the document states for its figures."""
    for line in lines:
        found = _PERIOD.search(line.text)
        if found:
            year = _year(found["year"])
            start = _date(year, found["m1"], found["d1"])
            end = _date(int(found["end"] or year), found["m2"], found["d2"])
            if start and end:
                return Period(start=start, end=end)
    return None


def _date(year: int, month: str, day: str) -> date | None:
    try:
        return date(year, int(month), int(day))
    except ValueError:
        return None


def publication_evidence(document: Document, lines: Sequence[Line]) -> tuple[date, Evidence] | None:
    """Return the day of publication with its evidence."""
    for name, value in document.metadata.items():
        found = _ISO.search(value) if "date" in name or "time" in name else None
        day = _date(int(found["y"]), found["m"], found["d"]) if found else None
        if day:
            return day, Evidence(subject="publication_date", value=day.isoformat(), text=f"{name}: {value}")
    for pattern in (_PUBLISHED, _SIGNED_ON):
        for line in lines:
            found = pattern.search(line.text)
            day = _date(int(found["y"]), found["m"], found["d"]) if found else None
            if found and day:
                return day, Evidence(subject="publication_date", value=day.isoformat(), text=found[0], place=line.place)
    return None


def _organ(text: str) -> str | None:
    name = _LEADING.sub("", text)
    return name if _ORGAN.match(name) else None


def _from_title(number: int, lines: Sequence[Line]) -> str | None:
    line = lines[number]
    found = _title(line)
    if found is None:
        return None
    between = found.groupdict().get("between") or ""
    return _organ(found["before"]) or _organ(between) or (_organ(lines[number - 1].text) if number else None)


def _from_words(pattern: re.Pattern[str], line: Line) -> str | None:
    found = pattern.search(line.text)
    return found["name"] if found else None


def agency_evidence(lines: Sequence[Line]) -> tuple[Evidence, ...]:
    """Return what the document says of its organ: the head of the table first, then titles, then who compiled it."""
    names = [(_from_words(_FILLED_BY, line), line) for line in lines]
    joined = _with_joined(lines)
    names += [(_from_title(number, joined), line) for number, line in enumerate(joined)]
    names += [(_from_words(_COMPILED_BY, line), line) for line in lines]
    return tuple(
        Evidence(subject="agency", value=name, text=line.text[:_LONGEST_TITLE], place=line.place)
        for name, line in names
        if name
    )


def narrative_lines(document: Document) -> Iterator[Line]:
    """Yield the paragraphs of the document, cleaned, blanks kept."""
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield Line(clean(block.text).text.strip(), block.place)
