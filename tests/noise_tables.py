"""Noise in whole tables: rows and columns that tools and provinces add, headings, pieces, parts of other forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from noise import PUSHED, TOKEN, TRACELESS, Page, raw
from noise_layouts import grid_of
from noise_rows import draw_again, has_figures, insert_row, is_figure

if TYPE_CHECKING:
    from random import Random

    from layouts import Drawn
    from noise import Cell


def _table_three(made: Page) -> Drawn | None:
    tables = [table for table in made.tables if "applications." in "".join(cell[0] for row in table for cell in row)]
    return tables[0] if tables and made.form != "v2014" else None


def _paths(row: list[Cell]) -> list[str]:
    return TOKEN.findall("".join(text for text, _, _ in row))


def _sum(made: Page, paths: list[str]) -> str:
    return str(sum(int(made.printed[path]) for path in paths if made.printed[path].isdigit()))


def subtotal_rows(made: Page, rng: Random) -> None:
    """Tools print a subtotal below the rows of (三) to (六)."""
    table = _table_three(made)
    if table is None:
        return
    label = rng.choice(["小计", "合计", "小　计"])
    for group in ("refused", "unable_to_provide", "unable", "declined", "other"):
        prefix = f"applications.results.{group}."
        rows = [at for at, row in enumerate(table) if any(path.startswith(prefix) for path in _paths(row))]
        if len(rows) < 2:
            continue
        columns = dict.fromkeys(path.rsplit(".", 1)[1] for at in rows for path in _paths(table[at]))
        sums = [_sum(made, [p for at in rows for p in _paths(table[at]) if p.endswith(f".{name}")]) for name in columns]
        insert_row(table, rows[-1], [(label, 1, 1), *((text, 1, 1) for text in sums)])
        table[rows[-1]], table[rows[-1] + 1] = table[rows[-1] + 1], table[rows[-1]]


def subtotal_column(made: Page, _: Random) -> None:
    """A column 小计 after those of the organisations."""
    table = _table_three(made)
    if table is None:
        return
    grid = grid_of(table)
    at = next(column for column in range(len(grid[0])) for row in grid if row[column] == "总计")
    head = next(number for number, row in enumerate(grid) if "商业企业" in row)
    for number, row in enumerate(grid):
        paths = [path for text in row[at - 5 : at] for path in TOKEN.findall(text)]
        row.insert(at, _sum(made, paths) if paths else "小计" if number == head else "")
    draw_again(table, grid)
    if made.layout in (*TRACELESS, *PUSHED):
        made.unclear.update(path for row in grid for text in row for path in TOKEN.findall(text))


def mixed_forms(made: Page, rng: Random) -> None:
    """The single row (六)其他处理 of v2019 in a table of v2021."""
    table = _table_three(made)
    if table is None or made.form != "v2021":
        return
    rows = [
        at
        for at, row in enumerate(table)
        if any(path.startswith("applications.results.other.") for path in _paths(row))
    ]
    first, last = rows[0], rows[-1]
    figures: list[Cell] = [(str(rng.randint(0, 20)), 1, 1) for cell in table[first] if is_figure(cell)]
    labels = [cell for cell in table[first] if not is_figure(cell)]
    kept = [("(六)其他处理", 2, 1), *figures]
    if labels and labels[0][0].startswith("三、"):
        return
    gone = last - first
    del table[first : last + 1]
    table.insert(first, kept)
    for row in table[:first]:
        for column, (text, width, height) in enumerate(row):
            if text.startswith("三、"):
                row[column] = (text, width, height - gone)


def lost_label_columns(made: Page, _: Random) -> None:
    """The labels of groups are gone; those of the rows are left."""
    table = _table_three(made)
    if table is None:
        return
    grid = grid_of(table)
    figures = next(column for column in range(len(grid[0])) if sum(bool(TOKEN.search(row[column])) for row in grid) > 3)
    rows = []
    for row in grid:
        labels = [text for text in row[:figures] if text]
        rows.append([labels[-1] if labels else "", *row[figures:]])
    draw_again(table, rows)


def invented_headings(made: Page, rng: Random) -> None:
    """Headings that tools put before tables, or between the parts of one."""
    for at in sorted((at for at, part in enumerate(made.parts) if not isinstance(part, str)), reverse=True):
        heading = rng.choice(["表格 1", "统计表", "(续表)", "Table 2", "图表1:数据", "数据表格如下"])
        table = made.parts[at]
        assert not isinstance(table, str)
        cuts = [number for number, row in enumerate(table) if number > 4 and all(cell[2] == 1 for cell in row)]
        starts = [number for number in cuts if not _is_covered(table, number) and has_figures(table[number - 1])]
        if starts and rng.random() < 0.5:
            cut = rng.choice(starts)
            made.parts[at : at + 1] = [table[:cut], heading, table[cut:]]
        else:
            made.parts.insert(at, heading)


def _is_covered(table: Drawn, at: int) -> bool:
    return any(number + height > at for number, row in enumerate(table[:at]) for _, _, height in row)


def span_styles(made: Page, rng: Random) -> None:
    """Pieces of labels and figures in styles of their own."""
    for table in made.tables:
        for row in table:
            for column, (text, width, height) in enumerate(row):
                if text and rng.random() < 0.3:
                    cut = rng.randint(0, len(text)) if not TOKEN.search(text) else 0
                    span = raw("<span style='color:red'>")
                    row[column] = (text[:cut] + span + text[cut:] + raw("</span>"), width, height)
                elif len(_paths([row[column]])) == 1 and len(made.printed[_paths([row[column]])[0]]) > 1:
                    _cut_figure(made, row, column)


def _cut_figure(made: Page, row: list[Cell], column: int) -> None:
    """Begin a span in the middle of a figure, which it does not end."""
    path = _paths([row[column]])[0]
    if made.format in {"html", "docx"} and made.printed[path].isdigit():
        made.printed[path] = made.printed[path][:1] + raw("<span></span>") + made.printed[path][1:]
