"""The kinds of noise that documents have: in their rows, their columns, their labels, their figures and around them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from layouts import YEARS, Drawn, facts
from noise import LAYOUTS, Noisy, Page, drawn_text, finished, grid_of, page, raw

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from noise import Cell

_TOKEN = re.compile("\ue000(.*?)\ue001")
TRACELESS = ("paragraphs", "traceless_pipe_rows", "traceless_line_ends", "ragged_tabs", "single_blanks")
PUSHED = ("pipe_rows", "pipe_line_ends", "html_pushed", "traceless_line_ends")


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


def allow_as_printed(made: Page, row: list[Cell]) -> None:
    """Where a page shows the figures of a row as they now stand, or their order alone, they may be read so."""
    if made.layout == "html":
        return
    figures = [found for text, _, _ in row for found in _TOKEN.findall(text) or [text]]
    rows = {path.rsplit(".", 1)[0] for path in figures if "." in path}
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
    if made.layout in TRACELESS:  # figures of a nameless row would be those of a blank one before it
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
    """A table goes on after a break, with or without its header, in a table of its own or after a page number."""
    numbers = [at for at, part in enumerate(made.parts) if not isinstance(part, str) and len(part) > 6]
    if not numbers:
        return
    at = rng.choice(numbers)
    table = made.parts[at]
    assert not isinstance(table, str)
    cut = rng.randint(4, len(table) - 1)
    head = [row for row in table[:3] if not has_figures(row)]
    again = head if rng.random() < 0.6 else []
    if rng.random() < 0.5:
        made.parts[at : at + 1] = [table[:cut], rng.choice(["— 3 —", "第 3 页 共 5 页"]), [*again, *table[cut:]]]
    else:
        made.parts[at] = [*table[:cut], *again, *table[cut:]]


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
    columns = [at for at in range(len(grid[0])) if any(_TOKEN.search(row[at]) for row in grid)]
    if len(columns) < 2:
        return
    if table[0][0][0] == "行政复议":  # its groups repeat their labels
        group = rng.randrange(3)
        columns = list(range(5 * group, 5 * group + 5))
    one, other = rng.sample(columns, 2)
    heads = [[text for text in row if text and not _TOKEN.search(text)] for row in grid]
    for row in grid:
        row[one], row[other] = row[other], row[one]
    if heads != [[text for text in row if text and not _TOKEN.search(text)] for row in grid]:
        draw_again(table, grid)


def extra_column(made: Page, rng: Random) -> None:
    table = rng.choice(made.tables)
    grid = grid_of(table)
    columns = [at for at in range(len(grid[0])) if any(_TOKEN.search(row[at]) for row in grid)]
    at = rng.choice(columns) + rng.randint(0, 1)
    label = rng.choice(["合计", "小计", "上年统计数", f"{YEARS[made.form] - 1}年", "备注", "序号", "同比"])
    head = next((number - 1 for number, row in enumerate(grid) if any(map(_TOKEN.search, row)) and number), 0)
    for number, row in enumerate(grid):
        figures = any(map(_TOKEN.search, row))
        row.insert(at, str(rng.randint(0, 900)) if figures else label if number == head else "")
    draw_again(table, grid)


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
            row[column : column + 2] = [(f"{rng.randint(1, 900)}", 2, 1)]
            allow_as_printed(made, row)


def wrong_spans(made: Page, rng: Random) -> None:
    cells = [(row, at) for table in made.tables for row in table for at, cell in enumerate(row) if cell[2] > 1]
    if not cells or made.layout != "html":
        return
    row, at = rng.choice(cells)
    text, width, height = row[at]
    row[at] = (text, width, max(1, height + rng.choice([-1, 1, -2, 2])))


# ---- figures


def doubled_figures(made: Page, rng: Random) -> None:
    """A cell holds the figures of two cells, and the other one is blank."""
    for _ in range(rng.randint(1, 3) if made.layout != "single_blanks" else 0):
        table, at, column = rng.choice(cells_with_figures(made))
        row = table[at]
        if column + 1 < len(row) and is_figure(row[column + 1]):
            one, other = (_TOKEN.sub(lambda found: made.printed[found[1]], row[i][0]) for i in (column, column + 1))
            blank = rng.randint(0, 1)
            change(row, column + blank, "")
            change(row, column + 1 - blank, f"{one}{rng.choice([' ', raw('<br>') + ' '])}{other}")


def figures_printed(*ways: str, known: bool = True) -> Callable[[Page, Random], None]:
    def print_them(made: Page, rng: Random) -> None:
        paths = [path for path, text in made.printed.items() if text.isdigit()]
        for path in rng.sample(paths, min(len(paths), rng.randint(1, 40))):
            made.printed[path] = rng.choice(ways).format(made.printed[path])
            if not known:
                made.doubtful.add(path)

    return print_them


def full_width(made: Page, rng: Random) -> None:
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    for path, text in made.printed.items():
        if rng.random() < 0.7:
            made.printed[path] = text.translate(wide)


def footnotes(made: Page, rng: Random) -> None:
    cells = cells_with_figures(made)
    for table, at, column in rng.sample(cells, min(len(cells), 5)):
        text = table[at][column][0]
        mark = raw("<sup>1</sup>") if made.layout.startswith("html") else rng.choice(["①", "*", "[1]", "注1", "(1)"])
        change(table[at], column, text + mark)


# ---- around the tables


def _extra_table(made: Page, rng: Random) -> Drawn:
    rows = [fact["row"].split("/")[-1] for fact in facts(made.form) if fact["row"]]
    some = rng.sample(rows, rng.randint(1, min(5, len(rows))))
    figures = rng.randint(1, 3)
    kinds: list[Drawn] = [
        [[("首页", 1, 1), ("政务公开", 1, 1)], [("信息公开年报", 1, 1), ("2", 1, 1)]],
        [
            [("指标", 1, 1), *((f"{2023 - at}年", 1, 1) for at in range(figures))],
            *([(row, 1, 1), *((str(rng.randint(0, 900)), 1, 1) for _ in range(figures))] for row in some),
        ],
        [
            [("预算项目", 1, 1), ("金额(万元)", 1, 1)],
            [("行政事业性收费", 1, 1), ("88.5", 1, 1)],
            [("合计", 1, 1), ("9", 1, 1)],
        ],
        [[("行政许可", 1, 1), ("行政处罚", 1, 1), ("行政强制", 1, 1)], [("7", 1, 1), ("8", 1, 1), ("9", 1, 1)]],
        [
            [("申请人", 1, 1), ("自然人", 1, 1), ("商业企业", 1, 1), ("总计", 1, 1)],
            [("件数", 1, 1), ("777", 1, 1), ("8", 1, 1), ("785", 1, 1)],
        ],
        [[("", 1, 1), ("维持", 1, 1), ("纠正", 1, 1)], [("行政复议", 1, 1), ("3", 1, 1), ("4", 1, 1)]],
        [[("其他", 1, 1), ("5", 1, 1)], [("总计", 1, 1), ("6", 1, 1)]],
    ]
    return rng.choice(kinds)


def extra_tables(made: Page, rng: Random) -> None:
    for _ in range(rng.randint(1, 2)):
        made.parts.insert(rng.randint(2, len(made.parts)), _extra_table(made, rng))


def sentences(made: Page, rng: Random) -> None:
    rows = [fact["row"].split("/")[-1] for fact in facts(made.form) if fact["row"]]
    columns = [fact["column"].split("/")[-1] for fact in facts(made.form)]
    for _ in range(rng.randint(1, 4)):
        row, column, figure = rng.choice(rows), rng.choice(columns), rng.randint(0, 900)
        sentence = rng.choice(
            [
                f"全年{row}{figure}件。",
                f"{row}:{figure}",
                f"{row} {figure}",
                f"{column} {figure}",
                f"{figure}",
                f"{row} {figure} {figure + 1} {figure + 2}",
                f"{row}",
                f"本年度{row}共{figure}件,{column}{figure + 1}件",
            ]
        )
        made.parts.insert(rng.randint(2, len(made.parts)), sentence)


def table_twice(made: Page, rng: Random) -> None:
    at = rng.choice([at for at, part in enumerate(made.parts) if not isinstance(part, str)])
    table = made.parts[at]
    assert not isinstance(table, str)
    if rng.random() < 0.5:
        again = [list(row) for row in table]
    else:  # with other figures: which one is meant cannot be known
        again = [
            [(str(rng.randint(0, 900)) if is_figure(cell) else cell[0], *cell[1:]) for cell in row] for row in table
        ]
        paths = _TOKEN.findall("".join(cell[0] for row in table for cell in row))
        again = [list(row) for row in again]
        made.doubtful.update(paths)
    made.parts[at + 1 : at + 1] = [rng.choice(["附表", str(made.parts[at - 1])]), again]


def hidden_rows(made: Page, rng: Random) -> None:
    """Rows that no one sees; only pages have them."""
    if not made.layout.startswith("html"):
        return
    for _ in range(rng.randint(1, 3)):
        table = rng.choice(made.tables)
        row = rng.choice(table)
        hidden = [(str(rng.randint(0, 900)) if is_figure(cell) else cell[0], cell[1], 1) for cell in row]
        tags = "".join(f"<td colspan={width}>{text}</td>" for text, width, _ in hidden)
        style = rng.choice(["style='display:none'", "hidden", 'style="DISPLAY: none"', "style='visibility:hidden'"])
        last, width, height = table[-1][-1]
        # after the last cell of a row the hidden one closes it
        table[-1][-1] = (last + raw(f"</p></td></tr><tr {style}>{tags}</tr><tr hidden><td><p>"), width, height)


# ---- text


@cache
def _traditional() -> Callable[[str], str]:
    import opencc  # noqa: PLC0415 - slow to load

    convert: Callable[[str], str] = opencc.OpenCC("s2t").convert
    return convert


def traditional(text: str, _: Random) -> str:
    return "".join(part if "\ue000" in part else _traditional()(part) for part in re.split("(\ue000.*?\ue001)", text))


def glosses(text: str, rng: Random) -> str:
    return re.sub("[据强制]", lambda found: found[0] + "(jù)" if rng.random() < 0.3 else found[0], text)


def punctuation(text: str, rng: Random) -> str:
    return re.sub("[、,。.](?=[\u4e00-\u9fff])", lambda found: found[0] + rng.choice(["", "、", ",", "，"]), text)


def lost_lines(text: str, rng: Random) -> str:
    lines = text.split("\n")
    for _ in range(rng.randint(1, 3)):
        at = rng.randrange(4, len(lines))
        if "<table" not in lines[at] and "</table" not in lines[at]:
            del lines[at]
    return "\n".join(lines)


def broken_lines(text: str, rng: Random) -> str:
    blanks = [at for at, character in enumerate(text) if character in "\t |" and "<" not in text]
    for at in sorted(rng.sample(blanks, min(len(blanks), 3)), reverse=True):
        text = text[:at] + "\n" + text[at + 1 :]
    return text


def lost_separators(text: str, rng: Random) -> str:
    places = [found.start() for found in re.finditer(r"\t|\|", text)]
    for at in sorted(rng.sample(places, min(len(places), 3)), reverse=True):
        text = text[:at] + " " + text[at + 1 :]
    return text


def in_layout_table(text: str, _: Random) -> str:
    if "<table" not in text:
        return text
    return f"<table><tr><td>首页<br>12</td><td>{text}</td></tr><tr><td colspan=9>行政许可 5</td></tr></table>"


IN_PAGES: dict[str, Callable[[Page, Random], None]] = {
    noise.__name__: noise
    for noise in (
        *(lost_labels, split_labels, misspelt_labels, torn_labels, lost_rows, lost_headers, page_break, extra_rows),
        *(repeated_row, rows_in_another_order, columns_in_another_order, extra_column, transposed, shifted_cells),
        *(merged_cells, wrong_spans, doubled_figures, full_width, footnotes, extra_tables, sentences, table_twice),
        hidden_rows,
    )
} | {
    "units": figures_printed("{}件", "{} 件", "{}(件)"),
    "with_signs": figures_printed("{}.0", "{},", "{}。", "{}.", "{};"),
    "inexact": figures_printed("约{}", "{}余", "({})", "{}?", "{}/3", "{}%", "{}年", known=False),
}
IN_TEXTS: dict[str, Callable[[str, Random], str]] = {
    noise.__name__: noise
    for noise in (traditional, glosses, punctuation, lost_lines, broken_lines, lost_separators, in_layout_table)
}
NOISES = ("none", *IN_PAGES, *IN_TEXTS)


def noisy(form: str, layout: str, noise: str, rng: Random) -> Noisy:
    """A random report of ``form`` in ``layout`` with one kind of noise, or with several joined by "+"."""
    made = page(form, rng, layout)
    kinds = noise.split("+")
    for kind in kinds:
        if kind in IN_PAGES:
            IN_PAGES[kind](made, rng)
    text = drawn_text(made)
    for kind in kinds:
        if kind in IN_TEXTS:
            text = IN_TEXTS[kind](text, rng)
    return finished(made, text, noise)


__all__ = ["LAYOUTS", "NOISES", "noisy"]
