"""The sheet of checks of a form to fill in: a line with a light for each relation, and the answer over all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen
from openpyxl.formatting.rule import Rule as Colouring
from openpyxl.styles import PatternFill
from openpyxl.styles.differential import DifferentialStyle

from govinfo_converters.report_words import SEVERITIES
from govinfo_converters.xlsx_formulas import FAILED, INCOMPLETE, PASSED, Formula, Result, checks, determined
from govinfo_converters.xlsx_lists import FIRST_ROW, finish_list, new_list, text_cell
from govinfo_converters.xlsx_report import add_name
from govinfo_converters.xlsx_styles import cell_at, look, put_text
from govinfo_schema.rules.sentences import formula as sentence

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from govinfo_converters.xlsx_formulas import Sheet
    from govinfo_converters.xlsx_results import Results
    from govinfo_schema.rules import Constraint

CHECKS_SHEET = "校验"
_COLUMNS = (("规则", 8), ("程度", 8), ("内容", 44), ("关系", 52), ("左侧", 11), ("右侧", 11), ("结果", 11))
_SEVERITY, _LEFT, _RIGHT, _LIGHT = "B", "E", "F", "G"
_LETTERS = "ABCDEFG"
_ABOUT = "每行一项校验，结果随填写自动更新。空白不当作 0：有一格未填，结果就是“未填全”。“警告”不一定是错，请核实。"
_QUESTION = "全部通过？"
_YES, _NO = "是", "否"
_EQUALS = "＝"
_MANY_PARTS = 8  # more of them fill the line without helping anybody
_ERROR = SEVERITIES["error"].zh
# The colours of spreadsheet programs themselves for good, bad and neutral; the words say the same without colours.
_GOOD, _BAD, _NEUTRAL, _DOUBTFUL = "FFC6EFCE", "FFFFC7CE", "FFE7E6E6", "FFFFEB9C"


@frozen
class ChecksSheet:
    """Where the sheet of checks answers.

    Attributes:
        answer: the address of the answer over all checks, for formulas on other sheets.
        result: what it says of the present contents.
    """

    answer: str
    result: Result


def write_checks(book: Workbook, figures: Sheet, results: Results) -> ChecksSheet:
    """Add the sheet of checks to ``book``.

    Args:
        book: the book.
        figures: the first sheet, as other sheets name its cells.
        results: takes the formulas.
    """
    sheet = new_list(book, CHECKS_SHEET, _ABOUT, _COLUMNS)
    lines = tuple(checks(figures.form))
    for row, (rule, constraint) in enumerate(lines, FIRST_ROW):
        relation = _relation(figures.form.name, constraint)
        words = (rule.id, SEVERITIES[rule.severity].zh, rule.title.zh, relation, "", "", "")
        for column, text in enumerate(words, 1):
            put_text(text_cell(sheet, row, column), text)
    last = FIRST_ROW + len(lines) - 1
    for column in range(1, len(_COLUMNS) + 1):
        text_cell(sheet, last + 1, column)
    put_text(cell_at(sheet, last + 1, 3), _QUESTION)
    finish_list(sheet, len(_COLUMNS), last + 1, printed=len(_COLUMNS), language="zh")
    lights: list[tuple[str, Result]] = []
    for row, (rule, constraint) in enumerate(lines, FIRST_ROW):
        light = figures.check(constraint)
        for letter, formula in ((_LEFT, figures.side(constraint, 1)), (_RIGHT, figures.side(constraint, -1))):
            _put(sheet, f"{letter}{row}", formula, results)
        _put(sheet, f"{_LIGHT}{row}", light, results)
        add_name(book, check_name(rule.id, constraint.instance), f"'{CHECKS_SHEET}'!${_LIGHT}${row}")
        lights.append((rule.severity, light.result))
    answer = _answer(last, lights)
    _put(sheet, f"{_LIGHT}{last + 1}", answer, results)
    _light_up(sheet, f"{_LIGHT}{FIRST_ROW}:{_LIGHT}{last}")
    light_up_answer(sheet, f"{_LIGHT}{last + 1}")
    sheet.protection.enable()
    address = f"'{CHECKS_SHEET}'!${_LIGHT}${last + 1}"
    add_name(book, "govinfo.checks", address)
    return ChecksSheet(address, answer.result)


def _relation(form_name: str, constraint: Constraint) -> str:
    """Return a constraint with the printed labels; of a total of many cells, how many they are."""
    words = sentence(form_name, constraint).zh
    parts = len(constraint.cells) - 1
    if parts <= _MANY_PARTS or determined(constraint) is None:
        return words
    return f"{words.partition(_EQUALS)[0]}{_EQUALS}其下 {parts} 格之和"


def check_name(rule: str, instance: str) -> str:
    """Return the defined name of the light of a relation, for example ``govinfo.check.B1.natural_person``."""
    return f"govinfo.check.{rule}.{instance}" if instance else f"govinfo.check.{rule}"


def _put(sheet: Worksheet, address: str, formula: Formula, results: Results) -> None:
    results.put(sheet, address, formula)
    sheet[address].style = look("value")


def _answer(last: int, lights: list[tuple[str, Result]]) -> Formula:
    """Return the answer over all lights: no where an error stands, then incomplete, then yes, with its warnings."""
    severity, light = (f"{letter}{FIRST_ROW}:{letter}{last}" for letter in (_SEVERITY, _LIGHT))
    failed = f'COUNTIF({light},"{FAILED}")'
    errors = f'COUNTIFS({light},"{FAILED}",{severity},"{_ERROR}")'
    text = (
        f'=IF({errors}>0,"{_NO}",IF(COUNTIF({light},"{INCOMPLETE}")>0,"{INCOMPLETE}",'
        f'IF({failed}>0,"{_YES}，有警告","{_YES}")))'
    )
    if ("error", FAILED) in lights:
        return Formula(text, _NO)
    if any(each == INCOMPLETE for _, each in lights):
        return Formula(text, INCOMPLETE)
    return Formula(text, f"{_YES}，有警告" if ("warning", FAILED) in lights else _YES)


def _light_up(sheet: Worksheet, area: str) -> None:
    first = area.partition(":")[0]
    row = first.removeprefix(_LIGHT)
    warning = f'AND({first}="{FAILED}",${_SEVERITY}{row}<>"{_ERROR}")'
    rules: Any = sheet.conditional_formatting  # whose type information is not complete
    rules.add(area, Colouring(type="expression", formula=[warning], dxf=_fill(_DOUBTFUL), stopIfTrue=True))
    for text, colour in ((PASSED, _GOOD), (FAILED, _BAD), (INCOMPLETE, _NEUTRAL)):
        rules.add(area, _where_it_says(text, colour))


def light_up_answer(sheet: Worksheet, address: str) -> None:
    """Colour the cell of an answer by what it says."""
    rules: Any = sheet.conditional_formatting  # whose type information is not complete
    for text, colour in ((_YES, _GOOD), (_NO, _BAD), (INCOMPLETE, _NEUTRAL), (f"{_YES}，有警告", _DOUBTFUL)):
        rules.add(address, _where_it_says(text, colour))


def _where_it_says(text: str, colour: str) -> Colouring:
    return Colouring(type="cellIs", operator="equal", formula=[f'"{text}"'], dxf=_fill(colour))


def _fill(colour: str) -> DifferentialStyle:
    return DifferentialStyle(fill=PatternFill(fill_type="solid", fgColor=colour, bgColor=colour))
