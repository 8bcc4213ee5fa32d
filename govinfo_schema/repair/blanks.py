"""What the identities tell of cells without a number: the bounds of each, and whether all of them can be filled.

A missing number is never taken for 0. It is a whole number, at least 0 unless its cell is signed, and nothing more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from attrs import evolve, frozen

from govinfo_schema.repair.elimination import Reduced, Row, eliminate, substituted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from govinfo_schema.repair.system import Part

_ROUNDS = 60  # bounds that contradict each other may creep for ever
_TRIES = 400


@frozen
class Bound:
    """The lowest or the highest number that a cell can hold, and the identities that say so."""

    number: int
    proof: frozenset[int] = frozenset()


@frozen
class Bounds:
    """Both bounds of a cell; ``None`` where there is none."""

    low: Bound | None
    high: Bound | None

    @property
    def value(self) -> int | None:
        """The only number that the cell can hold; ``None`` where there are several."""
        low, high = self.low, self.high
        return low.number if low is not None and high is not None and low.number == high.number else None

    @property
    def proof(self) -> frozenset[int]:
        """The identities that tell both bounds."""
        return frozenset[int]().union(*(bound.proof for bound in (self.low, self.high) if bound is not None))


@frozen
class Contradiction:
    """Identities that no filling of the missing cells can satisfy together."""

    proof: frozenset[int]


@frozen
class _Equation:
    """A combination of identities: the missing cells in it, and how often each identity was taken."""

    row: Row
    taken: Row

    @property
    def proof(self) -> frozenset[int]:
        return frozenset(self.taken)

    def constant(self, residuals: Sequence[int]) -> int:
        return sum(times * residuals[number] for number, times in self.taken.items())


_State: TypeAlias = "dict[int, Bounds]"


@frozen(eq=False)
class Blanks:
    """The missing cells of a part, and what its identities say of them.

    Attributes:
        missing: numbers of the missing cells.
        signed: those of them that may be negative.
        equations: combinations of identities with missing cells.
        checks: combinations from which every missing cell is gone.
    """

    missing: tuple[int, ...]
    signed: frozenset[int]
    equations: tuple[_Equation, ...]
    checks: tuple[_Equation, ...]

    @classmethod
    def of(cls, part: Part, values: Sequence[int | None]) -> Blanks:
        """Look at the cells of ``part`` that hold no number in ``values``."""
        missing = tuple(cell for cell, value in enumerate(values) if value is None)
        if not missing:
            return cls((), frozenset(), (), tuple(_Equation(row, {n: 1}) for n, row in enumerate(part.rows)))
        # Below 0 stand the identities themselves, so that each combination remembers what it was made of.
        marked = [{**row, -1 - number: 1} for number, row in enumerate(part.rows)]
        reduced = eliminate(marked, [0] * len(marked), missing)
        open_ones = frozenset(missing)
        combined = [pivot.row for pivot in substituted(reduced.pivots)]
        plain = [row for row in marked if not open_ones.isdisjoint(row)]
        return cls(
            missing,
            part.signed.intersection(missing),
            tuple(_equation(row, open_ones) for row in (*plain, *combined)),
            tuple(_equation(row, None) for row in reduced.rows),
        )

    def start(self, residuals: Sequence[int]) -> Reduced:
        """Return the equations between known cells, with what is left of each."""
        return Reduced(
            tuple(check.row for check in self.checks), tuple(check.constant(residuals) for check in self.checks)
        )

    def violated(self, residuals: Sequence[int]) -> frozenset[int]:
        """Return the identities that do not hold, alone or together, whatever the missing cells are."""
        return frozenset[int]().union(*(check.proof for check in self.checks if check.constant(residuals)))

    def bounds(
        self, residuals: Sequence[int], *, without: frozenset[int] = frozenset()
    ) -> dict[int, Bounds] | Contradiction:
        """Return the bounds of each missing cell, or the identities that contradict each other.

        Args:
            residuals: what is left of each identity.
            without: identities that are not used.
        """
        state = {cell: Bounds(low=None if cell in self.signed else Bound(0), high=None) for cell in self.missing}
        return self._narrowed(state, residuals, without)

    def can_be_filled(self, residuals: Sequence[int]) -> bool | None:
        """Say whether some filling satisfies all equations; ``None`` where the search for one was given up."""
        tries = _TRIES
        open_states: list[_State] = []
        first = self.bounds(residuals)
        if not isinstance(first, Contradiction):
            open_states.append(first)
        while open_states:
            tries -= 1
            if tries < 0:
                return None
            state = open_states.pop()
            cell = _narrowest(state)
            if cell is None:
                return True
            bounds = state[cell]
            if bounds.low is None:
                return None  # a signed cell without a lower bound
            least = bounds.low.number
            for guess in (evolve(bounds, low=Bound(least + 1)), evolve(bounds, high=Bound(least))):
                narrowed = self._narrowed({**state, cell: guess}, residuals)
                if not isinstance(narrowed, Contradiction):
                    open_states.append(narrowed)
        return False

    def _narrowed(
        self, state: _State, residuals: Sequence[int], without: frozenset[int] = frozenset()
    ) -> _State | Contradiction:
        state = dict(state)
        used = [equation for equation in self.equations if without.isdisjoint(equation.taken)]
        constants = [equation.constant(residuals) for equation in used]
        for _ in range(_ROUNDS):
            before = dict(state)
            for equation, constant in zip(used, constants, strict=True):
                for cell in equation.row:
                    bounds = _implied(equation, constant, cell, state)
                    if bounds.low is not None and bounds.high is not None and bounds.low.number > bounds.high.number:
                        return Contradiction(bounds.proof)
                    state[cell] = bounds
            if state == before:
                break
        return state


def _equation(row: Mapping[int, int], missing: frozenset[int] | None) -> _Equation:
    """Part a combination into its cells, all of them or the ``missing`` ones, and the identities it is made of."""
    cells = {cell: factor for cell, factor in row.items() if cell >= 0 and (missing is None or cell in missing)}
    return _Equation(cells, {-1 - mark: times for mark, times in row.items() if mark < 0})


def _narrowest(state: _State) -> int | None:
    """Return an open cell, one with both bounds if there is any; ``None`` where every cell is told."""
    open_cells = [cell for cell, bounds in state.items() if bounds.value is None]
    return min(open_cells, key=lambda cell: (state[cell].high is None, cell), default=None)


def _implied(equation: _Equation, constant: int, cell: int, state: _State) -> Bounds:
    """Return the bounds of ``cell``, narrowed by what ``equation`` leaves for it."""
    factor = equation.row[cell]
    rest_low: Bound | None = Bound(constant, equation.proof)
    rest_high: Bound | None = rest_low
    for other, times in equation.row.items():
        if other != cell:
            low, high = state[other].low, state[other].high
            rest_low = _plus(rest_low, low if times > 0 else high, times)
            rest_high = _plus(rest_high, high if times > 0 else low, times)
    # factor * cell = -rest
    low, high = (rest_high, rest_low) if factor > 0 else (rest_low, rest_high)
    least = None if low is None else Bound(-(low.number // factor), low.proof)
    most = None if high is None else Bound(-high.number // factor, high.proof)
    now = state[cell]
    if least is not None and (now.low is None or least.number > now.low.number):
        now = evolve(now, low=least)
    if most is not None and (now.high is None or most.number < now.high.number):
        now = evolve(now, high=most)
    return now


def _plus(total: Bound | None, bound: Bound | None, times: int) -> Bound | None:
    if total is None or bound is None:
        return None
    return Bound(total.number + times * bound.number, total.proof | bound.proof)
