"""Breaks one rule, one way to word a count, or one row of a crosswalk, to see whether the tests notice.

As a plugin of pytest (``-p mutate``) it applies the mutation that the variable ``MUTANT`` names. As a script it tries
all, or those whose names begin with the words that follow:

    python tests/mutate.py
    python tests/mutate.py "pass E" pattern

Each mutant must be killed, that is, some test must fail; the script prints those that survive and ends with 1.
"""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

TESTS = Path(__file__).resolve().parent
# The tests that should notice, the quick ones first.
WATCHING = ("migration/test_crosswalk.py", "rules", "migration", "test_schema_files.py", "test_validation.py")
WATCHING_RULES = ("rules", "narrative", "test_validation.py", "cli/test_comparing_commands.py", "test_schema_files.py")
KINDS_OF_RULES = frozenset({"rule", "pass", "fail", "open", "loosen", "shorten", "ease", "pattern", "reading"})
PAIRS = ("crosswalk_2014_2019", "crosswalk_2019_2021")
# A relation that carries no figure for those that do, and the reverse.
OTHER_RELATION = {"exact": "close", "close": "exact", "sum": "overlap", "none": "overlap"}


def rule_tables() -> tuple[ModuleType, ...]:
    rules = import_module("govinfo_schema.rules")
    tables: tuple[ModuleType, ...] = rules._TABLES  # noqa: SLF001 - the list of rule modules
    return tables


def mutants() -> Iterator[str]:
    """Name every mutation: of rules, of what running text is taken for, of rows of a crosswalk."""
    forms = import_module("govinfo_schema.forms").all_forms()
    catalogue = import_module("govinfo_schema.rules").catalogue
    rules = {rule.id: rule for form in forms for rule in catalogue(form.name)}
    for rule in rules.values():
        yield f"rule {rule.id}"
        yield f"ease {rule.id}"
        if rule.constraints:
            yield f"loosen {rule.id}"
            yield f"shorten {rule.id}"
        if rule.judge or rule.across_years or rule.across_levels:
            yield f"pass {rule.id}"
            yield f"fail {rule.id}"
    for rule in rules.values():
        if rule.across_years or rule.across_levels:
            yield f"open {rule.id}"
    for number in range(len(import_module("govinfo_schema.narrative.grammar").PATTERNS)):
        yield f"pattern {number}"
    for form, topics in import_module("govinfo_schema.rules.readings").READINGS.items():
        for topic, readings in topics.items():
            for number in range(len(readings)):
                yield f"reading {form} {topic} {number}"
    yield from mutants_of_crosswalks()


def mutants_of_crosswalks() -> Iterator[str]:
    for pair in PAIRS:
        for row in import_module(f"govinfo_schema.migration.{pair}").ROWS:
            yield f"drop {pair} {row.id}"
            yield f"relate {pair} {row.id}"


def _without_rule(name: str) -> None:
    for table in rule_tables():
        rules = table.rules
        table.rules = lambda form, rules=rules: tuple(rule for rule in rules(form) if rule.id != name)


# What a function says, and what it says instead.
INSTEAD = {"pass": ("failed", "passed"), "fail": ("passed", "failed"), "open": ("undecided", "passed")}


def _saying_otherwise(function: Any, kind: str) -> Any:  # noqa: ANN401 - any function of a rule
    said, instead = INSTEAD[kind]

    def changed(*given: object) -> tuple[object, ...]:
        return tuple(_otherwise(verdict, said, instead) for verdict in function(*given))

    return function and changed


def _otherwise(verdict: Any, said: str, instead: str) -> object:  # noqa: ANN401 - a verdict or a constraint
    if hasattr(verdict, "outcome"):
        return attrs.evolve(verdict, outcome=instead) if verdict.outcome == said else verdict
    # A constraint: a sum that is 0 always, or never.
    terms = () if instead == "passed" else verdict.terms
    return attrs.evolve(verdict, terms=terms, constant=0 if instead == "passed" else 1)


def _other_rule(rule: Any, kind: str) -> object:  # noqa: ANN401 - a rule
    if kind == "ease":
        return attrs.evolve(rule, severity="warning" if rule.severity == "error" else "error")
    if kind == "loosen":
        opposite = {"=": "<=", "<=": "="}
        loose = tuple(attrs.evolve(each, relation=opposite[each.relation]) for each in rule.constraints)
        return attrs.evolve(rule, constraints=loose)
    if kind == "shorten":
        short = tuple(attrs.evolve(each, terms=each.terms[:-1]) for each in rule.constraints)
        return attrs.evolve(rule, constraints=short)
    names = ("judge", "across_years", "across_levels")
    return attrs.evolve(rule, **{name: _saying_otherwise(getattr(rule, name), kind) for name in names})


def _with_other_rule(name: str, kind: str) -> None:
    for table in rule_tables():
        rules = table.rules
        table.rules = lambda form, rules=rules: tuple(
            _other_rule(rule, kind) if rule.id == name else rule for rule in rules(form)
        )


def _without_pattern(number: int) -> None:
    grammar = import_module("govinfo_schema.narrative.grammar")
    grammar.PATTERNS = tuple(each for index, each in enumerate(grammar.PATTERNS) if index != number)


def _without_reading(form: str, topic: str, number: int) -> None:
    of_form = import_module("govinfo_schema.rules.readings").READINGS[form]
    of_form[topic] = tuple(each for index, each in enumerate(of_form[topic]) if index != number)


def _changed(row: object) -> object:
    relation = row.relation  # type: ignore[attr-defined]  # a row of a crosswalk
    return attrs.evolve(row, relation=OTHER_RELATION.get(relation, "none"))  # type: ignore[misc]  # an attrs class


def apply(mutant: str) -> None:
    kind, *names = mutant.split(" ", 2)
    if kind in KINDS_OF_RULES:
        apply_to_rules(kind, " ".join(names).split())
        return
    module = import_module(f"govinfo_schema.migration.{names[0]}")
    if kind == "drop":
        module.ROWS = tuple(row for row in module.ROWS if row.id != names[1])
    else:
        module.ROWS = tuple(_changed(row) if row.id == names[1] else row for row in module.ROWS)


def apply_to_rules(kind: str, names: list[str]) -> None:
    if kind == "rule":
        _without_rule(names[0])
    elif kind == "pattern":
        _without_pattern(int(names[0]))
    elif kind == "reading":
        _without_reading(names[0], names[1], int(names[2]))
    else:
        _with_other_rule(names[0], kind)


def pytest_configure() -> None:
    if "MUTANT" in os.environ:
        apply(os.environ["MUTANT"])


def survives(mutant: str | None) -> bool:
    watching = WATCHING_RULES if mutant is None or mutant.split()[0] in KINDS_OF_RULES else WATCHING
    environment = {**os.environ, **({"MUTANT": mutant} if mutant else {})}
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "mutate", "-p", "no:cacheprovider", *watching]
    path = f"{TESTS}{os.pathsep}{environment.get('PYTHONPATH', '')}"
    done = subprocess.run(command, cwd=TESTS, env={**environment, "PYTHONPATH": path}, capture_output=True, check=False)  # noqa: S603 - our own tests
    return done.returncode == 0


def main() -> int:
    if not survives(None):
        print("The tests fail without any mutation.")  # noqa: T201 - a script
        return 2
    asked = tuple(sys.argv[1:]) or ("",)
    tried = [mutant for mutant in mutants() if mutant.startswith(asked)]
    survivors = [mutant for mutant in tried if survives(mutant)]
    print(f"{len(tried)} mutants, {len(tried) - len(survivors)} killed")  # noqa: T201 - a script
    for mutant in survivors:
        print(f"survived: {mutant}")  # noqa: T201 - a script
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
