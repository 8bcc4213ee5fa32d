"""``govinfo plot``: series of a panel as a picture."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

from govinfo_schema.cli.console import Console, Line
from govinfo_schema.cli.targets import require_targets
from govinfo_schema.errors import WriteError
from govinfo_schema.files import draft_of
from govinfo_schema.format_registry import suffix_of
from govinfo_schema.messages import Text

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
    from govinfo_schema.panel.stored import rows_of_series  # noqa: PLC0415 - only panels load Arrow

    require_targets([panel], [output])
    suffix = _suffix(output)
    table, years = rows_of_series(panel, series, agencies)
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
