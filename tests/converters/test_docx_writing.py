"""Word files that are written: the official report on its page, each figure in its cell."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from govinfo_schema.format_contract import WriteOptions
from govinfo_schema.forms import cell_values, form_named, make_report
from govinfo_schema.marks import Mark, Money
from govinfo_schema.migration import migrate
from govinfo_schema.report import Correction, ExtensionRow, Period, Section
from layouts import FORMS, YEARS, facts, titled_tables
from office_layouts import placed, width_of
from written_word import HEADINGS, filled, opened, read, written

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table

    from govinfo_schema.forms import Report

NEW = "applications.new_received"


def comments_of(document: Document) -> list[str]:
    return [comment.text for comment in document.comments]


# What a person sees


@pytest.mark.parametrize("form", FORMS)
def test_tables_have_the_cells_and_merges_of_the_official_form(form: str) -> None:
    """Labels and spans come from the facts; each figure stands where its row and its column cross."""
    numbers: dict[str, str | None] = {fact["cell"]: str(number) for number, fact in enumerate(facts(form), 101)}
    amounts = {path: f"{numbers[path]}.50" for path in numbers if form_named(form).by_path[path].kind == "money"}
    document = opened(filled(form))
    for (_, drawn), table in zip(titled_tables(form, numbers | amounts), document.tables, strict=True):
        assert (len(table.rows), len(table.columns)) == (len(drawn), width_of(drawn))
        for text, row, column, colspan, rowspan in placed(drawn):
            corner = table.cell(row, column)
            assert _squeezed(corner.text) == _squeezed(text)
            for down in range(rowspan):
                for right in range(colspan):
                    assert table.cell(row + down, column + right)._tc is corner._tc  # noqa: SLF001 - the element tells cells apart


def _squeezed(text: str) -> str:
    return "".join(text.split()).translate(str.maketrans("（）：，", "():,"))


def heads_of(table: Table) -> list[bool]:
    return [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]  # noqa: SLF001 - python-docx has no name for it


def test_heads_are_repeated_on_each_page_and_no_row_is_cut() -> None:
    two, three, four = opened(filled("v2021")).tables
    (list_of_2014,) = opened(filled("v2014")).tables
    repeated = [sum(heads_of(table)) for table in (two, three, four, list_of_2014)]
    assert repeated == [0, 3, 3, 1]  # table two is a stack of tables, each with a head of its own
    assert heads_of(three)[:4] == [True, True, True, False]
    for table in (two, three, four, list_of_2014):
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)  # noqa: SLF001 - as above


@pytest.mark.parametrize("form", FORMS)
def test_tables_are_as_wide_as_the_text(form: str) -> None:
    for table in opened(filled(form)).tables:
        assert sum(column.width for column in table.columns) == pytest.approx(Mm(156), abs=Mm(0.1))
        for row in table.rows:
            assert sum(cell.width for cell in dict.fromkeys(row.cells)) == pytest.approx(Mm(156), abs=Mm(0.1))


def test_the_page_is_that_of_the_standard_for_official_documents() -> None:
    section = opened(filled("v2021")).sections[0]
    assert section.orientation == WD_ORIENT.PORTRAIT
    page = (section.page_width, section.page_height, section.top_margin, section.left_margin)
    assert page == pytest.approx((Mm(210), Mm(297), Mm(37), Mm(28)), abs=Mm(0.1))
    text = (
        section.page_width - section.left_margin - section.right_margin,
        section.page_height - section.top_margin - section.bottom_margin,
    )
    assert text == pytest.approx((Mm(156), Mm(225)), abs=Mm(0.1))


@pytest.mark.parametrize(
    ("style", "font", "points"),
    [
        ("Title", "方正小标宋简体", 22),
        ("Normal", "仿宋_GB2312", 16),
        ("heading 1", "黑体", 16),
        ("heading 2", "楷体_GB2312", 16),
        ("footer", "宋体", 14),
    ],
)
def test_letters_are_those_of_the_standard(style: str, font: str, points: float) -> None:
    document = opened(filled("v2021"))
    (found,) = (each for each in document.styles if each.element.find(qn("w:name")).get(qn("w:val")) == style)
    if style == "Normal":  # what the document says of all letters
        letters = document.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    else:
        letters = found.element.rPr
    fonts, size = letters.find(qn("w:rFonts")), letters.find(qn("w:sz"))
    assert [fonts.get(qn(f"w:{name}")) for name in ("eastAsia", "ascii", "hAnsi")] == [font, *["Times New Roman"] * 2]
    assert int(size.get(qn("w:val"))) == points * 2


def test_text_has_22_lines_a_page_and_begins_two_characters_in() -> None:
    layout = opened(filled("v2021")).styles["Normal"].paragraph_format
    assert Pt(28) <= layout.line_spacing <= Pt(29)
    assert 22 * layout.line_spacing <= Mm(225)
    assert layout.first_line_indent == Pt(32)


def test_pages_have_numbers_outside() -> None:
    document = opened(filled("v2021"))
    assert document.settings.odd_and_even_pages_header_footer
    section = document.sections[0]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        (paragraph,) = footer.paragraphs
        assert paragraph.text == "— 1 —"
        assert paragraph._p.find(f".//{qn('w:instrText')}").text.strip() == "PAGE"  # noqa: SLF001 - a field has no name
        assert paragraph._p.pPr.find(qn("w:jc")).get(qn("w:val")) == side  # noqa: SLF001 - as above


@pytest.mark.parametrize("form", ["v2019", "v2021"])
def test_a_report_without_text_has_the_six_headings_and_room_to_write(form: str) -> None:
    document = opened(filled(form))
    assert [(p.style.name, p.text) for p in document.paragraphs] == [
        ("Title", f"某某县人民政府{YEARS[form]}年政府信息公开工作年度报告"),
        ("Heading 1", HEADINGS[0]),
        ("Normal", ""),
        *(("Heading 1", heading) for heading in HEADINGS[1:4]),
        ("Heading 1", HEADINGS[4]),
        ("Normal", ""),
        ("Heading 1", HEADINGS[5]),
        ("Normal", ""),
    ]


def order_of(report: Report) -> list[str]:
    """Headings, and the upper left texts of tables, in the order of the document."""
    return [
        block.text if hasattr(block, "text") else "(table)"
        for block in opened(report).iter_inner_content()
        if not hasattr(block, "style")
        or getattr(block.style, "name", "") in {"Heading 1", "Normal Table", "AnnexTitle"}
    ]


def test_tables_stand_below_the_headings_that_the_report_gives_them() -> None:
    narrative = (
        Section(heading="一、2023年总体情况", paragraphs=("甲。",)),
        Section(heading="二、主动公开政府信息的情况"),
        Section(heading="三、乡镇工作", paragraphs=("乙。",)),
        Section(heading="四、政府信息公开行政复议、行政诉讼情况", paragraphs=("丙。",)),
        Section(heading="七、附则", paragraphs=("丁。",)),
    )
    assert order_of(filled("v2021", narrative=narrative)) == [
        "一、2023年总体情况",
        "二、主动公开政府信息的情况",
        "(table)",
        "三、乡镇工作",
        HEADINGS[2],
        "(table)",
        HEADINGS[3],
        "(table)",
        "七、附则",
        HEADINGS[4],
        HEADINGS[5],
    ]


def test_headings_below_sections_have_a_style_of_their_own() -> None:
    paragraphs = ("（一）加强领导", "(二)一句话。还有一句。", "（2024年1月25日）")
    document = opened(filled("v2021", narrative=(Section(heading=HEADINGS[0], paragraphs=paragraphs),)))
    styles = {p.text: p.style.name for p in document.paragraphs}
    assert [styles[text] for text in paragraphs] == ["Heading 2", "Normal", "Subtitle"]


def test_a_title_of_the_report_itself_is_not_repeated() -> None:
    lines = ("某某县人民政府", "2023年政府信息公开工作年度报告", "前言。")
    document = opened(filled("v2021", narrative=(Section(heading="", paragraphs=lines),)))
    assert [p.style.name for p in document.paragraphs[:3]] == ["Title", "Title", "Normal"]
    assert [p.text for p in document.paragraphs[:3]] == list(lines)


def test_a_title_that_names_another_year_is_no_title_of_this_report() -> None:
    lines = ("某某县人民政府2019年政府信息公开工作年度报告",)
    document = opened(filled("v2021", narrative=(Section(heading="", paragraphs=lines),)))
    assert [p.text for p in document.paragraphs[:2]] == ["某某县人民政府2023年政府信息公开工作年度报告", *lines]


def test_period_and_day_are_told_once() -> None:
    stated = {"period": Period(start=date(2023, 1, 1), end=date(2023, 12, 31)), "publication_date": date(2024, 1, 25)}
    report = filled("v2021", **stated)
    told = ["（2024年1月25日）", "本报告所列数据的统计期限自2023年1月1日起至2023年12月31日止。"]
    assert [p.text for p in opened(report).paragraphs[1:3]] == told
    again = read(written(report))
    assert (again.period, again.publication_date) == (report.period, report.publication_date)
    texts = [p.text for p in opened(again).paragraphs]
    assert sum("统计期限" in text for text in texts) == sum("1月25日" in text for text in texts) == 1


def test_the_table_of_2014_is_an_annex_on_a_new_page() -> None:
    report = filled("v2014", narrative=(Section(heading="一、概述", paragraphs=("甲。",)),))
    (title,) = (p for p in opened(report).paragraphs if p.text == "政府信息公开情况统计表")
    assert title.style.paragraph_format.page_break_before
    alone = next(p for p in opened(filled("v2014")).paragraphs if p.text == "政府信息公开情况统计表")
    assert not alone.style.paragraph_format.page_break_before
    assert order_of(read(written(report))).count("(table)") == 1


def test_rows_that_are_not_of_the_form_stand_at_the_end() -> None:
    rows = (ExtensionRow(table=HEADINGS[2], label="其中:网上申请", values=("14", "/")),)
    texts = [p.text for p in opened(filled("v2021", extensions=rows)).paragraphs]
    assert texts[-2:] == ["附：各地增设的行（不属于表式，照原文）", f"{HEADINGS[2]} | 其中:网上申请 | 14 | /"]


# Marks

MARKS = {
    f"{NEW}.natural_person": Mark("blank"),
    f"{NEW}.commercial_enterprise": Mark("not_applicable", "—"),
    f"{NEW}.research_institution": Mark("unreadable", "约3件"),
    f"{NEW}.legal_service_institution": Mark("ambiguous", "21 22", candidates=("21", "22")),
    f"{NEW}.other_organization": Mark("ambiguous", "5", candidates=("5",)),
    f"{NEW}.total": Mark("not_asked"),
}


def test_cells_without_a_number_show_what_was_printed_and_comments_say_the_rest() -> None:
    document = opened(filled("v2021", MARKS))
    row = [cell.text for cell in document.tables[1].rows[3].cells[3:]]
    assert (row[:3], row[4:]) == (["", "—", "约3件"], ["21 22?", "5?", ""])
    assert comments_of(document) == [
        "归属不明\n可能是：21, 22\n原文：21 22",
        "归属不明\n可能是：5\n原文：5",
        "原表式未设",
    ]


def test_comments_are_in_the_language_asked_for() -> None:
    document = opened(filled("v2021", MARKS), WriteOptions(language="en"))
    assert comments_of(document)[-1] == "Not asked by the form of origin"
    assert document.comments.get(0).author == "govinfo"


def test_a_comment_says_what_was_published_before_a_correction() -> None:
    path = f"{NEW}.total"
    made = Correction(form="v2021", path=path, published=9, corrected=101, proposal="p1")
    assert comments_of(opened(filled("v2021", corrections=(made,)))) == ["已更正：原公布 9（建议 p1）"]


def test_an_amount_whose_unit_nobody_stated_does_not_take_that_of_the_head_in_silence() -> None:
    form = form_named("v2021")
    (path,) = (cell.path for cell in form.cells if cell.kind == "money")
    document = opened(make_report(form, {path: Money(Decimal("3.10"))}, year=2023))
    assert comments_of(document)[-1] == "原文未写明单位"


def test_figures_that_a_migration_made_say_so() -> None:
    moved = migrate(filled("v2014"), "v2021")
    said = comments_of(opened(moved.report, WriteOptions(ledger=moved.ledger)))
    made = {path for line in moved.ledger.lines if line.relation in {"deduced", "summed"} for path in line.targets}
    assert sum(re.match("推定|由合计得出", text) is not None for text in said) == len(made) > 0


# The file


def everything() -> bytes:
    rows = (ExtensionRow(table="甲", label="乙", values=("1",)),)
    return written(filled("v2021", MARKS, extensions=rows, publication_date=date(2024, 1, 5)))


def test_the_same_report_gives_the_same_bytes_in_any_process() -> None:
    script = (
        f"import runpy, sys; sys.path[:0] = {sys.path!r}; "
        f"sys.stdout.buffer.write(runpy.run_path({__file__!r})['everything']())"
    )
    made = [
        subprocess.run(  # noqa: S603 - the script is this file
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": hashes},
            check=True,
            capture_output=True,
        ).stdout
        for hashes in ("1", "2")
    ]
    assert made[0] == made[1] == everything()
    assert {entry.date_time for entry in ZipFile(BytesIO(made[0])).infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_table_is_believed_and_not_the_part() -> None:
    data = BytesIO()
    with ZipFile(BytesIO(everything())) as old, ZipFile(data, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content.replace(b">101<", b">77<") if name == "word/document.xml" else content)
    first = form_named("v2021").paths[0]
    assert cell_values(read(everything()))[first] == 101
    assert cell_values(read(data.getvalue()))[first] == 77


def test_characters_that_xml_cannot_hold_do_not_break_the_file() -> None:
    odd = "甲\x00乙\x0b\ufffe\r\n丙\t丁"
    document = opened(filled("v2021", narrative=(Section(heading=HEADINGS[0], paragraphs=(odd,)),)))
    assert document.paragraphs[2].text == "甲\ufffd乙\ufffd\ufffd\n丙\t丁"


def test_the_report_is_left_as_it_was() -> None:
    report, same = filled("v2021", MARKS), filled("v2021", MARKS)
    written(report)
    assert report == same
