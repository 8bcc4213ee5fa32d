"""Labels with their translation, such as "行政许可 administrative licensing": the Chinese words alone are the label.

Reports for readers abroad have them, and pages that were written in English, once they are printed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import evolve

from govinfo_converters.alignment.entries import what_is
from govinfo_converters.document import Document, Grid

if TYPE_CHECKING:
    from govinfo_converters.document import Block

_HAN = re.compile("[\u3400-\u9fff]")
# Words of two letters or more behind a blank: 行政许可 A has no translation.
_TRANSLATION = re.compile(r"\s{1,8}[A-Za-z][A-Za-z'’]+(?:[\s,;:/&().-]{1,8}[A-Za-z'’]+)*[\s.)]{0,8}$")
_LONGEST = 400
_MOST = 20_000


class _Labels(dict[str, str]):
    """Texts without translations by the texts of cells: the same ones come again and again."""

    def __missing__(self, text: str) -> str:
        if len(text) > _LONGEST:
            return text
        found = _TRANSLATION.search(text)
        label = text[: found.start()] if found else text
        if found is not None and not (_HAN.search(label) and what_is(label) == "label"):
            label = text
        if len(self) >= _MOST:
            self.clear()
        self[text] = label
        return label


_label_in = _Labels().__getitem__


def without_translations(document: Document) -> Document:
    """Return ``document`` without the translations of labels in the cells of its grids."""
    blocks = tuple([_in_chinese(block) if isinstance(block, Grid) else block for block in document.blocks])
    changed = any(new is not old for new, old in zip(blocks, document.blocks, strict=True))
    return evolve(document, blocks=blocks) if changed else document


def _in_chinese(grid: Grid) -> Block:
    texts = tuple(map(_label_in, grid.texts))
    return grid if texts == grid.texts else evolve(grid, texts=texts)
