"""Real documents and their true cells: trimmed copies always, the full ones where they lie beside the repository."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from govinfo_converters.html_page import FORMAT as HTML
from govinfo_converters.plain_text import FORMAT as TEXT
from govinfo_schema.format_contract import Input, ReadOptions
from govinfo_schema.forms import cell_values
from govinfo_schema.marks import Money
from govinfo_schema.validation import validate

if TYPE_CHECKING:
    from govinfo_schema.reading import Reading

TRIMMED = Path(__file__).resolve().parents[1] / "data" / "seeds"
FULL = Path(__file__).resolve().parents[3] / "shared" / "seeds"
DOCUMENTS = sorted(TRIMMED.glob("*.txt")) + sorted(FULL.glob("*.txt"))


def read_text(path: Path) -> Reading:
    assert TEXT.read is not None
    return TEXT.read(Input(data=path.read_bytes(), name=path.name), ReadOptions())


def truth_of(path: Path) -> dict[str, object]:
    truth: dict[str, object] = json.loads(
        path.with_name(f"{path.stem}.truth.json").read_text(encoding="utf-8"), parse_float=Decimal
    )
    return truth


def as_truth(value: object, truth: object) -> object:
    """The truth of the form v2014 gives amounts without their unit, which stands in a column of its own."""
    if isinstance(value, Money):
        return {"value": value.value, "unit": value.unit} if isinstance(truth, dict) else value.value
    return value


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: f"{path.parents[1].name}-{path.stem}")
def test_every_cell_equals_the_truth(path: Path) -> None:
    truth = truth_of(path)
    report = read_text(path).report
    assert report.form == truth["template"]
    assert report.year == truth["year"]
    cells = truth["cells"]
    assert isinstance(cells, dict)
    ambiguous = set(truth.get("ambiguous", ()))  # type: ignore[call-overload]  # JSON is untyped
    wrong = {}
    for cell, value in cell_values(report).items():
        state = report.marks[cell].state if value is None else None
        read = (None, "ambiguous") if cell in ambiguous else (cells[cell], None if cells[cell] is not None else "blank")
        if (as_truth(value, cells[cell]), state) != read:
            wrong[cell] = (value, state, read)
    assert not wrong


def test_yisuhe_keeps_the_zeros_that_stand_where_labels_stood() -> None:
    leftovers = read_text(TRIMMED / "003_yisuhe_2020.txt").leftovers
    in_label_columns = [leftover for leftover in leftovers if leftover.place.column == 3]
    assert [leftover.text for leftover in in_label_columns] == ["0"] * 16
    doubled = read_text(TRIMMED / "003_yisuhe_2020.txt").report.marks[
        "proactive_disclosure.administrative_compulsion.change"
    ]
    assert doubled.candidates == ("0", "0")


def test_lintao_names_the_candidates_of_open_cells() -> None:
    marks = read_text(TRIMMED / "002_lintao_2019.txt").report.marks
    assert marks["applications.results.total.natural_person"].candidates == ("6",)
    assert marks["applications.results.total.research_institution"].candidates == ("6", "6")
    assert marks["proactive_disclosure.administrative_penalties.change"].candidates == ("0",)


def test_longnan_refusals_are_reported() -> None:
    failed = {
        (finding.rule, finding.left, finding.right)
        for finding in validate(read_text(TRIMMED / "001_longnan_2018.txt").report).failed
    }
    assert {rule for rule, _, _ in failed} == {"A4a", "A4b"}


def test_longnan_says_where_each_number_stands() -> None:
    path = TRIMMED / "001_longnan_2018.txt"
    reading = read_text(path)
    lines = path.read_text(encoding="utf-8").split("\n")
    for cell, value in cell_values(reading.report).items():
        provenance = reading.provenance[cell]
        assert provenance.place.line is not None
        assert lines[provenance.place.line - 1] == str(value.value if isinstance(value, Money) else value)


@pytest.mark.parametrize("path", sorted(TRIMMED.glob("*.txt")), ids=lambda path: path.stem)
def test_figures_of_the_tables_are_no_running_text(path: Path) -> None:
    """Also where each field of the table stands on a line of its own, and the table has one row."""
    texts = [text for section in read_text(path).report.narrative for text in section.paragraphs]
    assert not [text for text in texts if text.strip().isdecimal()]


def test_the_html_form_of_hengshan_reads_to_the_same_report() -> None:
    from layouts import html_page  # noqa: PLC0415 - the drawing of tables is only needed here

    truth = truth_of(TRIMMED / "004_hengshan_2023.txt")["cells"]
    assert isinstance(truth, dict)
    printed = {cell: str(value["value"] if isinstance(value, dict) else value) for cell, value in truth.items()}
    assert HTML.read is not None
    page = HTML.read(Input(data=html_page("v2021", printed).encode(), name="page.html"), ReadOptions())
    text = read_text(TRIMMED / "004_hengshan_2023.txt")
    assert cell_values(page.report) == cell_values(text.report)
    assert page.report.marks == text.report.marks


def test_amounts_of_v2014_take_the_unit_of_their_row() -> None:
    from layouts import facts, html_page, numbers  # noqa: PLC0415 - as above

    assert HTML.read is not None
    page = html_page("v2014", numbers("v2014"))
    values = cell_values(HTML.read(Input(data=page.encode(), name="page.html"), ReadOptions()).report)
    amounts = [fact["cell"] for fact in facts("v2014") if fact["kind"] == "money"]
    assert [getattr(values[cell], "unit", None) for cell in amounts] == ["万元", "万元"]
