"""Crosswalks as SSSOM tables, for programs that know nothing of this project.

SSSOM (Simple Standard for Sharing Ontological Mappings, https://mapping-commons.github.io/sssom/) is a TSV file under a
block of YAML. A row of a crosswalk that names several cells becomes one line for each pair of cells; the extension slot
``group`` holds them together, and ``summed`` says of which side only the sum corresponds.
"""

from __future__ import annotations

import csv
import io
import json
from itertools import product
from typing import TYPE_CHECKING

from govinfo_schema.forms import form_named
from govinfo_schema.migration.crosswalk import PAIRS, crosswalk
from govinfo_schema.versions import version_named

if TYPE_CHECKING:
    from govinfo_schema.cells import FlatForm
    from govinfo_schema.migration.crosswalk import Row

NO_TERM = "sssom:NoTermFound"
_URN = "urn:govinfo-schema"
_TRUE = {True: "true", False: "false"}
_EXTENSIONS = ("group", "relation", "summed", "sum_is_exact", "inferred", "basis", "comment_zh", "basis_zh")
_COLUMNS = (
    *("subject_id", "subject_label", "predicate_id", "object_id", "object_label", "mapping_justification"),
    *("comment", *_EXTENSIONS),
)


def sssom_files() -> dict[str, bytes]:
    """Return the table of each pair of neighbouring forms, by file name."""
    return {f"{older}-{newer}.sssom.tsv": sssom_table(older, newer).encode() for older, newer in PAIRS}


def sssom_table(older: str, newer: str) -> str:
    """Return the crosswalk between two neighbouring forms as SSSOM/TSV; subjects are the cells of the older form.

    Raises:
        StructureError: a name is unknown, or the forms are no neighbours in this order.
    """
    rows = crosswalk(older, newer)
    forms = (form_named(older), form_named(newer))
    table = io.StringIO()
    table.writelines(f"#{line}\n" for line in _metadata(older, newer))
    lines = csv.DictWriter(table, _COLUMNS, delimiter="\t", lineterminator="\n")
    lines.writeheader()
    for row in rows:
        for subject, target in product(row.older or (None,), row.newer or (None,)):
            lines.writerow(_line(row, (subject, target), forms))
    return table.getvalue()


def _metadata(older: str, newer: str) -> list[str]:
    documents = [version_named(name).document for name in (older, newer)]
    stated = {
        "sssom_version": "1.1",
        "mapping_set_id": f"{_URN}:crosswalk:{older}-{newer}",
        "mapping_set_title": f"Cells of {older} ({documents[0]}) and of {newer} ({documents[1]})",
        "mapping_set_description": "How the statistics of annual reports on open government information correspond "
        "between two official forms. Only exactMatch, closeMatch and the sums of a whole group carry figures.",
        "license": "https://www.apache.org/licenses/LICENSE-2.0",
        "subject_source": f"govinfo:{older}",
        "object_source": f"govinfo:{newer}",
        "subject_source_version": documents[0],
        "object_source_version": documents[1],
    }
    prefixes = {
        **{name: f"{_URN}:{name}:cell:" for name in (older, newer)},
        "govinfo": f"{_URN}:",
        "semapv": "https://w3id.org/semapv/vocab/",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "sssom": "https://w3id.org/sssom/",
    }
    return [
        "curie_map:",
        *(f"  {name}: {_quoted(iri)}" for name, iri in prefixes.items()),
        *(f"{name}: {_quoted(value)}" for name, value in stated.items()),
        "extension_definitions:",
        *(line for name in _EXTENSIONS for line in (f"- slot_name: {name}", f"  property: govinfo:crosswalk:{name}")),
    ]


def _quoted(text: str) -> str:
    """Return a text as YAML has it: every string of JSON is one of YAML."""
    return json.dumps(text, ensure_ascii=False)


def _line(row: Row, pair: tuple[str | None, str | None], forms: tuple[FlatForm, FlatForm]) -> dict[str, str]:
    (subject_id, subject_label), (object_id, object_label) = (
        _entity(path, form) for path, form in zip(pair, forms, strict=True)
    )
    return {
        "subject_id": subject_id,
        "subject_label": subject_label,
        "predicate_id": row.predicate,
        "object_id": object_id,
        "object_label": object_label,
        "mapping_justification": "semapv:ManualMappingCuration",
        "comment": row.reason.en,
        "group": row.id,
        "relation": row.relation,
        "summed": row.summed or "",
        "sum_is_exact": _TRUE[row.sum_is_exact],
        "inferred": _TRUE[row.inferred],
        "basis": row.basis.en,
        "comment_zh": row.reason.zh,
        "basis_zh": row.basis.zh,
    }


def _entity(path: str | None, form: FlatForm) -> tuple[str, str]:
    """Return the id and the label of a cell, or of there being none."""
    return (NO_TERM, "") if path is None else (f"{form.name}:{path}", form.by_path[path].label)
