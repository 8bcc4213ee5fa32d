"""Reports written as Word files, and read again."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

from docx import Document as WordDocument

from govinfo_converters.docx_file import FORMAT
from govinfo_schema.format_contract import Input, ReadOptions, WriteOptions
from govinfo_schema.forms import form_named, make_report
from govinfo_schema.marks import Mark, Money
from govinfo_schema.report import Agency
from layouts import YEARS

if TYPE_CHECKING:
    from docx.document import Document

    from govinfo_schema.forms import Report
    from govinfo_schema.marks import CellValue

HEADINGS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)
PLAIN = WriteOptions()


def written(report: Report, options: WriteOptions = PLAIN) -> bytes:
    assert FORMAT.write is not None
    return FORMAT.write(report, options)


def read(data: bytes, form: str | None = None) -> Report:
    """What a Word file shows, without the record that it carries."""
    assert FORMAT.read is not None
    return FORMAT.read(Input(data=_without_record(data), name="written.docx"), ReadOptions(form=form)).report


def _without_record(data: bytes) -> bytes:
    """The file as a program saves it that drops the parts it does not know."""
    target = BytesIO()
    with ZipFile(BytesIO(data)) as parts, ZipFile(target, "w") as kept:
        for name in parts.namelist():
            if not name.startswith("customXml/"):
                kept.writestr(name, parts.read(name))
    return target.getvalue()


def opened(report: Report, options: WriteOptions = PLAIN) -> Document:
    return WordDocument(BytesIO(written(report, options)))


def filled(name: str, marked: dict[str, Mark] | None = None, **envelope: object) -> Report:
    """A report whose every cell holds another number, so that no cell can be mistaken for another."""
    form = form_named(name)
    values: dict[str, CellValue] = {
        cell.path: Money(Decimal(f"{number}.50"), cell.unit) if cell.kind == "money" else number
        for number, cell in enumerate(form.cells, 101)
        if cell.path not in (marked or {})
    }
    given_envelope = {"agency": Agency(name="某某县人民政府"), "year": YEARS[name], **envelope}
    return make_report(form, values, marked or {}, **given_envelope)
