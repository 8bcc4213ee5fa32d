"""The JSON Schemas (2020-12) of the forms, derived from their classes, and what is structurally wrong with data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from govinfo_schema.forms import form_named
from govinfo_schema.json_schema import words
from govinfo_schema.json_schema.building import cells, definitions, envelope, object_of, titled
from govinfo_schema.json_schema.examples import example
from govinfo_schema.versions import NAMES, version_named

if TYPE_CHECKING:
    from govinfo_schema.errors import Problem
    from govinfo_schema.forms import Report

__all__ = ["dispatching_schema", "json_schema", "patch_schema", "structural_problems"]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema(form: str) -> dict[str, Any]:
    """Return the JSON Schema of the form called ``form``. It stands alone: it refers to no other file.

    Raises:
        StructureError: there is no such form.
    """
    version, flat = version_named(form), form_named(form)
    before, after = envelope(flat)
    tables, groups = cells(flat)
    return {
        "$schema": _DIALECT,
        "$id": f"urn:govinfo-schema:{flat.name}:report",
        "title": f"{words.REPORT.zh}（{version.document}，{flat.name}）",
        "description": f"{words.REPORT.en}, in the form {flat.name} (report years {version.years}).",
        "$comment": words.CELLS_AND_MARKS,
        "type": "object",
        "properties": {"form": {**titled(words.FORM), "const": flat.name}, **before, **tables, **after},
        "required": ["form", *tables],
        "additionalProperties": False,
        "$defs": {**definitions(), **groups},
        "examples": [example(flat.name)],
    }


def patch_schema(patch: type[Any]) -> dict[str, Any]:
    """Return the JSON Schema of files with proposals for one report; ``patch`` is the class of their content."""
    return {
        "$schema": _DIALECT,
        "$id": "urn:govinfo-schema:patch",
        **titled(words.PATCH),
        **object_of(patch),
        "$defs": {"mark": definitions()["mark"]},
    }


def dispatching_schema() -> dict[str, Any]:
    """Return the JSON Schema of a report in any form; it contains those of the forms, and the stated form decides."""
    return {
        "$schema": _DIALECT,
        "$id": "urn:govinfo-schema:report",
        **titled(words.REPORT),
        "type": "object",
        "properties": {"form": {**titled(words.FORM), "enum": list(NAMES)}},
        "required": ["form"],
        "allOf": [
            {
                "if": {"properties": {"form": {"const": name}}, "required": ["form"]},
                "then": {"$ref": f"urn:govinfo-schema:{name}:report"},
            }
            for name in NAMES
        ],
        "$defs": {name: json_schema(name) for name in NAMES},
    }


def structural_problems(report: Report | dict[str, Any]) -> tuple[Problem, ...]:
    """Return what is structurally wrong with a report, or with plain values that claim to be one.

    The JSON Schema of the form decides, and what it cannot say: ``marks`` lists every cell that is null and no other.

    Args:
        report: a report, or the values of its JSON.

    Returns:
        The problems, each with its JSON Pointer; none for sound data.
    """
    from govinfo_schema.json_schema.problems import problems_of  # noqa: PLC0415 - jsonschema loads only when data is checked

    return problems_of(report)
