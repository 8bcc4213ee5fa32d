"""``govinfo plot``: series of a panel as a picture."""

from __future__ import annotations

from difflib import get_close_matches
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govinfo_schema.cli.console import Console, Line
from govinfo_schema.cli.targets import require_targets
from govinfo_schema.errors import ReadError, WriteError
from govinfo_schema.files import draft_of
from govinfo_schema.format_registry import suffix_of
from govinfo_schema.messages import Text

if TYPE_CHECKING:
    import pyarrow as pa

_RESOLUTION = 150  # dots an inch


def run(console: Console, *, panel: str, series: tuple[str, ...], agencies: tuple[str, ...], output: str) -> int:
    """Run the command; the names are those of its options.

    Returns:
        The exit code, which is 0.

    Raises:
        ReadError: the panel cannot be read, or lacks one of the organs.
        StructureError: there is no such series, or it is no count.
        WriteError: the library for pictures is missing, or the file cannot be written.
    """
    if find_spec("matplotlib") is None:
        raise WriteError(
            Text("作图需要 matplotlib，但没有安装。", "Pictures need matplotlib, which is not installed."),
            advice=Text("请运行：pip install 'govinfo-schema[plot]'", "Run: pip install 'govinfo-schema[plot]'"),
        )
    from govinfo_schema.panel.plotting import plot_series  # noqa: PLC0415 - only pictures load it

    require_targets([panel], [output])
    suffix = _suffix(output)
    table, years = _read(panel, series, agencies)
    figure: Any = plot_series(table, series, years=years, language=console.language)
    with draft_of(output) as draft:
        figure.savefig(draft, dpi=_RESOLUTION, format=suffix)
    console.show([Line(Text(f"已写入：{output}", f"Written: {output}"))])
    return 0


def _suffix(output: str) -> str:
    """Return the suffix of a picture, without its dot.

    Raises:
        WriteError: no picture can be made in this format.
    """
    from matplotlib.backend_bases import FigureCanvasBase  # noqa: PLC0415 - only pictures load it

    suffix = suffix_of(output).removeprefix(".")
    known = FigureCanvasBase.get_supported_filetypes()
    if suffix not in known:
        raise WriteError(
            Text(f"不能画成“{suffix}”格式。", f"No picture can be made in the format {suffix!r}."),
            where=output,
            advice=Text(f"可用的后缀：{'、'.join(known)}。", f"Suffixes that work: {', '.join(known)}."),
        )
    return suffix


def _read(path: str, series: tuple[str, ...], agencies: tuple[str, ...]) -> tuple[pa.Table, set[int]]:
    """Return the rows of the series, and the years of the whole panel; no more of a large panel is held."""
    import pyarrow as pa  # noqa: PLC0415 - only panels load it
    import pyarrow.compute as pc  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    from govinfo_schema.panel.files import harmonised_file  # noqa: PLC0415

    if not Path(path).is_file():
        raise ReadError(
            Text("没有这个文件。", "There is no such file."),
            where=path,
            advice=Text("请检查路径。", "Check the path."),
        )
    arrow_files: Any = pq
    agency: Any = pc.field("agency")
    of_series: Any = pc.field("series")
    try:
        layer = arrow_files.read_schema(path).names
        if "series" not in layer and "cell" not in layer:
            raise _no_series(path)
        whose: Any = arrow_files.read_table(path, columns=["agency", "year"])
        _require_organs(agencies, set(whose.column("agency").unique().to_pylist()), path)
        organs: Any = agency.isin(agencies) if agencies else pc.scalar(True)  # noqa: FBT003 - a value
        years: set[int] = set(whose.filter(organs).column("year").drop_null().unique().to_pylist())
        wanted = of_series.isin(series) & organs
        if "series" in layer:
            return arrow_files.read_table(path, filters=wanted), years
        return pa.concat_tables(piece.filter(wanted) for piece in harmonised_file(path)), years
    except (OSError, pa.ArrowInvalid) as error:
        raise ReadError(Text("不是可读的 Parquet 文件。", "This is no readable Parquet file."), where=path) from error


def _no_series(path: str) -> ReadError:
    return ReadError(
        Text("这个文件不是面板。", "This file holds no panel."),
        where=path,
        advice=Text(
            "请用 govinfo panel … -o 或 --series 生成的文件。", "Use what govinfo panel … -o or --series writes."
        ),
    )


def _require_organs(asked: tuple[str, ...], there: set[str], path: str) -> None:
    for name in asked:
        if name not in there:
            near = get_close_matches(name, sorted(filter(None, there)), cutoff=0.3)
            raise ReadError(
                Text(f"没有机关“{name}”的数字。", f"There are no figures of {name!r}."),
                where=path,
                advice=Text(f"相近的有：{'、'.join(near)}。", f"Similar ones: {', '.join(near)}.") if near else None,
            )
