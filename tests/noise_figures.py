"""Noise in the figures of drawn tables, and in what is printed beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layouts import facts
from noise import TOKEN, Page, number, raw
from noise_rows import allow_as_printed, cells_with_figures, change, has_figures, is_figure, not_clear

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random


def doubled_figures(made: Page, rng: Random) -> None:
    """A cell holds the figures of two cells, and the other one is blank."""
    for _ in range(rng.randint(1, 3)):
        table, at, column = rng.choice(cells_with_figures(made))
        row = table[at]
        if column + 1 < len(row) and is_figure(row[column + 1]):
            one, other = (TOKEN.sub(lambda found: made.printed[found[1]], row[i][0]) for i in (column, column + 1))
            not_clear(made, row)
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


def cut_figures(made: Page, rng: Random) -> None:
    """A figure ends in a comma or a point, as if something were cut off: no one can be sure that it is whole."""
    paths = [path for path, text in made.printed.items() if text.isdigit()]
    for path in rng.sample(paths, min(len(paths), rng.randint(1, 40))):
        made.printed[path] += rng.choice([",", ".", "，"])
        made.unclear.add(path)


def full_width(made: Page, rng: Random) -> None:
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    for path, text in made.printed.items():
        if rng.random() < 0.7:
            made.printed[path] = text.translate(wide)


def footnotes(made: Page, rng: Random) -> None:
    cells = cells_with_figures(made)
    for table, at, column in rng.sample(cells, min(len(cells), 5)):
        text = table[at][column][0]
        mark = (
            raw("<sup>1</sup>") if made.format in {"html", "docx"} else rng.choice(["①", "※", "*", "[1]", "注1", "(1)"])
        )
        if mark in {"*", "[1]", "注1", "(1)"}:  # may be a part of the figure, for example 5(1) of an older way to count
            made.unclear |= set(TOKEN.findall(text))
        change(table[at], column, text + mark)


def holes(*signs: str) -> Callable[[Page, Random], None]:
    """Cells are empty, or hold a sign that says that there is nothing."""

    def make(made: Page, rng: Random) -> None:
        paths = [path for path in made.figures if made.printed[path]]
        for path in rng.sample(paths, len(paths) // rng.choice([3, 10, 40])):
            made.print_anew(path, rng.choice(signs))

    return make


def thousands(made: Page, rng: Random) -> None:
    """Large figures, in groups of three digits."""
    for path in [path for path, text in made.printed.items() if text.isdigit()]:
        if rng.random() < 0.3:
            large = rng.randint(1000, 3_000_000)
            made.print_anew(path, str(large))
            made.printed[path] = rng.choice([f"{large:,}", f"{large:,}".replace(",", "，")])


def transposed_digits(made: Page, rng: Random) -> None:
    """Two digits of a total changed places: a mistake of the report, which a reader has to keep."""
    totals = [path for path, text in made.printed.items() if path.endswith("total") and text.isdigit() and text != "0"]
    for path in rng.sample(totals, min(len(totals), rng.randint(1, 3))):
        text = made.printed[path] if len(made.printed[path]) > 1 else made.printed[path] + "9"
        made.print_anew(path, str(int(text[:-2] + text[-1] + text[-2])))


def amounts_with_units(made: Page, _: Random) -> None:
    """An amount and its unit, each in a piece of its own."""
    money = {fact["cell"] for fact in facts(made.form) if fact["kind"] == "money"}
    for table, at, column in cells_with_figures(made):
        text = table[at][column][0]
        if money.intersection(TOKEN.findall(text)):
            for path in TOKEN.findall(text):
                made.printed[path] = made.printed[path].removesuffix("万元")
            own = number(made.printed[TOKEN.findall(text)[0]])
            change(table[at], column, text + raw("<span>") + ("万元" if own is not None else "") + raw("</span>"))


def duplicated_cells(made: Page, rng: Random) -> None:
    """A cell stands twice in its row, which has one too many."""
    table, at, column = rng.choice(cells_with_figures(made))
    row = table[at]
    row.insert(column, row[column])
    allow_as_printed(made, row)


def glued_figures(made: Page, rng: Random) -> None:
    """The figures of two or more cells run together in one: only their row can tell that cells are missing."""
    rows = [row for table in made.tables for row in table if sum(map(is_figure, row)) > 2]
    for row in rng.sample(rows, min(len(rows), rng.randint(1, 4))):
        first = next(at for at, cell in enumerate(row) if is_figure(cell))
        end = rng.randint(first + 2, len(row))
        glued = "".join(text for text, _, _ in row[first:end])
        row[first:end] = [(TOKEN.sub(lambda found: made.printed[found[1]], glued), 1, 1)]
        allow_as_printed(made, row, TOKEN.findall(glued))


def glued_to_labels(made: Page, rng: Random) -> None:
    """The first figure of a row runs on from its label, in one cell."""
    rows = [row for table in made.tables for row in table if has_figures(row) and not is_figure(row[0])]
    for row in rng.sample(rows, min(len(rows), rng.randint(1, 4))):
        first = next(at for at, cell in enumerate(row) if is_figure(cell))
        paths = TOKEN.findall(row[first][0])
        text = TOKEN.sub(lambda found: made.printed[found[1]], row[first][0])
        row[first - 1 : first + 1] = [(row[first - 1][0] + text, row[first - 1][1], row[first - 1][2])]
        allow_as_printed(made, row, paths)
        for path in paths:  # no label ends in a digit: who sees the figure there may take it for the first of the row
            made.allow(path, path)
