"""The files of ``schemas/``: what others use without Python. All of them follow from the classes and the rules."""

from __future__ import annotations

import csv
import io
import json
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govinfo_schema.crosswalk_pages import crosswalk_pages
from govinfo_schema.files import read_bytes, write_bytes
from govinfo_schema.forms import form_named
from govinfo_schema.json_schema import dispatching_schema, json_schema, patch_schema
from govinfo_schema.migration.sssom import sssom_files
from govinfo_schema.repair.patch import Patch
from govinfo_schema.rules import catalogue
from govinfo_schema.schema_readmes import readme_of_all, readme_of_crosswalks, readme_of_form
from govinfo_schema.versions import VERSIONS

if TYPE_CHECKING:
    import os

    from govinfo_schema.cells import FlatForm
    from govinfo_schema.messages import Text
    from govinfo_schema.rules import Constraint, Rule

_COLUMNS = ("cell", "table", "row", "column", "unit", "kind", "json_pointer", "english")
_NO_UNIT = "(form prints no unit)"


def schema_files() -> dict[str, bytes]:
    """Return the content of every file, by its path in the folder, with ``/`` between names."""
    files = {
        "README.md": readme_of_all().encode(),
        "patch.schema.json": _json_bytes(patch_schema(Patch)),
        "report.schema.json": _json_bytes(dispatching_schema()),
    }
    for version in VERSIONS:
        form = form_named(version.name)
        files |= {
            f"{form.name}/README.md": readme_of_form(version, form).encode(),
            f"{form.name}/cells.csv": _cells_csv(form),
            f"{form.name}/identities.json": _json_bytes(_identities(form)),
            f"{form.name}/report.schema.json": _json_bytes(json_schema(form.name)),
        }
    files["crosswalks/README.md"] = readme_of_crosswalks().encode()
    files |= {f"crosswalks/{name}": content for name, content in (sssom_files() | crosswalk_pages()).items()}
    return files


def write_schemas(folder: str | os.PathLike[str]) -> list[Path]:
    """Write every file into ``folder``, which is made where it does not exist; nothing is deleted.

    Returns:
        The paths of the files.

    Raises:
        WriteError: a file cannot be written.
    """
    written: list[Path] = []
    for name, content in schema_files().items():
        path = Path(folder, name)
        with suppress(OSError):  # where the folder cannot be made, writing the file says why
            path.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(path, content)
        written.append(path)
    return written


def stale_files(folder: str | os.PathLike[str]) -> list[Path]:
    """Return the files that are missing in ``folder``, that differ from what ``write_schemas`` writes, or are too many.

    Hidden files, and files in folders of which ``write_schemas`` knows nothing, are passed over.

    Raises:
        ReadError: a file cannot be read.
    """
    expected = {Path(folder, name): content for name, content in schema_files().items()}
    stale = [path for path, content in expected.items() if not path.is_file() or read_bytes(path) != content]
    folders = sorted({path.parent for path in expected})
    there = [path for each in folders if each.is_dir() for path in sorted(each.iterdir()) if path.is_file()]
    return [*stale, *(path for path in there if path not in expected and not path.name.startswith("."))]


def _json_bytes(content: dict[str, Any]) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _cells_csv(form: FlatForm) -> bytes:
    lines = io.StringIO()
    table = csv.writer(lines, lineterminator="\n")
    table.writerow(_COLUMNS)
    for cell in form.cells:
        unit = cell.unit or _NO_UNIT
        table.writerow((cell.path, cell.table, cell.row, cell.column, unit, cell.kind, cell.pointer, cell.english))
    return lines.getvalue().encode()


def _identities(form: FlatForm) -> dict[str, Any]:
    rules = catalogue(form.name)
    return {
        "form": form.name,
        "meaning": {
            "zh": "每条约束：各项系数乘以所指数值之和，加常数，与 0 相比（= 或 <=）。有一项为 null 时，"
            "除非已知各项足以判断，结果为“无法判断”；null 绝不当作 0。带 unit 的项须先换算为该单位。",
            "en": "Each constraint: the sum of coefficient times the value at the pointer, plus the constant, compared "
            "with 0 (= or <=). Where a value is null and the others do not decide, the result is undecided; null never "
            "counts as 0. A term with a unit counts in that unit.",
        },
        "rules": [_rule(rule, form) for rule in rules if rule.constraints],
        "rules_that_are_not_linear": [_function(rule) for rule in rules if not rule.constraints],
    }


def _said(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "severity": rule.severity,
        "statement": _both(rule.title),
        "source": _both(rule.source),
    }


def _function(rule: Rule) -> dict[str, Any]:
    formula = {} if rule.formula is None else {"formula": _both(rule.formula)}
    return {**_said(rule), "needs": rule.needs, **formula}


def _both(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


def _rule(rule: Rule, form: FlatForm) -> dict[str, Any]:
    return {**_said(rule), **_limits(rule), "constraints": [_constraint(one, form) for one in rule.constraints]}


def _limits(rule: Rule) -> dict[str, Any]:
    """Return what a program has to look at before it takes a broken constraint for a failure."""
    limits: dict[str, Any] = {}
    if rule.eased_by is not None:
        limits["eased_to_warning_by_added_row"] = {
            "tables": list(rule.eased_by.tables),
            "label_has": rule.eased_by.words,
            "label_has_none_of": list(rule.eased_by.other_words),
        }
    if rule.stand_ins:
        limits["rows_of_other_forms_that_count_in_place_of_cells"] = [
            {"form": rows.form, "table": rows.table, "labels": list(rows.labels), "in_place_of": list(rows.replaced)}
            for rows in rule.stand_ins
        ]
    if rule.comparable is not None:
        limits["not_applicable_if_residue_names_a_form_other_than"] = list(rule.comparable.forms)
        limits["reason_why_not_applicable"] = _both(rule.comparable.reason)
    return limits


def _constraint(constraint: Constraint, form: FlatForm) -> dict[str, Any]:
    return {
        "instance": constraint.instance,
        "relation": constraint.relation,
        "terms": [_term(coefficient, path, form) for coefficient, path in constraint.terms],
        "constant": constraint.constant,
    }


def _term(coefficient: int, path: str, form: FlatForm) -> dict[str, Any]:
    cell = form.by_path[path]
    if cell.kind == "money":
        return {"pointer": f"{cell.pointer}/value", "coefficient": coefficient, "unit": cell.unit}
    return {"pointer": cell.pointer, "coefficient": coefficient}
