"""A page for people: one file without anything from elsewhere, for screens and for paper.

Every text is escaped. Outcomes are told in words, colours only repeat them; tables have captions and heads that screen
readers understand.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from govinfo_schema.cli.outputs.for_people import lines
from govinfo_schema.cli.outputs.telling import label_of, last_line, places_of, shown, title_of, verdict
from govinfo_schema.cli.results import Results, Validated
from govinfo_schema.messages import Text
from govinfo_schema.words import OUTCOMES, SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from govinfo_schema.cli.console import Line
    from govinfo_schema.cli.results import FileResult, Judged
    from govinfo_schema.messages import Language

_LANGUAGES = {"zh": "zh-Hans", "en": "en"}
_TITLE = Text("政府信息公开年报校验结果", "Checks of reports on open government information")
_FINDINGS = Text("未通过或无法判断的校验", "Checks that failed or are undecided")
_NOTHING = Text("没有未通过或无法判断的校验。", "No check failed, and none is undecided.")
_ACCEPTED = Text("已认可：", "Accepted: ")
_HEADS = (
    Text("结果", "Outcome"),
    Text("规则", "Rule"),
    Text("说明", "Sentence"),
    Text("单元格和位置", "Cells and places"),
)
_CELLS_SHOWN = 5
_MORE = Text("等 {number} 格", "{number} cells in all")
_STYLE = """
:root { color-scheme: light; }
body { font: 1rem/1.6 "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", sans-serif; color: #1a1a1a;
  background: #fff; max-width: 75rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.5rem; } h2 { break-after: avoid; font-size: 1.2rem; border-top: 1px solid #767676; padding-top: 1rem;
  overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; } caption { text-align: left; font-weight: bold; padding: .3rem 0; }
th, td { border: 1px solid #767676; padding: .3rem .5rem; text-align: left; vertical-align: top;
  overflow-wrap: anywhere; }
th { overflow-wrap: normal; } td:last-child { width: 38%; } code { white-space: nowrap; }
thead th { background: #f2f2f2; } th[scope=row] { white-space: nowrap; }
.bad { background: #ffe2dc; } .doubtful { background: #fff0b8; } .good { background: #e2f0d9; }
.verdict { padding: .5rem; font-weight: bold; } ul { margin: 0; padding-left: 1.2rem; } code { color: #444; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; margin: 0; }
@media print { :root { font-size: 8pt; } body { max-width: none; padding: 0; } thead { display: table-header-group; }
  tr { break-inside: avoid; } * { -webkit-print-color-adjust: exact; print-color-adjust: exact; } }
"""


def written(results: Results, language: Language) -> bytes:
    """Return the page in UTF-8."""
    title = _TITLE.in_language(language)
    parts = [
        f'<!DOCTYPE html>\n<html lang="{_LANGUAGES[language]}">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{escape(title)}</h1>",
        f"<p>{escape(last_line(results).in_language(language))}</p>",
        *(part for result in results.files for part in _section(result, language)),
        "</main>\n</body>\n</html>\n",
    ]
    return "\n".join(parts).encode(errors="backslashreplace")


def _section(result: FileResult, language: Language) -> Iterator[str]:
    yield f"<section>\n<h2>{escape(result.source)}</h2>"
    answer = verdict(result).in_language(language)
    if not isinstance(result, Validated):
        yield f"<p>{escape(result.error.in_language(language))}</p>"
        yield f'<p class="verdict bad">{escape(answer)}</p>\n</section>'
        return
    tone = {True: "good", False: "bad", None: "doubtful"}[result.valid]
    yield f'<p class="verdict {tone}">{escape(answer)}</p>'
    yield _list(lines(Results((result,))), language)
    found = shown(result)
    yield _table(found, result, language) if found else f"<p>{escape(_NOTHING.in_language(language))}</p>"
    yield "</section>"


def _list(told: Iterable[Line], language: Language) -> str:
    text = "\n".join(line.text.in_language(language) for line in told)
    return f"<pre>{escape(text)}</pre>"


def _table(found: Iterable[Judged], result: Validated, language: Language) -> str:
    heads = "".join(f'<th scope="col">{escape(head.in_language(language))}</th>' for head in _HEADS)
    rows = "\n".join(_row(each, result, language) for each in found)
    caption = escape(_FINDINGS.in_language(language))
    return (
        f"<table>\n<caption>{caption}</caption>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>"
    )


def _row(judged: Judged, result: Validated, language: Language) -> str:
    finding, accepted = judged.finding, judged.accepted
    outcome = OUTCOMES[finding.outcome].in_language(language)
    grade = SEVERITIES[finding.severity].in_language(language)
    tone = "bad" if finding.failed and finding.severity == "error" and accepted is None else "doubtful"
    reason = "" if accepted is None else f"<br>{escape(_ACCEPTED.in_language(language) + accepted.reason)}"
    sentence = escape(finding.message.in_language(language)) + reason
    return (
        f'<tr class="{tone}"><th scope="row">{escape(outcome)}<br>{escape(grade)}</th>'
        f"<td>{escape(title_of(finding))}<br><code>{judged.fingerprint}</code></td>"
        f"<td>{sentence}</td><td>{_cells(judged, result, language)}</td></tr>"
    )


def _cells(judged: Judged, result: Validated, language: Language) -> str:
    """Return the first cells of a finding with their places, as a list."""
    named: list[str] = []
    places = places_of(judged.finding)
    for path, place in places[:_CELLS_SHOWN]:
        where = place.text.in_language(language) if place is not None else ""
        brackets = f"（{where}）" if language == "zh" else f" ({where})"
        label = label_of(path, result) if path else ""
        named.append(f"{label}{brackets}" if label and where else label or where)
    if len(places) > _CELLS_SHOWN:
        named.append(_MORE.in_language(language).format(number=len(places)))
    return f"<ul>{''.join(f'<li>{escape(name)}</li>' for name in named)}</ul>" if named else ""
