"""Makes noisy documents of random reports, and knows what a careful person may read in them.

Forms are drawn by ``layouts`` from the facts; nothing here is shared with the readers. Each figure travels through the
noise as a token with the address of its cell, so that what is left of a report in the document is always known.
"""

from __future__ import annotations

import re
from decimal import Decimal
from html import escape, unescape
from itertools import groupby
from typing import TYPE_CHECKING

from attrs import define, field, frozen

from layouts import TEXT_LAYOUTS, YEARS, Drawn, facts, html_table, titled_tables

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

Cell = tuple[str, int, int]
_OPEN, _CLOSE = "\ue000", "\ue001"
_TOKEN = re.compile(f"{_OPEN}(.*?){_CLOSE}")
_RAW_TAG = re.compile("\ue002(.*?)\ue003")


@define
class Page:
    """A document in the making: running text, and tables with their titles."""

    form: str
    parts: list[str | Drawn]
    printed: dict[str, str]
    layout: str
    figures: dict[str, Decimal | None]
    doubtful: set[str] = field(factory=set[str])
    also: dict[str, list[str]] = field(factory=dict[str, "list[str]"])

    def allow(self, path: str, figure: str) -> None:
        """Note that a careful person may read ``figure`` in the cell ``path``."""
        self.also.setdefault(path, []).append(figure)

    @property
    def tables(self) -> list[Drawn]:
        return [part for part in self.parts if not isinstance(part, str)]


@frozen
class Noisy:
    """A noisy document and, for each cell, the figures that a careful person may read there; none where none stands.

    The first of them is the figure of the report.
    """

    form: str
    layout: str
    noise: str
    text: str
    truth: dict[str, tuple[Decimal, ...]]

    @property
    def name(self) -> str:
        return "page.html" if self.layout.startswith("html") else "report.txt"


def token(path: str) -> str:
    return f"{_OPEN}{path}{_CLOSE}"


def raw(html: str) -> str:
    """Markup inside the text of a cell."""
    return f"\ue002{html}\ue003"


# ---- reports


def report(form: str, rng: Random) -> dict[str, str]:
    """Figures by cell: small with many repeats, far apart, or adding up; with zeros, blanks and dashes."""
    kind = rng.choice(["small", "apart", "consistent", "consistent"])
    small = rng.sample([0, 0, 0, 0, 0, 0, 1, 1, 2, 3, 5, 12, 40], 13)
    figures: dict[str, int] = {
        fact["cell"]: rng.choice(small) if kind != "apart" else 100 + 7 * number + rng.randint(0, 5)
        for number, fact in enumerate(facts(form))
    }
    if kind == "consistent":
        add_up(form, figures)
    printed = {path: str(number) for path, number in figures.items()}
    plus = rng.choice(["+", "", "增"])
    for fact in facts(form):
        path, number = fact["cell"], figures[fact["cell"]]
        if fact["kind"] == "money":
            printed[path] = rng.choice([f"{number}.{rng.randint(1, 99):02d}", f"{number}", "0", f"{number}.5万元"])
        if fact["kind"] == "signed count":
            minus = "减" if plus == "增" else "-"
            printed[path] = f"{rng.choice([plus, minus])}{number}" if number else "0"
    holes = rng.choice([0, 0, 0, 0.02, 0.3])
    hole = rng.choice(["", "", "/", "—"])
    return {path: hole if rng.random() < holes else text for path, text in printed.items()}


def add_up(form: str, figures: dict[str, int]) -> None:
    """Make the sums of tables three and four hold."""
    groups = groupby((path for path in figures if "." in path), key=lambda path: path.rsplit(".", 1)[0])
    rows = {row: [path.rsplit(".", 1)[1] for path in paths] for row, paths in groups}
    columns = rows.get("applications.new_received", [])
    leaves = [row for row in rows if row.startswith("applications.results.") and row != "applications.results.total"]
    for column in columns[:-1]:
        total = sum(figures[f"{row}.{column}"] for row in leaves)
        figures[f"applications.results.total.{column}"] = total
        figures[f"applications.carried_over.{column}"] = min(figures[f"applications.carried_over.{column}"], total)
        forward = figures[f"applications.carried_forward.{column}"]
        figures[f"applications.new_received.{column}"] = (
            total + forward - figures[f"applications.carried_over.{column}"]
        )
    for row, names in rows.items():
        if row.startswith(("applications.", "review_")) and names[-1] == "total" and form != "v2014":
            figures[f"{row}.total"] = sum(figures[f"{row}.{name}"] for name in names[:-1])


def number(text: str) -> Decimal | None:
    found = re.fullmatch(r"([+-]?\d+(?:\.\d+)?)(?:万元)?", text.replace("增", "+").replace("减", "-"))
    return Decimal(found[1]) if found else None


# ---- layouts that people and tools make besides those of ``layouts``


def grid_of(table: Drawn, *, repeat: bool = False) -> list[list[str]]:
    """Every row with every column; what covers several stands in the first of them, or in all."""
    width = max(sum(colspan for _, colspan, _ in row) for row in table) + 2
    grid: list[list[str | None]] = [[None] * (3 * width) for _ in table]
    most = 0
    for at, row in enumerate(table):
        column = 0
        for text, colspan, rowspan in row:
            while grid[at][column] is not None:
                column += 1
            for line in range(at, min(at + rowspan, len(table))):
                grid[line][column : column + colspan] = [text if repeat else ""] * colspan
            grid[at][column] = text
            most = max(most, column + colspan)
    return [[text or "" for text in row[:most]] for row in grid]


def tabs(table: Drawn) -> str:
    return "\n".join("\t".join(row) for row in grid_of(table))


def ragged_tabs(table: Drawn) -> str:
    return "\n".join("\t".join(text for text, _, _ in row) for row in table)


def markdown(table: Drawn) -> str:
    rows = [f"| {' | '.join(row)} |" for row in grid_of(table)]
    return "\n".join([rows[0], "|" + "---|" * len(grid_of(table)[0]), *rows[1:]])


def single_blanks(table: Drawn) -> str:
    return "\n".join(" ".join(text for text, _, _ in row if text) for row in table)


def line_ends(table: Drawn) -> str:
    """A line for each cell, an empty one for a blank cell."""
    return "\n".join(text for row in table for text, _, _ in row)


def aligned(table: Drawn) -> str:
    """Columns as wide as on the page, filled up with blanks."""
    grid = [[_TOKEN.sub("00000", text) for text in row] for row in grid_of(table)]
    widths = [max(2 * len(row[at]) for row in grid) + 2 for at in range(len(grid[0]))]
    return "\n".join(
        "".join(text + " " * max(1, width - _wide(text)) for text, width in zip(row, widths, strict=True)).rstrip()
        for row in grid_of(table)
    )


def _wide(text: str) -> int:
    return sum(1 if character.isascii() else 2 for character in _TOKEN.sub("00000", text))


def html_flat(table: Drawn) -> str:
    """Empty cells where others have spans."""
    return html_table([[(text, 1, 1) for text in row] for row in grid_of(table)])


def html_pushed(table: Drawn) -> str:
    """No spans at all: cells pushed to the left, empty ones at the end."""
    width = sum(colspan for _, colspan, _ in table[0])
    return html_table(
        [[*((text, 1, 1) for text, _, _ in row), *[("", 1, 1)] * max(0, width - len(row))] for row in table]
    )


LAYOUTS: dict[str, Callable[[Drawn], str]] = {
    **TEXT_LAYOUTS,
    "tabs": tabs,
    "markdown": markdown,
    "ragged_tabs": ragged_tabs,
    "single_blanks": single_blanks,
    "line_ends": line_ends,
    "aligned": aligned,
    "html": html_table,
    "html_flat": html_flat,
    "html_pushed": html_pushed,
}


def page(form: str, rng: Random, layout: str) -> Page:
    year = YEARS[form]
    printed = report(form, rng)
    parts: list[str | Drawn] = [
        f"某某县{year}年政府信息公开工作年度报告",
        f"本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。",
        "一、总体情况",
        "全年工作有序推进。",
    ]
    tokens = {path: token(path) if text else "" for path, text in printed.items()}
    for title, table in titled_tables(form, tokens):
        parts += [title, table]
    if form != "v2014":
        parts += ["五、存在的主要问题及改进情况", "继续改进。", "六、其他需要报告的事项", "无。"]
    return Page(form, parts, printed, layout, {path: number(text) for path, text in printed.items()})


def drawn_text(made: Page) -> str:
    """The document as text, with tokens."""
    html = made.layout.startswith("html")
    lines: list[str] = []
    for part in made.parts:
        if not isinstance(part, str):
            lines.append(LAYOUTS[made.layout](part))
        else:
            lines.append(f"<p>{escape(part)}</p>" if html else part)
    return "\n".join(lines) + "\n"


def finished(made: Page, text: str, noise: str) -> Noisy:
    """Print the figures into the document; cells whose tokens are gone have none."""
    left = {found.split("#")[0] for found in _TOKEN.findall(text)}
    html = made.layout.startswith("html")
    text = _TOKEN.sub(lambda found: made.printed.get(found[1], found[1]), text)
    text = _RAW_TAG.sub(lambda found: unescape(found[1]) if html else "", text)
    if html:
        head = f"<title>某某县{YEARS[made.form]}年政府信息公开工作年度报告</title>"
        text = f'<!DOCTYPE html><html><head><meta charset="utf-8">{head}</head><body>{text}</body></html>'
    truth: dict[str, tuple[Decimal, ...]] = {}
    for path, own in made.figures.items():
        also = (number(made.printed.get(figure, figure)) for figure in made.also.get(path, ()))
        seen = [own if path in left - made.doubtful else None, *also]
        truth[path] = tuple(figure for figure in seen if figure is not None)
    return Noisy(made.form, made.layout, noise, text, truth)
