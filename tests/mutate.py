"""Breaks one rule or one row of a crosswalk, to see whether the tests notice.

As a plugin of pytest (``-p mutate``) it applies the mutation that the variable ``MUTANT`` names. As a script it tries
all:

    python tests/mutate.py

Each mutant must be killed, that is, some test must fail; the script prints those that survive and ends with 1.
"""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

TESTS = Path(__file__).resolve().parent
# The tests that should notice, the quick ones first.
WATCHING = ("migration/test_crosswalk.py", "rules", "migration", "test_schema_files.py", "test_validation.py")
PAIRS = ("crosswalk_2014_2019", "crosswalk_2019_2021")
# A relation that carries no figure for those that do, and the reverse.
OTHER_RELATION = {"exact": "close", "close": "exact", "sum": "overlap", "none": "overlap"}


def rule_tables() -> tuple[ModuleType, ...]:
    rules = import_module("govinfo_schema.rules")
    tables: tuple[ModuleType, ...] = rules._TABLES  # noqa: SLF001 - the list of rule modules
    return tables


def mutants() -> Iterator[str]:
    """Name every mutation: a rule that is missing, a row of a crosswalk that is missing or has another relation."""
    forms = import_module("govinfo_schema.forms").all_forms()
    catalogue = import_module("govinfo_schema.rules").catalogue
    for rule in dict.fromkeys(rule.id for form in forms for rule in catalogue(form.name)):
        yield f"rule {rule}"
    for pair in PAIRS:
        for row in import_module(f"govinfo_schema.migration.{pair}").ROWS:
            yield f"drop {pair} {row.id}"
            yield f"relate {pair} {row.id}"


def _without_rule(name: str) -> None:
    for table in rule_tables():
        rules = table.rules
        table.rules = lambda form, rules=rules: tuple(rule for rule in rules(form) if rule.id != name)


def _changed(row: object) -> object:
    relation = row.relation  # type: ignore[attr-defined]  # a row of a crosswalk
    return attrs.evolve(row, relation=OTHER_RELATION.get(relation, "none"))  # type: ignore[misc]  # an attrs class


def apply(mutant: str) -> None:
    kind, *names = mutant.split(" ", 2)
    if kind == "rule":
        _without_rule(names[0])
        return
    module = import_module(f"govinfo_schema.migration.{names[0]}")
    if kind == "drop":
        module.ROWS = tuple(row for row in module.ROWS if row.id != names[1])
    else:
        module.ROWS = tuple(_changed(row) if row.id == names[1] else row for row in module.ROWS)


def pytest_configure() -> None:
    if "MUTANT" in os.environ:
        apply(os.environ["MUTANT"])


def survives(mutant: str | None) -> bool:
    environment = {**os.environ, **({"MUTANT": mutant} if mutant else {})}
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "mutate", "-p", "no:cacheprovider", *WATCHING]
    path = f"{TESTS}{os.pathsep}{environment.get('PYTHONPATH', '')}"
    done = subprocess.run(command, cwd=TESTS, env={**environment, "PYTHONPATH": path}, capture_output=True, check=False)  # noqa: S603 - our own tests
    return done.returncode == 0


def main() -> int:
    if not survives(None):
        print("The tests fail without any mutation.")  # noqa: T201 - a script
        return 2
    tried = list(mutants())
    survivors = [mutant for mutant in tried if survives(mutant)]
    print(f"{len(tried)} mutants, {len(tried) - len(survivors)} killed")  # noqa: T201 - a script
    for mutant in survivors:
        print(f"survived: {mutant}")  # noqa: T201 - a script
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
