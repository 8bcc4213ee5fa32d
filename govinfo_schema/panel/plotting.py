"""Series drawn over the years: what does not compare is not joined by a line, and what is missing is a gap."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# The types of Matplotlib are unknown in part.

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from attrs import frozen

from govinfo_schema.errors import StructureError, WriteError
from govinfo_schema.messages import Language, Text
from govinfo_schema.panel.series import Boundary, Series, all_series
from govinfo_schema.versions import version_of_year
from govinfo_schema.words import SCOPES

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from typing import TypeAlias

    import pyarrow as pa
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from govinfo_schema.report import Scope

    _Organ: TypeAlias = tuple[str, Scope, str]  # name, scope, region

# Fonts with Chinese letters, as they come with Windows, macOS, Linux; the first that is installed is taken.
FONTS = (
    *("Noto Sans CJK SC", "Noto Sans CJK JP", "Source Han Sans SC", "Source Han Sans CN"),
    *("Microsoft YaHei", "SimHei", "PingFang SC", "Hiragino Sans GB", "WenQuanYi Micro Hei", "Noto Serif CJK SC"),
)
_STYLES = {"exact": "-", "derivable": "-", "approximate": ":"}
_OF_LINES = Text(
    "实线：可比；虚线：口径不同，仅可近似比较；无线：不可比或缺数",
    "Solid: comparable. Dotted: counted differently. No line: not comparable, or a figure is missing.",
)
_OF_FORMS = Text(
    "竖线：表式更替；粗竖线：前后不可比",
    "Upright line: a new form; a thick one: figures before and after do not compare.",
)
_MANY = Text("{} 个机关：\n中位数、四分位数、\n5% 至 95%", "{} organs:\nmedian, quartiles,\n5 to 95 %")
_HEADROOM = 0.15  # of the height, for what is told of the forms
_WHISKERS = (5, 95)
_MOST_NAMED = 12  # lines that can be told apart by colour and marker
_MARKERS = ("o", "s")


@frozen
class Point:
    """A figure of one organ in one year, with its comparability to the report before."""

    year: int
    value: int
    compared_with: int | None
    comparability: str | None


@frozen
class Line:
    """The figures of one organ, and which of them are joined, in what style."""

    points: list[Point]
    joined: list[tuple[str, Point, Point]]


def plot_series(
    table: pa.Table, ids: Sequence[str], *, years: Collection[int] | None = None, language: Language = "zh"
) -> Figure:
    """Draw series of the harmonised layer of a panel, one picture below the other, one line for each organ.

    Up to twelve organs have a colour and a name each; of more, the median and the spread of each year are drawn.

    Args:
        table: the harmonised layer, as ``harmonise`` returns it, filtered to the organs to be drawn.
        ids: ids of the series.
        years: the years of the panel: where a series ends before, the break that ended it is seen; by default those of
            the table.
        language: language of everything but the printed labels.

    Returns:
        A figure of Matplotlib.

    Raises:
        StructureError: there is no such series, or it is no count.
        WriteError: no font with Chinese letters is installed, and labels are Chinese.
    """
    from matplotlib import figure as pictures  # noqa: PLC0415 - only pictures load it
    from matplotlib import rc_context  # noqa: PLC0415 - only pictures load it

    wanted = [_series(each) for each in ids]
    with rc_context({"font.family": [_font(), "sans-serif"], "axes.unicode_minus": False}):
        figure = pictures.Figure(figsize=(8, 3 * len(wanted) + 0.6), layout="constrained")
        axes = figure.subplots(len(wanted), 1, squeeze=False, sharex=True)
        drawn = [_lines(table, series.id, language) for series in wanted]
        axis = sorted(_years(table) if years is None else years)
        for series, lines, (ax,) in zip(wanted, drawn, axes, strict=True):
            _draw(ax, series, lines, language)
            for boundary in series.boundaries:
                if axis and axis[0] < boundary.year <= axis[-1]:
                    _draw_boundary(ax, boundary, language)
            ax.set_xticks(axis)
        told = [_OF_FORMS] if all(len(lines) > _MOST_NAMED for lines in drawn) else [_OF_LINES, _OF_FORMS]
        figure.supxlabel("\n".join(text.in_language(language) for text in told), fontsize="small")
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


def _years(table: pa.Table) -> list[int]:
    found: Any = table.column("year").unique()
    return [year for year in found.to_pylist() if year is not None]


def _lines(table: pa.Table, series_id: str, language: Language) -> dict[str, Line]:
    """Return the line of each organ: of each name, region and scope, whose figures are never joined with others."""
    import pyarrow.compute as pc  # noqa: PLC0415 - only pictures load it

    of_layer: Any = table
    rows = of_layer.filter(pc.field("series") == series_id).sort_by("year").to_pylist()
    organs: dict[_Organ, list[dict[str, Any]]] = {}
    for row in rows:
        if row["year"] is not None:
            organs.setdefault((row["agency"] or "?", row["scope"], row["region_code"] or ""), []).append(row)
    names = Counter(name for name, _, _ in organs)
    return {
        _label(organ, language) if names[organ[0]] > 1 else organ[0]: _line(of_organ)
        for organ, of_organ in organs.items()
    }


def _label(organ: _Organ, language: Language) -> str:
    """Return the name of an organ with what tells it from others of that name."""
    name, scope, region = organ
    return " ".join(filter(None, (name, region, SCOPES[scope].in_language(language))))


def _line(rows: Sequence[dict[str, Any]]) -> Line:
    reports = Counter(row["year"] for row in rows)
    points = [
        Point(row["year"], row["value"], row["compared_with"], row["comparability"])
        for row in rows
        if row["value"] is not None
    ]
    joined = [
        (before, point)
        for before, point in pairwise(points)
        if point.compared_with == before.year and reports[before.year] == reports[point.year] == 1
    ]
    return Line(points, [(style, *pair) for pair in joined if (style := _STYLES.get(pair[1].comparability or ""))])


def _draw(ax: Axes, series: Series, lines: dict[str, Line], language: Language) -> None:
    if len(lines) > _MOST_NAMED:
        _draw_many(ax, lines, language)
    else:
        for number, (organ, line) in enumerate(lines.items()):
            _draw_line(ax, line, f"C{number % 10}", _MARKERS[number // 10], organ)
    points = [point for line in lines.values() for point in line.points]
    ax.set_title(series.label, fontsize="medium", loc="left")
    ax.set_ylabel(series.cell.unit or "")
    ax.locator_params("y", integer=True)
    _, top = ax.get_ylim()
    lowest = min([0, *(point.value for point in points)])
    ax.set_ylim(lowest, top + _HEADROOM * (top - lowest))
    if lines:
        ax.legend(fontsize="small", frameon=False, loc="upper left", bbox_to_anchor=(1, 1))


def _draw_line(ax: Axes, line: Line, colour: str, marker: str, name: str) -> None:
    ax.plot(
        [p.year for p in line.points],
        [p.value for p in line.points],
        marker,
        color=colour,
        label=name,
        ls="None",
        clip_on=False,
    )
    for style, before, point in line.joined:
        ax.plot([before.year, point.year], [before.value, point.value], style, color=colour)


def _draw_many(ax: Axes, lines: dict[str, Line], language: Language) -> None:
    """Draw how the figures of many organs lie in each year, and how many there are; nothing joins the years."""
    of_years: dict[int, list[int]] = {}
    for line in lines.values():
        for point in line.points:
            of_years.setdefault(point.year, []).append(point.value)
    boxes = ax.boxplot(
        list(of_years.values()),
        positions=list(of_years),
        manage_ticks=False,
        whis=_WHISKERS,
        showfliers=False,
        medianprops={"color": "C0", "linewidth": 2},
    )
    if of_years:
        boxes["boxes"][0].set_label(_MANY.in_language(language).format(len(lines)))
    for year, values in of_years.items():
        text = f"n={len(values)}"
        ax.text(year, 0.91, text, transform=ax.get_xaxis_transform(), ha="center", va="top", fontsize="x-small")


def _draw_boundary(ax: Axes, boundary: Boundary, language: Language) -> None:
    at = boundary.year - 0.5
    broken = boundary.comparability == "break"
    ax.axvline(at, color="0.6", linewidth=3 if broken else 1, linestyle="-" if broken else "--", zorder=0)
    new = version_of_year(boundary.year)
    assert new is not None  # noqa: S101 - a form begins in this year
    text = Text(f" {new.name} 表式起", f" {new.name} begins").in_language(language)
    ax.text(at, 0.98, text, transform=ax.get_xaxis_transform(), va="top", fontsize="small")


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
