"""The kinds of noise that documents have: those of rows and columns, in figures, around tables and in the text."""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from layouts import Drawn, facts
from noise import LAYOUTS, Noisy, Page, drawn_text, finished, page, raw
from noise_rows import (
    TOKEN,
    cells_with_figures,
    change,
    columns_in_another_order,
    extra_column,
    extra_rows,
    is_figure,
    lost_headers,
    lost_labels,
    lost_rows,
    merged_cells,
    misspelt_labels,
    page_break,
    repeated_row,
    rows_in_another_order,
    shifted_cells,
    split_labels,
    torn_labels,
    transposed,
    wrong_spans,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random


# ---- figures


def doubled_figures(made: Page, rng: Random) -> None:
    """A cell holds the figures of two cells, and the other one is blank."""
    for _ in range(rng.randint(1, 3) if made.layout != "single_blanks" else 0):
        table, at, column = rng.choice(cells_with_figures(made))
        row = table[at]
        if column + 1 < len(row) and is_figure(row[column + 1]):
            one, other = (TOKEN.sub(lambda found: made.printed[found[1]], row[i][0]) for i in (column, column + 1))
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
        paths = TOKEN.findall("".join(cell[0] for row in table for cell in row))
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
    convert: Callable[[str], str] = import_module("opencc").OpenCC("s2t").convert
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
