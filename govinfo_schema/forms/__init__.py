"""The forms, found by name: each lives in the module of that name in this package."""

from __future__ import annotations

import os
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, TypeAlias

from govinfo_schema.forms import v2014, v2019, v2021
from govinfo_schema.marks import Mark
from govinfo_schema.versions import NAMES, version_named

if TYPE_CHECKING:
    from collections.abc import Mapping

    from govinfo_schema.cells import FlatForm
    from govinfo_schema.marks import CellValue

_BLANK = Mark("blank")

Report: TypeAlias = v2014.Report | v2019.Report | v2021.Report


def require_report(value: object, caller: str, accepted: str = "a Report") -> None:
    """Refuse what is no report before it fails in a place that says nothing to its caller.

    Args:
        value: what was given.
        caller: name of the public function.
        accepted: what it takes, as a noun of the message.

    Raises:
        TypeError: ``value`` is no report; says what to give instead.
    """
    if isinstance(value, Report):
        return
    kind = type(value).__name__
    if hasattr(value, "report"):
        advice = f"give its report: {caller}(x.report, ...)"
    elif isinstance(value, str | os.PathLike):
        advice = f"read the file first: {caller}(read(path).report, ...), or from_json(text) where you have JSON"
    elif isinstance(value, list | tuple):
        advice = "give one report, not a list"
    else:
        advice = "make a report with read(path).report, or from_json(text) where you have JSON"
    raise TypeError(f"{caller}() takes {accepted}, not {kind}; {advice}.")


@cache
def form_named(name: str) -> FlatForm:
    """Return the flat view of the form called ``name``.

    Raises:
        StructureError: there is no such form.
    """
    form: FlatForm = import_module(f"govinfo_schema.forms.{version_named(name).name}").FORM
    return form


def form_of(report: Report) -> FlatForm:
    """Return the flat view of the form of ``report``.

    Raises:
        TypeError: it is no report.
    """
    require_report(report, "form_of")
    return form_named(report.form)


def all_forms() -> tuple[FlatForm, ...]:
    """Return the flat views of all forms, oldest first."""
    return tuple(form_named(name) for name in NAMES)


def cell_values(report: Report) -> dict[str, CellValue]:
    """Return the values of the cells of ``report`` by path, in the order of the form.

    Raises:
        TypeError: it is no report.
    """
    require_report(report, "cell_values")
    form = form_of(report)
    return dict(zip(form.paths, form.values(report), strict=True))


def make_report(
    form: FlatForm,
    values: Mapping[str, CellValue],
    marks: Mapping[str, Mark] | None = None,
    **envelope: object,
) -> Report:
    """Make a report from values by path.

    Args:
        form: the form.
        values: a value for each cell that holds a number; other cells may be absent or ``None``.
        marks: why cells hold no number; a cell without a number and without a mark here is ``blank``.
        envelope: the remaining fields of the report, by name.

    Raises:
        KeyError: a path is not a cell of the form.
    """
    given = marks or {}
    in_order = form.in_order(values)
    empty = [path for path, value in zip(form.paths, in_order, strict=True) if value is None]
    all_marks = {path: given.get(path, _BLANK) for path in empty}
    report: Report = form.report_class(**form.sections_of(in_order), marks=all_marks, **envelope)
    return report
