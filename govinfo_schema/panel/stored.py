"""Panels that were written, read again series by series: Parquet files of either layer, databases, Data Packages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from difflib import get_close_matches
from os import fspath
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
from attrs import frozen

from govinfo_schema.errors import ReadError
from govinfo_schema.messages import Text
from govinfo_schema.panel import harmonised
from govinfo_schema.panel.files import harmonised_file
from govinfo_schema.spreadsheets import exact

if TYPE_CHECKING:
    import os

_NEEDED: Final = ("agency", "region_code", "scope", "year", "series", "value", "compared_with", "comparability")
_DATABASE: Final = ".duckdb"
_SERIES_OF_PACKAGE: Final = "series.csv"


@frozen
class _Kind:
    """A kind of panel that was written.

    Attributes:
        whose: gives the organ and the year of each row, or of each different one.
        rows: gives the rows of some series, piece by piece.
    """

    whose: Callable[[Path], pa.Table]
    rows: Callable[[Path, Sequence[str]], Iterator[pa.Table]]


def rows_of_series(
    path: str | os.PathLike[str], series: Sequence[str], organs: Sequence[str] = ()
) -> tuple[pa.Table, set[int]]:
    """Return rows of the harmonised layer of a panel; no more of a large panel is held.

    Args:
        path: a Parquet file of either layer, a database (``.duckdb``), or the folder of a Data Package.
        series: ids of the series.
        organs: names of the organs; all of them where there is none.

    Returns:
        The rows, and the years that the panel has of these organs.

    Raises:
        ReadError: it is no panel that can be read, or lacks one of the organs.
        StructureError: rows of a report are missing in the layer of cells.
    """
    where = Path(path)
    kind = _kind_of(where)
    try:
        whose: Any = kind.whose(where)
        _require_organs(organs, set(whose.column("agency").unique().to_pylist()), fspath(path))
        wanted: Any = _is_in("agency", organs) if organs else pc.scalar(True)  # noqa: FBT003 - a value
        years: set[int] = set(whose.filter(wanted).column("year").drop_null().unique().to_pylist())
        found = [piece.filter(wanted) for piece in kind.rows(where, series)]
    except (OSError, pa.ArrowInvalid) as error:
        what = Text("不是可读的面板文件。", "This is no readable file of a panel.")
        raise ReadError(what, where=fspath(path), advice=_ADVICE) from error
    return pa.concat_tables(found, promote_options="permissive"), years


def _kind_of(path: Path) -> _Kind:
    if path.is_dir():
        if not (path / _SERIES_OF_PACKAGE).is_file():
            raise _no_panel(path)
        return _Kind(_whose_of_package, _rows_of_package)
    if not path.is_file():
        what, advice = Text("没有这个文件。", "There is no such file."), Text("请检查路径。", "Check the path.")
        raise ReadError(what, where=str(path), advice=advice)
    if path.suffix.lower() == _DATABASE:
        return _Kind(_whose_of_database, _rows_of_database)
    return _Kind(_whose_of_parquet, _rows_of_parquet)


def _whose_of_parquet(path: Path) -> pa.Table:
    of_file: Any = pq
    names = of_file.read_schema(path).names
    if not {"agency", "year"} <= {*names} or not {"series", "cell"} & {*names}:
        raise _no_panel(path)
    whose: pa.Table = of_file.read_table(path, columns=["agency", "year"])
    return whose


def _rows_of_parquet(path: Path, series: Sequence[str]) -> Iterator[pa.Table]:
    of_file: Any = pq
    wanted = _is_in("series", series)
    if "series" in of_file.read_schema(path).names:
        yield of_file.read_table(path, filters=wanted)
    else:
        yield harmonised.SCHEMA.empty_table()
        yield from (piece.filter(wanted) for piece in harmonised_file(path))


def _whose_of_database(path: Path) -> pa.Table:
    return _asked(path, "SELECT DISTINCT agency, year FROM series")


def _rows_of_database(path: Path, series: Sequence[str]) -> Iterator[pa.Table]:
    columns = ", ".join(_NEEDED)
    yield _asked(path, f"SELECT {columns} FROM series WHERE list_contains($1, series)", [[*series]])  # noqa: S608 - names of ours


def _asked(path: Path, question: str, given: list[Any] | None = None) -> pa.Table:
    """Return what a database answers.

    Raises:
        ReadError: DuckDB is not installed, or it is no database with a panel.
    """
    try:
        import duckdb  # noqa: PLC0415 - an extra of its own
    except ModuleNotFoundError as error:
        raise ReadError(
            Text("读取数据库需要 duckdb，但没有安装。", "Databases need duckdb, which is not installed."),
            where=str(path),
            advice=Text("请运行：pip install 'govinfo-schema[duckdb]'", "Run: pip install 'govinfo-schema[duckdb]'"),
        ) from error
    try:
        with duckdb.connect(str(path), read_only=True) as database:
            answer: pa.Table = database.sql(question, params=given).to_arrow_table()
            return answer
    except duckdb.Error as error:
        raise _no_panel(path) from error


def _whose_of_package(path: Path) -> pa.Table:
    pieces = [piece.group_by(["agency", "year"]).aggregate([]) for piece in _of_package(path, ("agency", "year"))]
    return pa.concat_tables(pieces)


def _rows_of_package(path: Path, series: Sequence[str]) -> Iterator[pa.Table]:
    wanted = _is_in("series", series)
    return (piece.filter(wanted) for piece in _of_package(path, _NEEDED))


def _of_package(path: Path, columns: Sequence[str]) -> Iterator[Any]:
    """Yield columns of the harmonised layer of a Data Package, piece by piece, with the texts as they were."""
    of_layer: Any = harmonised.SCHEMA
    types = {name: _plain(of_layer.field(name).type) for name in columns}
    options = pa_csv.ConvertOptions(
        include_columns=[*columns], column_types=types, null_values=[""], strings_can_be_null=True
    )
    with pa_csv.open_csv(path / _SERIES_OF_PACKAGE, convert_options=options) as file:
        for batch in file:
            table: Any = pa.Table.from_batches([batch])
            names = [name and exact(name) for name in table.column("agency").to_pylist()]
            at = table.column_names.index("agency")
            yield table.set_column(at, "agency", pa.array(names, pa.string()))


def _is_in(column: str, words: Sequence[str]) -> Any:  # noqa: ANN401 - the types of Arrow's expressions are known in part
    named: Any = pc.field(column)
    return named.isin(words)


def _plain(kind: pa.DataType) -> pa.DataType:
    return pa.string() if pa.types.is_dictionary(kind) else kind


_ADVICE = Text(
    "请用 govinfo panel … -o 或 --series 生成的文件、数据库或文件夹。",
    "Use the file, database or folder that govinfo panel … -o or --series writes.",
)


def _no_panel(path: Path) -> ReadError:
    return ReadError(Text("其中没有面板。", "This holds no panel."), where=str(path), advice=_ADVICE)


def _require_organs(asked: Sequence[str], there: set[str], path: str) -> None:
    for name in asked:
        if name not in there:
            near = get_close_matches(name, sorted(filter(None, there)), cutoff=0.3)
            raise ReadError(
                Text(f"没有机关“{name}”的数字。", f"There are no figures of {name!r}."),
                where=path,
                advice=Text(f"相近的有：{'、'.join(near)}。", f"Similar ones: {', '.join(near)}.") if near else None,
            )
