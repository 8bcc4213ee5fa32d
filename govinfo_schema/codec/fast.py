"""The fast path between reports and canonical JSON (msgspec).

msgspec writes attrs classes in the order in which Python stores their slots, and lets unknown keys pass. So each class
has a twin here, a msgspec Struct derived from it, with the keys in the order of the standard and no other keys. The
fast path reads exactly the bytes that it would write, white space aside, and leaves every other text to the codec of
record: what is read here needs no further check.
"""

from __future__ import annotations

from functools import cache
from operator import attrgetter
from types import GenericAlias, NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, Union, get_args, get_origin, get_type_hints

import attrs
import msgspec

from govinfo_schema.cells import KindOfCell
from govinfo_schema.codec.text import plain_digits
from govinfo_schema.errors import StructureError
from govinfo_schema.forms import form_named
from govinfo_schema.marks import LONGEST_NUMBER
from govinfo_schema.report import ENVELOPE_FIELDS
from govinfo_schema.versions import NAMES

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping

    from govinfo_schema.cells import FlatForm
    from govinfo_schema.forms import Report

_AFTER_THE_CELLS = ("marks", "residue")
_OPENING = b'{"form":"'
_COMPLETE = b'"marks":{},"residue":[]}'
_LENGTH_OF_A_NAME = len(NAMES[0])
_NARROW = Annotated[int, msgspec.Meta(ge=-(2**63), le=2**63 - 1)]  # msgspec checks no longer bounds
_ENCODER = msgspec.json.Encoder(decimal_format="number")


class NotCanonicalError(Exception):
    """The fast path does not take this; the codec of record decides."""


def canonical_fields(form: FlatForm) -> tuple[str, ...]:
    """Return the keys of a report in their canonical order: form, envelope, cells, marks, residue."""
    before = tuple(name for name in ENVELOPE_FIELDS if name not in _AFTER_THE_CELLS)
    return ("form", *before, *(section.name for section in form.sections), *_AFTER_THE_CELLS)


def in_order_of(paths: Mapping[str, int], items: Mapping[str, Any]) -> dict[str, Any]:
    """Return ``items`` in the order of the form.

    Raises:
        KeyError: one of them is no path of the form.
    """
    return {path: items[path] for path in sorted(items, key=paths.__getitem__)}


@cache
def positions(form_name: str) -> dict[str, int]:
    """Return the position of each path in the form."""
    return {path: index for index, path in enumerate(form_named(form_name).paths)}


@cache
def _twin_class(cls: Hashable, names: tuple[str, ...], *, complete: bool, narrow: bool) -> Any:  # noqa: ANN401 - made here
    hints = get_type_hints(cls, include_extras=True)
    fields = [(name, _twin(hints[name], complete=complete, narrow=narrow)) for name in names]
    return msgspec.defstruct(str(cls), fields, forbid_unknown_fields=True, gc=False)


def _twin(hint: Any, *, complete: bool, narrow: bool) -> Any:  # noqa: ANN401 - any annotation
    """Return the annotation with twins in the place of attrs classes.

    With ``complete`` no cell may be ``None``, with ``narrow`` no whole number may take more than 64 bits.
    """
    if attrs.has(hint):
        names = tuple(attribute.name for attribute in attrs.fields(hint))
        return _twin_class(hint, names, complete=complete, narrow=narrow)
    origin, parts = get_origin(hint), get_args(hint)
    if origin is Annotated:
        is_cell = any(isinstance(note, KindOfCell) for note in parts[1:])
        without_none = [part for part in get_args(parts[0]) if part is not NoneType]
        return _twin(without_none[0] if is_cell and complete else parts[0], complete=complete, narrow=narrow)
    if origin in (Union, UnionType):
        return Union[tuple(_twin(part, complete=complete, narrow=narrow) for part in parts)]  # noqa: UP007 - built from a tuple
    if origin in (tuple, dict):
        return GenericAlias(origin, tuple(_twin(part, complete=complete, narrow=narrow) for part in parts))
    return _NARROW if hint is int and narrow else hint


def _write_plainly(money: Any) -> None:  # noqa: ANN401 - a twin of Money, or any other value of a cell
    """See to it that a twin of ``Money`` is written without an exponent and without a sign before zero."""
    value = getattr(money, "value", None)
    # Digits with one point at most: a sign, an exponent and what is no number have other characters.
    if value is None or (len(text := str(value)) <= LONGEST_NUMBER and text.replace(".", "", 1).isdigit()):
        return
    digits = plain_digits(value)
    if digits is None:
        raise NotCanonicalError
    money.value = msgspec.Raw(digits.encode())


class _FastForm:
    """What the fast path knows of one form, for reports that have every cell or for all others."""

    def __init__(self, form: FlatForm, *, complete: bool, narrow: bool) -> None:
        self.form = form
        self.complete = complete
        report_class: Any = form.report_class
        self.twin = _twin_class(report_class, canonical_fields(form), complete=complete, narrow=narrow)
        self.decoder = msgspec.json.Decoder(self.twin)
        self.getters: dict[str, Callable[[Any], Any]] = {path: attrgetter(path) for path in form.paths}
        self.money = tuple(self.getters[cell.path] for cell in form.cells if cell.kind == "money")

    def settle_marks(self, twin: Any) -> None:  # noqa: ANN401 - a twin
        """Order the marks, and see to it that they list every cell that is ``None``, and only those."""
        marks = twin.marks
        # If each marked cell is empty, and there are as many empty cells as marks, no cell is left over.
        if self.form.values(twin).count(None) != len(marks):
            raise NotCanonicalError
        if any(self.getters[path](twin) is not None for path in marks):
            raise NotCanonicalError
        twin.marks = in_order_of(positions(self.form.name), marks)

    def settle_history(self, twin: Any) -> None:  # noqa: ANN401 - a twin
        """Put what was corrected, and what earlier migrations left over, into its canonical shape."""
        for correction in twin.corrections:
            _settle_correction(correction)
        for index, residue in enumerate(twin.residue):
            _order_residue(residue, (*twin.residue, twin)[index + 1].form)

    def encode(self, twin: Any) -> bytes:  # noqa: ANN401 - a twin
        """Encode a twin, in which marks and amounts are put into their canonical shape."""
        for get in self.money:
            _write_plainly(get(twin))
        if not self.complete:
            self.settle_marks(twin)
        if twin.corrections or twin.residue:
            self.settle_history(twin)
        return _ENCODER.encode(twin)


def _settle_correction(correction: Any) -> None:  # noqa: ANN401 - a twin of Correction
    is_money = form_named(correction.form).by_path[correction.path].kind == "money"
    if (correction.published is None) is (correction.mark is None) or correction.corrected is None:
        raise NotCanonicalError
    for value in (correction.published, correction.corrected):
        _write_plainly(value)
        if value is not None and is_money is isinstance(value, int):
            raise NotCanonicalError


def _order_residue(residue: Any, target: str) -> None:  # noqa: ANN401 - a twin of Residue
    kinds = form_named(residue.form).by_path
    for path, value in residue.cells.items():
        _write_plainly(value)
        if value is not None and (kinds[path].kind == "money") is isinstance(value, int):
            raise NotCanonicalError
    residue.cells = in_order_of(positions(residue.form), residue.cells)
    residue.marks = in_order_of(positions(residue.form), residue.marks)
    residue.deduced = in_order_of(positions(target), residue.deduced)


@cache
def _fast(form_name: str, *, complete: bool, narrow: bool = True) -> _FastForm:
    return _FastForm(form_named(form_name), complete=complete, narrow=narrow)


def encode(report: Report, *, checked: bool = False) -> bytes:
    """Encode a report as canonical JSON without white space.

    Args:
        report: the report.
        checked: whether the codec of record made it; only then may a whole number take more than 64 bits.

    Raises:
        NotCanonicalError: a value is not what its class declares, or ``marks`` does not fit the cells.
    """
    # A report without marks has every cell: its twin has no room for None, so that msgspec checks this on its way.
    fast = _fast(report.form, complete=not report.marks, narrow=not checked)
    try:
        return fast.encode(msgspec.convert(report, fast.twin, from_attributes=True))
    except (msgspec.MsgspecError, StructureError, ValueError, TypeError, KeyError) as error:
        raise NotCanonicalError from error


def decode(data: bytes) -> Report:
    """Decode a report from canonical JSON with or without white space.

    Raises:
        NotCanonicalError: the bytes are something else, right or wrong.
    """
    try:
        compact = data if data.startswith(_OPENING) else msgspec.json.format(data, indent=-1)
        name = compact[len(_OPENING) :][:_LENGTH_OF_A_NAME].decode()
        if name not in NAMES:
            raise NotCanonicalError
        fast = _fast(name, complete=compact.endswith(_COMPLETE))
        twin = fast.decoder.decode(compact)
        report: Report = msgspec.convert(twin, fast.form.report_class, from_attributes=True)
        # What is encoded to the same bytes had each key once, in its place, and each value in its canonical shape.
        if fast.encode(twin) != compact:
            raise NotCanonicalError
    except (msgspec.MsgspecError, StructureError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise NotCanonicalError from error
    return report
