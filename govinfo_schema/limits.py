"""What a file may ask of its reader: safe defaults, which a user can raise for a file that he trusts.

The options of the command line, and the advice of every refusal, follow from the class.
"""

from __future__ import annotations

import math
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from attrs import field, fields_dict, frozen, validators

from govinfo_schema.errors import ReadError
from govinfo_schema.messages import Text

if TYPE_CHECKING:
    from collections.abc import Generator

LimitName: TypeAlias = Literal["size", "unpacked", "ratio", "pages", "cells", "depth", "seconds", "memory"]
Unit: TypeAlias = Literal["bytes", "number", "seconds"]
_SETTING = "setting"
_THOUSAND = 1000
_BYTE_UNITS = ("kB", "MB", "GB", "TB")


@frozen
class Setting:
    """How a limit is called where it is set, and what it limits.

    Attributes:
        option: the option of the command line.
        unit: what it counts.
        text: what it limits.
    """

    option: str
    unit: Unit
    text: Text


def _limit(default: float, option: str, zh: str, en: str, unit: Unit = "number") -> Any:  # noqa: ANN401 - as attrs.field
    return field(
        default=default,
        validator=[validators.instance_of(int | float), validators.gt(0)],
        metadata={_SETTING: Setting(option, unit, Text(zh, en))},
    )


@frozen(kw_only=True)
class Limits:
    """What a file may ask of its reader.

    A page of a report has 50 KB to 2 MB, a PDF with pictures up to 30 MB, a workbook much less; the tables of a form
    have 200 cells. The defaults are far beyond that, and far below what harms a small computer.

    Attributes:
        size: bytes of the file itself; looked at before the file is read.
        unpacked: bytes that all parts of an archive (docx, xlsx, …) have together when they are unpacked.
        ratio: unpacked bytes for each packed one, beyond a quarter of ``unpacked``; up to there any compression is
            believed.
        pages: pages of a PDF.
        cells: cells of one table or sheet, with those that spans cover and the empty ones in between.
        depth: how deep tables stand in tables, and parts in parts.
        seconds: time for one file. A file that is read in a process of its own is given up in every case; other readers
            look at the clock where they know that their work can be long.
        memory: bytes that the separate process of a reader may use, on systems that can limit it.
    """

    size: int = _limit(50_000_000, "--max-size", "文件大小", "size of the file", "bytes")
    unpacked: int = _limit(200_000_000, "--max-unpacked", "解压后的大小", "size when unpacked", "bytes")
    ratio: int = _limit(20, "--max-ratio", "压缩比", "ratio of compression")
    pages: int = _limit(300, "--max-pages", "页数", "number of pages")
    cells: int = _limit(500_000, "--max-cells", "一个表格的单元格数", "cells of one table")
    depth: int = _limit(100, "--max-depth", "表格嵌套的层数", "depth of tables in tables")
    seconds: float = _limit(60.0, "--timeout", "读取一个文件的时间", "time for one file", "seconds")
    memory: int = _limit(
        2_000_000_000, "--max-memory", "单独进程的内存", "memory of the separate process of a reader", "bytes"
    )

    def refusal(self, name: LimitName, what: Text, *, where: str = "", needed: float = 0) -> ReadError:
        """Return the error for a file that asks for more than the limit ``name`` allows.

        Args:
            name: the limit.
            what: what the file asks for: the beginning of a sentence, without full stop.
            where: the file, and the place in it.
            needed: the least value with which the file would be read, where it is known.
        """
        setting, value = setting_of(name), getattr(self, name)
        limit = shown(value, setting.unit)
        enough = _rounded_up(needed) if needed else value * 2
        more = f"{setting.option} {shown(enough, setting.unit).replace(' ', '')}"
        argument = f"Limits({name}={enough:_})"
        return ReadError(
            Text(
                f"{what.zh}，超过上限（{setting.text.zh}：{limit}）。",
                f"{what.en}: more than the limit ({setting.text.en}: {limit}).",
            ),
            where=where,
            advice=Text(
                f"请检查文件来源；若可信，可用 {more} 放宽（Python 中用 {argument}）。",
                f"Check where the file comes from; if you trust it, raise the limit: {more} (in Python {argument}).",
            ),
        )


STANDARD_LIMITS = Limits()


@contextmanager
def bounded(limits: Limits) -> Generator[None]:
    """Turn what Python raises when a file asks for too much into a refusal of the file."""
    try:
        yield
    except RecursionError:
        what = Text("文件的内容嵌套过深，可能已损坏", "The content of the file is nested too deeply, it may be damaged")
        raise limits.refusal("depth", what) from None
    except MemoryError:
        what = Text("读取这个文件需要太多内存", "Reading the file needs too much memory")
        raise limits.refusal("memory", what) from None


def setting_of(name: LimitName) -> Setting:
    """Return how the limit ``name`` is set."""
    setting: Setting = fields_dict(Limits)[name].metadata[_SETTING]
    return setting


def shown(value: float, unit: Unit) -> str:
    """Return a value of a limit as people write it, for example ``50 MB`` or ``60``."""
    if unit != "bytes" or value < _THOUSAND:
        return f"{value:.15g}"
    power = min(len(_BYTE_UNITS), int(math.log10(value)) // 3)
    return f"{round(value / _THOUSAND**power, 3):.12g} {_BYTE_UNITS[power - 1]}"


def _rounded_up(value: float) -> int:
    """Return the next number above ``value`` that has one significant digit."""
    step: int = 10 ** int(math.log10(value))
    return math.ceil(value / step) * step
