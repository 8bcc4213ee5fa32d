"""Pages of random reports as people set them, for programs that print them: figures, styles and what stands around.

Forms are drawn by ``layouts`` from the facts; nothing here is shared with the readers. ``printed_files`` prints them.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from attrs import frozen

from layouts import YEARS, Drawn, facts, titled_tables

if TYPE_CHECKING:
    from random import Random

FIGURE = re.compile(r"[+-]?[0-9.,]*[0-9]|[/—]")
_BLANKS = ("", "", "/", "—")
SERIF, SANS = "Noto Serif CJK SC", "Noto Sans CJK SC"
STYLES: dict[str, dict[str, str]] = {
    "font": {
        "serif": f"body {{font-family: '{SERIF}'}}",
        "sans": f"body {{font-family: '{SANS}'}}",
        "mixed": f"body {{font-family: 'DejaVu Sans', '{SERIF}'}}",
    },
    "size": {
        "usual": "body {font-size: 10.5pt}",
        "small": "body {font-size: 6.5pt}",
        "tiny": "body {font-size: 4.5pt}",
        "large": "body {font-size: 14pt}",
    },
    "page": {
        "A4": "@page {size: A4; margin: 20mm}",
        "A4 landscape": "@page {size: A4 landscape; margin: 20mm}",
        "narrow": "@page {size: 120mm 200mm; margin: 6mm}",
        "A3": "@page {size: A3; margin: 25mm}",
        "one long page": "@page {size: 210mm 1600mm; margin: 10mm}",
    },
    "rulings": {
        "thin": "td {border: 0.5pt solid black}",
        "solid": "td {border: 1px solid #000}",
        "grey": "td {border: 1px solid #ccc}",
        "double": "td {border: 3px double #000}",
        "dotted": "td {border: 1px dotted #000}",
        "dashed": "td {border: 1px dashed #333}",
        "thick outside": "td {border: 0.5pt solid} table {border: 3pt solid}",
        "separate": "table {border-collapse: separate; border-spacing: 2px; border: 1px solid} td {border: 1px solid}",
        "rows only": "td {border-top: 1px solid; border-bottom: 1px solid}",
        "none": "td {border: none}",
        "stripes": "td {border: none} tr:nth-child(even) {background: #eee}",
        "open sides": "td {border: 1px solid} td:first-child {border-left: none} td:last-child {border-right: none}",
    },
    "head": {
        "plain": "",
        "filled": "td.head {background: #4472c4; color: white}",
        "pale": "td.head, td.label {background: #dbe5f1}",
        "bold": "td.head {font-weight: bold}",
    },
    "width": {
        "auto": "",
        "full": "table {width: 100%}",
        "tight": "table {width: 330px}",
        "fixed": "table {width: 100%; table-layout: fixed}",
        "roomy": "td {padding: 6px 8px}",
        "no padding": "td {padding: 0}",
    },
    "place": {
        "centre": "td {text-align: center}",
        "left top": "td {text-align: left; vertical-align: top}",
        "right": "td.figure {text-align: right}",
        "bottom": "td {text-align: center; vertical-align: bottom}",
        "justified": "td {text-align: justify}",
    },
    "groups": {
        "plain": "",
        "upright": "td.group {writing-mode: vertical-rl}",
        "one a line": "td.group p {width: 1.1em}",
    },
    "breaks": {"anywhere": "", "between rows": "tr {break-inside: avoid}", "new page": "table {break-before: page}"},
}
AROUND = ("nothing", "watermark", "turned watermark", "box", "beside", "columns beside", "running heads", "notes")
_UNRULED = frozenset({"none", "stripes", "rows only"})


@frozen(kw_only=True)
class Made:
    """A page to print: what was chosen for it, the text of each cell, and its markup."""

    form: str
    chosen: dict[str, str]
    printed: dict[str, str]
    html: str

    @property
    def name(self) -> str:
        return ", ".join([self.form, *(f"{what} {which}" for what, which in self.chosen.items())])


def figures(form: str, rng: Random) -> dict[str, str]:
    """Text by cell: small figures or different ones, with zeros, thousands, blanks and dashes."""
    small, holes = rng.random() < 0.3, rng.choice([0, 0.05, 0.3, 0.7])
    printed: dict[str, str] = {}
    for number, fact in enumerate(facts(form)):
        text = str(rng.choice([0, 0, 0, 1, 2, 5, 13]) if small else 100 + 7 * number + rng.randint(0, 5))
        if fact["kind"] == "money":
            text += rng.choice(["", ".5", ".25"])
        if fact["kind"] == "signed count" and text != "0":
            text = rng.choice(["", "+", "-"]) + text
        printed[fact["cell"]] = rng.choice(_BLANKS) if rng.random() < holes else text
    return printed


def choose(rng: Random) -> dict[str, str]:
    """One of each kind of style, mostly the usual ones, and what stands around the tables."""
    chosen = {what: rng.choice(list(ways)) if rng.random() < 0.6 else next(iter(ways)) for what, ways in STYLES.items()}
    if chosen["page"] == "narrow" and chosen["size"] == "large":
        chosen["size"] = "small"
    return {
        **chosen,
        "around": rng.choice(AROUND) if rng.random() < 0.7 else "nothing",
        "head rows": rng.choice(["once", "repeated"]),
    }


def page(form: str, chosen: dict[str, str], printed: dict[str, str]) -> Made:
    """A report with everything that was chosen for it."""
    year, around = YEARS[form], chosen["around"]
    parts = [
        f"<p>某某县{year}年政府信息公开工作年度报告</p>",
        f"<p>本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。</p>",
        "<p>一、总体情况</p><p>全年主动公开信息1234条，受理申请56件，办结率100%，工作有序推进。</p>",
    ]
    for title, table in titled_tables(form, printed):
        # LibreOffice does not look at the borders of style sheets.
        attributes = "" if chosen["rulings"] in _UNRULED else ' border="1"'
        drawn = table_markup(table, head_rows=chosen["head rows"] == "repeated", attributes=attributes)
        if around == "beside" and len(parts) == 4:
            other = "<table><tr><td>栏目</td><td>链接</td></tr><tr><td>办事</td><td>进入</td></tr></table>"
            drawn = f'<div style="display: flex; gap: 8mm; align-items: flex-start">{drawn}{other}</div>'
        if around == "columns beside" and form != "v2014" and len(parts) == 4:
            drawn = f'<div style="display: flex; gap: 6mm">{drawn}<p>说明：数据由各部门报送。</p></div>'
        parts += [f"<p>{escape(title)}</p>", drawn]
    if form != "v2014":
        parts += ["<p>五、存在的主要问题及改进情况</p><p>继续改进。</p>", "<p>六、其他需要报告的事项</p><p>无。</p>"]
    styles = [ways[chosen[what]] for what, ways in STYLES.items()]
    always = "table {border-collapse: collapse} p {margin: 0}"
    head = f"<title>某某县{year}年政府信息公开工作年度报告</title><style>{always}"
    body = _around(around) + "\n".join(parts)
    html = f'<!DOCTYPE html><html><head><meta charset="utf-8">{head} {" ".join(styles)}</style></head><body>{body}'
    return Made(form=form, chosen=chosen, printed=printed, html=html + "</body></html>")


def _around(which: str) -> str:
    fixed = "position: fixed; top: 40%; left: 20%; color: #ddd; z-index: -1; font-size: 60pt"
    return {
        "watermark": f'<div style="{fixed}">内部资料</div>',
        "turned watermark": f'<div style="{fixed}; transform: rotate(-40deg)">某某县2023</div>',
        "box": '<div style="float: right; border: 1px solid; padding: 2mm">索引号：0123<br>2024年1月8日</div>',
        "running heads": '<div style="position: fixed; top: 0; right: 0">某某县人民政府办公室</div>',
        "notes": "<p>注：1.单位：件；2.金额单位：万元</p>",
    }.get(which, "")


def table_markup(table: Drawn, *, head_rows: bool, attributes: str = "") -> str:
    """A table whose cells say whether they are of the head, labels, groups of labels or figures."""
    depth = head_rows_of(table)
    lines: list[str] = []
    for at, row in enumerate(table):
        cells = [_cell(text, colspan, rowspan, head=at < depth) for text, colspan, rowspan in row]
        lines.append(f"<tr>{''.join(cells)}</tr>")
    if not head_rows:
        return f"<table{attributes}>{chr(10).join(lines)}</table>"
    head, rest = chr(10).join(lines[:depth]), chr(10).join(lines[depth:])
    return f"<table{attributes}><thead>{head}</thead><tbody>{rest}</tbody></table>"


def head_rows_of(table: Drawn) -> int:
    """How many rows the head of a table has."""
    return {3: 1, 4: 1}.get(sum(colspan for _, colspan, _ in table[0]), 3)


def _cell(text: str, colspan: int, rowspan: int, *, head: bool) -> str:
    kind = "figure" if not text or FIGURE.fullmatch(text) else "head" if head else "label"
    group = " group" if rowspan > 1 and kind == "label" and colspan == 1 else ""
    spans = (f' colspan="{colspan}"' if colspan > 1 else "") + (f' rowspan="{rowspan}"' if rowspan > 1 else "")
    return f'<td class="{kind}{group}"{spans}><p>{escape(text)}</p></td>'
