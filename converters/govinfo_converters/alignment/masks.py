"""The texts of tables with a mask in the place of each plain figure: what tables of one layout have in common."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from govinfo_converters.alignment.entries import what_is

if TYPE_CHECKING:
    from collections.abc import Iterable

MASK = "\x00"
"""Stands for a plain figure, and for nothing else."""

_FIGURE = re.compile(r"\s*[-+]?[0-9]{1,12}(?:\.[0-9]{1,6})?\s*")
_SHORT = 64
_MOST_MASKS = 20_000


class _Masks(dict[str, str]):
    """Masked texts by the texts of cells: the same labels and figures come again and again."""

    def __missing__(self, text: str) -> str:
        other = MASK + text if text.startswith(MASK) else text  # what stands there for a mask is none
        if len(text) > _SHORT:
            return other
        mask = MASK if _FIGURE.fullmatch(text) and what_is(text) == "value" else other
        if len(self) >= _MOST_MASKS:
            self.clear()
        self[text] = mask
        return mask


mask_of = _Masks().__getitem__
"""Returns the mask for a plain figure, and any other text as it is."""


def masked(texts: Iterable[str]) -> tuple[str, ...]:
    """Return texts with a mask in the place of each plain figure, and all others as they are."""
    return tuple(map(mask_of, texts))
