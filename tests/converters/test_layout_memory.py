"""A document is read alike whether its layout was seen before or not, whatever was read in between."""

from __future__ import annotations

import pickle
import re
from io import BytesIO
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from govinfo_converters.docx_file import FORMAT as DOCX
from govinfo_converters.html_page import parse_html
from govinfo_converters.layout_memory import MEMORY, Origins
from govinfo_converters.pdf_file import FORMAT as PDF
from govinfo_converters.reading import read_document
from govinfo_converters.xlsx_book import FORMAT as XLSX
from govinfo_converters.xlsx_reading import parse_workbook
from govinfo_schema.errors import GovinfoError
from govinfo_schema.format_contract import Input, ReadOptions
from govinfo_schema.forms import cell_values
from layouts import FORMS, html_page, numbers
from noise_kinds import NOISES, noisy
from office_layouts import sheet_file, word_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from govinfo_schema.format_contract import Format
    from govinfo_schema.reading import Reading

PDF_FILES = Path(__file__).resolve().parents[1] / "data" / "pdf"
DOCUMENTS = 8  # of each kind of noise
RELATIVES = 5  # documents that differ from each in figures and in running text
HTML = ("html", "html", "html_flat", "html_pushed")
# What stands between the tables of pages: running text, dates, headings, navigation, labels, figures, evidence.
TEXTS = (
    "全年工作有序推进，按照要求公开政府信息，依法办理依申请公开，持续加强平台建设。" * 12,
    "本机关严格落实《中华人民共和国政府信息公开条例》（以下简称《条例》）各项要求。" * 3,
    "规章（" + "本年度没有新制发，历年制发的均现行有效" * 6 + "）",
    "一、" * 40,
    *("发布日期：2024-01-20", "来源：某某县人民政府办公室", "首页", "政府信息公开", "备注", "说明：", "行政复议", "——"),
    *("浏览次数：123", "第 2 页", "2024", "12", "规章", "行政规范性文件 3", "申请人情况", "其他 总计", "总计", "***"),
    *("（一）主动公开情况", "三、收到和处理政府信息公开申请情况", "行政许可 12 0 5", "复议后起诉", "单位：件", "件"),
    *("（六）其他处理", "（七）总计", "二、主动公开政府信息情况", "本年制发件数", "结果维持", "予以公开", "行政强制"),
)


@pytest.fixture(autouse=True)
def _empty_memory() -> Iterator[None]:
    MEMORY.forget()
    yield
    MEMORY.forget()


def read(text: str) -> Reading | str:
    try:
        return read_document(parse_html(text.encode(), "page.html"), ReadOptions())
    except GovinfoError as error:
        return str(error)


def relative(page: str, rng: Random) -> str:
    """Change figures and running text of a page, now and then also a label or a dash."""
    share = rng.choice([0.0, 0.3, 1.0])
    figure = rng.choice(["{}", "{}", "{}", "{}.5", "+{}", "-{}", "{}件", "0{}", "{} {}"])
    page = re.sub(
        r">(\d+)<",
        lambda found: f">{figure.format(rng.randint(0, 30), 4)}<" if rng.random() < share else found[0],
        page,
    )
    for _ in range(rng.choice([0, 1, 1, 2, 6])):
        table = rng.choice([found.start() for found in re.finditer("<table|</body>", page)])
        page = f"{page[:table]}<p>{'</p><p>'.join(rng.choices(TEXTS, k=rng.randint(1, 4)))}</p>{page[table:]}"
    return page


def pages_of(noise: str, number: int) -> list[str]:
    rng = Random(f"layout {noise} {number}")  # noqa: S311 - documents for tests, the same in each run
    page = noisy(rng.choice(FORMS), rng.choice(HTML), noise, rng).text
    return [page, *(relative(page, rng) for _ in range(RELATIVES))]


@pytest.mark.parametrize("noise", NOISES)
def test_memory_changes_no_reading(noise: str) -> None:
    pages = [page for number in range(DOCUMENTS) for page in pages_of(noise, number)]
    fresh: list[Reading | str] = []
    for page in pages:
        MEMORY.forget()
        fresh.append(read(page))
    MEMORY.forget()
    for page, expected in zip(pages, fresh, strict=True):
        assert read(page) == expected


def is_known(page: str) -> bool:
    """Whether the provenance of a page is that of a layout that was seen before."""
    reading = read(page)
    assert not isinstance(reading, str)
    return isinstance(reading.provenance, Origins)


@pytest.mark.parametrize("form", FORMS)
def test_the_next_page_of_a_layout_has_its_own_figures_and_places(form: str) -> None:
    first = html_page(form, numbers(form))
    figures = numbers(form, start=500)
    second = html_page(form, figures).replace("全年工作有序推进。", TEXTS[0])
    assert not is_known(first)
    assert is_known(second)
    reading = read(second)
    assert not isinstance(reading, str)
    printed = {path: str(getattr(value, "value", value)) for path, value in cell_values(reading.report).items()}
    assert printed == figures
    assert reading.report.narrative[1].paragraphs[0] == TEXTS[0].replace("，", ",")
    assert {path: origin.raw for path, origin in reading.provenance.items()} == figures
    MEMORY.forget()
    alone = read(second)
    assert not isinstance(alone, str)
    assert {path: origin.place for path, origin in reading.provenance.items()} == {
        path: origin.place for path, origin in alone.provenance.items()
    }


@pytest.mark.parametrize(
    ("reader", "data"),
    [
        (DOCX, word_file("v2021", numbers("v2021"))),
        (XLSX, sheet_file("v2021", numbers("v2021"))),
        *((PDF, path.read_bytes()) for path in sorted(PDF_FILES.glob("*.pdf"))),
    ],
    ids=["docx", "xlsx", "pdf of a browser", "pdf of a word processor"],
)
def test_files_of_every_format_are_read_alike_again(reader: Format, data: bytes) -> None:
    assert reader.read is not None
    first, second = (reader.read(Input(data=data, name="report"), ReadOptions()) for _ in range(2))
    assert isinstance(second.provenance, Origins)
    assert second == first


def test_origins_behave_as_the_dictionary_that_they_stand_for() -> None:
    page = html_page("v2021", numbers("v2021"))
    first, second = read(page), read(page)
    assert not isinstance(first, str)
    assert not isinstance(second, str)
    origins = second.provenance
    assert isinstance(origins, Origins)
    assert (origins, len(origins), list(origins)) == (first.provenance, len(first.provenance), list(first.provenance))
    assert first.provenance == origins
    assert origins != {}
    assert repr(origins) == repr(first.provenance)
    assert "no.such.cell" not in origins
    assert pickle.loads(pickle.dumps(second)) == first  # noqa: S301 - our own bytes
    with pytest.raises(TypeError):
        hash(origins)


@pytest.mark.parametrize(
    "change",
    [
        lambda page: page.replace("规章", "规章制度", 1),
        lambda page: page.replace('colspan="', 'data-colspan="', 1),
        lambda page: page.replace("<table", "<p>行政许可</p><p>12</p><table", 1),
        lambda page: page.replace("二、主动公开政府信息情况", "复议后起诉"),
    ],
    ids=["label", "span", "figures in text", "head in text"],
)
def test_another_layout_is_not_taken_for_a_known_one(change: Callable[[str], str]) -> None:
    page = html_page("v2021", numbers("v2021"))
    read(page)
    assert change(page) != page
    assert not is_known(change(page))


def test_a_layout_in_which_figures_decided_is_not_kept() -> None:
    blank = {"applications.new_received.natural_person", "applications.new_received.research_institution"}
    page = html_page("v2021", {path: "" if path in blank else text for path, text in numbers("v2021").items()})
    pushed = re.sub(r"<td><p></p></td>", "", page)  # a row whose blank cells are left out
    assert pushed != page
    read(pushed)
    assert not is_known(pushed)


def test_the_memory_is_bounded() -> None:
    page = html_page("v2021", numbers("v2021"))
    pages = [page.replace("申请人情况", f"申请人情况（{number}）") for number in range(300)]
    for one in pages:
        read(one)
    assert is_known(pages[-1])
    assert not is_known(pages[0])
    long = page.replace("申请人情况", f"申请人情况（{'说明' * 12_000}）")
    assert not is_known(long)
    assert not is_known(long)


def test_evidence_of_a_known_layout_stands_where_the_document_has_it() -> None:
    book = sheet_file("v2021", numbers("v2021"))
    renamed = BytesIO()
    changed = load_workbook(BytesIO(book))
    changed.worksheets[0].title = "另一张表"
    changed.save(renamed)
    documents = [parse_workbook(data, "book.xlsx") for data in (book, renamed.getvalue())]
    first, second = (read_document(one, ReadOptions()) for one in documents)
    assert isinstance(second.provenance, Origins)
    sheets = {one.place.sheet for one in second.evidence if one.subject == "form"}
    assert sheets == {"另一张表"} != {one.place.sheet for one in first.evidence if one.subject == "form"}
