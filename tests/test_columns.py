"""Identities over columns against the same identities report by report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consistent import report_with
from govinfo_schema.columns import check_columns, identities
from govinfo_schema.errors import StructureError
from govinfo_schema.forms import cell_values, form_named
from govinfo_schema.validation import validate

if TYPE_CHECKING:
    from govinfo_schema.forms import Report

FORMS = ("v2014", "v2019", "v2021")
OUTCOMES = {"passed": True, "failed": False, "undecided": None}
TOTAL, FAX = "applications.received.total", "applications.received.fax"
NARROW = [pl.Int32, pl.Int64, pl.Int16, pl.UInt8, pl.UInt64]


def frame_of(reports: list[Report], dtype: type[pl.DataType] = pl.Int64) -> pl.DataFrame:
    names = [cell.path for cell in form_named(reports[0].form).cells if cell.kind != "money"]
    values = [cell_values(report) for report in reports]
    return pl.DataFrame([pl.Series(name, [each[name] for each in values], dtype=dtype) for name in names])


@st.composite
def tables(draw: st.DrawFn) -> list[Report]:
    """A few reports of one form with small figures, some cells of them blank, many of them adding up."""
    form = draw(st.sampled_from(FORMS))
    paths = [cell.path for cell in form_named(form).cells if cell.kind != "money"]
    several: list[Report] = []
    for _ in range(draw(st.integers(1, 4))):
        changed = draw(st.dictionaries(st.sampled_from(paths), st.none() | st.integers(0, 3), max_size=12))
        several.append(report_with(form, changed))
    return several


@settings(max_examples=80, deadline=None)
@given(tables(), st.sampled_from(NARROW))
def test_columns_say_what_validation_says(several: list[Report], dtype: type[pl.DataType]) -> None:
    outcomes = check_columns(frame_of(several, dtype), several[0].form)
    assert outcomes.columns == [each.name for each in identities(several[0].form)]
    for row, report in zip(outcomes.iter_rows(named=True), several, strict=True):
        expected = {
            f"{finding.rule} {finding.instance}".rstrip(): OUTCOMES[finding.outcome]
            for finding in validate(report).findings
            if f"{finding.rule} {finding.instance}".rstrip() in row
        }
        assert row == expected


def test_the_known_part_of_a_sum_decides_where_it_exceeds_the_other_side() -> None:
    rows = [(3, None, 4), (3, None, 2), (None, 1, 1), (None, None, 5)]
    columns = {name: [0] * 4 for each in identities("v2014") for name in (*each.left, *each.right)}
    columns |= {TOTAL: [row[0] for row in rows], FAX: [row[1] for row in rows]}
    columns["applications.received.online"] = [row[2] for row in rows]
    assert check_columns(pl.DataFrame(columns), "v2014")["A1"].to_list() == [False, None, None, None]


def test_the_number_of_identities_is_that_of_the_facts() -> None:
    assert [len(identities(form)) for form in FORMS] == [6, 40, 42]


def test_sums_that_would_wrap_around_are_refused_and_never_taken_for_equal() -> None:
    zeros = frame_of([report_with("v2014")], pl.Int32)
    half = 2**31 - 1
    wrapping = zeros.with_columns(pl.lit(half, dtype=pl.Int32).alias(TOTAL))
    with pytest.raises(StructureError, match="so large"):
        check_columns(wrapping, "v2014")
    with pytest.raises(StructureError, match="so large"):
        check_columns(zeros, "v2014", largest=2**25)
    assert check_columns(wrapping.cast(pl.Int64), "v2014")["A1"].to_list() == [False]
    with pytest.raises(StructureError, match="so large"):
        check_columns(zeros.with_columns(pl.lit(2**63, dtype=pl.UInt64).alias(FAX)), "v2014")


def test_what_is_no_column_of_whole_numbers_is_refused() -> None:
    zeros = frame_of([report_with("v2014")])
    with pytest.raises(StructureError, match="1 columns are missing, such as applications"):
        check_columns(zeros.drop(FAX), "v2014")
    with pytest.raises(StructureError, match="no whole numbers: applications"):
        check_columns(zeros.cast({FAX: pl.Float64}), "v2014")
    with pytest.raises(StructureError, match="v2017"):
        check_columns(zeros, "v2017")


def test_no_report_is_no_outcome() -> None:
    empty = frame_of([report_with("v2021")]).clear()
    assert check_columns(empty, "v2021").shape == (0, 42)
