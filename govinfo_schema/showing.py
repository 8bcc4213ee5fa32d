"""Results in one line, for notebooks and logs: all that they hold would fill screens."""

from __future__ import annotations

from abc import ABC, abstractmethod

_LONGEST = 240


class Shown(ABC):
    """A result whose ``repr`` is one line that says what a person asks first.

    attrs would write a ``repr`` of all fields into each class: one that is to be shown so says ``repr=False``.
    """

    __slots__ = ()

    @abstractmethod
    def in_short(self) -> str:
        """Return what stands after the name of the class."""

    def __repr__(self) -> str:
        said = " ".join(f"{type(self).__name__} {self.in_short()}".split())
        line = f"{said[:_LONGEST]}…" if len(said) > _LONGEST else said
        # Names and sentences come from documents: what a terminal would obey is shown as Python writes it.
        return f"<{''.join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in line)}>"


def listed(parts: tuple[str, ...], most: int = 2) -> str:
    """Return the first of ``parts``, and how many more there are."""
    more = f" and {len(parts) - most} more" if len(parts) > most else ""
    return f"{', '.join(parts[:most])}{more}"
