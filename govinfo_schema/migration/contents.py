"""What stands in the cells of a report, numbers and marks in one: the material of a migration."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from govinfo_schema.errors import MigrationError
from govinfo_schema.forms import form_of
from govinfo_schema.marks import Mark, Money, State
from govinfo_schema.messages import Text
from govinfo_schema.report import ENVELOPE_FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from govinfo_schema.cells import FlatForm
    from govinfo_schema.forms import Report
    from govinfo_schema.marks import CellValue
    from govinfo_schema.report import Residue

Content: TypeAlias = int | Money | Mark
"""A number, or the mark that says why there is none."""

NOT_ASKED = Mark("not_asked")
_BLANK = Mark("blank")

_KEPT = tuple(name for name in ENVELOPE_FIELDS if name not in ("marks", "residue"))

# Of several missing parts, the one that was printed says more than the one that was not.
_OUTRANKING: tuple[State, ...] = ("unreadable", "ambiguous", "incomplete", "blank", "not_applicable", "not_asked")


def contents_of(report: Report) -> dict[str, Content]:
    """Return what stands in each cell of ``report``, by path, in the order of the form.

    A cell without a number and without a mark is ``blank``.
    """
    form = form_of(report)
    values = form.values(report)
    contents: dict[str, Content] = {}
    contents.update(zip(form.paths, values, strict=True))  # type: ignore[arg-type] # None is replaced in the next line
    if None in values:
        marks = report.marks
        contents.update(
            (path, marks.get(path, _BLANK)) for path, value in zip(form.paths, values, strict=True) if value is None
        )
    return contents


def report_with(form: FlatForm, contents: Mapping[str, Content], residues: tuple[Residue, ...], like: Report) -> Report:
    """Make a report of ``form`` with ``contents`` and ``residues``, and otherwise the envelope of ``like``."""
    values: dict[str, CellValue] = {}
    marks: dict[str, Mark] = {}
    for path, content in contents.items():
        if isinstance(content, Mark):
            marks[path] = content
            values[path] = None
        else:
            values[path] = content
    kept = {name: getattr(like, name) for name in _KEPT}
    report: Report = form.report_class(**form.sections_from(values), marks=marks, residue=residues, **kept)
    return report


def number(content: Content) -> CellValue:
    """Return the number of ``content``, ``None`` where it is a mark."""
    return None if isinstance(content, Mark) else content


def total(contents: Mapping[str, Content], parts: Iterable[str]) -> Content:
    """Add up the counts of ``contents`` at the paths ``parts``.

    Where a part holds no number the sum is not known. It gets a mark with the state of the missing part, without the
    text that was printed there, because that text belongs to the part. Of several missing parts, the one of which
    something was printed decides, and ``not_asked`` only stands where every missing part was not asked.

    Raises:
        MigrationError: a part holds something that is neither a count nor a mark; a report that was checked has none.
    """
    known = 0
    missing: list[State] = []
    for path in parts:
        part = contents[path]
        if isinstance(part, Mark):
            missing.append(part.state)
        elif type(part) is int:
            known += part
        else:
            raise _not_a_count(path, part)
    return Mark(min(missing, key=_OUTRANKING.index)) if missing else known


def _not_a_count(path: str, part: object) -> MigrationError:
    return MigrationError(
        Text(
            f"本格须为数量，却是 {part!r}（{type(part).__name__}），无法相加。",
            f"This cell must hold a count, but holds {part!r} ({type(part).__name__}), which cannot be added up.",
        ),
        where=path,
        advice=Text("请先校验报告并改正。", "Validate the report first, and correct it."),
    )


def agree(whole: Content, parts: Iterable[Content]) -> bool:
    """Say whether ``whole`` can be the sum of ``parts``, given what is known of them.

    With every part known the sum must be equal. With a part missing, the known ones must not exceed a known whole.
    """
    all_parts = tuple(parts)
    known = [part for part in all_parts if isinstance(part, int)]
    if len(known) == len(all_parts):
        return whole == sum(known)
    return not known or not isinstance(whole, int) or sum(known) <= whole
