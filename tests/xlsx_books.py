"""Workbooks that are written and opened again, for tests."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING

from openpyxl import Workbook, load_workbook

from govinfo_converters.xlsx_book import write_workbook
from govinfo_schema.findings import Finding
from govinfo_schema.format_contract import WriteOptions
from govinfo_schema.forms import all_forms, cell_values, make_report
from govinfo_schema.marks import Mark, Money
from govinfo_schema.messages import Text
from govinfo_schema.migration.ledger import Ledger, LedgerLine
from govinfo_schema.report import Agency
from govinfo_schema.validation import validate

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from govinfo_schema.forms import Report
    from govinfo_schema.marks import CellValue


FORMS = {form.name: form for form in all_forms()}


PLAIN = WriteOptions()


NEW = "applications.new_received"


RECONSIDERATION = "review_and_litigation.reconsideration"


def filled(name: str, *, leave_out: tuple[str, ...] = (), **envelope: object) -> Report:
    """A report whose every cell holds another number, so that no cell can be mistaken for another."""
    form = FORMS[name]
    values: dict[str, CellValue] = {
        cell.path: Money(Decimal(f"{number}.50"), cell.unit) if cell.kind == "money" else number
        for number, cell in enumerate(form.cells, 101)
        if cell.path not in leave_out
    }
    return make_report(form, values, **envelope)


def opened(report: Report, options: WriteOptions = PLAIN) -> Workbook:
    return load_workbook(BytesIO(write_workbook(report, options)))


def address_of(book: Workbook, path: str) -> tuple[str, str]:
    """Sheet and address of a cell of the form, by its defined name."""
    ((sheet, address),) = book.defined_names[path].destinations
    return sheet, address.replace("$", "")


def cell_of(book: Workbook, path: str) -> Cell:
    sheet, address = address_of(book, path)
    return book[sheet][address]


def number_in(value: CellValue) -> int | Decimal | None:
    return Decimal(str(value.value)) if isinstance(value, Money) else value


def texts(sheet: Worksheet) -> list[list[object]]:
    return [list(row) for row in sheet.iter_rows(values_only=True)]


# Marks


ROW = "applications.results.refused.state_secret"


MARKS = {
    f"{ROW}.natural_person": Mark("blank"),
    f"{ROW}.commercial_enterprise": Mark("not_applicable", "/"),
    f"{ROW}.research_institution": Mark("unreadable", "约3件", unit="件"),
    f"{ROW}.legal_service_institution": Mark("ambiguous", "21 22", candidates=("21", "22")),
    f"{ROW}.other_organization": Mark("not_asked"),
    f"{ROW}.total": Mark("not_applicable"),
}


def marked(name: str) -> Report:
    """A report of the form ``name`` in which six cells hold no number."""
    paths = tuple(MARKS) if name != "v2014" else tuple(path for path in FORMS[name].paths if ".refused." in path)[:6]
    report = filled(name, leave_out=paths)
    marks = dict(zip(paths, MARKS.values(), strict=True))
    return make_report(FORMS[name], cell_values(report), marks)


# Findings


def finding(rule: str, **fields: object) -> Finding:
    given = {"severity": "error", "outcome": "failed", "message": Text(f"{rule}的说明。", f"What {rule} says.")}
    return Finding(rule=rule, **(given | fields))


IDENTITY = finding(
    "B1",
    instance="自然人",
    cells=(f"{NEW}.natural_person", f"{NEW}.total"),
    left="22",
    right="23.50",
    difference="-1.50",
)


WARNING = finding("A3", severity="warning", cells=(f"{NEW}.total", f"{RECONSIDERATION}.total"))


NOTE = finding("N1", severity="information", cells=(f"{RECONSIDERATION}.pending",))


OPEN = finding("C1", outcome="undecided", cells=(f"{NEW}.total",), missing=(f"{NEW}.total",))


GOOD = finding("D1", outcome="passed", severity="warning", cells=(f"{RECONSIDERATION}.upheld",), left="0", right="0")


ELSEWHERE = finding("E1", outcome="not_applicable", cells=("no.such.cell",))


FINDINGS = (GOOD, ELSEWHERE, OPEN, WARNING, NOTE, IDENTITY)


def colour(book: Workbook, path: str) -> str:
    return str(cell_of(book, path).fill.fgColor.rgb)


def failed_checks(name: str, wrong: dict[str, int]) -> tuple[Report, tuple[Finding, ...]]:
    """A report of zeros with some wrong figures, and what the rules find in it."""
    values = {
        path: Money(Decimal(0), "万元") if cell.kind == "money" else 0 for path, cell in FORMS[name].by_path.items()
    }
    report = make_report(
        FORMS[name], values | wrong, agency=Agency(name="某县"), year=2023 if name == "v2021" else 2018
    )
    return report, validate(report).failed


RESULTS = "applications.results"


# Ledger, narrative, extensions


LEDGER = Ledger(
    source_form="v2019",
    target_form="v2021",
    lines=(
        LedgerLine(
            sources=(f"{NEW}.total",),
            targets=(f"{NEW}.total",),
            relation="carried",
            before=(21,),
            after=(21,),
            reason=Text("同义。", "Same concept."),
            crosswalk=("x-1", "x-2"),
        ),
        LedgerLine(
            sources=("proactive_disclosure.centralized_procurement.total_amount",),
            targets=(),
            relation="not_representable",
            before=(Money(Decimal("31878.410"), "万元"),),
            after=(),
            reason=Text("新表没有此项。", "No such cell."),
        ),
        LedgerLine(
            sources=("applications.results.other.total",),
            targets=("applications.results.other.fee_overdue.total", "applications.results.other.other.total"),
            relation="deduced",
            before=(None,),
            after=(0, None),
            reason=Text("合计为零。", "A total of zero."),
            basis=("applications.results.total.total",),
        ),
    ),
)
