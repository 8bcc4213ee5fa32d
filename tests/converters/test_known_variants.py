"""The variants in which organs and tools print the forms: whatever the layout, the figures are read as without them."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

import pytest
from opencc import OpenCC

import govinfo_schema as gs
from govinfo_schema.forms import cell_values
from layouts import TEXT_LAYOUTS, YEARS, Drawn, html_table, numbers, titled_tables

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from govinfo_schema.marks import CellValue

LAYOUTS: dict[str, Callable[[Drawn], str]] = {
    "html": html_table,
    **{name: TEXT_LAYOUTS[name] for name in ("tabs", "pipe_rows", "pipe_line_ends", "markdown", "paragraphs")},
}

# (form, printed in the official form, printed by some organ)
SPELLINGS = [
    ("v2021", "行政规范性文件", "规范性文件"),
    ("v2019", "本年新制作数量", "本年新制发数量"),
    ("v2021", "本年废止件数", "废止数量"),
    ("v2019", "本年增/减", "本年增\\减"),
    ("v2019", "本年增/减", "本年增减"),
    ("v2021", "其他法律行政法规禁止公开", "其他法律行政法规禁行政止公开"),
    ("v2021", "(三)不予公开", "(三)不予行政止公开"),
    ("v2021", "行政事业性收费", "行政事业型收费"),
    ("v2021", "其他", "其它"),
    ("v2021", "规章", "规 章"),
    ("v2021", "规章", "规　章"),
    ("v2021", "(三)不予公开", "(三)不予以公开"),
    ("v2021", "1.", "1、"),
    ("v2021", "(一)予以公开", "(一)(予以公开)"),
    ("v2021", "三安全一稳定", "“三安全一稳定”"),
    ("v2021", "“三安全一稳定”", "三安全一稳定"),
    ("v2021", "(", "（"),
    ("v2021", "规章", "规章（含修订）"),
    ("v2021", "政府信息公开行政复议、行政诉讼情况", "因政府信息公开工作被申请行政复议、提起行政诉讼情况"),
    ("v2021", "属于行政执法案卷", "属于行政执法案巻"),
    ("v2021", "本机关不掌握相关政府信息", "本机关不掌握相关政府信悤"),
    ("v2021", "重复申请", "重复申清"),
    ("v2021", "本机关不掌握", "木机关不掌握"),
    ("v2021", "没有现成信息需要另行制作", "没有现成信息需要另行制件"),
    ("v2021", "属于国家秘密", "属于国家秘密(条例第十四条)"),
    ("v2021", "要求行政机关确认或重新出具已获取信息", "要求行政机关确认或重新出具己获取信息"),
    ("v2021", "结果维持", "结果 维持"),
    ("v2021", "商业企业", "商业\n企业"),
    ("v2021", "四、结转下年度继续办理", "四、结转下年度继续辦理"),
    ("v2019", "其他对外管理服务事项", "其他对外管理服务事顶"),
    ("v2014", "传真申请数", "传真申请數"),
    ("v2014", "维持具体行政行为数", "维特具体行政行为数"),
    ("v2014", "尚未", "尚末"),
]
CONVERSIONS = ("s2t", "s2tw", "s2hk")
FULL_WIDTH = str.maketrans("0123456789.", "０１２３４５６７８９．")


def document(draw: Callable[[Drawn], str], form: str, tables: list[tuple[str, Drawn]]) -> bytes:
    drawn = [
        f"<p>{title}</p>{draw(table)}" if draw is html_table else f"{title}\n{draw(table)}" for title, table in tables
    ]
    title = f"某某县{YEARS[form]}年政府信息公开工作年度报告"
    if draw is html_table:
        return f"<html><meta charset=utf-8><body><p>{title}</p>{''.join(drawn)}</body></html>".encode()
    return "\n".join([title, *drawn, ""]).encode()


def changed(tables: list[tuple[str, Drawn]], change: Callable[[str], str]) -> list[tuple[str, Drawn]]:
    return [
        (change(title), [[(change(cell[0]), *cell[1:]) for cell in row] for row in table]) for title, table in tables
    ]


def read(layout: str, form: str, tables: list[tuple[str, Drawn]]) -> gs.Reading:
    return gs.read(document(LAYOUTS[layout], form, tables), format="html" if layout == "html" else "text")


def values(reading: gs.Reading) -> Mapping[str, CellValue]:
    return cell_values(reading.report)


@cache
def plain(layout: str, form: str) -> gs.Reading:
    return read(layout, form, titled_tables(form, numbers(form, 11)))


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(("form", "official", "printed"), SPELLINGS)
def test_spellings(form: str, official: str, printed: str, layout: str) -> None:
    if "\n" in printed and layout != "html":
        printed = printed.replace("\n", " ")
    tables = changed(titled_tables(form, numbers(form, 11)), lambda text: text.replace(official, printed))
    reading = read(layout, form, tables)
    assert reading.report.form == form
    assert values(reading) == values(plain(layout, form))


FEES = "proactive_disclosure.administrative_institutional_fees.amount"
PROCUREMENT = "proactive_disclosure.centralized_procurement.total_amount"
HEADED = "本年收费金额(单位:万元)"


@pytest.mark.parametrize("layout", [*LAYOUTS, "traceless_pipe_rows", "traceless_line_ends"])
@pytest.mark.parametrize(
    ("form", "official", "printed", "cell", "unit"),
    [
        ("v2021", HEADED, HEADED, FEES, "万元"),
        ("v2021", HEADED, "本年收费金额（单位：元）", FEES, "元"),
        ("v2021", HEADED, "本年收费金额(元)", FEES, "元"),
        ("v2021", HEADED, "本年收费金额", FEES, None),
        ("v2019", "采购总金额", "采购总金额(万元)", PROCUREMENT, "万元"),
        ("v2019", "采购总金额", "采购总金额", PROCUREMENT, None),
    ],
)
def test_units_in_headings(layout: str, form: str, official: str, printed: str, cell: str, unit: str | None) -> None:  # noqa: PLR0913, PLR0917 - a table of cases
    draw = LAYOUTS.get(layout) or TEXT_LAYOUTS[layout]
    tables = changed(titled_tables(form, numbers(form, 11)), lambda text: text.replace(official, printed))
    data = document(draw, form, tables)
    amount = values(gs.read(data, format="html" if layout == "html" else "text"))[cell]
    assert isinstance(amount, gs.Money)
    assert amount.unit == unit


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("form", YEARS)
@pytest.mark.parametrize("conversion", CONVERSIONS)
def test_traditional_characters(conversion: str, form: str, layout: str) -> None:
    convert = OpenCC(conversion).convert
    reading = read(layout, form, changed(titled_tables(form, numbers(form, 11)), convert))
    assert values(reading) == values(plain(layout, form))


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("form", YEARS)
def test_full_width_figures(form: str, layout: str) -> None:
    tables = titled_tables(
        form, {path: text and text.translate(FULL_WIDTH) for path, text in numbers(form, 11).items()}
    )
    assert values(read(layout, form, tables)) == values(plain(layout, form))


# What stands in cells and rows besides spellings

ISSUED = "proactive_disclosure.administrative_normative_documents.issued"


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("printed", ["22（其中修订16件）", "22(其中:修订16件)", "22件", " 22 ", "２２"])
def test_remarks_in_cells(printed: str, layout: str) -> None:
    tables = titled_tables("v2021", {**numbers("v2021", 1011), ISSUED: printed})
    reading = read(layout, "v2021", tables)
    expected = values(read(layout, "v2021", titled_tables("v2021", {**numbers("v2021", 1011), ISSUED: "22"})))
    assert values(reading) == expected
    assert reading.provenance[ISSUED].raw.strip() == printed.strip()


@pytest.mark.parametrize(
    "markup",
    [
        "<span>24252.3</span><span>万元</span>",
        "<p><span>24252.3</span></p><p>万元</p>",
        "<span>24252</span><span>.3</span>万元",
        "24252.3&nbsp;<span>万元</span>",
    ],
)
def test_an_amount_and_its_unit_in_pieces(markup: str) -> None:
    text = document(html_table, "v2021", titled_tables("v2021", {**numbers("v2021", 11), FEES: "§"})).decode()
    reading = gs.read(text.replace("§", markup).encode(), format="html")
    assert values(reading)[FEES] == gs.Money(Decimal("24252.3"), "万元")


def with_row(label: str, after: str, figures: list[str]) -> Callable[[Drawn], Drawn]:
    def add(table: Drawn) -> Drawn:
        at = next((at for at, row in enumerate(table) if row[0][0] == after), None)
        if at is None:
            return table
        width = sum(colspan for _, colspan, _ in table[0])
        cells = [(text, 1, 1) for text in figures[:-1]]
        row = [(label, 1, 1), *cells, (figures[-1], width - 1 - len(cells), 1)]
        return [*table[: at + 1], row, *table[at + 1 :]]

    return add


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(
    ("form", "label", "after", "figures"),
    [
        ("v2019", "其他主动公开文件", "规范性文件", ["901", "902", "903"]),
        ("v2021", "行政检查", "行政强制", ["901"]),
        ("v2021", "其他主动公开文件", "行政规范性文件", ["901", "902", "903"]),
    ],
)
def test_rows_that_a_province_added(form: str, label: str, after: str, figures: list[str], layout: str) -> None:
    add = with_row(label, after, figures)
    reading = read(layout, form, [(title, add(table)) for title, table in titled_tables(form, numbers(form, 11))])
    assert values(reading) == values(plain(layout, form))
    assert [(row.label, row.values) for row in reading.report.extensions] == [(label, tuple(figures))]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("form", ["v2019", "v2021"])
def test_item_headings_that_are_lost(form: str, layout: str) -> None:
    tables = [
        (title, [row for row in table if not row[0][0].startswith("第二十条")])
        for title, table in titled_tables(form, numbers(form, 11))
    ]
    assert values(read(layout, form, tables)) == values(plain(layout, form))


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("label", ["行政强制", "(二)部分公开(区分处理的,只计这一情形,不计其他情形)", "2.重复申请"])
def test_a_label_that_is_lost_loses_no_figure(label: str, layout: str) -> None:
    tables = changed(titled_tables("v2021", numbers("v2021", 11)), lambda text: "" if text == label else text)
    reading, known = read(layout, "v2021", tables), values(plain(layout, "v2021"))
    wrong = {path: value for path, value in values(reading).items() if value not in (None, known[path])}
    assert not wrong
    if layout in ("html", "tabs", "markdown"):
        assert values(reading) == known
