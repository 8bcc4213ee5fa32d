"""Web pages to paragraphs and grids. What is expected is what a browser shows."""

from __future__ import annotations

import hashlib

import pytest

from govinfo_converters.cell_values import parse_cell
from govinfo_converters.document import Grid, GridCell, Paragraph
from govinfo_converters.html_page import parse_html
from govinfo_schema.marks import Mark
from govinfo_schema.provenance import Place
from html_blocks import PAGE, blocks, document


def cell_text(inside: str) -> str:
    (grid,) = document(f"<table><tr><td>标签</td><td>{inside}</td></tr></table>").blocks
    assert isinstance(grid, Grid)
    return grid.cells[1].text


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
    assert grid == Grid.of((GridCell("a", 0, 0), GridCell("b", 0, 1)), 1, 2, Place(table=1))


@pytest.mark.parametrize("blanks", [0, 8000, 9000, 40_000])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_page_is_one_wherever_its_first_tag_stands(blanks: int, encoding: str) -> None:
    page = f"{' ' * blanks}<p>政府信息公开工作年度报告</p><p>规章</p>".encode(encoding)
    assert [block.text for block in parse_html(page, "page.html").blocks if isinstance(block, Paragraph)] == [
        "政府信息公开工作年度报告",
        "规章",
    ]
