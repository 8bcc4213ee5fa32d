"""How text is cut into rows, runs of fields and paragraphs."""

from __future__ import annotations

import hashlib

import pytest

from govinfo_converters.document import Block, FieldRow, Paragraph
from govinfo_converters.plain_text import FORMAT, blocks_of, parse_text
from govinfo_schema.errors import ReadError
from govinfo_schema.limits import Limits


def shape(block: Block) -> object:
    if isinstance(block, FieldRow):
        return ("row" if block.closed else "run", [field.text for field in block.fields])
    assert isinstance(block, Paragraph)
    return block.text


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("规章 | 0 | 1 |\n", [("row", ["规章", "0", "1"])]),
        ("| 规章 | 0 | |\n", [("row", ["规章", "0", ""])]),
        ("| a | b |\n|---|:-:|\n| 1 | 2 |\n", [("row", ["a", "b"]), ("row", ["1", "2"])]),
        ("规章\t\t1\r\n", [("row", ["规章", "", "1"])]),
        ("规章 |\n0 |\n|\n1 |\n", [("run", ["规章", "0", "", "1"])]),
        ("标题\n规章 |\n0 |\n9\n尾\n", ["标题", ("run", ["规章", "0", "9"]), "尾"]),
        ("规章 |\n本年新\n制作数量 |\n5 |\n", [("run", ["规章", "本年新\n制作数量", "5"])]),
        ("总数\n\n \n\n5\n", ["总数", "5"]),
        ("规章 |\n0 |\n1 | |\n行政许可 |\n2 | |\n", [("run", ["规章", "0", "1", "", "行政许可", "2", ""])]),
        ("|规章||0||1|\n|行政许可||2|\n", [("row", ["规章", "0", "1"]), ("row", ["行政许可", "2"])]),
        ("规章| 0|   \n行政许可| 1| 2  \n", [("row", ["规章", "0", ""]), ("row", ["行政许可", "1", "2"])]),
        ("|规章\n|0\n二、标题\n|许可\n|1\n", [("run", ["", "规章", "0"]), "二、标题", ("run", ["", "许可", "1"])]),
        ("规章｜0｜1\n", [("row", ["规章", "0", "1"])]),
    ],
)
def test_blocks(text: str, blocks: list[object]) -> None:
    assert [shape(block) for block in blocks_of(text)] == blocks


def test_places_count_lines_from_one() -> None:
    first, run, row = blocks_of("标题\n规章 |\n0 |\n\n行 | 5 |\n")
    assert isinstance(first, Paragraph)
    assert isinstance(run, FieldRow)
    assert isinstance(row, FieldRow)
    assert first.place.line == 1
    assert [field.place.line for field in run.fields] == [2, 3]
    assert [(field.place.line, field.place.column) for field in row.fields] == [(5, 1), (5, 2)]


def test_the_hash_is_of_the_bytes() -> None:
    data = "规章制度的建设情况".encode("gb18030") * 9
    document = parse_text(data, "a.txt")
    assert document.sha256 == hashlib.sha256(data).hexdigest()
    assert isinstance(document.blocks[0], Paragraph)
    assert document.blocks[0].text.startswith("规章制度的建设情况")


@pytest.mark.parametrize(
    ("head", "looks"),
    [
        (b"abc", True),
        ("规章".encode(), True),
        (b"<html>", False),
        (b"{}", False),
        (b"PK\x03\x04", False),
        (b"a\0b", False),
    ],
)
def test_sniffing(head: bytes, looks: bool) -> None:  # noqa: FBT001 - a table of cases
    assert FORMAT.sniff(head) is looks


def test_more_fields_or_lines_than_any_report_has_are_refused() -> None:
    for text in (b"|1" * 21, b"a\n" * 21):
        with pytest.raises(ReadError, match=r"21 fields or lines.*--max-cells 30"):
            parse_text(text, "a.txt", Limits(cells=20))
        assert parse_text(text, "a.txt", Limits(cells=21)).blocks
