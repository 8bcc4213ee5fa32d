"""Count what becomes of errors that are injected into consistent applications tables.

    python tests/injected_errors.py --tables 20000 --seed 1 --write docs/repair-errors.md

Each table gets slips of one kind. Detection, location, right value, and wrong proposals called unique are counted
apart, by the kind of the slips and their number, and by the number of cells that are wrong.
"""

from __future__ import annotations

import argparse
import os
from collections import Counter
from itertools import product
from multiprocessing import Pool
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from attrs import frozen

from consistent_tables import LINE, consistent_table, report_with_table
from govinfo_schema.repair import propose

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from consistent_tables import Size
    from govinfo_schema.repair import Proposal

FORMS = ("v2019", "v2021")
NUMBERS = (1, 2, 3, 4)
_ATTEMPTS = 200
_PLACES = ("no blanks", "1 to 3 blanks")
COUNTED = (
    "detected",
    "located",
    "right value",
    "unique and right",
    "wrong called unique",
    "wrong deduction called unique",
)

_MEANING = (
    "{tables} random applications tables that add up (v2019 and v2021; half of them mostly zeros and numbers up to 5,"
    " half with numbers up to 1,370), each with one to four slips of one kind. *Detected*: an identity fails."
    " *Located*: the cells that are wrong are among the proposals. *Right value*: with their true numbers. *Unique and"
    " right*: and every proposal is called unique. The last two columns count tables with a wrong proposal that is"
    " called unique. Sets of more than four cells are not looked for here."
)

Figures = dict[str, int]


def _digit(figures: Figures, path: str, rng: Random) -> Figures:
    digits = list(str(figures[path]))
    place = rng.randrange(len(digits))
    first = "1" if place == 0 and len(digits) > 1 else "0"
    digits[place] = rng.choice([digit for digit in "0123456789" if digit != digits[place] and digit >= first])
    return {path: int("".join(digits))}


def _transposed(figures: Figures, path: str, rng: Random) -> Figures:
    digits = list(str(figures[path]))
    place = rng.randrange(len(digits))
    if place:
        digits[place - 1 : place + 1] = digits[place], digits[place - 1]
    return {path: int("".join(digits))}


def _exchanged(figures: Figures, path: str, rng: Random) -> Figures:
    other = rng.choice(_neighbours(path, figures))
    return {path: figures[other], other: figures[path]}


def _zero(figures: Figures, path: str, _: Random) -> Figures:
    number = figures[path]
    return {path: number // 10 if number % 10 == 0 else number * 10}


def _split(figures: Figures, path: str, rng: Random) -> Figures:
    digits, other = str(figures[path]), _neighbours(path, figures)[-1]
    if len(digits) == 1 or figures[other]:
        return {}
    place = rng.randrange(1, len(digits))
    return {path: int(digits[:place]), other: int(digits[place:])}


def _shifted(figures: Figures, path: str, rng: Random) -> Figures:
    row = path.rpartition(".")[0]
    line = [figures[f"{row}.{column}"] for column in LINE]
    line = [*line[1:], 0] if rng.random() < 0.5 else [0, *line[:-1]]
    return {f"{row}.{column}": number for column, number in zip(LINE, line, strict=True)}


def _random(figures: Figures, path: str, rng: Random) -> Figures:
    return {path: rng.choice([number for number in range(2 * figures[path] + 10) if number != figures[path]])}


KINDS: dict[str, Callable[[Figures, str, Random], Figures]] = {
    "digit wrong": _digit,
    "digits transposed": _transposed,
    "cells exchanged": _exchanged,
    "zero dropped or added": _zero,
    "number split": _split,
    "row shifted": _shifted,
    "random number": _random,
}


def _neighbours(path: str, figures: Figures) -> list[str]:
    """The cell before and the cell after in the row, in this order; the last has one only."""
    row, _, column = path.rpartition(".")
    place = LINE.index(column)
    return [f"{row}.{LINE[there]}" for there in (place - 1, place + 1) if 0 <= there < len(LINE) and figures]


@frozen
class Case:
    """One table to be tried: everything follows from the seed."""

    seed: int
    form: str
    kind: str
    number: int
    blanks: bool


def injected(case: Case) -> tuple[Figures, Figures, frozenset[str]]:
    """Make the table of ``case``, its figures with the slips, and its blank cells."""
    rng = Random(case.seed)  # noqa: S311 - an experiment that can be repeated
    for _ in range(_ATTEMPTS):
        size: Size = "large" if case.kind in ("digits transposed", "number split") else rng.choice(["small", "large"])
        true = consistent_table(case.form, rng, size)
        blank = frozenset(rng.sample(sorted(true), rng.randint(1, 3))) if case.blanks else frozenset[str]()
        wrong = _with_slips(case, true, blank, rng)
        if wrong is not None:
            return true, wrong, blank
    raise AssertionError(case)


def _with_slips(case: Case, true: Figures, blank: frozenset[str], rng: Random) -> Figures | None:
    wrong, touched = dict(true), set(blank)
    done = 0
    for _ in range(_ATTEMPTS):
        path = rng.choice(sorted(true))
        if case.kind == "zero dropped or added" and not true[path]:
            continue
        slip = KINDS[case.kind](true, path, rng)
        changed = {cell: number for cell, number in slip.items() if number != true[cell]}
        if not changed or not touched.isdisjoint(slip):
            continue
        wrong |= changed
        touched |= slip.keys()
        done += 1
        if done == case.number:
            return wrong
    return None


def tried(case: Case) -> tuple[Case, int, frozenset[str]]:
    """Say how many cells of the table of ``case`` are wrong, and what is true of its proposals."""
    true, wrong, blank = injected(case)
    proposals = propose(report_with_table(case.form, wrong, blank), beyond=False)
    return case, sum(true[path] != wrong[path] for path in true), judged(proposals, true, wrong)


def judged(proposals: Iterable[Proposal], true: Figures, wrong: Figures) -> frozenset[str]:
    """Say what is true of ``proposals``: the names are those of ``COUNTED``."""
    errors = {path for path in true if true[path] != wrong[path]}
    problems: dict[str, list[Proposal]] = {}
    said: set[str] = set()
    for each in proposals:
        is_right = all(change.proposed == true[change.path] for change in each.changes) and errors.issuperset(
            each.cells if each.kind == "correction" else ()
        )
        if each.kind == "deduced":
            said |= {"wrong deduction called unique"} if each.certainty == "unique" and not is_right else set()
            continue
        said.add("detected")
        said |= {"wrong called unique"} if each.certainty == "unique" and not is_right else set()
        problems.setdefault(each.problem, []).append(each)
    if not problems or any(not each.changes for ways in problems.values() for each in ways):
        return frozenset(said)
    cells = [{frozenset(each.cells) for each in ways if errors.issuperset(each.cells)} for ways in problems.values()]
    figures = [[each for each in ways if _is_true(each, true, errors)] for ways in problems.values()]
    said |= {"located"} if _covers(cells, errors) else set()
    right = [{frozenset(each.cells) for each in ways} for ways in figures]
    if _covers(right, errors):
        said.add("right value")
        if all(each.certainty == "unique" for ways in figures for each in ways):
            said.add("unique and right")
    return frozenset(said)


def _is_true(proposal: Proposal, true: Figures, errors: set[str]) -> bool:
    return errors.issuperset(proposal.cells) and all(
        change.proposed == true[change.path] for change in proposal.changes
    )


def _covers(problems: list[set[frozenset[str]]], errors: set[str]) -> bool:
    """Say whether one way for each problem, together, are exactly the wrong cells."""
    together = {frozenset[str]()}
    for ways in problems:
        together = {one | other for one, other in product(together, ways)}
    return frozenset(errors) in together


def cases(tables: int, seed: int) -> list[Case]:
    """As many cases as tables, each kind, number and form equally often; every fifth table has blanks."""
    combined = list(product(FORMS, KINDS, NUMBERS))
    return [
        Case(seed * 1_000_003 + index, *combined[index % len(combined)], blanks=index // len(combined) % 5 == 4)
        for index in range(tables)
    ]


def run(tables: int, seed: int) -> list[tuple[Case, int, frozenset[str]]]:
    """Try all tables on all processors."""
    with Pool(os.cpu_count()) as pool:
        return pool.map(tried, cases(tables, seed), chunksize=64)


def _counts(results: Iterable[tuple[str, frozenset[str]]]) -> list[str]:
    """Write one line for each name: how many tables, and how many of them each thing is true of."""
    totals, counts = Counter[str](), Counter[tuple[str, str]]()
    for name, said in results:
        totals[name] += 1
        counts.update((name, each) for each in said)
    return [
        f"| {name} | {total} | " + " | ".join(_share(counts[name, each], total, each) for each in COUNTED) + " |"
        for name, total in totals.items()
    ]


def _share(count: int, total: int, name: str) -> str:
    return str(count) if name.startswith("wrong") else f"{100 * count / total:.1f} %"


def written(results: list[tuple[Case, int, frozenset[str]]], tables: int, seed: int) -> str:
    """Write the page."""
    lines = [
        "# Injected errors",
        "",
        f"`python tests/injected_errors.py --tables {tables} --seed {seed} --write docs/repair-errors.md`",
        "",
        _MEANING.format(tables=tables),
    ]
    head = "| tables | " + " | ".join(COUNTED) + " |"
    rule = "|---|---:|" + "---:|" * len(COUNTED)
    for blanks, title in zip((False, True), _PLACES, strict=True):
        chosen = [result for result in results if result[0].blanks is blanks]
        by_slip = sorted(chosen, key=lambda result: (list(KINDS).index(result[0].kind), result[0].number))
        by_cell = sorted(chosen, key=lambda result: result[1])
        lines += ["", f"## Tables with {title}", "", f"| wrong cells {head}", rule]
        lines += _counts((str(cells) if cells < 5 else "5 and more", said) for _, cells, said in by_cell)
        lines += ["", f"| slips {head}", rule]
        lines += _counts((f"{case.number} × {case.kind}", said) for case, _, said in by_slip)
    return "\n".join([*lines, ""])


def main() -> None:
    """Run the experiment."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tables", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", type=Path)
    given = parser.parse_args()
    page = written(run(given.tables, given.seed), given.tables, given.seed)
    if given.write:
        given.write.parent.mkdir(exist_ok=True)
        given.write.write_text(page, encoding="utf-8")
    else:
        print(page)  # noqa: T201 - a script


if __name__ == "__main__":
    main()
