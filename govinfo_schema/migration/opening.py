"""What is known of a year before it began."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen


@frozen(kw_only=True)
class Opening:
    """What is known of a year before it began.

    Attributes:
        figures: the applications carried over, by path in the new form; only numbers that the report before states.
        agency: name of the organ, where it is known.
        year: the new report year, where that of the report before is known.
        earlier_year: the year of the report before.
    """

    figures: Mapping[str, int]
    agency: str | None
    year: int | None
    earlier_year: int | None
