"""Markdown as tools write it: whatever the markup, the figures are those of the plain text, at the same lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import govinfo_schema as gs
from govinfo_converters.document import FieldRow, Grid, Paragraph
from govinfo_converters.markdown_text import ESCAPED_PIPE, plain_lines
from govinfo_converters.plain_text import blocks_of
from govinfo_schema.forms import cell_values
from layouts import FORMS, TEXT_LAYOUTS, YEARS, Drawn, html_table, numbers, text_page, titled_tables

if TYPE_CHECKING:
    from collections.abc import Callable


def grid(table: Drawn) -> list[list[str]]:
    return [line.strip("|").split("|") for line in TEXT_LAYOUTS["markdown"](table).split("\n") if "---" not in line]


def rows_of(table: Drawn) -> list[list[str]]:
    return [[text.strip() for text in row] for row in grid(table)]


def piped(rows: list[list[str]], rule: str = ":-:") -> str:
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], "|" + f"{rule}|" * len(rows[0]), *lines[1:]])


def each(change: Callable[[str], str]) -> Callable[[Drawn], str]:
    return lambda table: piped([[change(text) for text in row] for row in rows_of(table)])


def without_outer_pipes(table: Drawn) -> str:
    rows = [" | ".join(row) for row in rows_of(table)]
    return "\n".join([rows[0], " | ".join(["---"] * len(rows_of(table)[0])), *rows[1:]])


def torn(table: Drawn) -> str:
    return "\n\n".join(piped([row]) for row in rows_of(table))


def torn_under_empty_heads(table: Drawn) -> str:
    return "\n\n".join(piped([[""] * len(row), row]) for row in rows_of(table))


def invented_headings(table: Drawn) -> str:
    rows = rows_of(table)
    alone = [sum(map(bool, row)) == 1 and not row[0].isdigit() for row in rows]
    return "\n".join(
        f"\n### {row[0]}\n" if only else f"| {' | '.join(row)} |" for row, only in zip(rows, alone, strict=True)
    )


def grid_table(table: Drawn) -> str:
    """As pandoc writes it: each cell on two lines."""
    rows = rows_of(table)
    border = "+" + "-----+" * len(rows[0])
    lines = [border]
    for row in rows:
        halves = [(text[:6], text[6:]) for text in row]
        lines += [f"| {' | '.join(half[at] for half in halves)} |" for at in (0, 1)] + [border]
    return "\n".join(lines)


DRAWN: dict[str, Callable[[Drawn], str]] = {
    "alignment": each(str),
    "without outer pipes": without_outer_pipes,
    "breaks": each(lambda text: f"{text[:3]}<br>{text[3:]}" if len(text) > 6 else text),
    "escapes": each(lambda text: text.replace("(", "\\(").replace(".", "\\.")),
    "bold": each(lambda text: f"**{text}**" if text else ""),
    "italic": each(lambda text: f"*{text}*" if text else ""),
    "code": each(lambda text: f"`{text}`" if text else ""),
    "tags": each(lambda text: f"<span style='color:red'><b>{text}</b></span>" if text else ""),
    "entities": each(lambda text: f"&nbsp;{text}&nbsp;"),
    "torn": torn,
    "torn under empty heads": torn_under_empty_heads,
    "headings": invented_headings,
    "html": html_table,
    "html on one line": lambda table: html_table(table).replace("\n", ""),
    "html in a fence": lambda table: f"```html\n{html_table(table)}\n```",
    "fence": lambda table: f"```\n{piped(rows_of(table))}\n```",
    "quoted": lambda table: "\n".join(f"> {line}" for line in piped(rows_of(table)).split("\n")),
    "grid table": grid_table,
}


def document(draw: Callable[[Drawn], str], form: str) -> str:
    lines = [
        f"# **某某县{YEARS[form]}年政府信息公开工作年度报告**",
        "",
        "## 一、总体情况",
        "",
        "全年工作**有序**推进。",
    ]
    for title, table in titled_tables(form, numbers(form, 11)):
        lines += ["", f"## {title}", "", draw(table)]
    return "\n".join([*lines, "", "## 五、存在的主要问题及改进情况", "", "继续改进。", ""])


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", DRAWN)
def test_figures_are_read_whatever_the_markup(kind: str, form: str) -> None:
    reading = gs.read(document(DRAWN[kind], form).encode(), format="text")
    plain = gs.read(text_page("tabs", form, numbers(form, 11)).encode(), format="text")
    assert cell_values(reading.report) == cell_values(plain.report)
    assert (reading.report.year, reading.report.agency.name) == (YEARS[form], "某某县")
    narrative = {section.heading: section.paragraphs for section in reading.report.narrative}
    assert narrative["一、总体情况"][0] == "全年工作有序推进。"


@pytest.mark.parametrize("kind", ["breaks", "bold", "html", "fence", "grid table"])
def test_provenance_is_that_of_the_file(kind: str) -> None:
    text = document(DRAWN[kind], "v2021")
    lines = text.split("\n")
    origins = gs.read(text.encode(), format="text").provenance
    assert len(origins) == 200
    for origin in origins.values():
        if origin.place.line is not None:
            assert origin.raw in lines[origin.place.line - 1]
        else:
            assert (origin.place.table, origin.place.row, origin.place.column) != (None, None, None)
    tables = [origin.place.table for origin in origins.values()]
    assert tables == sorted(tables, key=lambda table: table or 0)


@pytest.mark.parametrize("text", ["22*", "3*4*5", "本年增\\减", "规章#1", "_5_", "5 < 6", "a ** b ** c", "[1]"])
def test_what_is_no_markup_stays(text: str) -> None:
    assert plain_lines(text).lines == (text,)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("## 标题 ##\n正文", ("标题", "正文")),
        ("```text\n1 | 2\n```", ("", "1 | 2", "")),
        ("a<!-- x\ny -->b", ("a", "b")),
        ('[链接](http://example.org "说明")与![图](a.png)', ("链接与图",)),
        ("a \\| b | c", (f"a {ESCAPED_PIPE} b | c",)),
        ("+---+---+\n| a | b |\n| c |\n+---+---+", ("", "| a | b |", "| c |", "")),
        ("+---+\n+---+", ("", "")),
    ],
)
def test_lines(text: str, lines: tuple[str, ...]) -> None:
    assert plain_lines(text).lines == lines


def test_an_escaped_pipe_is_text() -> None:
    paragraph, row = blocks_of("甲 \\| 乙\n# x\n| 丙 \\| 丁 | 5 |\n".replace("# x\n", ""))[:2]
    texts = [field.text for block in (paragraph, row) if isinstance(block, FieldRow) for field in block.fields]
    assert "丙 | 丁" in texts
    assert isinstance(paragraph, Paragraph)
    assert paragraph.text == "甲 | 乙"


def test_tables_in_html_stand_where_they_are() -> None:
    cells = "<tr><td>甲<td>1<tr><td>乙<td>2"
    blocks = blocks_of(f"一\n<table>{cells}</table>\n二 | 3\n三\n<table>{cells}\n")
    assert [type(block) for block in blocks] == [Paragraph, Grid, FieldRow, Paragraph, Grid]
    tables = [block.place.table for block in blocks if isinstance(block, Grid)]
    assert tables == [1, 3]
    assert isinstance(blocks[2], FieldRow)
    assert {field.place.table for field in blocks[2].fields} == {2}


def test_running_text_inside_of_a_table_in_html_keeps_the_line_of_the_table() -> None:
    (paragraph,) = blocks_of("\n<table><tr><td>说明</table>\n")
    assert isinstance(paragraph, Paragraph)
    assert (paragraph.text, paragraph.place.line) == ("说明", 2)
