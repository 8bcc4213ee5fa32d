"""Reads noisy documents, and counts what became of their cells."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from functools import cache
from importlib import import_module
from random import Random

from attrs import frozen

from govinfo_schema.errors import GovinfoError
from govinfo_schema.format_contract import Format, Input, ReadOptions
from govinfo_schema.forms import cell_values
from govinfo_schema.marks import Money
from layouts import FORMS
from noise import Noisy
from noise_kinds import LAYOUTS_OF, layouts_for, noisy

MODULES = {
    "html": "html_page",
    "docx": "docx_file",
    "xlsx": "xlsx_reading",
    "pdf": "pdf_file",
    "md": "plain_text",
    "csv": "csv_table",
    "grid": "grid_strings",
    "text": "plain_text",
}
assert MODULES.keys() == LAYOUTS_OF.keys()
COUNTED = ("cells", "right", "flagged", "missing", "silently wrong", "unclear", "refused")


@frozen
class Outcome:
    """What became of the cells of one document.

    ``cells`` are those that a careful person could read; each of them is right, flagged, missing or silently wrong.
    ``unclear`` are the figures of which no one could be sure; a wrong one among them counts as silently wrong all the
    same. ``refused`` is 1 for a document that was not read; its cells count as flagged.
    """

    document: Noisy
    counted: Counter[str]
    wrong: tuple[str, ...]


@cache
def _reader(format_name: str) -> Format:
    module = import_module(f"govinfo_converters.{MODULES[format_name]}")
    found = module.FORMATS[0] if hasattr(module, "FORMATS") else module.FORMAT
    assert isinstance(found, Format)
    return found


def outcome(document: Noisy) -> Outcome:
    """Read a document, and compare what was read with what a careful person may read."""
    readable = [path for path, truth in document.truth.items() if truth and path not in document.unclear]
    unclear = sum(bool(document.truth[path]) for path in document.unclear)
    counted = Counter({"cells": len(readable), "unclear": unclear})
    read = _reader(document.format).read
    assert read is not None
    try:
        report = read(Input(data=document.data, name=document.name), ReadOptions()).report
    except GovinfoError:
        return Outcome(document, counted + Counter({"refused": 1, "flagged": len(readable)}), ())
    if report.form != document.form:
        return Outcome(document, counted + Counter({"silently wrong": 1}), (f"form {report.form}",))
    wrong: list[str] = []
    values = cell_values(report)
    for path in readable:
        if values[path] is None:
            counted["missing" if report.marks[path].state == "blank" else "flagged"] += 1
        else:
            counted["right"] += 1
    for path, value in values.items():
        if value is None:
            continue
        figure = Decimal(value.value if isinstance(value, Money) else value)
        if figure not in document.truth[path]:
            counted["silently wrong"] += 1
            counted["right"] -= path in readable
            wrong.append(f"{path}: {figure}, not {' or '.join(map(str, document.truth[path])) or 'anything'}")
    return Outcome(document, counted, tuple(wrong))


def document_of(noise: str, format_name: str, number: int, seed: str = "") -> Noisy | None:
    """The document with this number, always the same; none where the noise makes no sense in the format."""
    layouts = layouts_for(noise, format_name)
    if not layouts:
        return None
    rng = Random(f"{seed}{noise} {format_name} {number}")  # noqa: S311 - documents for tests, the same in each run
    return noisy(rng.choice(FORMS), rng.choice(layouts), noise, rng)
