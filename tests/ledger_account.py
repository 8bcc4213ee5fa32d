"""The account of a migration, held against the facts: shared by the tests of ledgers.

It counts cells against the facts and reads values out of the two reports; it shares no code with the migration.
"""

from __future__ import annotations

import csv
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from govinfo_schema.forms import cell_values

if TYPE_CHECKING:
    from govinfo_schema.forms import Report
    from govinfo_schema.migration import LedgerLine, Migrated

FACTS = Path(__file__).resolve().parent / "data" / "facts"


@cache
def cells_of(form: str) -> list[str]:
    with (FACTS / f"{form}.csv").open(encoding="utf-8", newline="") as file:
        return [line["cell"] for line in csv.DictReader(file)]


def hold_the_account(before: Report, migrated: Migrated) -> None:
    """Fail unless the ledger of ``migrated`` is complete and true."""
    ledger, after = migrated.ledger, migrated.report
    assert (ledger.source_form, ledger.target_form) == (before.form, after.form)
    assert Counter(path for line in ledger.lines for path in line.sources) == Counter(cells_of(before.form))
    assert Counter(path for line in ledger.lines for path in line.targets) == Counter(cells_of(after.form))
    old, new = cell_values(before), cell_values(after)
    for line in ledger.lines:
        assert line.before == tuple(old[path] for path in line.sources)
        assert line.after == tuple(new[path] for path in line.targets)
        hold_the_line(line, after)


def hold_the_line(line: LedgerLine, after: Report) -> None:
    assert line.sources or line.targets
    assert line.crosswalk
    assert line.reason.zh
    assert line.reason.en
    assert (line.relation == "not_representable") == (not line.targets)
    if line.relation == "not_asked":
        assert not line.sources
        assert [after.marks[path].state for path in line.targets] == ["not_asked"] * len(line.targets)
    elif line.relation in ("carried", "approximate"):
        assert line.before == line.after
        assert len(line.sources) == len(line.targets) == 1
    elif line.relation == "summed":
        numbers = [value for value in line.before if value is not None]
        assert line.after == ((sum(numbers) if len(numbers) == len(line.before) else None),)
    elif line.relation == "deduced":
        assert set(line.after) == {0}
        assert set(line.before) <= {0}
        values = cell_values(after)
        assert [values[path] for path in line.basis] == [0] * len(line.basis)
        assert line.before or line.basis
