"""Grids of pages with spans of any kind, and pages of any kind."""

from __future__ import annotations

import random
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import SelectolaxError

from govinfo_converters import html_parsing
from govinfo_converters.document import Grid, Paragraph
from govinfo_converters.grid import frame_of
from govinfo_converters.html_page import FORMAT
from govinfo_schema.errors import ReadError
from govinfo_schema.provenance import Place
from html_blocks import PAGE, blocks, document, shown

SPANS = st.tuples(st.integers(1, 6), st.integers(0, 6))


ROWS = st.lists(st.lists(st.one_of(st.none(), SPANS), max_size=5), max_size=6)


@given(ROWS, st.sampled_from(["one group of rows", "each row is a group"]))
def test_cells_of_a_grid_never_overlap_and_never_leave_it(
    rows: list[list[tuple[int, int] | None]], groups: str
) -> None:
    alone = groups == "each row is a group"
    cells = [span for row in rows for span in row]
    spanned = tuple((number, *span) for number, span in enumerate(cells) if span is not None)
    ends = tuple(range(1, len(rows) + 1)) if alone else ()
    frame = frame_of(tuple(map(len, rows)), spanned, ends, place=Place(table=1))
    grid = Grid(tuple(map(str, range(len(cells)))), frame, Place(table=1))
    filled = shown(grid)  # asserts that no cell overlaps another
    assert len(filled) == len(rows) == grid.rows
    assert [cell.row for cell in grid.cells] == [at for at, row in enumerate(rows) for _ in row]
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


@pytest.mark.parametrize(
    ("cells", "texts"),
    [
        ("<td>a</td><td> b\n</td><td></td>", ["a", "b", ""]),
        ("<td>a<p>b</p></td><td></td>", ["a\nb", ""]),
        ("<td>a<b>b</b></td><td></td>", ["ab", ""]),
        ("<td>a</td><td></td><caption>c</caption>", ["a", ""]),
        ("<td>1<sup>2</sup></td><td> </td><td>3</td>", ["1\n2", "", "3"]),
        ("<td><!-- 0 -->1<!-- 0 -->2</td><td></td>", ["12", ""]),
    ],
)
def test_pieces_of_a_cell_are_parted_whatever_stands_in_the_others(cells: str, texts: list[str]) -> None:
    grid = next(block for block in document(f"<table><tr>{cells}</tr></table>").blocks if isinstance(block, Grid))
    assert list(grid.texts) == texts


def test_tables_in_tables_are_counted_where_there_are_few_tags() -> None:
    assert blocks("<table><tr><td>a</td><td>" * 100 + "1")
    with pytest.raises(ReadError, match=r"nested 101 deep.*--max-depth 200"):
        document("<table><tr><td>" * 101 + "1")


@given(ROWS)
def test_a_grid_tells_of_its_cells_what_they_tell_themselves(rows: list[list[tuple[int, int] | None]]) -> None:
    spanned = tuple((at, *span) for at, span in enumerate(span for row in rows for span in row) if span is not None)
    frame = frame_of(tuple(map(len, rows)), spanned, place=Place(table=1))
    texts = tuple(map(str, range(len(frame.corners))))
    boxes = tuple((float(at), 0.0, 1.0, 1.0) for at, _ in enumerate(texts))
    for grid in (Grid(texts, frame, Place(table=1), boxes=boxes), Grid(texts, frame, Place(sheet="a"), turned=True)):
        assert [grid.place_at(at) for at, _ in enumerate(texts)] == [grid.place_of(cell) for cell in grid.cells]
        again = Grid.of(grid.cells, grid.rows, grid.columns, grid.place)
        assert (again.texts, again.frame, again.boxes) == (grid.texts, grid.frame, grid.boxes)
