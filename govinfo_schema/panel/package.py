"""Panels as a Data Package (version 2): both layers as csv, the cells of the forms, a descriptor and a codebook."""

from __future__ import annotations

import csv
import hashlib
import json
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from govinfo_schema import __version__
from govinfo_schema.files import draft_of, make_folder, write_bytes
from govinfo_schema.panel.codebook import FIELDS, cell_rows, codebook
from govinfo_schema.panel.columns import CELLS, SERIES
from govinfo_schema.panel.files import write_panel
from govinfo_schema.panel.series import DEFINITIONS_VERSION
from govinfo_schema.spreadsheets import safe

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Sequence

    from govinfo_schema.forms import Report
    from govinfo_schema.panel.columns import PanelColumn
    from govinfo_schema.reading import Reading

DESCRIPTOR: Final = "datapackage.json"
FILES: Final = ("cells.csv", "series.csv", "forms.csv", "codebook.md", DESCRIPTOR)
_PROFILE: Final = "https://datapackage.org/profiles/2.0/"
_MISSING: Final = [{"value": "", "label": "无；原因见 state。Nothing; the column state says why."}]
_PIECE: Final = 1 << 20  # bytes


def write_package(reports: Iterable[Report | Reading], folder: str | os.PathLike[str]) -> int:
    """Write a panel as a Data Package: ``cells.csv``, ``series.csv``, ``forms.csv``, ``codebook.md``, the descriptor.

    The texts in csv are guarded against being taken for formulas (``spreadsheets.exact`` gives them back). The
    descriptor states no licence: the figures are those of the organs that published them.

    Args:
        reports: reports or readings; they are taken one after the other and not kept.
        folder: where the files go; it is made where it is not there.

    Returns:
        How many reports there were; where there was none, nothing is written.

    Raises:
        WriteError: a file cannot be written.
    """
    with TemporaryDirectory() as aside:
        cells, series = Path(aside) / "cells", Path(aside) / "series"
        count = write_panel(reports, cells, series=series)
        if not count:
            return 0
        make_folder(folder)
        target = Path(folder)
        _write_csv(cells, target / "cells.csv")
        _write_csv(series, target / "series.csv")
    write_bytes(target / "forms.csv", _forms().encode())
    write_bytes(target / "codebook.md", codebook().encode())
    descriptor = json.dumps(_descriptor(target, count), ensure_ascii=False, indent=2) + "\n"
    write_bytes(target / DESCRIPTOR, descriptor.encode())
    return count


def _write_csv(layer: Path, target: Path) -> None:
    """Write a layer, row group by row group."""
    source: Any = pq.ParquetFile(layer)
    schema = pa.schema([pa.field(each.name, _plain(each.type)) for each in source.schema_arrow])
    with draft_of(target) as draft, pa_csv.CSVWriter(str(draft), schema) as file:
        for number in range(source.num_row_groups):
            group = source.read_row_group(number)
            file.write_table(pa.table([_guarded(column) for column in group.columns], schema=schema))


def _plain(kind: pa.DataType) -> pa.DataType:
    return pa.string() if pa.types.is_dictionary(kind) else kind


def _guarded(column: Any) -> Any:  # noqa: ANN401 - Arrow has no type for columns of any type
    """Return a column as it goes into csv: texts guarded, each different one once."""
    if not (pa.types.is_dictionary(column.type) or pa.types.is_string(column.type)):
        return column
    coded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    of_words: Any = pa.DictionaryArray
    chunks = [
        of_words.from_arrays(
            chunk.indices, pa.array([safe(text) for text in chunk.dictionary.to_pylist()], pa.string())
        ).cast(pa.string())
        for chunk in coded.chunks
    ]
    return pa.chunked_array(chunks, pa.string())


def _forms() -> str:
    text = StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(FIELDS)
    lines.writerows(map(safe, row) for row in cell_rows())
    return text.getvalue()


def _descriptor(folder: Path, count: int) -> dict[str, Any]:
    """Return the descriptor of the package whose files stand in ``folder``."""
    path_of_cell = {"fields": ["form", "cell"], "reference": {"resource": "forms", "fields": ["form", "cell"]}}
    return {
        "$schema": f"{_PROFILE}datapackage.json",
        "name": "govinfo-panel",
        "title": "政府信息公开工作年度报告统计数据",
        "description": f"Figures of {count} annual reports on open government information, see codebook.md.",
        "version": f"{__version__}+series.{DEFINITIONS_VERSION}",
        "keywords": ["政府信息公开", "open government information"],
        "sources": [{"title": "各机关公布的政府信息公开工作年度报告 (cells.csv: agency, year, source)"}],
        "resources": [
            _resource(folder, "cells", _fields(CELLS), primaryKey=["report", "cell"], foreignKeys=[path_of_cell]),
            _resource(folder, "series", _fields(SERIES), primaryKey=["report", "series"]),
            _resource(folder, "forms", _fields_of_forms(), primaryKey=["form", "cell"]),
        ],
    }


def _resource(folder: Path, name: str, fields: list[dict[str, Any]], **keys: object) -> dict[str, Any]:
    path = folder / f"{name}.csv"
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    return {
        "$schema": f"{_PROFILE}dataresource.json",
        "name": name,
        "type": "table",
        "path": path.name,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest.hexdigest()}",
        "schema": {"$schema": f"{_PROFILE}tableschema.json", "fields": fields, "missingValues": _MISSING, **keys},
    }


def _fields(columns: Sequence[PanelColumn]) -> list[dict[str, Any]]:
    return [_field(column) for column in columns]


def _fields_of_forms() -> list[dict[str, Any]]:
    return [
        {"name": name, "type": "string", "title": meaning.zh, "description": meaning.en}
        for name, meaning in FIELDS.items()
    ]


def _field(column: PanelColumn) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": _type_of(column.type),
        "title": column.meaning.zh,
        "description": column.meaning.en,
    }
    if column.words:
        field["constraints"] = {"enum": list(column.words)}
    if column.labels:
        labels = [(word, column.labels.get(word)) for word in column.words]
        field["categories"] = [
            {"value": word, **({} if label is None else {"label": f"{label.zh} {label.en}"})} for word, label in labels
        ]
    return field


def _type_of(kind: pa.DataType) -> str:
    if pa.types.is_integer(kind):
        return "integer"
    return "number" if pa.types.is_decimal(kind) else "string"
