"""What findings have to say at each place of a document, for copies of it in which they are marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from attrs import evolve, field, frozen

from govinfo_schema.causes import causes_of_failures
from govinfo_schema.forms import form_of
from govinfo_schema.messages import Text
from govinfo_schema.provenance import Place, address_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from govinfo_schema.findings import Finding, Severity
    from govinfo_schema.messages import Language
    from govinfo_schema.reading import Reading

Shade: TypeAlias = Literal["suspect", "error", "warning", "information", "undecided"]
_SHADES: tuple[Shade, ...] = ("suspect", "error", "warning", "information", "undecided")
_GRADES: dict[Severity, Text] = {
    "error": Text("错误", "Error"),
    "warning": Text("警告", "Warning"),
    "information": Text("提示", "Information"),
}
_UNDECIDED = Text("无法判断", "Undecided")
_SUSPECT = Text(
    "{number} 项未通过的校验都涉及本格，请先核对本格。",
    "{number} failed checks have this cell in common: look here first.",
)
_MORE = Text("另有 {number} 项校验涉及本格。", "{number} more checks involve this cell.")
_HOMELESS = Text(
    "{number} 项校验因缺少数字而无法判断，所缺的单元格没有位置可标。",
    "{number} checks are undecided because numbers are missing in cells whose place is not known.",
)
_MOST_NOTES = 4
_SEVERAL = 2


@frozen(kw_only=True)
class Annotation:
    """What is said at one place.

    Attributes:
        place: the cell, row or other place; nothing is known of it where the document as a whole is meant.
        shade: how the place is marked: by the gravest of what is said there; ``suspect`` where failed checks have this
            cell in common.
        notes: the sentences, the gravest first.
    """

    place: Place = field(factory=Place)
    shade: Shade
    notes: tuple[Text, ...]

    def text(self, language: Language) -> str:
        """Return the notes as lines in ``language``."""
        return "\n".join(note.in_language(language) for note in self.notes)


def annotations_of(findings: Sequence[Finding], reading: Reading) -> tuple[Annotation, ...]:
    """Return what ``findings`` have to say, by place.

    A failed check is told at each of its cells; one that is undecided at the cells that hold no number. A blank cell
    has no place of its own; it is where its row and its column cross, if all figures of both agree about that. What has
    no place is said of the document as a whole, in one annotation that stands first.

    Args:
        findings: findings of any outcome on the report of ``reading``.
        reading: the reading of the document, which knows where the cells stand.
    """
    where = _Places(reading)
    at: dict[Place, list[tuple[Shade, Text]]] = {}
    homeless = 0
    for finding in findings:
        if finding.outcome not in ("failed", "undecided"):
            continue
        places = where.of_finding(finding)
        for place in places or ((Place(),) if finding.failed else ()):
            at.setdefault(place, []).append((_shade(finding), _note(finding)))
        homeless += not places and not finding.failed
    for path, number in _shared_cells(findings).items():
        cell = where.of_cell(path)
        if cell is not None:
            at.setdefault(cell, []).append(("suspect", _with_number(_SUSPECT, number)))
    if homeless:
        at.setdefault(Place(), []).append(("undecided", _with_number(_HOMELESS, homeless)))
    told = [_annotation(place, said) for place, said in at.items()]
    return tuple(sorted(told, key=lambda each: _in_order(each.place)))


def _shared_cells(findings: Sequence[Finding]) -> dict[str, int]:
    """Return the cells that several failed checks have in common, with how many these are."""
    causes = [cause for cause in causes_of_failures(findings) if cause.cells]
    return {path: len(cause.findings) for cause in causes for path in cause.cells}


class _Places:
    """Where the cells of a report stand in its document."""

    def __init__(self, reading: Reading) -> None:
        self._form = form_of(reading.report)
        # Of a blank cell only its row is known.
        self._known = {
            path: origin.place for path, origin in reading.provenance.items() if origin.place.known and origin.raw
        }
        self._taken = {evolve(place, box=None) for place in self._known.values()}
        self._rows: dict[tuple[str, str], list[Place]] = {}
        self._columns: dict[tuple[str, str], list[Place]] = {}
        for cell in self._form.cells:
            if cell.path in self._known:
                self._rows.setdefault((cell.table, cell.row), []).append(self._known[cell.path])
                self._columns.setdefault((cell.table, cell.column), []).append(self._known[cell.path])

    def of_finding(self, finding: Finding) -> tuple[Place, ...]:
        """Return each place at which a finding is told, once."""
        if not finding.cells:
            places = [place for place in finding.places if place is not None and place.known]
        else:
            found = map(self.of_cell, finding.cells if finding.failed else finding.missing)
            places = [place for place in found if place is not None]
        return tuple(dict.fromkeys(places))

    def of_cell(self, path: str) -> Place | None:
        """Return where a cell stands; a blank one where its row and its column cross."""
        if path in self._known or path not in self._form.by_path:
            return self._known.get(path)
        cell = self._form.by_path[path]
        row = _common(self._rows.get((cell.table, cell.row), ()), "row")
        column = _common(self._columns.get((cell.table, cell.column), ()), "column")
        if row is None or column is None or _around(row) != _around(column) or row.line is not None:
            return None
        return self._crossing(row, column)

    def _crossing(self, row: Place, column: Place) -> Place | None:
        """Return the place in the row of one place and in the column of another, unless something stands there."""
        if row.row is None or column.column is None:
            return None
        address = address_of(row.row, column.column) if row.address is not None else None
        crossing = evolve(row, column=column.column, address=address, box=None)
        return None if crossing in self._taken else crossing


def _in_order(place: Place) -> tuple[object, ...]:
    """Return by what places are put in the order of the document; what has none comes first."""
    numbers = (place.page, place.table, place.row, place.column, place.line)
    return (bool(place.known), place.sheet or "", *(number or 0 for number in numbers))


def _common(places: Sequence[Place], name: Literal["row", "column"]) -> Place | None:
    """Return one of several places that are in one row or column of one table; ``None`` where that is not certain."""
    where = {(_around(place), getattr(place, name)) for place in places}
    certain = len(places) >= _SEVERAL and len(where) == 1 and getattr(places[0], name) is not None
    return places[0] if certain else None


def _around(place: Place) -> Place:
    return evolve(place, row=None, column=None, line=None, address=None, box=None)


def _with_number(text: Text, number: int) -> Text:
    return Text(text.zh.format(number=number), text.en.format(number=number))


def _shade(finding: Finding) -> Shade:
    return finding.severity if finding.failed else "undecided"


def _note(finding: Finding) -> Text:
    grade = _GRADES[finding.severity] if finding.failed else _UNDECIDED
    rule = f"{finding.rule} {finding.instance}".rstrip()
    message = finding.message
    return Text(f"[{rule}] {grade.zh}：{message.zh}", f"[{rule}] {grade.en}: {message.en}")


def _annotation(place: Place, said: Sequence[tuple[Shade, Text]]) -> Annotation:
    in_order = sorted(said, key=lambda pair: _SHADES.index(pair[0]))
    notes = [note for _, note in in_order]
    if place.known and len(notes) > _MOST_NOTES:
        number = len(notes) - _MOST_NOTES
        notes[_MOST_NOTES:] = [_with_number(_MORE, number)]
    return Annotation(place=place, shade=in_order[0][0], notes=tuple(notes))
