"""Texts of cells, for tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from govinfo_schema.cells import Kind


KINDS: tuple[Kind, ...] = ("count", "signed count", "money")
