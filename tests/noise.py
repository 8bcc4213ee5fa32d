"""Makes noisy documents of random reports, and knows what a careful person may read in them.

Forms are drawn by ``layouts`` from the facts; nothing here is shared with the readers. Each figure travels through the
noise as a token with the address of its cell, so that what is left of a report in the document is always known.
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from attrs import define, field, frozen

from layouts import YEARS, Drawn, facts, titled_tables

if TYPE_CHECKING:
    from random import Random

Cell = tuple[str, int, int]
_OPEN, _CLOSE = "\ue000", "\ue001"
TOKEN = re.compile(f"{_OPEN}(.*?){_CLOSE}")
RAW_TAG = re.compile("\ue002(.*?)\ue003")


@define
class Page:
    """A document in the making: running text, and tables with their titles.

    Attributes:
        form: the form of its report.
        parts: what stands in it; figures are tokens with the addresses of their cells.
        printed: what is printed for a token.
        layout: how it will be drawn.
        figures: the figure of each cell of the report.
        doubtful: cells whose figure nobody can read any more.
        unclear: cells of which a careful person cannot be sure, whatever stands there: a reader may leave them open.
        also: further figures that a careful person may read in a cell.
    """

    form: str
    parts: list[str | Drawn]
    printed: dict[str, str]
    layout: str
    figures: dict[str, Decimal | None]
    doubtful: set[str] = field(factory=set[str])
    unclear: set[str] = field(factory=set[str])
    also: dict[str, list[str]] = field(factory=dict[str, "list[str]"])

    def allow(self, path: str, figure: str) -> None:
        """Note that a careful person may read ``figure`` in the cell ``path``."""
        self.also.setdefault(path, []).append(figure)

    @property
    def tables(self) -> list[Drawn]:
        return [part for part in self.parts if not isinstance(part, str)]

    @property
    def format(self) -> str:
        """The format of its layout."""
        return format_of(self.layout)

    def is_figure_of_the_report(self, path: str) -> bool:
        return self.figures.get(path) is not None

    def print_anew(self, path: str, text: str) -> None:
        """Print another figure, or none, in a cell: it is what the report says from now on."""
        self.printed[path] = text
        self.figures[path] = number(text)


@frozen
class Noisy:
    """A noisy document and, for each cell, the figures that a careful person may read there; none where none stands.

    The first of them is the figure of the report. ``unclear`` names the cells of which no one could be sure: what is
    read there must be one of these figures too, but leaving them open is no loss.
    """

    form: str
    layout: str
    noise: str
    name: str
    data: bytes
    truth: dict[str, tuple[Decimal, ...]]
    unclear: frozenset[str]

    @property
    def format(self) -> str:
        return format_of(self.layout)

    @property
    def text(self) -> str:
        """A document that is text, as text."""
        return self.data.decode()


# The layouts of each format. In those of the first group, a blank cell leaves no trace; in those of the second, cells
# stand in order, and not in columns.
LAYOUTS_OF: dict[str, tuple[str, ...]] = {
    "html": ("html", "html_flat", "html_pushed", "html_repeated", "html_word"),
    "docx": ("docx", "docx_flat"),
    "xlsx": ("xlsx", "xlsx_flat", "xlsx_moved"),
    "pdf": ("pdf_ruled", "pdf_filled", "pdf_unruled"),
    "md": ("markdown", "md_html", "md_rows"),
    "csv": ("csv", "csv_repeated"),
    "grid": ("grid", "grid_repeated"),
    "text": (
        *("tabs", "pipe_rows", "pipe_line_ends", "paragraphs", "traceless_pipe_rows", "traceless_line_ends"),
        *("ragged_tabs", "single_blanks", "line_ends", "aligned"),
    ),
}
LAYOUTS = tuple(layout for layouts in LAYOUTS_OF.values() for layout in layouts)
TRACELESS = ("paragraphs", "traceless_pipe_rows", "traceless_line_ends", "single_blanks", "line_ends")
PUSHED = ("pipe_rows", "pipe_line_ends", "html_pushed", "ragged_tabs")


def format_of(layout: str) -> str:
    return next(name for name, layouts in LAYOUTS_OF.items() if layout in layouts)


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


# ---- documents


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


def rows_of_cells(form: str) -> list[list[str]]:
    """The cells of each printed row."""
    groups = groupby(facts(form), key=lambda fact: (fact["table"], fact["row"]))
    return [[fact["cell"] for fact in row] for _, row in groups]


def settled(made: Page, left: set[str]) -> tuple[dict[str, tuple[Decimal, ...]], frozenset[str]]:
    """What may be read in each cell, and which cells are unclear; ``left`` are the tokens that the document has."""
    truth: dict[str, tuple[Decimal, ...]] = {}
    for path, own in made.figures.items():
        also = (number(made.printed.get(figure, figure)) for figure in made.also.get(path, ()))
        seen = [own if path in left - made.doubtful else None, *also]
        truth[path] = tuple(figure for figure in seen if figure is not None)
    unclear = set(made.unclear)
    for row in rows_of_cells(made.form):
        gaps = any(path not in left or made.printed[path] == "" for path in row)
        if made.layout in TRACELESS and gaps:
            unclear.update(row)
    return truth, frozenset(unclear)
