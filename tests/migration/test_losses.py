"""Refusing a migration that loses figures, and the ledger as a table."""

from __future__ import annotations

from collections import Counter
from itertools import product

import pytest
from hypothesis import given

from govinfo_schema.errors import MigrationError
from govinfo_schema.forms import Report, form_named, make_report
from govinfo_schema.marks import Mark
from govinfo_schema.migration import migrate
from govinfo_schema.migration.ledger_table import ledger_table
from govinfo_schema.versions import NAMES
from strategies import reports

FORM = form_named("v2014")
TRAINING = "training.meetings"
RECEIVED = "applications.received.total"
DASHES = {path: Mark("not_applicable", raw="-") for path in FORM.paths}


def report_with(**values: int) -> Report:
    return make_report(FORM, {path.replace("__", "."): value for path, value in values.items()}, DASHES)


def test_a_figure_without_a_place_is_refused_with_its_label_and_the_way_out() -> None:
    with pytest.raises(MigrationError) as refused:
        migrate(report_with(training__meetings=4), "v2021", on_loss="refuse")
    assert "no place for 1 cells" in str(refused.value)
    assert "召开政府信息公开工作会议或专题会议数" in str(refused.value)
    assert "--on-loss report" in str(refused.value)


def test_marks_without_a_figure_are_no_loss() -> None:
    report = report_with()
    assert migrate(report, "v2021", on_loss="refuse") == migrate(report, "v2021")


def test_losses_are_only_reported_by_default() -> None:
    ledger = migrate(report_with(training__meetings=4), "v2021").ledger
    (line,) = [line for line in ledger.lines if line.sources == (TRAINING,)]
    assert (line.relation, line.before) == ("not_representable", (4,))


@given(report=reports())
def test_the_table_has_each_cell_of_both_forms_exactly_once(report: Report) -> None:
    for target in NAMES:
        table = ledger_table(migrate(report, target).ledger)
        names = [column.name for column in table.columns]
        for side, form in (("sources", report.form), ("targets", target)):
            at = names.index(side)
            counted = Counter(path for row in table.rows for path in row[at])  # type: ignore[union-attr]
            assert counted == Counter(form_named(form).paths)


def test_values_of_a_sum_stand_beside_each_other_and_unknown_ones_are_named() -> None:
    report = make_report(FORM, {"applications.replies.already_proactively_disclosed": 3}, DASHES)
    table = ledger_table(migrate(report, "v2019").ledger)
    names = [column.name for column in table.columns]
    (row,) = [
        dict(zip(names, row, strict=True))
        for row in table.rows
        if "applications.results.disclosure_granted.total" in row[names.index("targets")]  # type: ignore[operator]
    ]
    known, unknown = row["before"]  # type: ignore[misc]
    assert known == 3
    assert unknown.en == "no number"
    assert row["after"] is None


def test_every_direction_has_a_title() -> None:
    for source, target in product(NAMES, NAMES):
        form = form_named(source)
        report = make_report(form, dict.fromkeys(form.paths, None), {path: Mark("blank") for path in form.paths})
        assert f"{source} → {target}" in ledger_table(migrate(report, target).ledger).title.en
