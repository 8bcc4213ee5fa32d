"""What the report of one year says of the beginning of the next: its closing figures, its organ, its year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govinfo_schema.errors import StructureError
from govinfo_schema.forms import form_named
from govinfo_schema.messages import Text
from govinfo_schema.migration.correspondence import corresponding_cells
from govinfo_schema.migration.opening import Opening
from govinfo_schema.rules.building import leaves
from govinfo_schema.rules.earlier import Earlier
from govinfo_schema.rules.years import CARRIED_FORWARD, CARRIED_OVER
from govinfo_schema.versions import version_named, version_of_year

if TYPE_CHECKING:
    from govinfo_schema.forms import Report


def opening_after(form_name: str, previous: Report) -> Opening:
    """Return what ``previous`` says of the beginning of the year after it, in the form ``form_name``.

    The figures are those that rule E1 compares: applications carried forward, by the crosswalk where the form changed.

    Args:
        form_name: name of the new form.
        previous: the report of the year before, in any form.

    Raises:
        StructureError: there is no such form, or it is not that of the year after ``previous``.
    """
    version = version_named(form_name)
    year = None if previous.year is None else previous.year + 1
    if year is not None and not version.covers(year):
        raise _other_form(form_name, year)
    form = form_named(form_name)
    earlier = Earlier(previous, corresponding_cells(previous.form, form_name))
    figures = {
        f"{CARRIED_OVER}.{name}": number
        for name in leaves(form, CARRIED_OVER)
        if isinstance(number := earlier.number(f"{CARRIED_FORWARD}.{name}"), int)
    }
    return Opening(figures=figures, agency=previous.agency.name, year=year, earlier_year=previous.year)


def _other_form(form_name: str, year: int) -> StructureError:
    right = version_of_year(year)
    advice = Text("请核对上年报告的年度。", "Check the year of the report given as the previous one.")
    if right is not None:
        advice = Text(f"{year} 年度请用表式 {right.name}。", f"Use the form {right.name} for {year}.")
    return StructureError(
        Text(
            f"上年报告为 {year - 1} 年，下一年度 {year} 年不用表式 {form_name}。",
            f"The report given as the previous one is of {year - 1}, and {form_name} is not the form of {year}.",
        ),
        advice=advice,
    )
