"""The identities of tables three and four, written out from the printed labels of tests/data/facts.

Nothing here looks into the rules: the equations come from rows and columns, and from plain arithmetic.
"""

from __future__ import annotations

import csv
from pathlib import Path

FACTS = Path(__file__).resolve().parent / "data" / "facts"
NEW, OLD, OPEN = "一、本年新收", "二、上年结转", "四、结转下年度"
RESULTS, DONE = "三、本年度办理结果/", "三、本年度办理结果/(七)总计"
TABLE_THREE, TABLE_FOUR = "三、", "四、"


def facts(form: str) -> list[dict[str, str]]:
    with (FACTS / f"{form}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def table_three(form: str) -> dict[tuple[str, str], str]:
    """The cells of table three by their printed labels."""
    return {(row["row"], row["column"]): row["cell"] for row in facts(form) if row["table"].startswith(TABLE_THREE)}


def own_equations(form: str) -> dict[tuple[str, frozenset[str]], dict[str, int]]:
    """All identities of tables three and four: for each, the coefficients of its cells, left side positive."""
    cells = table_three(form)
    rows = list(dict.fromkeys(row for row, _ in cells))
    columns = list(dict.fromkeys(column for _, column in cells))
    equations: list[tuple[str, dict[str, int]]] = []
    for column in columns:
        at = {row: cells[row, column] for row in rows}
        balance = {path: 1 for row, path in at.items() if row.startswith((NEW, OLD))}
        balance |= {path: -1 for row, path in at.items() if row == DONE or row.startswith(OPEN)}
        equations.append(("B1", balance))
        results = {path: -1 for row, path in at.items() if row.startswith(RESULTS) and row != DONE}
        equations.append(("B2", {at[DONE]: 1, **results}))
    for row in rows:
        in_row = {cells[row, column]: 1 if column == "总计" else -1 for column in columns}
        equations.append(("B3", in_row))
    blocks: dict[str, dict[str, int]] = {}
    for fact in facts(form):
        if fact["table"].startswith(TABLE_FOUR):
            block, _, outcome = fact["column"].rpartition("/")
            blocks.setdefault(block, {})[fact["cell"]] = 1 if outcome == "总计" else -1
    equations.extend(("C1", block) for block in blocks.values())
    return {(rule, frozenset(equation)): equation for rule, equation in equations}
