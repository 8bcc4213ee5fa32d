"""The envelope of a report: everything that is not a cell of its form."""

from __future__ import annotations

from datetime import date
from typing import Literal, get_args

import attrs
from attrs import Factory, frozen

from govinfo_schema.marks import CellValue, Mark
from govinfo_schema.showing import Shown

REGION_CODE = "^[0-9]{6}([0-9]{3}|[0-9]{6})?$"
"""How a division code looks: six digits (GB/T 2260), nine or twelve below the county."""

SHA256 = "^[0-9a-f]{64}$"
"""How a SHA-256 hash looks."""

Scope = Literal["own_organ", "own_level", "whole_region", "unknown"]
SCOPES: tuple[Scope, ...] = get_args(Scope)


@frozen(kw_only=True)
class Agency:
    """The organ whose report this is.

    Attributes:
        name: name of the organ as the report gives it, in simplified characters.
        region_code: administrative division code (GB/T 2260), where known.
    """

    name: str | None = None
    region_code: str | None = None


@frozen(kw_only=True)
class Period:
    """The period that the report states for its figures, first and last day."""

    start: date
    end: date


@frozen(kw_only=True)
class Source:
    """The document that the report was read from.

    Attributes:
        name: file name without its folder.
        format: name of the format that read it.
        sha256: hash of the bytes of the file, in hexadecimal digits.
    """

    name: str
    format: str
    sha256: str


@frozen(kw_only=True)
class Section:
    """A narrative section: its heading and its paragraphs, cleaned."""

    heading: str
    paragraphs: tuple[str, ...] = ()


@frozen(kw_only=True)
class ExtensionRow:
    """A row that is not of the form: one that a province added, or one of another form. It is kept as printed.

    It is never mapped into the cells of the form.

    Attributes:
        table: title of the table in which it stands.
        label: label of the row.
        values: the texts of its cells, in order.
    """

    table: str
    label: str
    values: tuple[str, ...] = ()


@frozen(kw_only=True, repr=False)
class Residue(Shown):
    """What a migration could not represent in the form of its target, kept so that going back restores it.

    Attributes:
        form: the form that the report had before the step.
        cells: the values that the target cannot hold, by path in ``form``.
        marks: the marks that the target cannot hold, by path in ``form``.
        deduced: cells of the target that the step deduced, by path in the target, with the reason in English.
    """

    form: str
    cells: dict[str, CellValue] = Factory(dict[str, CellValue])
    marks: dict[str, Mark] = Factory(dict[str, Mark])
    deduced: dict[str, str] = Factory(dict[str, str])

    def in_short(self) -> str:
        """Count what it keeps."""
        return f"{self.form}: {len(self.cells)} cells, {len(self.marks)} marks, {len(self.deduced)} deduced"


@frozen(kw_only=True)
class Correction:
    """A cell in which a person put another figure in the place of the published one, by a proposal.

    Attributes:
        form: the form that the report had then; the correction stays as it is when the report migrates.
        path: address of the cell in that form.
        published: the number that was published; ``None`` where there was none.
        mark: why there was none.
        corrected: the number that was put in its place.
        proposal: id of the proposal.
        identities: the identities that prove it, for example ``B3 new_received``.
    """

    form: str
    path: str
    published: CellValue = None
    mark: Mark | None = None
    corrected: CellValue
    proposal: str
    identities: tuple[str, ...] = ()


@frozen(kw_only=True, repr=False)
class Envelope(Shown):
    """What the reports of all forms share. The class of each form adds its cells.

    Attributes:
        agency: the organ.
        year: the report year; ``None`` where the document does not say.
        scope: whose figures these are: own organ, own level, whole region, or unknown.
        period: the period stated for the figures.
        publication_date: the day of publication.
        source: the document.
        narrative: the sections of running text.
        extensions: rows that a province added, and rows of other forms.
        corrections: cells that do not hold what was published, in the order in which they were changed.
        marks: every cell that is ``None``, by path, and only those.
        residue: what earlier migrations could not represent, the last one last.
    """

    agency: Agency = Agency()
    year: int | None = None
    scope: Scope = "unknown"
    period: Period | None = None
    publication_date: date | None = None
    source: Source | None = None
    narrative: tuple[Section, ...] = ()
    extensions: tuple[ExtensionRow, ...] = ()
    corrections: tuple[Correction, ...] = ()
    marks: dict[str, Mark] = Factory(dict[str, Mark])
    residue: tuple[Residue, ...] = ()

    def in_short(self) -> str:
        """Say whose report of which year this is, in which form, and how many of its cells hold no number."""
        form = getattr(self, "form", "?")  # which each form declares
        return f"{form}, {self.year or '?'}, {self.agency.name or '?'}; {len(self.marks)} cells without a number"


ENVELOPE_FIELDS: tuple[str, ...] = tuple(attribute.name for attribute in attrs.fields(Envelope))
