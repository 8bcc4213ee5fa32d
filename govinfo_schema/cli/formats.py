"""``govinfo formats``: the file formats that are installed, what each can do, and what it holds of a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govinfo_schema.cli.as_json import json_bytes
from govinfo_schema.cli.console import Console, Line
from govinfo_schema.cli.wording import in_brackets, joined
from govinfo_schema.format_registry import own_suffixes
from govinfo_schema.formats import available
from govinfo_schema.holding import EVERYTHING, EXTENT_NAMES, EXTENTS, NAMES, PARTS
from govinfo_schema.messages import Text, enumerated
from govinfo_schema.words import STATES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from govinfo_schema.format_contract import Format
    from govinfo_schema.holding import Holds
    from govinfo_schema.messages import Language

# What a format can do, by the field of its contract.
_ABILITIES = {
    "read": Text("读取", "reads"),
    "read_all": Text("一个文件多份报告", "several reports in a file"),
    "write": Text("写出", "writes"),
    "write_template": Text("填报表", "forms to fill in"),
    "annotate": Text("加批注", "annotates"),
    "write_table": Text("结果表格", "tables of results"),
}
_FILLED_IN = Text("填报表", "filled-in form")
_ALL = Text("全部原样读回", "everything comes back as it was")


def run(console: Console, *, as_json: bool) -> int:
    """Run the command; the names are those of its options.

    Returns:
        The exit code, which is 0.
    """
    if as_json:
        console.data(json_bytes([_plain(format_) for format_ in available()]))
    else:
        formats = available()
        console.show(line for format_ in formats for line in _lines(format_, formats))
    return 0


def _holdings(format_: Format) -> Iterator[tuple[Text, Holds]]:
    """Yield what the format holds in each layout, and what a form that was filled in holds."""
    for layout, holds in format_.layouts.items():
        yield Text(layout or "", layout or ""), holds
    if format_.holds_filled_in is not None:
        yield _FILLED_IN, format_.holds_filled_in


def _lines(format_: Format, formats: Sequence[Format]) -> Iterator[Line]:
    suffixes, about = ", ".join(own_suffixes(format_, formats)), format_.description
    can = joined(text for name, text in _ABILITIES.items() if getattr(format_, name) is not None)
    readers = [] if format_.read else [each.name for each in formats if each.read and _share(each, format_)]
    read_by = enumerated(readers)
    yield Line(
        Text(
            f"{format_.name}（{suffixes}）：{about.zh}。可以：{can.zh}"
            + (f"；由 {read_by.zh} 读取" if readers else ""),
            f"{format_.name} ({suffixes}): {about.en}. It can: {can.en}"
            + (f"; read by {read_by.en}" if readers else ""),
        )
    )
    for layout, holds in _holdings(format_):
        said, named = Text("；".join(_said(holds, "zh")), "; ".join(_said(holds, "en"))), in_brackets(layout)
        yield Line(Text(f"  写出再读回{named.zh}：{said.zh}", f"  written and read again{named.en}: {said.en}"))


def _share(one: Format, other: Format) -> bool:
    return not {*one.suffixes}.isdisjoint(other.suffixes)


def _said(holds: Holds, language: Language) -> Iterator[str]:
    """Yield the statement of a format piece by piece, in a language."""
    colon, comma = ("：", "、") if language == "zh" else (": ", ", ")
    if holds == EVERYTHING:
        yield _ALL.in_language(language)
    for extent in reversed(EXTENTS[1:]):
        names = [NAMES[part].in_language(language) for part in PARTS if holds.extent(part) == extent]
        if names:
            yield f"{EXTENT_NAMES[extent].in_language(language)}{colon}{comma.join(names)}"
    for part, note in holds.nearly.items():
        yield f"{NAMES[part].in_language(language)}{colon}{note.in_language(language)}"
    for state, becomes in holds.states.items():
        yield f"{STATES[state].in_language(language)} → {STATES[becomes].in_language(language)}"


def _plain(format_: Format) -> dict[str, object]:
    stated = {layout or "": _plain_holds(holds) for layout, holds in format_.layouts.items()}
    filled_in = format_.holds_filled_in
    return {
        "name": format_.name,
        "description": format_.description,
        "suffixes": format_.suffixes,
        "suffixes_written": format_.written_suffixes if format_.write else (),
        "can": [name for name in _ABILITIES if getattr(format_, name) is not None],
        "comes_back": stated.get("", stated or None),
        "comes_back_filled_in": None if filled_in is None else _plain_holds(filled_in),
    }


def _plain_holds(holds: Holds) -> dict[str, object]:
    return {
        "parts": {part: holds.extent(part) for part in PARTS},
        "states": dict(holds.states),
        "notes": dict(holds.nearly),
    }
