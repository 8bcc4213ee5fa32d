"""Series drawn over the years: what does not compare is not joined by a line, and what is missing is a gap."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# The types of Matplotlib are unknown in part.

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from attrs import frozen

from govinfo_schema.errors import StructureError, WriteError
from govinfo_schema.messages import Language, Text
from govinfo_schema.panel.series import Boundary, Series, all_series

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Fonts with Chinese letters, as they come with Windows, macOS, Linux; the first that is installed is taken.
FONTS = (
    *("Noto Sans CJK SC", "Noto Sans CJK JP", "Source Han Sans SC", "Source Han Sans CN"),
    *("Microsoft YaHei", "SimHei", "PingFang SC", "Hiragino Sans GB", "WenQuanYi Micro Hei", "Noto Serif CJK SC"),
)
_LINE = {"exact": "-", "derivable": "-", "approximate": ":"}
_LEGEND = Text(
    "实线：可比；虚线：口径不同，仅可近似比较；无线：不可比或缺数",
    "Solid: comparable. Dotted: counted differently. No line: not comparable, or a figure is missing.",
)
_FORMS = Text("表式更替", "new form")
_MOST_ORGANS = 12


@frozen
class Point:
    """A figure of one organ in one year, with its comparability to the report before."""

    year: int
    value: int
    compared_with: int | None
    comparability: str | None


def plot_series(table: pa.Table, ids: Sequence[str], *, language: Language = "zh") -> Figure:
    """Draw series of the harmonised layer of a panel, one picture below the other, one line for each organ.

    Args:
        table: the harmonised layer, as ``harmonise`` returns it, filtered to the organs to be drawn.
        ids: ids of the series.
        language: language of everything but the printed labels.

    Returns:
        A figure of Matplotlib.

    Raises:
        StructureError: there is no such series, it is no count, or the panel has too many organs for one picture.
        WriteError: no font with Chinese letters is installed, and labels are Chinese.
    """
    from matplotlib import figure as pictures  # noqa: PLC0415 - only pictures load it
    from matplotlib import rc_context  # noqa: PLC0415 - only pictures load it

    wanted = [_series(each) for each in ids]
    with rc_context({"font.family": [_font(), "sans-serif"], "axes.unicode_minus": False}):
        figure = pictures.Figure(figsize=(8, 3 * len(wanted) + 0.6), layout="constrained")
        axes = figure.subplots(len(wanted), 1, squeeze=False, sharex=True)
        points = [_points(table, series.id) for series in wanted]
        years = sorted({point.year for organs in points for of_organ in organs.values() for point in of_organ})
        for series, organs, (ax,) in zip(wanted, points, axes, strict=True):
            _draw(ax, series, organs, language)
            ax.set_xticks(years)
        figure.supxlabel(_LEGEND.in_language(language), fontsize="small")
        figure.canvas.draw()  # texts take their fonts now
    return figure


def _series(series_id: str) -> Series:
    found = next((each for each in all_series() if each.id == series_id), None)
    if found is None:
        near = [each.id for each in all_series() if series_id in each.id][:3]
        where_from = Text(
            "编号见面板序列文件的 series 栏，例如 applications.new_received.total。",
            "The column series of the panel has the ids, such as applications.new_received.total.",
        )
        raise StructureError(
            Text(f"没有名为“{series_id}”的序列。", f"There is no series {series_id!r}."),
            advice=Text(f"相近的有：{'、'.join(near)}。", f"Similar ones: {', '.join(near)}.") if near else where_from,
        )
    if found.cell.kind == "money":
        raise StructureError(
            Text("金额序列单位不一，不能画在一起。", "Amounts stand in several units and are not drawn.")
        )
    return found


def _points(table: pa.Table, series_id: str) -> dict[str, list[Point]]:
    """Return the figures of each organ, in the order of the years."""
    import pyarrow.compute as pc  # noqa: PLC0415 - only pictures load it

    of_layer: Any = table
    rows = of_layer.filter(pc.field("series") == series_id).to_pylist()
    organs: dict[str, list[Point]] = {}
    for row in sorted((row for row in rows if row["year"] is not None), key=lambda row: row["year"]):
        points = organs.setdefault(row["agency"] or "?", [])
        if row["value"] is not None:
            points.append(Point(row["year"], row["value"], row["compared_with"], row["comparability"]))
    if len(organs) > _MOST_ORGANS:
        advice = Text(
            f"请用 --agency 选定，至多 {_MOST_ORGANS} 个。", f"Choose up to {_MOST_ORGANS} of them with --agency."
        )
        what = Text(f"{len(organs)} 个机关过多，画不进一张图。", f"{len(organs)} organs are too many for one picture.")
        raise StructureError(what, advice=advice)
    return organs


def _draw(ax: Axes, series: Series, organs: dict[str, list[Point]], language: Language) -> None:
    for number, (organ, points) in enumerate(organs.items()):
        colour = f"C{number % 10}"
        ax.plot([p.year for p in points], [p.value for p in points], "o", color=colour, label=organ)
        for before, point in pairwise(points):
            style = _LINE.get(point.comparability or "")
            if style is not None and point.compared_with == before.year:
                ax.plot([before.year, point.year], [before.value, point.value], style, color=colour)
    years = sorted({point.year for points in organs.values() for point in points})
    for boundary in series.boundaries:
        if years and years[0] < boundary.year <= years[-1]:
            _draw_boundary(ax, boundary, language)
    ax.set_title(series.label, fontsize="medium", loc="left")
    ax.set_ylabel(series.cell.unit or "")
    ax.set_ylim(bottom=min([0, *(point.value for points in organs.values() for point in points)]))
    if organs:
        ax.legend(fontsize="small", frameon=False)


def _draw_boundary(ax: Axes, boundary: Boundary, language: Language) -> None:
    at = boundary.year - 0.5
    broken = boundary.comparability == "break"
    ax.axvline(at, color="0.6", linewidth=3 if broken else 1, linestyle="-" if broken else "--", zorder=0)
    ax.text(
        at, 0.97, f" {_FORMS.in_language(language)}", transform=ax.get_xaxis_transform(), va="top", fontsize="small"
    )


def _font() -> str:
    """Return the first of the fonts with Chinese letters that is installed."""
    from matplotlib import font_manager  # noqa: PLC0415 - only pictures load it

    there = {font.name for font in font_manager.fontManager.ttflist}
    found = next((name for name in FONTS if name in there), None)
    if found is None:
        raise WriteError(
            Text(
                "没有安装含汉字的字体，图上的栏目名称无法显示。",
                "No font with Chinese letters is installed for the labels.",
            ),
            advice=Text(
                f"请安装其中一种：{'、'.join(FONTS)}（Debian：fonts-noto-cjk）。",
                f"Install one of these: {', '.join(FONTS)} (Debian: fonts-noto-cjk).",
            ),
        )
    return found
