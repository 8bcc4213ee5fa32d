"""The counts that the running text of a report states, each with its sentence: what can be held against the tables."""

from govinfo_schema.narrative.statements import Statement, statements_of

__all__ = ["Statement", "statements_of"]
