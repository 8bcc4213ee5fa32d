"""Which form, which year, which organ: with the evidence for each, or a refusal."""

from __future__ import annotations

import re
from datetime import date
from functools import cache, cached_property
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from attrs import frozen

from govinfo_converters.alignment.labels import key_of, tables_of
from govinfo_converters.document import Document, Grid, Paragraph
from govinfo_converters.text_cleaning import clean, clean_all
from govinfo_schema.narrative.passages import has_blanks
from govinfo_schema.provenance import Place
from govinfo_schema.reading import Evidence
from govinfo_schema.report import Period
from govinfo_schema.versions import NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

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
_PUBLISHER = re.compile(r"source|author|publisher|organ", re.IGNORECASE)
_ISO = re.compile(r"(?P<y>(?:19|20)\d\d)[-/年.](?P<m>\d{1,2})[-/月.](?P<d>\d{1,2})")
_CHINESE_DIGITS = str.maketrans("〇○零O一二三四五六七八九", "0000123456789")
_PART_OF_A_YEAR = re.compile(r"(?:19|20)\d\d年?度?[,、:]?第?(?:[一二三四1-4]季度|[上下]半年)")
_HEADS_A_TABLE = re.compile(r"统计(?:报)?表|填报单位|填表人|数据有效期|报表期")
_LONGEST_TITLE = 80
_NOWHERE = Place()
_SUBJECT = "信息公开"
_LEADING = re.compile(r"^(?:标题:|附件\d*:?|关于|首页|当前位置:.*>)+|^.*(?:>|》|:)")


class Line(NamedTuple):
    """A piece of the document's text.

    Attributes:
        text: cleaned, without blanks.
        clean: cleaned, with its blanks.
        place: where it stands.
        paragraph: whether it is running text, and not metadata or the head of a table.
    """

    text: str
    clean: str
    place: Place
    paragraph: bool = False

    @property
    def in_text(self) -> bool:
        """Whether it stands in the document itself, and not in what the file says of itself."""
        return self.paragraph or bool(self.place.known)


class Lines(list[Line]):
    """The lines of a document, which are looked through once for each word, however many ask for it."""

    def __init__(self, lines: Iterable[Line] = ()) -> None:
        """Keep the lines in their order."""
        super().__init__(lines)
        self._numbers: dict[str, list[int]] = {}

    @cached_property
    def _texts(self) -> list[str]:
        return [line.text for line in self]

    def numbers_with(self, word: str) -> list[int]:
        """Return the numbers of the lines that hold a word: regular expressions have a closer look at these few."""
        if word not in self._numbers:
            first = word[0]  # a sign alone is found many times as fast
            self._numbers[word] = [number for number, text in enumerate(self._texts) if first in text and word in text]
        return self._numbers[word]

    def having(self, word: str) -> list[Line]:
        """Return the lines that hold a word."""
        return [self[number] for number in self.numbers_with(word)]


def line_of(raw: str, place: Place, *, paragraph: bool = False) -> Line:
    """Return a piece of text as a line."""
    text = clean(raw).text
    return Line("".join(text.split()), text, place, paragraph)


def lines_of(document: Document) -> Lines:
    """Return the texts outside the figures that may say what the document is, in its order, metadata first."""
    found = [(value, _NOWHERE, False) for value in document.metadata.values() if value]
    for block in document.blocks:
        if isinstance(block, Paragraph):
            found.append((block.text, block.place, True))
        elif isinstance(block, Grid):
            found += [(text, block.place, False) for text in _wide_heads(block)]
    if not found:
        return Lines()
    raw, places, paragraphs = zip(*found, strict=True)
    texts = clean_all(raw)
    bare = ["".join(text.split()) for text in texts] if has_blanks("".join(texts)) else texts
    return Lines(map(Line._make, zip(bare, texts, places, paragraphs, strict=True)))


def _wide_heads(grid: Grid) -> list[str]:
    """Return the texts in the first row of a grid that stand over several columns."""
    corners = grid.frame.corners
    of_first_row = takewhile(lambda corner: corner[0] == corners[0][0], corners)
    return [text for text, (_, _, _, colspan) in zip(grid.texts, of_first_row, strict=False) if colspan > 1]


def _year(text: str) -> int:
    return int(text.translate(_CHINESE_DIGITS))


@cache
def distinctive_keys(form_name: str) -> tuple[str, ...]:
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
LONGEST_LABEL = 60
_LEAST_RUN_TOGETHER = 4


def form_evidence(entries: Sequence[Entry]) -> dict[str, tuple[Evidence, ...]]:
    """Return, for each form, the labels in the document that only this form prints."""
    labels = _labels(entries)
    text = "".join(key_of(item.text) for item in labels)
    found: dict[str, tuple[Evidence, ...]] = {}
    for name in NAMES:
        keys = [key for key in distinctive_keys(name) if key in text]
        found[name] = tuple(
            Evidence(subject="form", value=name, text=key, place=item.place if item else Place())
            for key in keys
            for item in [_labelled_with(key, labels)]
        )
    return found


def labels_run_together(document: Document) -> tuple[str, ...]:
    """Return labels of a form that stand in one long paragraph, where nothing separates figures from text."""
    for block in document.blocks:
        if isinstance(block, Paragraph) and len(block.text) > LONGEST_LABEL:
            text = key_of(block.text)
            for name in NAMES:
                keys = tuple(key for key in distinctive_keys(name) if key in text)
                if len(keys) >= _LEAST_RUN_TOGETHER:
                    return keys
    return ()


def _labels(entries: Sequence[Entry]) -> list[Item]:
    return [item for entry in entries for item in entry.labels if len(item.text) <= LONGEST_LABEL]


def _labelled_with(key: str, labels: Sequence[Item]) -> Item | None:
    return next((item for item in labels if key in key_of(item.text)), None)


def labelled_with(keys: Iterable[str], entries: Sequence[Entry]) -> list[Item | None]:
    """Return the first labels that hold what speaks for a form; ``None`` where several pieces make it up."""
    labels = _labels(entries)
    return [_labelled_with(key, labels) for key in keys]


@frozen
class Title:
    """A title of a report: what it says, and its line."""

    found: re.Match[str]
    line: Line
    number: int

    def group(self, name: str) -> str:
        """Return a part of the title, empty where it has none."""
        return self.found.groupdict().get(name) or ""


def _title_in(text: str) -> re.Match[str] | None:
    if len(text) > _LONGEST_TITLE or _SUBJECT not in text or not ("报" in text or "统计表" in text):
        return None
    return _TITLE_YEAR_LAST.search(text) or _TITLE.search(text)


def is_title(text: str) -> bool:
    """Whether a text is the title of a report, on one line."""
    return _title_in("".join(clean(text).text.split())) is not None


def titles_of(lines: Lines) -> list[Title]:
    """Return the titles among ``lines``; a title may be broken into two lines."""
    titles: list[Title] = []
    about = {number for number, line in enumerate(lines) if len(line.text) <= _LONGEST_TITLE and _SUBJECT in line.text}
    for number in sorted(about | {number - 1 for number in about if number}):
        line = lines[number]
        found = _title_in(line.text)
        following = lines[number + 1] if number + 1 < len(lines) else None
        if not found and following:
            found = None if _title_in(following.text) else _title_in(line.text + following.text)
        if found:
            titles.append(Title(found, line, number))
    return titles


def year_evidence(lines: Lines, titles: Sequence[Title]) -> tuple[Evidence, ...]:
    """Return what the document says of its report year: titles first, then the period of its figures."""
    of_titles = [(title.group("year"), title.found.string, title.line) for title in titles]
    alone = [
        (found["year"], line.text, line) for line in lines.having("年") if (found := _YEAR_ALONE.search(line.text))
    ]
    periods = [(found["year"], found[0], line) for line in lines.having("日") if (found := _PERIOD.search(line.text))]
    return (
        *(
            Evidence(subject="year", value=str(_year(year)), text=text, place=line.place)
            for year, text, line in of_titles
        ),
        *(Evidence(subject="year", value=str(_year(year)), text=text, place=line.place) for year, text, line in alone),
        *(
            Evidence(subject="period", value=str(_year(year)), text=text, place=line.place)
            for year, text, line in periods
        ),
    )


def _period_in(line: Line) -> re.Match[str] | None:
    return _PERIOD.search(line.text) if "日" in line.text else None


def says_period(line: Line) -> bool:
    """Whether a line states the period of the figures."""
    return _period_in(line) is not None


def period_in(lines: Lines) -> Period | None:
    """Return the period that the document states for its figures."""
    for line in lines.having("日"):
        found = _PERIOD.search(line.text)
        if found:
            year = _year(found["year"])
            start = _date(year, found["m1"], found["d1"])
            end = _date(int(found["end"] or year), found["m2"], found["d2"])
            if start and end:
                return Period(start=start, end=end)
    return None


def part_of_a_year(lines: Lines) -> Line | None:
    """Return the line above a table that says that its figures are those of a quarter or of half a year."""
    numbers = sorted({*lines.numbers_with("季度"), *lines.numbers_with("半年")})
    for line in map(lines.__getitem__, numbers):
        heads = len(line.text) <= _LONGEST_TITLE and "。" not in line.text and _HEADS_A_TABLE.search(line.text)
        if heads and _PART_OF_A_YEAR.search(line.text):
            return line
    return None


def _date(year: int, month: str, day: str) -> date | None:
    try:
        return date(year, int(month), int(day))
    except ValueError:
        return None


def publication_evidence(document: Document, lines: Lines) -> tuple[date, Evidence] | None:
    """Return the day of publication with its evidence."""
    for name, value in document.metadata.items():
        found = _ISO.search(value) if "date" in name or "time" in name else None
        day = _date(int(found["y"]), found["m"], found["d"]) if found else None
        if day:
            return day, Evidence(subject="publication_date", value=day.isoformat(), text=f"{name}: {value}")
    numbers = sorted({*lines.numbers_with("日"), *lines.numbers_with("时间")})
    dated = [lines[number] for number in numbers if _may_tell_a_day(lines[number].text)]
    for pattern in (_PUBLISHED, _SIGNED_ON):
        for line in dated:
            found = pattern.search(line.text)
            day = _date(int(found["y"]), found["m"], found["d"]) if found else None
            if found and day:
                return day, Evidence(subject="publication_date", value=day.isoformat(), text=found[0], place=line.place)
    return None


def _may_tell_a_day(text: str) -> bool:
    """Whether a day of publication may stand in a line, and not far from its beginning."""
    if _SIGNED_ON.match(text):
        return True
    return ("时间" in text or "日期" in text) and any(map(str.isdigit, text[:_LONGEST_TITLE]))


def _organ(text: str) -> str | None:
    name = _LEADING.sub("", text)
    return name if _ORGAN.match(name) else None


def is_organ(text: str) -> bool:
    """Whether a text is the name of an organ."""
    return _organ(text) is not None


def _from_title(title: Title, lines: Sequence[Line]) -> str | None:
    before = lines[title.number - 1].text if title.number else ""
    return _organ(title.group("before")) or _organ(title.group("between")) or _organ(before)


def _from_words(word: str, pattern: re.Pattern[str], lines: Lines) -> Iterator[tuple[str, str, Line]]:
    for line in lines.having(word):
        found = pattern.search(line.text)
        if found:
            yield found["name"], line.text, line


def _signatures(lines: Lines) -> list[Line]:
    """Return the lines that sign the report: the name of an organ above a date that stands alone."""
    dates = [number for number in lines.numbers_with("日") if _SIGNED_ON.match(lines[number].text)]
    before = [lines[number - 1] for number in dates if number]
    return [line for line in before if line.in_text and _ORGAN.match(line.text)]


def publisher_evidence(document: Document) -> tuple[Evidence, ...]:
    """Return what the file says, outside its text, of the organ that published it."""
    named = ((name, "".join(clean(value).text.split())) for name, value in document.metadata.items())
    return tuple(
        Evidence(subject="agency", value=value, text=f"{name}: {value}")
        for name, value in named
        if _PUBLISHER.search(name) and _ORGAN.match(value)
    )


ORGAN = "organ"
"""What the metadata of a document call an organ that was typed into a field for it, whatever it looks like."""


def agency_evidence(lines: Lines, titles: Sequence[Title], metadata: Mapping[str, str]) -> tuple[Evidence, ...]:
    """Return what the document says of its organ: a field, the head of the table, titles, who made and signed it."""
    typed = clean(metadata.get(ORGAN, "")).text.strip()
    stated = (Evidence(subject="agency", value=typed, text=f"填报单位:{typed}"),) if typed else ()
    names: list[tuple[str | None, str, Line]] = [*_from_words("填报单位", _FILLED_BY, lines)]
    names += [(_from_title(title, lines), title.found.string, title.line) for title in titles]
    names += _from_words("编", _COMPILED_BY, lines)
    names += [(line.text, line.text, line) for line in _signatures(lines)]
    found = tuple(
        Evidence(subject="agency", value=name, text=text[:_LONGEST_TITLE], place=line.place)
        for name, text, line in names
        if name
    )
    return (*stated, *found)
