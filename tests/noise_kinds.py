"""The kinds of noise that documents have: those of rows and columns, in figures, around tables and in the text."""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from layouts import Drawn, facts
from noise import LAYOUTS, LAYOUTS_OF, TOKEN, TRACELESS, Noisy, Page, page, raw
from noise_figures import (
    amounts_with_units,
    cut_figures,
    doubled_figures,
    duplicated_cells,
    figures_printed,
    footnotes,
    full_width,
    glued_figures,
    glued_to_labels,
    holes,
    thousands,
    transposed_digits,
)
from noise_files import finished_file
from noise_layouts import drawn_text, finished_text
from noise_rows import (
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
    rows_around,
    rows_in_another_order,
    shifted_cells,
    split_labels,
    torn_labels,
    transposed,
    wrong_spans,
)
from noise_tables import (
    invented_headings,
    lost_label_columns,
    mixed_forms,
    span_styles,
    subtotal_column,
    subtotal_rows,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random


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


_KEPT = re.compile("(\ue000.*?\ue001|\ue002.*?\ue003)")


def everywhere(change_text: Callable[[str, Random], str]) -> Callable[[Page, Random], None]:
    """Change every text of a page, but neither figures nor markup."""

    def change_page(made: Page, rng: Random) -> None:
        def changed(text: str) -> str:
            return "".join(piece if at % 2 else change_text(piece, rng) for at, piece in enumerate(_KEPT.split(text)))

        for at, part in enumerate(made.parts):
            if isinstance(part, str):
                made.parts[at] = changed(part)
            else:
                part[:] = [[(changed(text), width, height) for text, width, height in row] for row in part]

    return change_page


def traditional(text: str, _: Random) -> str:
    return _traditional()(text)


def glosses(text: str, rng: Random) -> str:
    return re.sub("[据强制]", lambda found: found[0] + "(jù)" if rng.random() < 0.3 else found[0], text)


def punctuation(text: str, rng: Random) -> str:
    return re.sub("[、,。.](?=[\u4e00-\u9fff])", lambda found: found[0] + rng.choice(["", "、", ",", "，"]), text)


# ---- lines of text


def _around(made: Page, text: str, at: int, end: int) -> None:
    """Note that the rows around a place in the text are damaged: those of the figures there, before and after it."""
    before, within, after = (TOKEN.findall(piece) for piece in (text[:at], text[at:end], text[end:]))
    near = [path for path in (*before[-1:], *within, *after[:1]) if path in made.figures]
    made.unclear |= rows_around(made, near)


def lost_lines(made: Page, text: str, rng: Random) -> str:
    for _ in range(rng.randint(1, 3)):
        lines = text.split("\n")
        at = rng.randrange(4, len(lines) - 1)
        start = sum(len(line) + 1 for line in lines[:at])
        _around(made, text, start, start + len(lines[at]))
        text = text[:start] + text[start + len(lines[at]) + 1 :]
    return text


def broken_lines(made: Page, text: str, rng: Random) -> str:
    return _exchanged(made, text, "[\t |]", "\n", rng)


def lost_separators(made: Page, text: str, rng: Random) -> str:
    return _exchanged(made, text, r"\t|\|", " ", rng)


def _exchanged(made: Page, text: str, what: str, new: str, rng: Random) -> str:
    places = [found.start() for found in re.finditer(what, text)]
    for at in sorted(rng.sample(places, min(len(places), 3)), reverse=True):
        _around(made, text, at, at + 1)
        text = text[:at] + new + text[at + 1 :]
    return text


def in_layout_table(_: Page, text: str, __: Random) -> str:
    return f"<table><tr><td>首页<br>12</td><td>{text}</td></tr><tr><td colspan=9>行政许可 5</td></tr></table>"


IN_PAGES: dict[str, Callable[[Page, Random], None]] = {
    noise.__name__: noise
    for noise in (
        *(lost_labels, split_labels, misspelt_labels, torn_labels, lost_rows, lost_headers, page_break, extra_rows),
        *(repeated_row, rows_in_another_order, columns_in_another_order, extra_column, transposed, shifted_cells),
        *(merged_cells, wrong_spans, doubled_figures, full_width, footnotes, extra_tables, sentences, table_twice),
        *(hidden_rows, subtotal_rows, subtotal_column, mixed_forms, lost_label_columns, invented_headings),
        *(span_styles, thousands, transposed_digits, amounts_with_units, duplicated_cells, glued_figures),
        *(glued_to_labels, cut_figures),
    )
} | {
    "blanks": holes(""),
    "dashes": holes("/", "—", "-", "——"),
    "units": figures_printed("{}件", "{} 件", "{}(件)"),
    "remarks": figures_printed("{}（其中修订1件）", "{}(含上年结转1件)", "{},其中修订2件"),
    "with_signs": figures_printed("{}.0", "{}。", "{};", "{}；"),
    "inexact": figures_printed("约{}", "{}余", "({})", "{}?", "{}/3", "{}%", "{}年", known=False),
    "traditional": everywhere(traditional),
    "glosses": everywhere(glosses),
    "punctuation": everywhere(punctuation),
}
IN_TEXTS: dict[str, Callable[[Page, str, Random], str]] = {
    noise.__name__: noise for noise in (lost_lines, broken_lines, lost_separators, in_layout_table)
}
NOISES = ("none", *IN_PAGES, *IN_TEXTS)

# Where a kind of noise makes sense, if not in every layout.
_LINES = (*LAYOUTS_OF["text"], "markdown", "md_rows")
ONLY_IN: dict[str, tuple[str, ...]] = {
    "wrong_spans": ("html",),
    "doubled_figures": tuple(layout for layout in LAYOUTS if layout != "single_blanks"),
    "hidden_rows": LAYOUTS_OF["html"],
    "in_layout_table": LAYOUTS_OF["html"],
    "lost_lines": _LINES,
    "broken_lines": LAYOUTS_OF["text"],
    "lost_separators": ("tabs", "pipe_rows", "traceless_pipe_rows", "ragged_tabs", "markdown", "md_rows"),
    "transposed": tuple(layout for layout in LAYOUTS if not layout.startswith("pdf")),
    "lost_label_columns": tuple(layout for layout in LAYOUTS if layout not in TRACELESS),
}


def layouts_for(noise: str, format_name: str) -> tuple[str, ...]:
    """The layouts of a format in which all of the given kinds of noise make sense."""
    kinds = [ONLY_IN.get(kind, LAYOUTS) for kind in noise.split("+")]
    return tuple(layout for layout in LAYOUTS_OF[format_name] if all(layout in only for only in kinds))


def noisy(form: str, layout: str, noise: str, rng: Random) -> Noisy:
    """A random report of ``form`` in ``layout`` with one kind of noise, or with several joined by "+"."""
    made = page(form, rng, layout)
    kinds = noise.split("+")
    for kind in kinds:
        if kind in IN_PAGES:
            IN_PAGES[kind](made, rng)
    if made.format not in {"html", "md", "text"}:
        return finished_file(made, rng, noise)
    text = drawn_text(made)
    for kind in kinds:
        if kind in IN_TEXTS:
            text = IN_TEXTS[kind](made, text, rng)
    return finished_text(made, text, noise)


__all__ = ["LAYOUTS", "LAYOUTS_OF", "NOISES", "layouts_for", "noisy"]
