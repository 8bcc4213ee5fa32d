"""Small formats and reports for the tests of reading, writing and the command line."""

from __future__ import annotations

import sys
from importlib.metadata import EntryPoint
from types import ModuleType
from typing import TYPE_CHECKING

from govinfo_schema import formats
from govinfo_schema.format_contract import Format, Input, ReadOptions, WriteOptions
from govinfo_schema.format_registry import GROUP
from govinfo_schema.forms import Report, form_named, make_report
from govinfo_schema.marks import Mark
from govinfo_schema.messages import Text
from govinfo_schema.reading import Reading
from govinfo_schema.report import Agency

if TYPE_CHECKING:
    import pytest

NEW_BY_PERSONS = "applications.new_received.natural_person"
NEW_IN_ALL = "applications.new_received.total"


def small_report(form: str = "v2021", **envelope: object) -> Report:
    """Make a report with two figures, one blank and one unreadable cell among the others, all of them dashes."""
    of_form = form_named(form)
    marks = {path: Mark("not_applicable", raw="-") for path in of_form.paths}
    known = {path: number for path, number in ((NEW_BY_PERSONS, 21), (NEW_IN_ALL, 30)) if path in of_form.by_path}
    values = known or {of_form.paths[0]: 21, of_form.paths[1]: 30}
    given = {"agency": Agency(name="某县人民政府"), "year": {"v2014": 2018, "v2019": 2020, "v2021": 2023}[form]}
    return make_report(of_form, values, marks, **(given | envelope))


def fake_format(name: str, *suffixes: str, start: bytes | None = None, **parts: object) -> Format:
    """Make a format whose files start with ``start`` (its name by default) and hold the name of a form after it."""
    opening = name.encode() if start is None else start

    def read(given: Input, options: ReadOptions) -> Reading:
        del options
        form = given.data.removeprefix(opening).decode().strip() or "v2021"
        return Reading(report=small_report(form), provenance={})

    def write(report: Report, options: WriteOptions) -> bytes:
        notes = f"{len(options.findings or ())} {options.ledger is not None} {options.language}"
        return f"{name}:{report.form} {notes}".encode()

    return Format(
        **{
            "name": name,
            "description": Text("试验格式", "a format of the tests"),
            "suffixes": suffixes or (f".{name}",),
            "sniff": lambda data: data.startswith(opening),
            "read": read,
            "write": write,
        }
        | parts  # type: ignore[arg-type] - the parts of a format are of several types
    )


def offer(value: object, name: str, monkeypatch: pytest.MonkeyPatch, module: str = "") -> EntryPoint:
    """Make the entry point of a module that holds ``value``."""
    module = module or f"module_of_{name}"
    holder = ModuleType(module)
    holder.__dict__["FORMAT"] = value
    monkeypatch.setitem(sys.modules, module, holder)
    return EntryPoint(name, f"{module}:FORMAT", GROUP)


def install(monkeypatch: pytest.MonkeyPatch, *installed: Format, more: tuple[EntryPoint, ...] = ()) -> None:
    """Let ``installed`` and the entry points ``more`` be the formats that are there."""
    offers = (*(offer(each, each.name, monkeypatch) for each in installed), *more)
    monkeypatch.setattr(formats, "installed", lambda: offers)
