"""What a reader noticed: years that do not fit, mixtures of forms, rows that are not there, figures without a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govinfo_schema.findings import Finding
from govinfo_schema.messages import Text, enumerated
from govinfo_schema.reading import Evidence, Leftover
from govinfo_schema.versions import version_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from govinfo_converters.alignment.entries import Entry, Item
    from govinfo_converters.alignment.form_reading import FormReading, FoundTable
    from govinfo_converters.recognition import Line
    from govinfo_schema.provenance import Place

_FEW = 5
_MANY = 12
_LATEST = 2  # years after the report year; later than that a report is hardly published for the first time


def _finding(rule: str, severity: str, message: Text, *, instance: str = "", places: tuple[Place, ...] = ()) -> Finding:
    return Finding(
        rule=rule,
        severity="error" if severity == "error" else "warning",
        outcome="failed",
        message=message,
        instance=instance,
        places=places,
    )


def year_findings(form: str, years: Sequence[Evidence]) -> tuple[Finding, ...]:
    """Compare the years that the document states with each other and with the form."""
    if not years:
        return (
            _finding(
                "R-YEAR", "warning", Text("文件没有写明报告年度。", "The document does not state its report year.")
            ),
        )
    stated = dict.fromkeys(item.value for item in years)
    findings: list[Finding] = []
    if len(stated) > 1:
        said = "；".join(f"{item.value}（{item.text}）" for item in years[:_FEW])
        english = "; ".join(f"{item.value} ({item.text})" for item in years[:_FEW])
        findings.append(
            _finding(
                "R-YEARS-DIFFER",
                "warning",
                Text(
                    f"标题与统计期限等处的年份不一致：{said}。按 {years[0].value} 年读取。",
                    f"The years in titles and period differ: {english}. Read as {years[0].value}.",
                ),
            )
        )
    version = version_named(form)
    if not version.covers(int(years[0].value)):
        findings.append(
            _finding(
                "R-YEAR-FORM",
                "error",
                Text(
                    f"{years[0].value} 年的报告用了 {form} 表式，该表式适用于 {version.period.zh}。",
                    f"The report of {years[0].value} uses the form {form}, which is for {version.period.en}.",
                ),
            )
        )
    return tuple(findings)


def period_findings(said: Line | None) -> tuple[Finding, ...]:
    """Tell that a table is of a part of a year: the line above it says so.

    Args:
        said: that line, if there is one.
    """
    if said is None:
        return ()
    message = Text(
        f"表头写明是季度或半年的统计（{said.text}），不是全年的数字。请核对是否为年度报告的统计表。",
        f"The head of the table says that it is of a quarter or of half a year ({said.text}), and not of a whole year. "
        "Check whether this is the table of an annual report.",
    )
    return (_finding("R-PERIOD", "error", message, places=(said.place,)),)


def agency_findings(agencies: Sequence[Evidence]) -> tuple[Finding, ...]:
    """Compare the organs that the document names; a short name and a long one of the same organ are the same.

    Who compiled a report is often an office of the organ with a name of its own, and says nothing against it.
    """
    named = list(dict.fromkeys(item.value for item in agencies if "编" not in item.text))
    others = [name for name in named[1:] if name not in named[0] and named[0] not in name]
    if not others:
        return ()
    first = {item.value: item for item in reversed(agencies)}
    told = [first[name] for name in (named[0], *others)][:_FEW]
    zh = "；".join(f"{item.value}（{item.text}）" for item in told)
    en = "; ".join(f"{item.value} ({item.text})" for item in told)
    return (
        _finding(
            "R-AGENCIES-DIFFER",
            "warning",
            Text(
                f"标题、落款、网页信息等处的机关不一致：{zh}。按 {named[0]} 读取。",
                f"The organs in titles, signature and metadata differ: {en}. Read as {named[0]}.",
            ),
            places=tuple(item.place for item in told if item.place.known),
        ),
    )


def publication_findings(year: int | None, published: tuple[date, Evidence] | None) -> tuple[Finding, ...]:
    """Compare the report year with the day of publication: a report of a year is published after its end, and soon."""
    if year is None or published is None or year < published[0].year <= year + _LATEST:
        return ()
    day, evidence = published
    return (
        _finding(
            "R-PUBLISHED",
            "warning",
            Text(
                f"{year} 年的报告发布于 {day.isoformat()}（{evidence.text}），年度或日期可能有误。",
                f"The report of {year} was published on {day.isoformat()} ({evidence.text}): the year or the date may "
                "be wrong.",
            ),
            places=(evidence.place,) if evidence.place.known else (),
        ),
    )


def page_findings(metadata: Mapping[str, str]) -> tuple[Finding, ...]:
    """Report what a file cannot say, by what its reader noted.

    Pages that hold no text, such as scanned ones among others, were not read; on scanned pages a machine recognised
    the text; formulas whose result was not stored have none.
    """
    return tuple(
        _finding(rule, "warning", Text(zh.format(listed.zh), en.format(listed.en)))
        for noted, rule, zh, en in _NOTED
        if (listed := _first_of(metadata.get(noted, ""))).zh
    )


def _first_of(noted: str) -> Text:
    """Return the first places of those that a reader noted, one a line, and how many there are where that is more."""
    places = noted.split("\n")
    first = enumerated(places[:_MANY])
    if len(places) <= _MANY:
        return first
    return Text(f"{first.zh} 等 {len(places)} 处", f"{first.en} … ({len(places)} in all)")


def twin_findings(places: Sequence[Place]) -> tuple[Finding, ...]:
    """Report tables that stand in the document again with equal figures, and were read once."""
    if not places:
        return ()
    return (
        _finding(
            "R-TWICE",
            "warning",
            Text(
                "同样的表格在文件中出现了不止一次，数字相同，只读取一次。",
                "Tables stand in the document more than once, with equal figures; they were read once.",
            ),
            places=tuple(places),
        ),
    )


def disputed_finding(title: str, places: Sequence[Place]) -> Finding:
    """Report a table that stands in the document twice, with different figures, and was left open."""
    return _finding(
        "R-DISPUTED",
        "error",
        Text(
            f"“{title}”的表格出现了两次，数字不同，无法确定以哪一份为准，其单元格未读取。请核对后只保留一份。",
            f"The table “{title}” stands there twice, with different figures; nobody can tell which one is meant, so "
            "its cells were left open. Check them, and keep one.",
        ),
        instance=title,
        places=tuple(places),
    )


_NOTED = (
    (
        "pages_without_text",
        "R-PAGES",
        "第 {} 页没有文字层（可能是扫描页），页上的内容未能读取。请对这些页做文字识别后核对。",
        "Pages without text, perhaps scanned: {}. They were not read; recognise their text and check it.",
    ),
    (
        "pages_with_recognised_text",
        "R-OCR",
        "第 {} 页是扫描页，文字由软件识别（OCR），数字可能认错。请对照页面图像逐格核对。",
        "Pages that are scans, whose text a program recognised: {}. Check each figure against the picture of the page.",
    ),
    (
        "formulas without result",
        "R-FORMULAS",
        "这些单元格是公式，文件中没有存其结果，数字未能读取：{}。请用 Excel 或 WPS 打开，重新计算后保存。",
        "Cells with formulas whose result is not stored were not read: {}. Open and save the file in Excel or WPS.",
    ),
)


def _mixture(form: str, evidence: dict[str, tuple[Evidence, ...]]) -> Iterator[Finding]:
    for name, found in evidence.items():
        if name == form or not found:
            continue
        labels = enumerated(f"“{item.text}”" for item in found[:_FEW])
        yield _finding(
            "R-MIXED",
            "error",
            Text(
                f"按 {form} 表式读取，但文件中也有 {name} 表式的栏目：{labels.zh}。",
                f"Read as {form}, but labels of the form {name} stand in the document too: {labels.en}.",
            ),
            instance=name,
        )


def _foreign(form: str, tables: Sequence[FoundTable]) -> Iterator[Finding]:
    for table in tables:
        for entry in table.found.foreign:
            label, figures = entry.labels[-1].text.strip(), " ".join(item.text.strip() for item in entry.values)
            yield _finding(
                "R-MIXED",
                "error",
                Text(
                    f"按 {form} 表式读取，但“{table.table.title}”中有其他表式的行“{label}”：{figures}。",
                    f"Read as {form}, but “{table.table.title}” has a row of another form, “{label}”: {figures}.",
                ),
                instance=label,
                places=(entry.place,),
            )


def _missing(tables: Sequence[FoundTable]) -> Iterator[Finding]:
    for table in tables:
        title, missing = table.table.title, table.missing_rows
        if not table.found.rows and not (table.found.open and table.table.labelled):
            yield _finding(
                "R-TABLE",
                "error",
                Text(f"没有找到“{title}”的表格。", f"The table “{title}” was not found."),
                instance=title,
            )
        elif missing:
            rows = enumerated(f"“{row}”" for row in missing)
            yield _finding(
                "R-ROWS",
                "warning",
                Text(f"“{title}”中没有找到这些行：{rows.zh}。", f"Rows of “{title}” that were not found: {rows.en}."),
                instance=title,
            )


def table_findings(
    form: str, tables: Sequence[FoundTable], evidence: dict[str, tuple[Evidence, ...]]
) -> tuple[Finding, ...]:
    """Report a mixture of forms, tables and rows that were not found, and rows that stand there twice."""
    repeated = tuple(
        _finding(
            "R-REPEATED",
            "warning",
            Text(
                f"“{entry.labels[-1].text.strip()}”一行出现了不止一次，后一次的数字未采用。",
                f"The row “{entry.labels[-1].text.strip()}” stands there more than once; what follows is left over.",
            ),
            places=(entry.place,),
        )
        for table in tables
        for entry in table.found.repeated
    )
    return (*_mixture(form, evidence), *_foreign(form, tables), *_missing(tables), *repeated)


_NO_LABEL = Text("所在行没有可以辨认的名称。", "Its row has no label that can be recognised.")
_OWN_ROW = Text("所在行不属于该表式。", "Its row does not belong to the form.")
_OTHER_FORM = Text("所在行属于其他表式。", "Its row belongs to another form.")
_TWICE = Text("同一行出现了不止一次。", "The same row stands there more than once.")
_NO_COLUMN = Text("所在列没有对应的单元格，或者位置不能确定。", "No cell belongs to its column, or its place is open.")
_OTHER_TABLE = Text("所在表格不是该表式的表格。", "Its table is not a table of the form.")


def leftovers_of(items: Iterable[tuple[Item, Text]]) -> tuple[Leftover, ...]:
    """Return what was left over as the reading tells it."""
    return tuple(Leftover(text=item.text.strip(), place=item.place, reason=reason) for item, reason in items)


def items_left_over(entries: Sequence[Entry], reading: FormReading) -> tuple[tuple[Item, Text], ...]:
    """Return every figure in a table that belongs to no cell, with the reason."""
    used = {id(cell.item) for cell in reading.cells if cell.item is not None}
    leftovers: list[tuple[Item, Text]] = []
    seen: set[int] = set()

    def keep(items: Iterable[Item], reason: Text) -> None:
        for item in items:
            if id(item) not in used and id(item) not in seen and any(map(str.isdigit, item.text)):
                seen.add(id(item))
                leftovers.append((item, reason))

    blocks: set[int] = set()
    for table in reading.tables:
        found = table.found
        for row in found.rows.values():
            blocks.add(row.entry.block)
            keep(row.entry.values, _NO_COLUMN)
        groups = (
            (found.extensions, _OWN_ROW),
            (found.foreign, _OTHER_FORM),
            (found.repeated, _TWICE),
            (found.unplaced, _NO_LABEL),
        )
        for group, reason in groups:
            for entry in group:
                keep(entry.values, reason)
    for entry in entries:
        if entry.layout != "paragraphs":
            keep(entry.values, _NO_LABEL if entry.block in blocks else _OTHER_TABLE)
    return tuple(leftovers)
