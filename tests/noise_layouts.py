"""Draws the pages of ``noise`` as text, Markdown and html, in the ways in which people and tools make them."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import TYPE_CHECKING

from layouts import TEXT_LAYOUTS, YEARS, Drawn, html_table
from noise import RAW_TAG, TOKEN, Noisy, Page, settled

if TYPE_CHECKING:
    from collections.abc import Callable


def grid_of(table: Drawn, *, repeat: bool = False) -> list[list[str]]:
    """Every row with every column; what covers several stands in the first of them, or labels in all."""
    width = max(sum(colspan for _, colspan, _ in row) for row in table) + 2
    grid: list[list[str | None]] = [[None] * (3 * width) for _ in table]
    most = 0
    for at, row in enumerate(table):
        column = 0
        for text, colspan, rowspan in row:
            while grid[at][column] is not None:
                column += 1
            again = text if repeat and not TOKEN.search(text) and not text.isdigit() else ""
            for line in range(at, min(at + rowspan, len(table))):
                grid[line][column : column + colspan] = [again] * colspan
            grid[at][column] = text
            most = max(most, column + colspan)
    return [[text or "" for text in row[:most]] for row in grid]


# ---- text


def tabs(table: Drawn) -> str:
    return "\n".join("\t".join(row) for row in grid_of(table))


def ragged_tabs(table: Drawn) -> str:
    return "\n".join("\t".join(text for text, _, _ in row) for row in table)


def single_blanks(table: Drawn) -> str:
    return "\n".join(" ".join(text for text, _, _ in row if text) for row in table)


def line_ends(table: Drawn) -> str:
    """A line for each cell, an empty one for a blank cell."""
    return "\n".join(text for row in table for text, _, _ in row)


_COLUMN = re.compile("\ue004(\\d+)\ue005")  # blanks up to this column


def aligned(table: Drawn) -> str:
    """Columns as wide as on the page, filled up with blanks."""
    grid = grid_of(table)
    widths = [max(_wide(TOKEN.sub("0000000", row[at])) for row in grid) + 2 for at in range(len(grid[0]))]
    starts = [sum(widths[:at]) for at in range(len(widths))]
    return "\n".join(
        "".join(f"\ue004{start}\ue005{text}" for start, text in zip(starts, row, strict=True) if text) for row in grid
    )


def _wide(text: str) -> int:
    return sum(1 if character.isascii() else 2 for character in text)


def filled_up(line: str) -> str:
    """The line with blanks before each column, one at least."""
    pieces = _COLUMN.split(line)
    text = pieces[0]
    for column, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        text += " " * max(int(column) - _wide(text), 1 if text else 0) + piece
    return text


# ---- Markdown


def _pipes(row: list[str]) -> str:
    return f"| {' | '.join(row)} |"


def markdown(table: Drawn) -> str:
    grid = grid_of(table)
    return "\n".join([_pipes(grid[0]), "|" + "---|" * len(grid[0]), *map(_pipes, grid[1:])])


def md_rows(table: Drawn) -> str:
    """A small table for each row, as tools leave tables that they could not put together."""
    grid = grid_of(table)
    return "\n\n".join(f"{_pipes(row)}\n|{' --- |' * len(row)}" for row in grid)


# ---- html


def html_flat(table: Drawn) -> str:
    """Empty cells where others have spans."""
    return html_table([[(text, 1, 1) for text in row] for row in grid_of(table)])


def html_repeated(table: Drawn) -> str:
    """Labels again in each row and column that they cover."""
    return html_table([[(text, 1, 1) for text in row] for row in grid_of(table, repeat=True)])


def html_pushed(table: Drawn) -> str:
    """No spans at all: cells pushed to the left, empty ones at the end."""
    width = sum(colspan for _, colspan, _ in table[0])
    return html_table(
        [[*((text, 1, 1) for text, _, _ in row), *[("", 1, 1)] * max(0, width - len(row))] for row in table]
    )


_HAN = re.compile("([\u3400-\u9fff]+)")


def html_word(table: Drawn) -> str:
    """As Word and WPS save a page: styles on everything, Chinese and Latin text in spans of their own."""
    lines: list[str] = []
    for row in table:
        cells: list[str] = []
        for text, colspan, rowspan in row:
            spans = "".join(
                f"<span style='font-size:9.0pt;font-family:宋体'>{piece}</span>"
                if _HAN.fullmatch(piece)
                else f"<span lang=EN-US style='font-size:9.0pt'>{piece}</span>"
                for piece in _HAN.split(escape(text))
                if piece
            )
            cells.append(
                f"<td width=62 colspan={colspan} rowspan={rowspan} style='width:46.75pt;border:solid windowtext 1.0pt;"
                f"mso-border-alt:solid windowtext .5pt'><p class=MsoNormal align=center>{spans}"
                "<span lang=EN-US style='font-size:9.0pt'><o:p>&nbsp;</o:p></span></p></td>"
            )
        lines.append(f"<tr style='mso-yfti-irow:0;height:16.9pt'>{''.join(cells)}</tr>")
    return (
        "<div align=center><table class=MsoNormalTable border=0 cellspacing=0 style='mso-table-lspace:9.0pt'>"
        f"<!--[if gte mso 9]><xml></xml><![endif]-->{chr(10).join(lines)}</table></div>"
    )


DRAWERS: dict[str, Callable[[Drawn], str]] = {
    **TEXT_LAYOUTS,
    **{
        layout.__name__: layout
        for layout in (
            *(tabs, markdown, ragged_tabs, single_blanks, line_ends, aligned, md_rows),
            *(html_flat, html_pushed, html_repeated, html_word),
        )
    },
    "html": html_table,
    "md_html": html_table,
}


def drawn_text(made: Page) -> str:
    """The document as text, with tokens."""
    html = made.format == "html"
    lines: list[str] = []
    for part in made.parts:
        if not isinstance(part, str):
            lines.append(f"\n{DRAWERS[made.layout](part)}\n" if made.format == "md" else DRAWERS[made.layout](part))
        elif made.format == "md":
            lines.append(f"## {part}\n" if re.match("[一二三四五六]、|某某县", part) else f"{part}\n")
        else:
            lines.append(f"<p>{escape(part)}</p>" if html else part)
    return "\n".join(lines) + "\n"


def finished_text(made: Page, text: str, noise: str) -> Noisy:
    """Print the figures into the document; cells whose tokens are gone have none."""
    left = {found.split("#")[0] for found in TOKEN.findall(text)}
    tags = made.format == "html" or made.layout == "md_html"
    text = TOKEN.sub(lambda found: made.printed.get(found[1], found[1]), text)
    text = RAW_TAG.sub(lambda found: unescape(found[1]) if tags else "", text)
    text = "\n".join(map(filled_up, text.split("\n")))
    if made.format == "html":
        head = f"<title>某某县{YEARS[made.form]}年政府信息公开工作年度报告</title>"
        text = f'<!DOCTYPE html><html><head><meta charset="utf-8">{head}</head><body>{text}</body></html>'
    suffix = {"html": "html", "md": "md", "text": "txt"}[made.format]
    truth, unclear = settled(made, left)
    return Noisy(made.form, made.layout, noise, f"report.{suffix}", text.encode(), truth, unclear)
