"""Pictures of series: lines join what compares, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from attrs import evolve
from matplotlib import font_manager

from chinese_fonts import needs_chinese_font
from govinfo_schema.errors import StructureError, WriteError
from govinfo_schema.forms import Report, form_named, make_report
from govinfo_schema.marks import Mark
from govinfo_schema.panel.files import harmonise, panel
from govinfo_schema.panel.plotting import plot_series
from govinfo_schema.report import Agency
from govinfo_schema.versions import version_of_year

if TYPE_CHECKING:
    from matplotlib.axes import Axes

pytestmark = needs_chinese_font
NEW = "applications.new_received.total"
OTHER = "applications.results.other.total"
OVERDUE = "applications.results.other.fee_overdue.total"
FEES = "proactive_disclosure.administrative_institutional_fees.amount"


def county(year: int, name: str = "某某县", *, without: str = "") -> Report:
    version = version_of_year(year)
    assert version is not None
    form = form_named(version.name)
    values = {cell.path: 5 for cell in form.cells if cell.kind != "money" and cell.path != without}
    marks = {path: Mark("blank") for path in form.paths if path not in values}
    return make_report(form, values, marks, agency=Agency(name=name), year=year)


def lines_of(ax: Axes) -> list[tuple[str, list[int]]]:
    """The style and the years of each line that joins two figures."""
    drawn = [(str(line.get_linestyle()), [int(year) for year in line.get_xdata()]) for line in ax.lines]  # type: ignore[union-attr]
    return [(style, years) for style, years in drawn if style != "None" and len(set(years)) > 1]


def test_lines_join_what_compares_and_are_dotted_where_it_is_counted_differently() -> None:
    table = harmonise(panel([county(year) for year in (2017, 2018, 2019, 2020, 2021)]))
    (ax,) = plot_series(table, [NEW]).axes
    assert lines_of(ax) == [("-", [2017, 2018]), (":", [2018, 2019]), ("-", [2019, 2020]), ("-", [2020, 2021])]


def test_a_break_is_a_gap() -> None:
    table = harmonise(panel([county(year) for year in (2020, 2021, 2022)]))
    derivable, only_new = plot_series(table, [OTHER, OVERDUE]).axes
    assert lines_of(derivable) == [("-", [2020, 2021]), ("-", [2021, 2022])]
    assert lines_of(only_new) == [("-", [2021, 2022])]


def test_a_missing_figure_is_a_gap_and_not_zero() -> None:
    years = [county(2021), county(2022, without=NEW), county(2023)]
    (ax,) = plot_series(harmonise(panel(years)), [NEW]).axes
    assert lines_of(ax) == []
    (dots,) = [line for line in ax.lines if line.get_marker() == "o"]
    assert list(dots.get_ydata()) == [5, 5]


def test_each_organ_has_its_line_and_its_name() -> None:
    table = harmonise(panel([county(year, name) for name in ("甲县", "乙县") for year in (2021, 2022)]))
    (ax,) = plot_series(table, [NEW], language="en").axes
    legend = ax.get_legend()
    assert legend is not None
    assert [text.get_text() for text in legend.get_texts()] == ["甲县", "乙县"]
    assert ax.get_title("left") == "一、本年新收政府信息公开申请数量 · 总计"


def test_nothing_to_draw_is_an_empty_picture() -> None:
    (ax,) = plot_series(harmonise(panel([])), [NEW]).axes
    assert len(ax.lines) == 0


def test_an_unknown_series_is_refused_with_similar_ones() -> None:
    with pytest.raises(StructureError, match=r"no series 'new_received'.*Similar ones: applications.new_received"):
        plot_series(harmonise(panel([])), ["new_received"])
    with pytest.raises(StructureError, match="no series 'xyz'"):
        plot_series(harmonise(panel([])), ["xyz"])


def test_amounts_are_refused() -> None:
    with pytest.raises(StructureError, match="several units"):
        plot_series(harmonise(panel([])), [FEES])


def test_of_many_organs_the_spread_is_drawn_year_by_year() -> None:
    reports = [county(year, f"第{number}镇") for year in (2021, 2022) for number in range(13)]
    reports[-1] = county(2022, "第12镇", without=NEW)
    (ax,) = plot_series(harmonise(panel(reports)), [NEW], language="en").axes
    assert [text.get_text() for text in ax.texts] == ["n=13", "n=12"]
    legend = ax.get_legend()
    assert legend is not None
    assert legend.get_texts()[0].get_text().startswith("13 organs")
    medians = [line.get_ydata() for line in ax.lines if line.get_color() == "C0"]
    assert [list(map(int, ends)) for ends in medians] == [[5, 5], [5, 5]]


def test_organs_of_one_name_and_other_figures_are_never_joined() -> None:
    """Figures of a whole region and of one organ in it are two lines, and several reports of a year are no line."""
    own = [county(year) for year in (2020, 2022)]
    region = [evolve(county(year), scope="whole_region") for year in (2021, 2022)]
    (ax,) = plot_series(harmonise(panel([*own, *region])), [NEW], language="en").axes
    assert lines_of(ax) == [("-", [2020, 2022]), ("-", [2021, 2022])]
    legend = ax.get_legend()
    assert legend is not None
    assert [text.get_text() for text in legend.get_texts()] == ["某某县 not stated", "某某县 whole region"]
    twice = [county(2021), county(2022), county(2022, without=NEW), county(2023)]
    (ax,) = plot_series(harmonise(panel(twice)), [NEW]).axes
    assert lines_of(ax) == []


def test_a_series_that_ends_shows_the_break_that_ended_it() -> None:
    made = "proactive_disclosure.normative_documents.newly_made"
    (ax,) = plot_series(harmonise(panel([county(2020), county(2021)])), [made], language="en").axes
    assert [text.get_text().strip() for text in ax.texts] == ["v2021 begins"]
    (upright,) = [line for line in ax.lines if list(line.get_xdata()) == [2020.5, 2020.5]]
    assert upright.get_linewidth() == 3


def test_without_a_font_with_chinese_letters_there_is_no_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(font_manager.fontManager, "ttflist", [])
    with pytest.raises(WriteError, match="fonts-noto-cjk"):
        plot_series(harmonise(panel([])), [NEW])
