"""The errors that this project raises: a shallow tree by stage, each saying what, where, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from govinfo_schema.messages import Text

if TYPE_CHECKING:
    from govinfo_schema.messages import Language


@frozen
class Problem:
    """One thing that is wrong with the structure of data.

    Attributes:
        where: JSON Pointer (RFC 6901) of the place; empty when the whole is meant.
        what: the sentence for people.
    """

    where: str
    what: Text


class GovinfoError(Exception):
    """The root of every error that this project raises on purpose.

    Attributes:
        what: the sentence that says what is wrong.
        where: file, page, table, row or JSON path; empty when the whole input is meant.
        advice: what the reader can do about it.
    """

    def __init__(self, what: Text, *, where: str = "", advice: Text | None = None) -> None:
        """Keep the three parts and make ``str(error)`` one English line."""
        super().__init__(what)
        self.what = what
        self.where = where
        self.advice = advice

    def in_language(self, language: Language) -> str:
        """Return the error as one line in ``language``."""
        parts = [f"{self.where}: " if self.where else "", self.what.in_language(language)]
        if self.advice is not None:
            parts.append((" " if language == "en" else "") + self.advice.in_language(language))
        return "".join(parts)

    def __str__(self) -> str:
        return self.in_language("en")


class ReadError(GovinfoError):
    """A file cannot be opened, decoded or parsed."""


class RecognitionError(GovinfoError):
    """A document was parsed, and is no report of a known form, or is several."""


class StructureError(GovinfoError):
    """Data does not have the shape of the form that it claims.

    Attributes:
        problems: everything that was found, each with its place; empty when the error itself is the only one.
    """

    def __init__(
        self, what: Text, *, where: str = "", advice: Text | None = None, problems: tuple[Problem, ...] = ()
    ) -> None:
        """Keep the parts of the error, and the problems that it sums up."""
        super().__init__(what, where=where, advice=advice)
        self.problems = problems


class MigrationError(GovinfoError):
    """A report cannot be carried to the form that was asked for."""


class MergeError(GovinfoError):
    """Reports cannot be added up: they are not of one kind, or a figure would count twice."""


class WriteError(GovinfoError):
    """A report cannot be written to the target that was asked for."""
