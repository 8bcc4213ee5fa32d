"""What types cannot say of a report in JSON: marks fit the empty cells, and paths are paths of their form."""

from __future__ import annotations

from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any

from govinfo_schema.codec.structuring import MOST_PROBLEMS, suggestion
from govinfo_schema.codec.text import is_list, is_object, pointer_step
from govinfo_schema.errors import Problem
from govinfo_schema.forms import form_named
from govinfo_schema.messages import Text
from govinfo_schema.versions import NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from govinfo_schema.cells import Cell, FlatForm

_ABSENT = object()


def path_problems(form: FlatForm, data: dict[str, Any]) -> tuple[Problem, ...]:
    """Return what is wrong with the paths in ``marks``, ``corrections`` and ``residue`` of ``data``.

    Types are checked elsewhere: a value of another type is passed over here.
    """
    return (
        *islice(_marks(form, data), len(form.cells) + MOST_PROBLEMS),
        *islice(_corrections(data), MOST_PROBLEMS),
        *islice(_residues(form, data), MOST_PROBLEMS),
    )


def _marks(form: FlatForm, data: dict[str, Any]) -> Iterator[Problem]:
    marks = data.get("marks", {})
    if not is_object(marks):
        return
    for cell in form.cells:
        value = _at(data, cell.path)
        if value is None and cell.path not in marks:
            yield Problem(
                cell.pointer,
                Text(
                    "单元格为 null，但 marks 中没有说明其状态。",
                    "The cell is null, and marks does not say why; give it a mark with a state, such as blank.",
                ),
            )
        elif value is not None and value is not _ABSENT and cell.path in marks:
            yield Problem(
                "/marks" + pointer_step(cell.path),
                Text(
                    "该单元格有数值，不应再有状态标记。", "The cell holds a value, so it must not be marked as empty."
                ),
            )
    yield from _unknown(form, marks, "/marks")


def _at(data: dict[str, Any], path: str) -> object:
    value: Any = data
    for name in path.split("."):
        if not is_object(value):
            return _ABSENT
        value = value.get(name, _ABSENT)
    return value


def _unknown(form: FlatForm, items: dict[str, Any], where: str) -> Iterator[Problem]:
    unknown = [path for path in map(str, items) if path not in form.by_path]
    for path in unknown[:MOST_PROBLEMS]:
        # Many unknown paths are the paths of another form, and comparing names takes time.
        suggested = len(unknown) <= 20  # noqa: PLR2004 - see above
        yield from _not_a_cell(form, path, where + pointer_step(path), suggested=suggested)


def _not_a_cell(form: FlatForm, path: str, where: str, *, suggested: bool = True) -> Iterator[Problem]:
    like = suggestion(path, form.paths) if suggested else Text("", "")
    yield Problem(where, Text(f"{form.name} 没有这个单元格。{like.zh}", f"{form.name} has no such cell.{like.en}"))


def _no_such_form(where: str) -> Problem:
    return Problem(f"{where}/form", Text("没有这个表式。", f"No such form; known: {', '.join(NAMES)}."))


def _residues(form: FlatForm, data: dict[str, Any]) -> Iterator[Problem]:
    residues = data.get("residue", [])
    if not is_list(residues):
        return
    # A residue belongs to a step from its own form to the form of the next one, the last to the form of the report.
    for index, (residue, following) in enumerate(pairwise((*residues, {"form": form.name}))):
        if not is_object(residue):
            continue
        where = f"/residue/{index}"
        origin = _form_in(residue)
        if origin is None:
            if isinstance(residue.get("form"), str):
                yield _no_such_form(where)
            continue
        yield from _paths_of(origin, residue, where, "cells")
        yield from _paths_of(origin, residue, where, "marks")
        yield from _kinds(origin, residue, where)
        target = _form_in(following)
        if target is not None:
            yield from _paths_of(target, residue, where, "deduced")


def _corrections(data: dict[str, Any]) -> Iterator[Problem]:
    corrections = data.get("corrections", [])
    for index, correction in enumerate(corrections if is_list(corrections) else ()):
        if not is_object(correction) or not isinstance(correction.get("form"), str):
            continue
        where, form, path = f"/corrections/{index}", _form_in(correction), correction.get("path")
        if form is None:
            yield _no_such_form(where)
        elif isinstance(path, str):
            cell = form.by_path.get(path)
            yield from _corrected(cell, correction, where) if cell else _not_a_cell(form, path, f"{where}/path")


def _corrected(cell: Cell, correction: dict[str, Any], where: str) -> Iterator[Problem]:
    published, corrected = correction.get("published"), correction.get("corrected")
    if (published is None) is (correction.get("mark") is None):
        yield Problem(
            f"{where}/mark",
            Text(
                "原来没有数字时须有状态标记，有数字时不应有。",
                "What was published is either a number or a mark, which says why there was none.",
            ),
        )
    if corrected is None and "corrected" in correction:
        yield Problem(f"{where}/corrected", Text("应为数字。", "A correction puts a number into the cell."))
    yield from _of_kind(cell, published, f"{where}/published")
    yield from _of_kind(cell, corrected, f"{where}/corrected")


def _form_in(residue: object) -> FlatForm | None:
    name = residue.get("form") if is_object(residue) else None
    return form_named(name) if isinstance(name, str) and name in NAMES else None


def _paths_of(form: FlatForm, residue: dict[str, Any], where: str, name: str) -> Iterator[Problem]:
    items = residue.get(name, {})
    if is_object(items):
        yield from _unknown(form, items, f"{where}/{name}")


def _kinds(form: FlatForm, residue: dict[str, Any], where: str) -> Iterator[Problem]:
    cells = residue.get("cells", {})
    if not is_object(cells):
        return
    for path, value in cells.items():
        cell = form.by_path.get(path)
        if cell is not None:
            yield from _of_kind(cell, value, f"{where}/cells" + pointer_step(path))


def _of_kind(cell: Cell, value: object, where: str) -> Iterator[Problem]:
    if value is not None and (cell.kind == "money") is not is_object(value):
        kind = Text("金额", "an amount") if cell.kind == "money" else Text("整数", "a whole number")
        yield Problem(where, Text(f"该单元格应为{kind.zh}。", f"The cell {cell.path} holds {kind.en}."))
