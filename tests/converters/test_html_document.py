"""Web pages to paragraphs and grids. What is expected is what a browser shows."""

from __future__ import annotations

import hashlib
import random
from itertools import product
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import SelectolaxError

from govinfo_converters import html_parsing
from govinfo_converters.cell_values import parse_cell
from govinfo_converters.document import Document, Grid, GridCell, Paragraph
from govinfo_converters.grid import SpannedCell, lay_out
from govinfo_converters.html_page import FORMAT, parse_html
from govinfo_schema.errors import ReadError
from govinfo_schema.marks import Mark
from govinfo_schema.provenance import Place


def document(page: str | bytes) -> Document:
    return parse_html(page if isinstance(page, bytes) else page.encode(), "page.html")


def blocks(page: str) -> list[str | list[list[str]]]:
    """Return paragraphs as texts and grids as rows of texts, each text repeated over its span."""
    return [block.text if isinstance(block, Paragraph) else shown(block) for block in document(page).blocks]


def shown(block: object) -> list[list[str]]:
    assert isinstance(block, Grid)
    rows = [["∅"] * block.columns for _ in range(block.rows)]
    for cell in block.cells:
        for row, column in product(range(cell.rowspan), range(cell.colspan)):
            assert rows[cell.row + row][cell.column + column] == "∅", "cells overlap"
            rows[cell.row + row][cell.column + column] = cell.text
    return rows


def cell_text(inside: str) -> str:
    (grid,) = document(f"<table><tr><td>标签</td><td>{inside}</td></tr></table>").blocks
    assert isinstance(grid, Grid)
    return grid.cells[1].text


# A report's page as sites publish it: navigation, meta tags, an editor's markup, broken labels.
PAGE = """<!DOCTYPE html>
<html><head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<meta name="SiteName" content="某某县人民政府"/>
<meta name="PubDate" content="2024-01-25 10:00">
<META NAME="ColumnName" CONTENT="政府信息公开年报">
<meta property="og:title" content="年度报告">
<meta name="keywords" content="">
<meta name="PubDate" content="1999-01-01">
<title>
  某某县2023年政府信息公开工作年度报告-某某县人民政府
</title>
<style>p { display: block }</style>
<script>document.write("<p>1</p>");</script>
</head><body>
<ul><li><a href="/">首页</a></li><li><a href="/zwgk">政务公开</a></li></ul>
<h1>某某县2023年<span>政府信息公开</span>工作年度报告</h1>
<p style="text-indent:2em"><span>二、主动公开</span><b>政府信息</b>情况</p>
<table border="1"><tbody>
<tr class="firstRow"><td colspan="4"><p>第二十条第（一）项</p></td></tr>
<tr><td><p><span>信息内容</span></p></td><td><p>本年制发<br/>件数</p></td><td>本年废止件数</td><td>现行有效件数</td></tr>
<tr><td><p>行政<span>规范性</span>文件</p></td><td><p><span>20</span><o:p></o:p></p></td><td> 3 </td><td>
  69
</td></tr>
</tbody></table>
<div>三、收到和处理政府信息公开申请情况</div>
<p>&nbsp;</p>
<script>var n = 5;</script>
</body></html>"""


def test_a_page_becomes_paragraphs_and_grids_in_order() -> None:
    assert blocks(PAGE) == [
        "首页",
        "政务公开",
        "某某县2023年政府信息公开工作年度报告",
        "二、主动公开政府信息情况",
        [
            ["第二十条第（一）项"] * 4,
            ["信息内容", "本年制发\n件数", "本年废止件数", "现行有效件数"],
            ["行政规范性文件", "20", "3", "69"],
        ],
        "三、收到和处理政府信息公开申请情况",
    ]


def test_a_document_says_where_it_comes_from() -> None:
    found = document(PAGE)
    assert found.name == "page.html"
    assert found.format == "html"
    assert found.sha256 == hashlib.sha256(PAGE.encode()).hexdigest()
    assert found.metadata == {
        "title": "某某县2023年政府信息公开工作年度报告-某某县人民政府",
        "sitename": "某某县人民政府",
        "pubdate": "2024-01-25 10:00",
        "columnname": "政府信息公开年报",
        "og:title": "年度报告",
    }


def test_tables_are_counted_from_one() -> None:
    page = "<table><tr><td>a<td>b</table><p>c</p><table><tr><td>d<td>e</table>"
    assert [block.place for block in document(page).blocks] == [Place(table=1), Place(), Place(table=2)]


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("gb18030", "gb2312"),
        ("gb18030", None),
        ("gb18030", "utf-8"),
        ("utf-8", "gb2312"),
        ("utf-8", None),
        ("utf-16", None),
        ("utf-8-sig", "gbk"),
    ],
)
def test_the_encoding_is_found_whatever_the_page_says(encoding: str, declared: str | None) -> None:
    page = PAGE.replace('; charset=utf-8"', f'; charset={declared}"' if declared else '"')
    found = document(page.encode(encoding))
    assert found.blocks == document(PAGE).blocks
    assert found.metadata == document(PAGE).metadata


def test_a_damaged_byte_leaves_the_rest_of_the_page() -> None:
    data = PAGE.encode().replace(b"69", b"6\xff")
    grid = document(data).blocks[4]
    assert isinstance(grid, Grid)
    assert grid.cells[-1].text == "6\ufffd"
    assert isinstance(parse_cell(grid.cells[-1].text, "count"), Mark)
    assert grid.cells[-2].text == "3"


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("12", "12"),
        ("<p>12</p>", "12"),
        ("\n  <p>\n <span>12</span> </p>\n", "12"),
        ("<span>1</span><span>2</span>", "12"),  # one number, cut by an editor
        ("<b>1</b>2", "12"),
        ("0<br>0", "0\n0"),
        ("0<BR/>0", "0\n0"),
        ("<p>1</p><p>2</p>", "1\n2"),
        ("<div>1<div>2</div>3</div>", "1\n2\n3"),
        ("<p>1</p>2", "1\n2"),
        ("<ul><li>1<li>2</ul>", "1\n2"),
        ("1 2", "1 2"),
        ("1\n   2", "1 2"),
        ("5<sup>1</sup>", "5\n1"),  # a footnote
        ("<s>5</s>6", "5\n6"),  # a correction
        ("<del>5</del><ins>6</ins>", "5\n6"),
        ("三、本<br>年度办<br/>理结果", "三、本\n年度办\n理结果"),
        ("<p>社会</p><p>公益&nbsp;&nbsp;</p>", "社会\n公益\u00a0\u00a0"),
        ("&nbsp;", "\u00a0"),
        ("", ""),
        ("<!-- 5 -->", ""),
        ("<script>5</script><style>5</style>", ""),
        ("<noscript>5</noscript><template>5</template>", ""),
        ('<span style="display:none">5</span>3', "3"),
        ('<span style="color:red; DISPLAY : NONE">5</span>3', "3"),
        ("<span hidden>5</span>3", "3"),
        ('<span style="display:inline">5</span>', "5"),
        ("<select><option>5</select>3", "3"),
        ("<ruby>数<rp>(</rp><rt>shù</rt><rp>)</rp></ruby>", "数"),
        ('<input value="5">', "5"),
        ('<input type="text" value="5">件', "5\n件"),
        ('<input type="HIDDEN" value="5">3', "3"),
        ('<input type="checkbox" value="5">3', "3"),
        ("<input>", ""),
        ("<textarea>5</textarea>", "5"),
        ("<pre>1\n2</pre>", "1\n2"),
        ("&#49;&#x32;", "12"),
        ("&lt;5&gt;", "<5>"),
        ("１２", "１２"),
        ("<table><tr><td>5</td></tr></table>", "5"),
        ("<table><tr><td><p>5</p><p>6</p></td></tr></table>", "5\n6"),
        ("件<table><tr><td><table><tr><td>5</table></table>", "件\n5"),
        ("\x00".join("12"), "1\ufffd2"),
        ("1&#0;2", "1\ufffd2"),
    ],
)
def test_the_text_of_a_cell_is_what_is_seen(inside: str, text: str) -> None:
    assert cell_text(inside) == text


@pytest.mark.parametrize(
    "inside", ["0<br>0", "<p>1</p><p>2</p>", "<div>1</div>2", "5<sup>1</sup>", "<s>5</s>6", "1<li>2"]
)
def test_two_numbers_in_a_cell_never_become_one(inside: str) -> None:
    value = parse_cell(cell_text(inside), "count")
    assert isinstance(value, Mark)
    assert value.state == "ambiguous"


def test_what_is_hidden_is_dropped_with_its_tables() -> None:
    page = '<div style="display: none"><table><tr><td>a<td>1</table></div><table><tr><td>b<td>2</table><p hidden>c</p>'
    assert blocks(page) == [[["b", "2"]]]


def test_a_hidden_body_is_shown_because_a_script_shows_it() -> None:
    assert blocks('<body style="display:none"><p>a</p></body>') == ["a"]


def test_figures_in_scripts_and_styles_are_not_read() -> None:
    page = "<body><script>5</script><style>6</style><svg><text>7</text></svg><object>8</object><p>a</p>"
    assert blocks(page) == ["a"]


def test_paragraphs_end_where_blocks_end() -> None:
    page = "<div>a<p>b</p>c<span>d</span><br>e</div>f<h2>g</h2><pre>h\ni</pre><ul><li>j<li>k</ul>"
    assert blocks(page) == ["a", "b", "cd", "e", "f", "g", "h", "i", "j", "k"]


def test_blanks_of_the_source_are_no_blanks_of_the_text() -> None:
    assert blocks("<p>\n  政府\n   信息\t公开  </p>") == ["政府 信息 公开"]
    assert blocks("<p>政府\u3000信息&nbsp;</p>") == ["政府\u3000信息\u00a0"]


def test_a_table_round_tables_is_layout() -> None:
    page = """<table><tr><td>左边的栏目</td><td><p>标题</p>
      <table><tr><td>a</td><td>1</td></tr></table>中间
      <table><tr><td>b</td><td>2</td></tr></table></td></tr><tr><td>页脚</td></tr></table>"""
    assert blocks(page) == ["左边的栏目", "标题", [["a", "1"]], "中间", [["b", "2"]], "页脚"]
    assert [block.place.table for block in document(page).blocks if isinstance(block, Grid)] == [1, 2]


def test_tables_three_deep() -> None:
    page = "<table><tr><td>x<table><tr><td>y<table><tr><td>a<td>1</table><td>z</table></table>"
    assert blocks(page) == ["x", "y", [["a", "1"]], "z"]


def test_a_table_of_one_cell_is_layout() -> None:
    assert blocks("<table><tr><td><p>a</p><p>b</p></td></tr></table>") == ["a", "b"]
    assert blocks("<p>a</p><table></table><table><tr></tr></table><p>b</p>") == ["a", "b"]


def test_a_caption_stands_before_its_table() -> None:
    page = "<p>a</p><table><caption>表<b>二</b></caption><tr><td>b</td><td>1</td></tr></table>"
    assert blocks(page) == ["a", "表二", [["b", "1"]]]


def test_text_between_rows_is_moved_before_the_table() -> None:
    assert blocks("<table>x<tr><td>a</td><td>1</td></tr></table>") == ["x", [["a", "1"]]]


def test_head_cells_are_cells() -> None:
    assert blocks("<table><thead><tr><th>a<th>b</thead><tr><th>c<td>1</table>") == [[["a", "b"], ["c", "1"]]]


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ("<tr><td colspan=2>a<td>b<tr><td>c<td>d<td>e", ["aab", "cde"]),
        ("<tr><td rowspan=2>a<td>b<tr><td>c", ["ab", "ac"]),
        ("<tr><td rowspan=2 colspan=2>a<td>b<tr><td>c<tr><td>d<td>e<td>f", ["aab", "aac", "def"]),
        # Spans that are no numbers count as 1, "2px" and "+2" as 2; 0 is 1 across, and down to the end.
        ("<tr><td colspan=abc>a<td colspan=-2>b<tr><td>c<td>d", ["ab", "cd"]),
        ("<tr><td colspan='2px'>a<td colspan=' +2'>b<tr><td>c<td>d<td>e<td>f", ["aabb", "cdef"]),
        ("<tr><td colspan=0>a<td>b<tr><td>c<td>d", ["ab", "cd"]),
        ("<tr><td rowspan=0>a<td>b<tr><td>c<tr><td>d", ["ab", "ac", "ad"]),
        ("<tr><td colspan>a<td rowspan=''>b<tr><td>c<td>d", ["ab", "cd"]),
        # Spans are clipped to the table and to the group of rows.
        ("<tr><td rowspan=99>a<td>b<tr><td>c", ["ab", "ac"]),
        ("<tr><td rowspan=99999999999999999999>a<td>b<tr><td>c", ["ab", "ac"]),
        ("<thead><tr><td rowspan=5>a<td>b</thead><tbody><tr><td>c<td>d</tbody>", ["ab", "cd"]),
        ("<tbody><tr><td rowspan=0>a<td>b<tr><td>c<tbody><tr><td>d<td>e", ["ab", "ac", "de"]),
        # A cell ends where one comes down from above; the next one begins after both.
        ("<tr><td>a<td rowspan=2>b<td>c<tr><td colspan=2>d<td>e", ["abc", "dbe"]),
        ("<tr><td>a<td>b<td rowspan=2>c<tr><td colspan=2>d", ["abc", "ddc"]),
        ("<tr><td rowspan=3>a<td>b<td rowspan=2>c<tr><td>d<tr><td>e<td>f", ["abc", "adc", "aef"]),
        # Columns in which nothing begins have no width.
        ("<tr><td colspan=3>a<tr><td colspan=2>b<td>c", ["aa", "bc"]),
        ("<tr><td colspan=1000>a<td>b<tr><td>c<td>d", ["a∅b", "cd∅"]),
        ("<tr><td colspan=99999999999>a<tr><td>b<td>c", ["aa", "bc"]),
        # Rows of different lengths, and empty ones.
        ("<tr><td>a<td>b<td>c<tr><td>d<tr></tr><tr><td>e<td>f", ["abc", "d∅∅", "∅∅∅", "ef∅"]),
        ("<tr></tr><tr><td>a<td>b", ["∅∅", "ab"]),
    ],
)
def test_spans_follow_the_rules_of_html(table: str, rows: list[str]) -> None:
    expected = [list(row) for row in rows]
    if table.startswith("<tr><td colspan=1000>"):
        # b begins in column 1000: a covers what c and d begin in.
        expected = [["a", "a", "b"], ["c", "d", "∅"]]
    assert blocks(f"<table>{table}</table>") == [expected]


def test_a_span_down_into_rows_that_are_not_there_stays_inside() -> None:
    (grid,) = document("<table><tr><td rowspan=3>a<td>b</table>").blocks
    assert isinstance(grid, Grid)
    assert grid == Grid((GridCell("a", 0, 0), GridCell("b", 0, 1)), 1, 2, Place(table=1))


SPANS = st.builds(SpannedCell, st.just("a"), st.integers(1, 6), st.integers(0, 6))
ROWS = st.lists(st.lists(st.one_of(st.just("b"), SPANS), max_size=5), max_size=6)


@given(ROWS, st.sampled_from(["one group of rows", "each row is a group"]))
def test_cells_of_a_grid_never_overlap_and_never_leave_it(rows: list[list[str | SpannedCell]], groups: str) -> None:
    alone = groups == "each row is a group"
    grid = lay_out(rows, Place(table=1), range(1, len(rows) + 1) if alone else ())
    filled = shown(grid)  # asserts that no cell overlaps another
    assert len(filled) == len(rows) == grid.rows
    cells = [cell for row in rows for cell in row]
    assert [cell.text for cell in grid.cells] == [cell if isinstance(cell, str) else cell.text for cell in cells]
    assert sorted({cell.column for cell in grid.cells}) == list(range(grid.columns))
    assert not alone or all(cell.rowspan == 1 for cell in grid.cells)


def test_hostile_spans_are_cheap() -> None:
    wide = '<td colspan="1000000">1</td>' * 10_000
    started = perf_counter()
    with pytest.raises(ReadError, match="at least 1 rows and 10000000 columns"):
        document(f"<table><tr>{wide}</tr></table>")
    tall = "<tr>" + '<td rowspan="99999">1</td>' * 700 + "</tr>" + "<tr></tr>" * 700
    (grid,) = document(f"<table>{tall}</table>").blocks
    assert isinstance(grid, Grid)
    assert (grid.rows, grid.columns) == (701, 700)
    steep = "".join(f'<tr><td colspan="{1000 - row}" rowspan="0">1</td></tr>' for row in range(500))
    with pytest.raises(ReadError, match="more than the limit"):
        document(f"<table>{steep}</table>")
    assert perf_counter() - started < 20


def test_hostile_depth_is_read() -> None:
    found = blocks("<div>" * 20_000 + "<p>a</p>" + "<table><tr><td>b</td><td>" * 30 + "1")
    assert found[0] == "a"
    assert ["b", "1"] in found[-1]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"   \n", "empty"),
        ("只有文字，没有标记。".encode(), "no HTML tag"),
        (b"1 < 2 and 3 > 2", "no HTML tag"),
        (b"{}", "no HTML tag"),
        (b"%PDF-1.4 <html>", "PDF"),
        (b"PK\x03\x04<html>", "zip"),
        (b"<html><body></body></html>", "no text"),
        (b"<html><body><script>render()</script></body></html>", "no text"),
        (b"<html><frameset><frame src=a.html></frameset></html>", "made of frames.*: a.html"),
        (b"<html><body><iframe id=f src='x/b.html'></iframe></body></html>", "made of frames.*: x/b.html"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related;\n\n<html><p>=E5=B9=B4</p>", "archive"),
    ],
)
def test_what_is_no_page_is_refused(data: bytes, says: str) -> None:
    with pytest.raises(ReadError, match=says) as caught:
        document(data)
    assert caught.value.advice is not None


def test_errors_name_the_file() -> None:
    with pytest.raises(ReadError) as caught:
        document(b"<html></html>")
    assert caught.value.where == "page.html"


def test_an_error_of_the_parser_is_a_read_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(source: bytes) -> None:
        raise SelectolaxError(f"too large: {len(source)}")

    monkeypatch.setattr(html_parsing, "LexborHTMLParser", fails)
    with pytest.raises(ReadError, match="cannot be parsed"):
        document("<p>a</p>")


@pytest.mark.parametrize(
    "data",
    [
        b"<!DOCTYPE html><html>",
        b"\xef\xbb\xbf<html>",
        b"\n\n<title>a</title>",
        b"<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC ''>",
        b"<!-- saved from url -->\n<HTML>",
        b"<table border=1>",
        b"<div class='a'>",
        "<html>".encode("utf-16"),
        "<html>".encode("utf-16-be"),
        "\ufeff<html>".encode("utf-16-be"),
        PAGE.encode("gb18030"),
    ],
)
def test_pages_look_like_html(data: bytes) -> None:
    assert FORMAT.sniff(data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"# a\n\n<table><tr>",
        b"{}",
        b"%PDF-1.4",
        b"PK\x03\x04",
        b"<report>",
        b"a <p> b",
        b"\xd0\xcf\x11\xe0",
        b"<1",
    ],
)
def test_other_files_do_not_look_like_html(data: bytes) -> None:
    assert not FORMAT.sniff(data)


def test_the_format_is_found_by_its_suffixes() -> None:
    assert FORMAT.name == "html"
    assert {".html", ".htm", ".shtml"} <= set(FORMAT.suffixes)


PIECES = st.sampled_from(
    [
        *(
            "<table>",
            "</table>",
            "<tr>",
            "<td>",
            "<td colspan=2>",
            "<td rowspan=0>",
            "<th rowspan=3>",
            "</td>",
            "</tr>",
        ),
        *("<p>", "</p>", "<div>", "</div>", "<br>", "<span>", "</span>", "<ul><li>", "<pre>", "</pre>", "<caption>"),
        *("1", "22", "标签", " ", "&nbsp;", "\n", "<input value=3>", "<sup>", "</sup>", "<b", "<!--", "-->", "\x00"),
        *("<div hidden>", "<tbody>", "</tbody>", "<svg>", "<select>", "</select>", "<frameset>", "<plaintext>"),
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_markup_is_read_or_refused(page: str) -> None:
    try:
        found = document("<p>a</p>" + page)
    except ReadError:
        return
    for block in found.blocks:
        if isinstance(block, Grid):
            shown(block)
            assert all("\x00" not in cell.text for cell in block.cells)
        else:
            assert isinstance(block, Paragraph)
            assert block.text.strip()
            assert "\x00" not in block.text
            assert "\n" not in block.text


@given(
    st.lists(st.sampled_from(["1", "23", "a", "<p>", "</p>", "<br>", "<td>", "<tr>", "<div>", "</table>", "<table>"]))
)
def test_no_figure_gets_lost(pieces: list[str]) -> None:
    figures = [piece for piece in pieces if piece.isdigit()]
    found: list[str] = []
    for block in document("<p>b</p><table>" + " ".join(pieces)).blocks:
        texts = [cell.text for cell in block.cells] if isinstance(block, Grid) else [getattr(block, "text", "")]
        found += [word for text in texts for word in text.split() if word.isdigit()]
    assert sorted(found) == sorted(figures)


def test_many_pages_leave_no_memory_behind() -> None:
    choose = random.Random(7)  # noqa: S311 - no secret
    for _ in range(50):
        page = list(PAGE)
        for _ in range(5):
            del page[choose.randrange(len(page))]
        try:
            document("".join(page))
        except ReadError:
            continue


def test_a_page_exported_by_word() -> None:
    page = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
    <head><!--[if gte mso 9]><xml><w:WordDocument><w:Zoom>0</w:Zoom></w:WordDocument></xml><![endif]--></head>
    <body lang=ZH-CN><xml><w:Zoom>7</w:Zoom></xml>
    <p class=MsoListParagraph><![if !supportLists]><span style='mso-list:Ignore'>1.<span>&nbsp;&nbsp;</span></span>
    <![endif]><span>第一项</span><o:p></o:p></p>
    <!--[if gte vml 1]><v:shape id="1"><v:textbox>88</v:textbox></v:shape><![endif]-->
    <![if !vml]><img src="a.gif"><![endif]>
    <table class=MsoTableGrid><tr><td><p class=MsoNormal>规章<o:p></o:p></p></td>
    <td><p><span lang=EN-US>1</span><span lang=EN-US>2<o:p>&nbsp;</o:p></span></p></td></tr>
    <![if !supportMisalignedColumns]><tr height=0><td width=200></td><td width=100></td></tr><![endif]></table>
    </body></html>"""
    found = blocks(page)
    assert [" ".join(found[0].split()), found[1][0]] == ["1. 第一项", ["规章", "12\xa0"]]
    assert all("88" not in str(each) and "7" not in str(each) for each in found)


def test_blocks_inside_of_preformatted_text_end_lines() -> None:
    found = blocks("<pre>规章 1<br>2<div>3</div>4<pre>5\n6</pre>7<sup>8</sup></pre>")
    assert found == ["规章 1", "2", "3", "4", "5", "6", "7", "8"]


@pytest.mark.parametrize("tags", ["<pre>1", "<dl><dt>1", "<details><summary>1", "<main><br>1", "<nav/>1"])
def test_the_depth_that_is_allowed_is_read_in_time(tags: str) -> None:
    started = perf_counter()
    with pytest.raises(ReadError, match=r"nested \d+ deep.*--max-depth [2-9]000"):
        document("<html>" + tags * 500_000)
    document("<html>" + tags * 14_000)
    assert perf_counter() - started < 20
