"""``govinfo diff``: two reports compared cell by cell."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from govinfo_schema.cli.checked import read_source
from govinfo_schema.cli.console import Console, Line
from govinfo_schema.cli.targets import Made, require_encoding_of, require_targets
from govinfo_schema.cli.wording import joined, value_text
from govinfo_schema.comparison import CHANGE_WORDS, CHANGES, compare, comparison_table
from govinfo_schema.formats import write_table
from govinfo_schema.messages import Text
from govinfo_schema.places import STANDARD_STREAM
from govinfo_schema.words import STATES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from govinfo_schema.cli.console import Tone
    from govinfo_schema.comparison import Change, Difference
    from govinfo_schema.marks import CellValue, Mark
    from govinfo_schema.panel.series import Comparability
    from govinfo_schema.write_choices import Encoding

DIFFERENT = 1  # exit code: there are differences
_TONES: dict[Change, Tone] = {"changed": "doubtful", "appeared": "good", "disappeared": "bad"}
_CARE: dict[Comparability, Text] = {
    "approximate": Text("，两种表式口径不同", ", counted differently in the two forms"),
    "derivable": Text("，由几格相加", ", a sum of cells"),
    "break": Text("，不可比", ", not comparable"),
}


def run(  # noqa: PLR0913 - the options of the command
    console: Console,
    *,
    first: str,
    second: str,
    output: str | None,
    output_format: str | None,
    encoding: Encoding | None,
) -> int:
    """Run the command; the names are those of its options.

    Returns:
        The exit code: 1 where a figure differs that both forms have.
    """
    written = Made(output or STANDARD_STREAM, "write_table", output_format) if output or output_format else None
    require_targets([first, second], [written])
    require_encoding_of(written, encoding)
    reports = (read_source(first).report, read_source(second).report)
    differences = compare(*reports)
    if written:
        table = comparison_table(differences, (first, second))
        write_table(table, written.name, format=written.format, language=console.language, encoding=encoding)
        if output and output != STANDARD_STREAM:
            console.show([Line(Text(f"已写入：{output}", f"Written: {output}"))])
    else:
        console.show(_lines(differences, (first, second)))
    return DIFFERENT if any(each.differs for each in differences) else 0


def _lines(differences: Sequence[Difference], names: tuple[str, str]) -> Iterator[Line]:
    yield Line(Text(f"{names[0]} → {names[1]}", f"{names[0]} → {names[1]}"))
    for each in differences:
        if each.differs:
            yield Line(_sentence(each), _TONES.get(each.change, "plain"))
    counted = Counter(each.change for each in differences)
    parts = [
        Text(f"{CHANGE_WORDS[change].zh} {counted[change]} 项", f"{CHANGE_WORDS[change].en}: {counted[change]}")
        for change in CHANGES
        if counted[change]
    ]
    summary = joined(parts)
    yield Line(Text(f"合计：{summary.zh}", f"Together: {summary.en}"))


def _sentence(each: Difference) -> Text:
    first, second = _held(each.first), _held(each.second)
    by = "" if each.difference is None else f" ({each.difference:+})"
    care = _CARE.get(each.comparability or "exact", Text("", ""))
    return Text(
        f"  “{each.label}” {first.zh} → {second.zh}{by}{care.zh}",
        f"  “{each.label}” {first.en} → {second.en}{by}{care.en}",
    )


def _held(held: CellValue | tuple[Mark, ...]) -> Text:
    if not isinstance(held, tuple):
        return value_text(held)
    return joined(dict.fromkeys(STATES[mark.state] for mark in held))
