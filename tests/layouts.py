"""Draws filled forms as documents, in the layouts in which reports are found.

Labels, rows and columns come from the facts in ``data/facts``; nothing here is shared with the readers.
A cell is text as printed, or ``None`` for a blank one.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from html import escape
from itertools import groupby
from pathlib import Path

FACTS = Path(__file__).resolve().parent / "data" / "facts"
FORMS = ("v2014", "v2019", "v2021")
YEARS = {"v2014": 2017, "v2019": 2020, "v2021": 2023}
Printed = Mapping[str, str | None]
Fact = dict[str, str]
# a table as rows of (text, colspan, rowspan); a cell covered from above or from the left is not listed
Drawn = list[list[tuple[str, int, int]]]


@cache
def facts(form: str) -> tuple[Fact, ...]:
    with (FACTS / f"{form}.csv").open(encoding="utf-8") as file:
        return tuple(csv.DictReader(file))


def rows_of(form: str, table: str) -> list[tuple[str, list[Fact]]]:
    of_table = [fact for fact in facts(form) if fact["table"].startswith(table)]
    return [(row, list(cells)) for row, cells in groupby(of_table, key=lambda fact: fact["row"])]


def numbers(form: str, start: int = 1) -> dict[str, str | None]:
    """A different number in each cell, so that no cell can be mistaken for another."""
    return {fact["cell"]: str(start + number) for number, fact in enumerate(facts(form))}


def _text(printed: Printed, fact: Fact) -> str:
    return printed.get(fact["cell"]) or ""


def _column(fact: Fact) -> str:
    column = fact["column"]
    return column if column == "本年增/减" else column.split("/")[-1]


def table_two(form: str, printed: Printed) -> Drawn:
    drawn: Drawn = []
    items = groupby(rows_of(form, "二、"), key=lambda row: row[0].split("/")[0])
    for item, rows in items:
        listed = list(rows)
        drawn.append([(item, 4, 1)])
        columns = [_column(fact) for fact in listed[0][1]]
        drawn.append(_spread("信息内容", columns))
        drawn.extend(_spread(row.split("/")[1], [_text(printed, fact) for fact in cells]) for row, cells in listed)
    return drawn


def _spread(label: str, cells: list[str]) -> list[tuple[str, int, int]]:
    """A label and its cells over four columns; the last cell covers what is left."""
    return [(label, 1, 1), *((text, 1, 1) for text in cells[:-1]), (cells[-1], 4 - len(cells), 1)]


NOTE = "(本列数据的勾稽关系为:第一项加第二项之和,等于第三项加第四项之和)"


def table_three(form: str, printed: Printed) -> Drawn:
    drawn: Drawn = [
        [(NOTE, 3, 3), ("申请人情况", 7, 1)],
        [("自然人", 1, 2), ("法人或其他组织", 5, 1), ("总计", 1, 2)],
        [(label, 1, 1) for label in ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")],
    ]
    rows = rows_of(form, "三、")
    paths = [row.split("/") for row, _ in rows]
    for number, (path, (_, cells)) in enumerate(zip(paths, rows, strict=True)):
        line: list[tuple[str, int, int]] = []
        for level, label in enumerate(path):
            prefix = path[: level + 1]
            if number and paths[number - 1][: level + 1] == prefix:
                continue
            height = sum(other[: level + 1] == prefix for other in paths) if level + 1 < len(path) else 1
            width = 1 if level + 1 < len(path) else 3 - level
            line.append((label, width, height))
        drawn.append([*line, *((_text(printed, fact), 1, 1) for fact in cells)])
    return drawn


def table_four(form: str, printed: Printed) -> Drawn:
    cells = [fact for fact in facts(form) if fact["table"].startswith("四、")]
    outcomes = [_column(fact) for fact in cells[:5]]
    return [
        [("行政复议", 5, 1), ("行政诉讼", 10, 1)],
        [*((label, 1, 2) for label in outcomes), ("未经复议直接起诉", 5, 1), ("复议后起诉", 5, 1)],
        [(label, 1, 1) for label in (*outcomes, *outcomes)],
        [(_text(printed, fact), 1, 1) for fact in cells],
    ]


def statistics_table(form: str, printed: Printed) -> Drawn:
    drawn: Drawn = [[("统计指标", 1, 1), ("单位", 1, 1), ("统计数", 1, 1)]]
    for fact in facts(form):
        path = [fact["table"], *(fact["row"].split("/") if fact["row"] else ())]
        for heading in path[:-1]:
            if not any(row[0][0].startswith(heading) for row in drawn):
                drawn.append([(heading, 1, 1), ("——", 1, 1), ("", 1, 1)])
        drawn.append([(path[-1], 1, 1), (fact["unit"], 1, 1), (_text(printed, fact), 1, 1)])
    return drawn


def titled_tables(form: str, printed: Printed) -> list[tuple[str, Drawn]]:
    if form == "v2014":
        return [(f"某某县政府信息公开情况统计表({YEARS[form]}年度)", statistics_table(form, printed))]
    tables = (table_two, table_three, table_four)
    titles = [
        next(fact["table"] for fact in facts(form) if fact["table"].startswith(n)) for n in ("二、", "三、", "四、")
    ]
    return [(title, table(form, printed)) for title, table in zip(titles, tables, strict=True)]


def _document(form: str, printed: Printed, draw: Callable[[Drawn], str]) -> str:
    year = YEARS[form]
    parts = [
        f"某某县{year}年政府信息公开工作年度报告",
        f"本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。",
        "一、总体情况",
        "全年工作有序推进。",
    ]
    for title, table in titled_tables(form, printed):
        parts += [title, draw(table)]
    if form != "v2014":
        parts += ["五、存在的主要问题及改进情况", "继续改进。", "六、其他需要报告的事项", "无。"]
    return "\n".join(parts) + "\n"


def _grid(table: Drawn) -> list[list[str]]:
    """The table with each text in the top left corner of what it covers, and blanks elsewhere."""
    width = sum(colspan for _, colspan, _ in table[0])
    grid: list[list[str | None]] = [[None] * width for _ in table]
    for number, row in enumerate(table):
        at = 0
        for text, colspan, rowspan in row:
            while grid[number][at] is not None:
                at += 1
            for line in range(number, number + rowspan):
                for column in range(at, at + colspan):
                    grid[line][column] = ""
            grid[number][at] = text
    return [[text or "" for text in row] for row in grid]


def _padded(table: Drawn) -> list[list[str]]:
    """The cells that start in each row, pushed to the left, and filled up with blanks to the width of the table."""
    width = sum(colspan for _, colspan, _ in table[0])
    return [[text for text, _, _ in row] + [""] * (width - len(row)) for row in table]


def tabs(table: Drawn) -> str:
    return "\n".join("\t".join(row) for row in _grid(table))


def pipe_rows(table: Drawn) -> str:
    return "\n".join(" | ".join(row) + " |" for row in _padded(table))


def pipe_line_ends(table: Drawn) -> str:
    return "\n".join("\n".join(f"{text} |" if text else "|" for text in row) for row in _padded(table))


def markdown(table: Drawn) -> str:
    rows = [f"| {' | '.join(row)} |" for row in _grid(table)]
    return "\n".join([rows[0], "|" + "---|" * len(_grid(table)[0]), *rows[1:]])


def paragraphs(table: Drawn) -> str:
    return "\n\n" + "\n\n".join(text for row in table for text, _, _ in row if text) + "\n"


def traceless_pipe_rows(table: Drawn) -> str:
    """Rows in which a blank cell leaves nothing behind, not even its separator."""
    return "\n".join(" | ".join(text for text, _, _ in row if text) + " |" for row in table)


def traceless_line_ends(table: Drawn) -> str:
    """Rows filled up to the width of the table, in which a blank cell leaves nothing behind."""
    width = sum(colspan for _, colspan, _ in table[0])
    filled = ([text for text, _, _ in row if text] + [""] * (width - len(row)) for row in table)
    return "\n".join("\n".join(f"{text} |" if text else "|" for text in row) for row in filled)


def html_table(table: Drawn) -> str:
    def cell(text: str, colspan: int, rowspan: int) -> str:
        spans = (f' colspan="{colspan}"' if colspan > 1 else "") + (f' rowspan="{rowspan}"' if rowspan > 1 else "")
        return f"<td{spans}><p>{escape(text)}</p></td>"

    rows = ("<tr>" + "".join(cell(*drawn) for drawn in row) + "</tr>" for row in table)
    return "<table border=1>" + "\n".join(rows) + "</table>"


def html_page(form: str, printed: Printed) -> str:
    body = _document(form, printed, html_table)
    lines = (line if line.startswith(("<", "</")) else f"<p>{line}</p>" for line in body.splitlines())
    head = f"<title>某某县{YEARS[form]}年政府信息公开工作年度报告-某某县人民政府</title>"
    return f'<!DOCTYPE html><html><head><meta charset="utf-8">{head}</head><body>' + "\n".join(lines) + "</body></html>"


TEXT_LAYOUTS: dict[str, Callable[[Drawn], str]] = {
    layout.__name__: layout
    for layout in (tabs, pipe_rows, pipe_line_ends, markdown, paragraphs, traceless_pipe_rows, traceless_line_ends)
}


def text_page(layout: str, form: str, printed: Printed) -> str:
    return _document(form, printed, TEXT_LAYOUTS[layout])


def blanked(printed: Printed, cells: Iterable[str]) -> dict[str, str | None]:
    return {**printed, **dict.fromkeys(cells)}
