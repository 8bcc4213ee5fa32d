"""Random reports of all forms for property tests: cells, marks, amounts, envelope, narrative and residue."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from govinfo_schema.forms import form_named, make_report
from govinfo_schema.marks import STATES, Mark, Money
from govinfo_schema.report import SCOPES, Agency, Correction, ExtensionRow, Period, Residue, Section, Source
from govinfo_schema.versions import NAMES

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

    from govinfo_schema.cells import Cell, FlatForm
    from govinfo_schema.forms import Report
    from govinfo_schema.marks import CellValue

texts = st.text(st.characters(codec="utf-8"), max_size=12) | st.sampled_from(
    [
        "平潭综合实验区",
        "本年废止件数",
        '引号"与反斜线\\',
        "line\nbreak\ttab",
        "null",
        '"marks":{}',
        "𠮷😀",
        "\x00\x1f\x7f\u2028",
    ]
)
counts = st.integers(0, 40) | st.integers(0, 10**7) | st.just(10**40)
signed_counts = counts | st.integers(-1000, -1)
days = st.dates(date(1900, 1, 1), date(2100, 12, 31))
amounts = st.builds(
    lambda digits, places: Decimal((0, tuple(int(digit) for digit in str(digits)), -places)),
    st.integers(0, 10**8) | st.integers(10**39, 10**40),
    st.integers(-3, 9),
)
money = st.builds(Money, amounts, st.sampled_from(["万元", "元", None]) | texts)
marks = st.builds(
    Mark,
    st.sampled_from(STATES),
    st.none() | texts,
    st.none() | st.sampled_from(["万元", "件"]),
    st.lists(texts, max_size=2).map(tuple),
)


def values_of(cell: Cell) -> SearchStrategy[CellValue]:
    """Values that the cell can hold, without ``None``."""
    return {"count": counts, "signed count": signed_counts, "money": money}[cell.kind]


@st.composite
def cells_of(draw: DrawFn, form: FlatForm, *, complete: bool | None = None) -> dict[str, CellValue]:
    """Values by path: mostly one small number, some cells of their own, and empty ones unless ``complete``.

    With ``complete=True`` every cell has a value, with ``complete=False`` at least one has none.
    """
    usual = draw(counts if complete else st.none() | counts)
    values: dict[str, CellValue] = {
        cell.path: draw(money) if cell.kind == "money" and usual is not None else usual for cell in form.cells
    }
    for cell in draw(st.lists(st.sampled_from(form.cells), max_size=10)):
        values[cell.path] = draw(values_of(cell))
    if not complete:
        smallest = 1 if complete is False else 0
        empty = st.lists(st.sampled_from(form.paths), min_size=smallest, max_size=8)
        values.update(dict.fromkeys(draw(empty)))
    return values


@st.composite
def residues(draw: DrawFn, target: FlatForm) -> tuple[Residue, ...]:
    """What a chain of migrations that ends in ``target`` may carry along."""
    chain = draw(st.lists(st.sampled_from(NAMES), max_size=2))
    made: list[Residue] = []
    for origin, following in pairwise([*chain, target.name]):
        form = form_named(origin)
        cells = draw(st.lists(st.sampled_from(form.cells), max_size=3))
        made.append(
            Residue(
                form=origin,
                cells={cell.path: draw(st.none() | values_of(cell)) for cell in cells},
                marks=draw(st.dictionaries(st.sampled_from(form.paths), marks, max_size=2)),
                deduced=draw(st.dictionaries(st.sampled_from(form_named(following).paths), texts, max_size=2)),
            )
        )
    return tuple(made)


@st.composite
def corrections(draw: DrawFn) -> tuple[Correction, ...]:
    """Corrections, also of forms from which a report was carried."""
    made: list[Correction] = []
    for form in draw(st.lists(st.sampled_from(NAMES), max_size=2)):
        cell = draw(st.sampled_from(form_named(form).cells))
        published = draw(st.none() | values_of(cell))
        made.append(
            Correction(
                form=form,
                path=cell.path,
                published=published,
                mark=draw(marks) if published is None else None,
                corrected=draw(values_of(cell)),
                proposal=draw(texts),
                identities=draw(st.lists(texts, max_size=2).map(tuple)),
            )
        )
    return tuple(made)


_codes = st.none() | st.sampled_from(["350128", "430423", "621202"])
_hashes = st.binary(min_size=32, max_size=32).map(bytes.hex)
_periods = st.tuples(days, days).map(lambda pair: Period(start=min(pair), end=max(pair)))


@st.composite
def reports(draw: DrawFn, form: str | None = None, *, complete: bool | None = None) -> Report:
    """Reports of ``form``, or of any form, as readers and migrations may make them.

    With ``complete=True`` every cell has a value, with ``complete=False`` at least one has none.
    """
    flat = form_named(form or draw(st.sampled_from(NAMES)))
    values = draw(cells_of(flat, complete=complete))
    empty = [path for path, value in values.items() if value is None]
    marked = draw(st.lists(marks, min_size=1, max_size=4))
    return make_report(
        flat,
        values,
        {path: marked[index % len(marked)] for index, path in enumerate(empty)},
        agency=draw(st.builds(Agency, name=st.none() | texts, region_code=_codes)),
        year=draw(st.none() | st.integers(2008, 2030)),
        scope=draw(st.sampled_from(SCOPES)),
        period=draw(st.none() | _periods),
        publication_date=draw(st.none() | days),
        source=draw(
            st.none() | st.builds(Source, name=texts, format=st.sampled_from(["html", "text"]), sha256=_hashes)
        ),
        narrative=draw(_rows(st.builds(Section, heading=texts, paragraphs=_rows(texts)))),
        extensions=draw(_rows(st.builds(ExtensionRow, table=texts, label=texts, values=_rows(texts)))),
        corrections=draw(corrections()),
        residue=draw(residues(flat)),
    )


def _rows(strategy: SearchStrategy[object]) -> SearchStrategy[tuple[object, ...]]:
    return st.lists(strategy, max_size=2).map(tuple)
