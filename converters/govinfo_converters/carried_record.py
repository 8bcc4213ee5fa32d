"""The record that a written file carries beside what it shows: the canonical JSON of its report.

A page shows no residue, no difference between a blank cell and one that the form of origin did not ask, and no figure
as it was before a correction. Word files and workbooks therefore carry the report itself along, and reading them puts
together again what is shown and what is carried. **What is shown counts**: a cell that no longer shows what the record
would print there was edited, and keeps what it shows. A record of another report, or one from which most figures
differ, is not used. Either way a finding says so.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from govinfo_converters.cell_values import parse_cell
from govinfo_converters.docx_outline import Words, outline
from govinfo_converters.printed_text import printed
from govinfo_converters.text_cleaning import clean
from govinfo_schema.codec import from_json, to_json
from govinfo_schema.errors import GovinfoError
from govinfo_schema.findings import Finding
from govinfo_schema.forms import cell_values, form_of, make_report
from govinfo_schema.marks import CellValue, Mark, Money
from govinfo_schema.messages import LANGUAGES, Text, enumerated
from govinfo_schema.report import ENVELOPE_FIELDS
from govinfo_schema.versions import version_named

if TYPE_CHECKING:
    from govinfo_schema.forms import Report
    from govinfo_schema.reading import Reading

RECORD_NAMESPACE = "urn:govinfo-schema:report"
"""Namespace of the XML part of a package whose text is the record, ``customXml/item1.xml`` as written."""

RECORD_NAME = "govinfo.record"
"""Defined name of the cells of a workbook that together are the record."""

RECORD = "R-RECORD"
_MOST_EDITED = 0.5  # of the figures; beyond that it is another report in an old file
_SHOWN = 5
# What JSON may hold as it is, and XML or workbooks may not.
_NOT_EVERYWHERE = re.compile("[\x7f-\x9f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


def record_of(report: Report) -> str:
    """Return the canonical JSON of ``report`` in signs that XML and workbooks keep; the others are escaped."""
    return _NOT_EVERYWHERE.sub(lambda match: f"\\u{ord(match[0]):04x}", to_json(report))


def needs_record(report: Report) -> bool:
    """Say whether ``report`` holds what nobody reads off a printed form.

    That is a residue, corrections, rows added locally, the scope, the code of the division, cells whose print does not
    say all (not asked, without a certain number, an amount without a unit below a head that states one), and running
    text with signs that readers take for others.
    """
    stated = report.scope != "unknown" or report.agency.region_code is not None
    kept = report.residue or report.corrections or report.extensions
    texts = (text for section in report.narrative for text in (section.heading, *section.paragraphs))
    return stated or bool(kept) or not _is_all_printed(report) or any(clean(text).text != text for text in texts)


def _is_all_printed(report: Report) -> bool:
    """Whether every cell reads as it was from its print."""
    values, marks = cell_values(report), report.marks
    return all(
        parse_cell(printed(cell, values[path], marks.get(path)), cell.kind, cell.unit) == marks.get(path, values[path])
        for path, cell in form_of(report).by_path.items()
    )


def with_record(reading: Reading, record: str) -> Reading:
    """Put together what a file shows and the record that it carries.

    Args:
        reading: what was read from the tables and the text of the file.
        record: the JSON that the file carries.

    Returns:
        The reading with the residue, the corrections, the scope and the division code of the record, and with its marks
        where cells show what it would print. Cells that were edited keep what they show. A record that cannot be used
        leaves the reading as it is but for a finding.
    """
    try:
        carried = from_json(record)
    except GovinfoError as error:
        return _with_finding(reading, _damaged(error))
    report = reading.report
    difference = _other_report(report, carried)
    if difference is not None:
        return _with_finding(reading, _not_used(difference))
    merged = _merged(report, carried)
    held = {path: value for path, value in cell_values(carried).items() if value is not None}
    changed = sum(path in held for path in merged.edited)
    if changed > _MOST_EDITED * len(held):
        return _with_finding(reading, _not_used(_mostly_different(changed, len(held))))
    kept = {name: getattr(report, name) for name in ENVELOPE_FIELDS if name != "marks"}
    kept |= {name: getattr(carried, name) for name in ("residue", "corrections")}
    if _same_text(report, carried):
        kept |= {name: getattr(carried, name) for name in ("narrative", "extensions")}
    kept["agency"] = evolve(report.agency, region_code=report.agency.region_code or carried.agency.region_code)
    kept["scope"] = carried.scope if report.scope == "unknown" else report.scope
    result = make_report(form_of(report), merged.values, merged.marks, **kept)
    findings = tuple(each for each in reading.findings if not _explained(each, result))
    told = (_edited(result, merged.edited),) if merged.edited and carried.residue else ()
    return evolve(reading, report=result, findings=(*findings, *told))


@frozen
class _Merged:
    """The cells of a report and its record put together; ``edited`` are those that show something else."""

    values: dict[str, CellValue]
    marks: dict[str, Mark]
    edited: tuple[str, ...]


def _merged(report: Report, carried: Report) -> _Merged:
    form = form_of(report)
    values, held = cell_values(report), cell_values(carried)
    marks = dict(report.marks)
    edited: list[str] = []
    for path, cell in form.by_path.items():
        mark, value = marks.get(path), values[path]
        shown = (mark.raw or "") if mark is not None else printed(cell, value, None)
        same = shown == printed(cell, held[path], carried.marks.get(path)) or _same_amount(value, held[path])
        if not same:
            edited.append(path)
            continue
        values[path] = held[path]
        marks.pop(path, None)
        if path in carried.marks:
            marks[path] = carried.marks[path]
    in_order = {path: marks[path] for path in form.paths if path in marks}
    return _Merged(values, in_order, tuple(edited))


def _same_amount(shown: CellValue, held: CellValue) -> bool:
    """Whether two amounts are one, of which programs may have changed the trailing zeros."""
    return isinstance(shown, Money) and isinstance(held, Money) and (shown.value, shown.unit) == (held.value, held.unit)


def _same_text(report: Report, carried: Report) -> bool:
    """Whether a file shows the text of its record: all of it, and beside it only what a writer adds."""
    shown = _texts(report)
    in_word = (
        [_words(piece.text) for piece in outline(carried, language) if isinstance(piece, Words)]
        for language in LANGUAGES
    )
    rows = (text for row in carried.extensions for text in (row.table, row.label, " | ".join(row.values)))
    in_workbook = [*map(_words, rows), *_texts(carried)]
    written = any(_stand_in(texts, shown) for texts in (in_workbook, *in_word))
    return written and _stand_in(shown, _texts(carried))


def _texts(report: Report) -> list[str]:
    texts = (text for section in report.narrative for text in (section.heading, *section.paragraphs))
    return [words for text in texts if (words := _words(text))]


def _words(text: str) -> str:
    """Return a text without what reading changes in it: full-width signs, and blanks."""
    return "".join(clean(text).text.split())


def _stand_in(all_texts: list[str], texts: list[str]) -> bool:
    """Whether ``texts`` stand among ``all_texts`` in their order."""
    rest = iter(all_texts)
    return all(text in rest for text in texts)


def _other_report(report: Report, carried: Report) -> Text | None:
    """Say in what the report that a file shows differs from the one of its record; ``None`` for the same report."""
    names = (report.agency.name, carried.agency.name)
    if report.form != carried.form:
        return Text(f"表式为 {carried.form}", f"its form is {carried.form}")
    if report.year is not None and carried.year is not None and report.year != carried.year:
        return Text(f"年度为 {carried.year}", f"its year is {carried.year}")
    if None not in names and names[0] != names[1]:
        return Text(f"机关为 {names[1]}", f"its organ is {names[1]}")
    return None


def _mostly_different(number: int, figures: int) -> Text:
    return Text(f"{figures} 格数字中有 {number} 格不同", f"{number} of its {figures} figures differ")


def _explained(finding: Finding, report: Report) -> bool:
    """Whether the residue tells why the form is not that of the year: the report was carried there."""
    return finding.rule == "R-YEAR-FORM" and any(
        report.year is not None and version_named(residue.form).covers(report.year) for residue in report.residue
    )


def _with_finding(reading: Reading, finding: Finding) -> Reading:
    return evolve(reading, findings=(*reading.findings, finding))


def _finding(message: Text, cells: tuple[str, ...] = ()) -> Finding:
    return Finding(rule=RECORD, severity="warning", outcome="failed", message=message, cells=cells)


def _damaged(error: GovinfoError) -> Finding:
    zh, en = error.what.zh, error.what.en
    return _finding(
        Text(
            f"文件随附的数据记录无法读取，未采用：{zh}迁移前的余项如有需要，请改用 JSON 文件。",
            f"The record that the file carries cannot be read and was not used: {en} Where the residue of a migration "
            "is needed, use the JSON file.",
        )
    )


def _not_used(difference: Text) -> Finding:
    return _finding(
        Text(
            f"文件随附的数据记录属于另一份报告（{difference.zh}），未采用；以文件显示的内容为准。",
            f"The record that the file carries is of another report ({difference.en}) and was not used; what the file "
            "shows counts.",
        )
    )


def _edited(report: Report, paths: tuple[str, ...]) -> Finding:
    form = form_of(report)
    named = enumerated(form.label_of(path) for path in paths[:_SHOWN])
    more_zh, more_en = ("等", " and others") if len(paths) > _SHOWN else ("", "")
    return _finding(
        Text(
            f"迁移结果写出后被改动的单元格（{len(paths)}）：{named.zh}{more_zh}。"
            "以改动后的内容为准；返回原表式时，余项中与之不符的不予恢复。",
            f"Cells edited after the migrated report was written ({len(paths)}): {named.en}{more_en}. What they show "
            "counts; going back does not restore what the residue holds against it.",
        ),
        cells=paths,
    )
