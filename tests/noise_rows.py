"""Noise in the rows, the columns and the labels of drawn tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layouts import YEARS, Drawn, facts
from noise import PUSHED, TOKEN, TRACELESS, Page, raw, rows_of_cells
from noise_layouts import grid_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from noise import Cell

# Where a page shows the width of each cell, a row with a cell too few or too many is seen to be damaged.
SPANNED = ("html", "html_word", "docx")


def is_figure(cell: Cell) -> bool:
    return "\ue000" in cell[0]


def has_figures(row: list[Cell]) -> bool:
    return any(map(is_figure, row))


def cells_with_figures(made: Page) -> list[tuple[Drawn, int, int]]:
    return [
        (table, at, column)
        for table in made.tables
        for at, row in enumerate(table)
        for column, cell in enumerate(row)
        if is_figure(cell)
    ]


def labels_of_rows(made: Page) -> list[tuple[list[Cell], int]]:
    """The cells that hold the label of a row: the last one before its figures."""
    found: list[tuple[list[Cell], int]] = []
    for table in made.tables:
        for row in table:
            first = next((at for at, cell in enumerate(row) if is_figure(cell)), 0)
            if first and row[first - 1][0].strip():
                found.append((row, first - 1))
    return found


def change(row: list[Cell], at: int, text: str) -> None:
    row[at] = (text, row[at][1], row[at][2])


def draw_again(table: Drawn, rows: list[list[str]]) -> None:
    table[:] = [[(text, 1, 1) for text in row] for row in rows]


def _covering(table: Drawn, at: int) -> list[tuple[int, int]]:
    """The cells that begin above a row and reach into it."""
    return [
        (number, column)
        for number, row in enumerate(table[:at])
        for column, (_, _, height) in enumerate(row)
        if number + height > at
    ]


def _stretch(table: Drawn, cells: list[tuple[int, int]], by: int) -> None:
    for number, column in cells:
        text, width, height = table[number][column]
        table[number][column] = (text, width, height + by)


def insert_row(table: Drawn, at: int, row: list[Cell]) -> None:
    _stretch(table, _covering(table, at), 1)
    table.insert(at, row)


def delete_row(table: Drawn, at: int) -> None:
    _stretch(table, _covering(table, at), -1)
    del table[at]


def rows_around(made: Page, paths: list[str]) -> set[str]:
    """All cells of the rows that the given cells stand in."""
    return {cell for row in rows_of_cells(made.form) if not set(row).isdisjoint(paths) for cell in row}


def not_clear(made: Page, row: list[Cell]) -> None:
    """Note that no one can be sure of the figures of a row."""
    made.unclear |= rows_around(made, [path for text, _, _ in row for path in TOKEN.findall(text)])


def allow_as_printed(made: Page, row: list[Cell], paths: Sequence[str] = ()) -> None:
    """The figures of a row no longer stand where they belong, so that no one can be sure of them.

    Where a page shows them as they now stand, or their order alone, they may be read so. ``paths`` are cells of the row
    whose figures are no longer there.
    """
    not_clear(made, row)
    made.unclear |= rows_around(made, list(paths))
    if made.layout in SPANNED:
        return
    figures = [found for text, _, _ in row for found in TOKEN.findall(text) or [text]]
    rows = {path.rsplit(".", 1)[0] for path in (*figures, *paths) if "." in path}
    for fact in facts(made.form):
        table = fact["cell"].split(".")[0]
        if fact["cell"].rsplit(".", 1)[0] in rows or (
            table == "review_and_litigation" and table in {r.split(".")[0] for r in rows}
        ):
            for figure in figures:
                made.allow(fact["cell"], figure)


# ---- rows


def lost_labels(made: Page, rng: Random) -> None:
    labels = labels_of_rows(made)
    if made.layout in (*TRACELESS, "ragged_tabs"):  # figures of a nameless row would be those of a blank one before it
        labels = [labels[at] for at in range(1, len(labels)) if has_figures(labels[at - 1][0])]
        if "" in made.printed.values():
            return
    for row, at in rng.sample(labels, min(len(labels), rng.randint(1, 4))):
        change(row, at, "")


def split_labels(made: Page, rng: Random) -> None:
    labels = labels_of_rows(made)
    for row, at in rng.sample(labels, min(len(labels), rng.randint(1, 6))):
        text = row[at][0]
        cut = rng.randint(1, max(1, len(text) - 1))
        change(row, at, text[:cut] + rng.choice([raw("<br>"), raw("</p><p>"), raw("<span> </span>"), " "]) + text[cut:])


def misspelt_labels(made: Page, rng: Random) -> None:
    labels = labels_of_rows(made)
    for row, at in rng.sample(labels, min(len(labels), rng.randint(1, 6))):
        text = row[at][0]
        cut = rng.randint(0, len(text) - 1)
        change(row, at, text[:cut] + rng.choice(["", "的", text[cut] * 2]) + text[cut + 1 :])


def torn_labels(made: Page, rng: Random) -> None:
    """The second half of a label stands in a row of its own, after the figures."""
    for _ in range(rng.randint(1, 3)):
        table = rng.choice(made.tables)
        rows = [at for at, row in enumerate(table) if has_figures(row) and not is_figure(row[0])]
        if not rows:
            continue
        at = rng.choice(rows)
        first = next(column for column, cell in enumerate(table[at]) if is_figure(cell))
        text = table[at][first - 1][0]
        change(table[at], first - 1, text[: len(text) // 2])
        insert_row(table, at + 1, [(text[len(text) // 2 :], *table[at][first - 1][1:])])


def lost_rows(made: Page, rng: Random) -> None:
    for _ in range(rng.randint(1, 4)):
        table = rng.choice(made.tables)
        rows = [at for at, row in enumerate(table) if has_figures(row)]
        if len(rows) > 1:
            at = rng.choice(rows)
            if any(height > 1 for _, _, height in table[at]):
                table[at] = [cell for cell in table[at] if not is_figure(cell)]
            else:
                delete_row(table, at)


def lost_headers(made: Page, rng: Random) -> None:
    table = rng.choice(made.tables)
    heads = [at for at, row in enumerate(table) if not has_figures(row) and sum(bool(cell[0]) for cell in row) > 1]
    for at in sorted(rng.sample(heads, rng.randint(1, len(heads))), reverse=True) if heads else ():
        delete_row(table, at)


def page_break(made: Page, rng: Random) -> None:
    """A table goes on after a break, with or without its header, in a table of its own or after a page number.

    A label that covers rows before and after the break goes on as an empty cell, or is gone there: its rows are pushed
    to the left then, and where one of them has a gap, no one can be sure of its figures.
    """
    numbers = [at for at, part in enumerate(made.parts) if not isinstance(part, str) and len(part) > 6]
    if not numbers:
        return
    at = rng.choice(numbers)
    table = made.parts[at]
    assert not isinstance(table, str)
    cut = rng.randint(4, len(table) - 1)
    head = [row for row in table[:3] if not has_figures(row)]
    again = head if rng.random() < 0.6 else []
    if rng.random() >= 0.5:
        made.parts[at] = [*table[:cut], *(again if not _covering(table, cut) else []), *table[cut:]]
        return
    below = table[cut:]
    goes_on = [(number, table[number][column]) for number, column in _covering(table, cut)]
    if rng.random() < 0.6:
        below[0] = [*(("", width, number + height - cut) for number, (_, width, height) in goes_on), *below[0]]
    else:
        pushed = table[cut : max([cut, *(number + height for number, (_, _, height) in goes_on)])]
        for row in pushed:
            paths = [path for text, _, _ in row for path in TOKEN.findall(text)]
            whole = rows_around(made, paths)
            if again or any(path not in paths or not made.printed[path] for path in whole):
                made.unclear |= whole
    made.parts[at : at + 1] = [table[:cut], rng.choice(["— 3 —", "第 3 页 共 5 页"]), [*again, *below]]


def extra_rows(made: Page, rng: Random) -> None:
    table = rng.choice(made.tables)
    rows = [at for at, row in enumerate(table) if has_figures(row)]
    if not rows:
        return
    at = rng.choice(rows)
    figures = sum(map(is_figure, table[at]))
    label = rng.choice(["行政检查", "行政确认", "其他主动公开文件", "合计", "小计", "其他行政权力", "备注", ""])
    row: list[Cell] = [
        *((label, *cell[1:]) for cell in table[at] if not is_figure(cell)),
        *((str(rng.randint(0, 900)), 1, 1) for _ in range(figures)),
    ]
    row = [(text, width, 1) for text, width, _ in row][-figures - 1 :]
    if is_figure(table[at][0]):  # two rows of figures without labels: which one is meant cannot be known
        not_clear(made, table[at])
    insert_row(table, at + (1 if any(cell[2] > 1 for cell in table[at]) else rng.randint(0, 1)), row)


def repeated_row(made: Page, rng: Random) -> None:
    """A row stands twice, the second time with other figures."""
    table = rng.choice(made.tables)
    rows = [row for row in table if has_figures(row) and not is_figure(row[0])]
    if rows:
        row = rng.choice([row for row in rows if all(cell[2] == 1 for cell in row)] or rows[:1])
        again = [(str(rng.randint(0, 900)) if is_figure(cell) else cell[0], cell[1], 1) for cell in row]
        where = table.index(row) + 1 if rng.random() < 0.5 else len(table)
        insert_row(table, where, again)


def rows_in_another_order(made: Page, rng: Random) -> None:
    table = rng.choice(made.tables)
    simple = [at for at, row in enumerate(table) if has_figures(row) and all(cell[2] == 1 for cell in row)]
    if made.form == "v2014":  # others belong to the section before them
        simple = [at for at in simple if table[at][0][0][0].isdigit()]
    alike = [at for at in simple if _shape(table[at]) == _shape(table[simple[0]])]
    shuffled = rng.sample(alike, len(alike))
    rows = [table[at] for at in shuffled]
    for at, row in zip(alike, rows, strict=True):
        table[at] = row


def _shape(row: list[Cell]) -> list[int]:
    return [width for _, width, _ in row]


# ---- columns


def columns_in_another_order(made: Page, rng: Random) -> None:
    table = rng.choice(made.tables)
    grid = grid_of(table)
    columns = [at for at in range(len(grid[0])) if any(TOKEN.search(row[at]) for row in grid)]
    if len(columns) < 2:
        return
    if table[0][0][0] == "行政复议":  # its groups repeat their labels
        group = rng.randrange(3)
        columns = list(range(5 * group, 5 * group + 5))
    one, other = rng.sample(columns, 2)
    alike = _level_of_label(grid, one) == _level_of_label(grid, other)
    heads = [[text for text in row if text and not TOKEN.search(text)] for row in grid]
    for row in grid:
        row[one], row[other] = row[other], row[one]
    if heads != [[text for text in row if text and not TOKEN.search(text)] for row in grid]:
        draw_again(table, grid)
        if made.layout in TRACELESS and not alike:
            # The labels stand in two lines, and nothing shows above which figures: they read as if none had moved.
            for row in table:
                if has_figures(row):
                    allow_as_printed(made, row)


def _level_of_label(grid: list[list[str]], column: int) -> int:
    """The line of a head in which the label of a column stands: the last one that has any text there."""
    head = next(number for number, row in enumerate(grid) if any(map(TOKEN.search, row)))
    return max((number for number in range(head) if grid[number][column]), default=0)


def extra_column(made: Page, rng: Random) -> None:
    table = rng.choice(made.tables)
    grid = grid_of(table)
    columns = [at for at in range(len(grid[0])) if any(TOKEN.search(row[at]) for row in grid)]
    at = rng.choice(columns) + rng.randint(0, 1)
    label = rng.choice(["合计", "小计", "上年统计数", f"{YEARS[made.form] - 1}年", "备注", "序号", "同比"])
    head = next((number - 1 for number, row in enumerate(grid) if any(map(TOKEN.search, row)) and number), 0)
    head = 0 if made.form == "v2014" else head
    for number, row in enumerate(grid):
        figures = any(map(TOKEN.search, row))
        row.insert(at, str(rng.randint(0, 900)) if figures else label if number == head else "")
    draw_again(table, grid)
    if made.layout in (*TRACELESS, *PUSHED):  # figures and labels of columns do not stand below each other there
        made.unclear.update(path for row in grid for text in row for path in TOKEN.findall(text))


def transposed(made: Page, rng: Random) -> None:
    table = rng.choice(made.tables)
    draw_again(table, [list(column) for column in zip(*grid_of(table), strict=True)])


def shifted_cells(made: Page, rng: Random) -> None:
    """One cell too few or too many in a row."""
    seen: list[list[Cell]] = []
    for _ in range(rng.randint(1, 3)):
        table, at, column = rng.choice(cells_with_figures(made))
        row = table[at]
        if any(row is other for other in seen):
            continue
        seen.append(row)
        if rng.random() < 0.5:
            row.insert(column, ("", 1, 1))
        else:
            del row[column]
        allow_as_printed(made, row)


def merged_cells(made: Page, rng: Random) -> None:
    for _ in range(rng.randint(1, 3)):
        table, at, column = rng.choice(cells_with_figures(made))
        row = table[at]
        if column + 1 < len(row) and is_figure(row[column + 1]):
            paths = [path for text, _, _ in row[column : column + 2] for path in TOKEN.findall(text)]
            row[column : column + 2] = [(f"{rng.randint(1, 900)}", 2, 1)]
            allow_as_printed(made, row, paths)


def wrong_spans(made: Page, rng: Random) -> None:
    cells = [(row, at) for table in made.tables for row in table for at, cell in enumerate(row) if cell[2] > 1]
    if not cells or made.layout != "html":
        return
    row, at = rng.choice(cells)
    text, width, height = row[at]
    row[at] = (text, width, max(1, height + rng.choice([-1, 1, -2, 2])))
