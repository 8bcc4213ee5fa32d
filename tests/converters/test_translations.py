"""Labels with a translation below or behind them are read as the labels alone; nothing else loses its Latin letters."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import govinfo_schema as gs
from govinfo_converters.alignment.translations import without_translations
from govinfo_converters.document import Document, Grid, GridCell
from govinfo_schema.forms import cell_values
from govinfo_schema.provenance import Place

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "hengshan_2023.html"
LABEL = re.compile(r"(<td[^>]*><p>[^<]*[\u3400-\u9fff][^<]*</p>)(?=</td>)")


def texts_of(*texts: str) -> tuple[str, ...]:
    grid = Grid.of([GridCell(text, 0, at) for at, text in enumerate(texts)], 1, len(texts), Place(table=1))
    (block,) = without_translations(Document(name="x", format="html", sha256="", blocks=(grid,))).blocks
    assert isinstance(block, Grid)
    return block.texts


@pytest.mark.parametrize(
    ("printed", "label"),
    [
        ("行政许可\nadministrative licensing", "行政许可"),
        ("社会公益组织\nsocial public-interest\norganizations", "社会公益组织"),
        ("行政许可 Administrative licensing (number)", "行政许可"),
        ("结果维\n持\nupheld", "结果维\n持"),
        ("上一年项目数量\nthe year before; projects", "上一年项目数量"),
    ],
)
def test_the_translation_of_a_label_is_left_out(printed: str, label: str) -> None:
    assert texts_of(printed) == (label,)


@pytest.mark.parametrize(
    "printed",
    [
        "行政许可 A",
        "行政许可A",
        "12 items",
        "administrative licensing",
        "无 none",
        "",
        "5 abc",
        "政府网站（WWW）",
        "行政许可\nlicence 2",
    ],
)
def test_what_is_no_translation_stays(printed: str) -> None:
    assert texts_of(printed) == (printed,)


def test_a_report_in_two_languages_reads_as_in_one() -> None:
    page = EXAMPLE.read_text(encoding="utf-8")
    translated = LABEL.sub(r"\1<p>in other words, of the year before</p>", page)
    assert translated.count("in other words") > 60
    alone, both = gs.read(page.encode()), gs.read(translated.encode())
    assert cell_values(both.report) == cell_values(alone.report)
    assert both.leftovers == alone.leftovers == ()
    assert {path: origin.place for path, origin in both.provenance.items()} == {
        path: origin.place for path, origin in alone.provenance.items()
    }
