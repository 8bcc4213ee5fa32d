"""Tables that sum up many organs, one in each row or column: no report of one organ, and never read as one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from govinfo_converters.alignment.labels import key_of, labels_of_forms
from govinfo_converters.text_cleaning import clean
from govinfo_schema.errors import RecognitionError
from govinfo_schema.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from govinfo_converters.alignment.entries import Entry, Item

_ORGAN = re.compile(
    r"[\u3400-\u9fff]{1,20}(?:政府|局|委员会|委|办|办公室|厅|院|乡|镇|街道|街道办事处|管委会|中心|单位|部门)"
)
_LEAST = 2
_SHOWN = 5


def organs_of_a_summary(entries: Iterable[Entry]) -> tuple[str, ...]:
    """Return the organs that head the columns or the rows of one table; nothing where fewer than two do.

    Args:
        entries: the entries of tables that may be of a report; other tables of a page may well list organs.
    """
    in_tables = [entry for entry in entries if entry.layout != "paragraphs"]
    heads = {entry.block: dict[str, None]() for entry in in_tables}
    rows = {block: dict[str, None]() for block in heads}
    for entry in in_tables:
        named = dict.fromkeys(_organs(entry.labels))
        if entry.values and entry.labels:
            rows[entry.block].update(dict.fromkeys(_organs(entry.labels[:1])))
        elif len(named) >= _LEAST:
            heads[entry.block].update(named)
    return next((tuple(named) for named in (*heads.values(), *rows.values()) if len(named) >= _LEAST), ())


def _organs(labels: Sequence[Item]) -> Iterator[str]:
    for label in labels:
        text = "".join(clean(label.text).text.split())
        if _ORGAN.fullmatch(text) and key_of(text) not in labels_of_forms():
            yield text


def summary_of_organs(name: str, organs: Sequence[str]) -> RecognitionError:
    """Return the error that says why a table of many organs is not read.

    Args:
        name: name of the file.
        organs: the organs that stand in the heads of its rows or columns.
    """
    more = Text(" 等", " …") if len(organs) > _SHOWN else Text("", "")
    return RecognitionError(
        Text(
            f"这是多个机关的汇总表，行或列分属不同机关（{'、'.join(organs[:_SHOWN])}{more.zh}），不是一个机关的年度报告。",
            "This table sums up several organs, each in a row or column of its own "
            f"({', '.join(organs[:_SHOWN])}{more.en}); it is no annual report of one organ.",
        ),
        where=name,
        advice=Text("请使用各机关各自的年度报告。", "Use the annual report of each organ."),
    )
