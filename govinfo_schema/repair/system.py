"""The identities of a report as linear systems over whole numbers, one for each set of cells that they tie together."""

from __future__ import annotations

from functools import cache, cached_property
from typing import TYPE_CHECKING

from attrs import frozen

from govinfo_schema.forms import form_named
from govinfo_schema.repair.elimination import direction
from govinfo_schema.rules import catalogue
from govinfo_schema.rules.binding import is_eased, not_comparable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from govinfo_schema.forms import Report
    from govinfo_schema.repair.elimination import Row


@frozen
class Identity:
    """An equation between cells whose failure is an error (勾稽关系).

    Attributes:
        rule: id of its rule.
        instance: which instance of the rule; empty where there is one only.
        terms: coefficient and path of each cell.
        constant: the number beside the cells.
    """

    rule: str
    instance: str
    terms: tuple[tuple[int, str], ...]
    constant: int

    @property
    def name(self) -> str:
        """Rule and instance, for example ``B3 new_received``."""
        return f"{self.rule} {self.instance}".rstrip()

    @property
    def cells(self) -> tuple[str, ...]:
        """Paths of its cells."""
        return tuple(path for _, path in self.terms)


@frozen(eq=False)
class Part:
    """Identities that hang together through the cells they share. No other identity has any of these cells.

    Attributes:
        identities: the identities.
        paths: their cells, in the order of the form.
        signed: numbers of the cells that may be negative.
    """

    identities: tuple[Identity, ...]
    paths: tuple[str, ...]
    signed: frozenset[int]

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The coefficients of each identity, by the number of the cell in ``paths``."""
        number = {path: index for index, path in enumerate(self.paths)}
        return tuple({number[path]: factor for factor, path in identity.terms} for identity in self.identities)

    @cached_property
    def columns(self) -> tuple[frozenset[int], ...]:
        """For each cell, the numbers of the identities in which it stands."""
        return tuple(
            frozenset(number for number, row in enumerate(self.rows) if cell in row) for cell in range(len(self.paths))
        )

    @cached_property
    def locates(self) -> bool:
        """Whether one wrong cell can be told from another: no two cells enter all identities in proportion."""
        directions = {
            direction([(number, self.rows[number][cell]) for number in sorted(column)])
            for cell, column in enumerate(self.columns)
        }
        return len(directions) == len(self.paths)

    def residuals(self, values: Sequence[int | None]) -> list[int]:
        """Return the sum of each identity over the numbers that are there; 0 where a complete identity holds."""
        known = [value or 0 for value in values]
        return [
            identity.constant + sum(factor * known[cell] for cell, factor in row.items())
            for identity, row in zip(self.identities, self.rows, strict=True)
        ]

    def values_in(self, numbers: Mapping[str, object]) -> list[int | None]:
        """Return the whole numbers at the cells of this part, ``None`` where there is none."""
        found = map(numbers.get, self.paths)
        return [value if type(value) is int else None for value in found]

    def names(self, numbers: Iterable[int]) -> tuple[str, ...]:
        """Return the names of identities by their numbers, in the order of the catalogue."""
        return tuple(self.identities[number].name for number in sorted(set(numbers)))


def parts_of(report: Report) -> tuple[Part, ...]:
    """Return the parts of the form of ``report``, made of the identities that bind it."""
    return _parts(report.form, frozenset(rule for rule, _ in unused_rules(report)))


def unused_rules(report: Report) -> tuple[tuple[str, str], ...]:
    """Return the rules with identities that do not bind ``report``, each with ``comparable`` or ``eased`` as reason."""
    unused: list[tuple[str, str]] = []
    for rule in catalogue(report.form):
        if not _identities(report.form, rule.id):
            continue
        if not_comparable(rule, report) is not None:
            unused.append((rule.id, "comparable"))
        elif is_eased(rule, report):
            unused.append((rule.id, "eased"))
    return tuple(unused)


@cache
def _identities(form_name: str, rule_id: str) -> tuple[Identity, ...]:
    return tuple(
        Identity(rule.id, constraint.instance, constraint.terms, constraint.constant)
        for rule in catalogue(form_name)
        if rule.id == rule_id and rule.severity == "error"
        for constraint in rule.constraints
        if constraint.relation == "="
    )


@cache
def _parts(form_name: str, unused: frozenset[str]) -> tuple[Part, ...]:
    identities = [
        identity
        for rule in catalogue(form_name)
        if rule.id not in unused
        for identity in _identities(form_name, rule.id)
    ]
    groups: list[tuple[list[Identity], set[str]]] = []
    for identity in identities:
        cells = set(identity.cells)
        members = [identity]
        for group in [group for group in groups if not cells.isdisjoint(group[1])]:
            groups.remove(group)
            members, cells = [*group[0], *members], cells | group[1]
        groups.append((members, cells))
    return tuple(_part(form_name, members, cells) for members, cells in groups)


def _part(form_name: str, members: list[Identity], cells: set[str]) -> Part:
    form = form_named(form_name)
    paths = tuple(path for path in form.paths if path in cells)
    signed = frozenset(index for index, path in enumerate(paths) if form.by_path[path].kind == "signed count")
    order = {identity: index for index, identity in enumerate(members)}
    return Part(tuple(sorted(members, key=order.__getitem__)), paths, signed)
