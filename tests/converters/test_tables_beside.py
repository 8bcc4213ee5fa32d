"""A table of other years beside the form's own: its rows have the same labels, and other figures."""

from __future__ import annotations

from io import BytesIO

import pytest

import govinfo_schema as gs
from govinfo_schema.forms import cell_values, form_named, make_report
from govinfo_schema.report import Agency

CELL = "proactive_disclosure.items_disclosed"
LABELS = ("2.政府网站公开政府信息数", "制发规范性文件总数", "(一)主动公开政府信息数(不同渠道和方式公开相同信息计1条)")


def page(*, before: bool) -> bytes:
    """A report full of 7, before or behind a table with a few of its rows in an order of its own, full of 108."""
    form = form_named("v2014")
    sevens = {cell.path: 7 for cell in form.cells if cell.kind != "money"}
    target = BytesIO()
    gs.write(make_report(form, sevens, agency=Agency(name="某某县"), year=2017), target, format="html")
    rows = "".join(f"<tr><td>{label}</td><td>108</td></tr>" for label in LABELS)
    other = f"<table><tr><td>指标</td><td>2023年</td></tr>{rows}</table>"
    where = "<table" if before else "</body>"
    return target.getvalue().decode().replace(where, other + where, 1).encode()


@pytest.mark.parametrize("before", [True, False])
def test_a_row_at_the_edge_of_another_table_is_not_taken_for_that_of_the_form(before: bool) -> None:  # noqa: FBT001
    reading = gs.read(page(before=before))
    assert cell_values(reading.report)[CELL] == 7
    assert "108" in [leftover.text for leftover in reading.leftovers]
