"""How the pages of reports look, on screens and on paper: A4, heads of tables again on each page, colours kept."""

from __future__ import annotations

from govinfo_converters.annotation_looks import COLOURS

_STATES = {
    "blank": "e8f1fb",
    "not_applicable": "ededed",
    "unreadable": "e4d7f0",
    "ambiguous": "fbd9ec",
    "incomplete": "ffd9a8",
}
_MADE = {"deduced": "cde8bf", "summed": "c3e6e0", "approximate": "f0e6c8"}
_COLOURS: dict[str, str] = {**_STATES, **_MADE, **dict(COLOURS.items())}
_FILLS = "\n".join(f".figure.{name} {{ background: #{colour.lower()}; }}" for name, colour in _COLOURS.items())

STYLE = f"""
:root {{ color-scheme: light; }}
body {{ font: 1rem/1.7 "Noto Serif CJK SC", "Source Han Serif SC", SimSun, 宋体, serif; color: #1a1a1a;
  background: #fff; max-width: 64rem; margin: 0 auto; padding: 1rem; }}
h1, h2, caption {{ font-family: "Noto Sans CJK SC", "Source Han Sans SC", SimHei, 黑体, sans-serif; }}
h1 {{ font-size: 1.6rem; text-align: center; }}
h2 {{ font-size: 1.15rem; break-after: avoid; margin: 1.6rem 0 .6rem; }}
p {{ margin: .3rem 0; overflow-wrap: anywhere; }}
article section > p {{ text-indent: 2em; white-space: pre-line; }}
article p.organ, p.facts {{ text-align: center; text-indent: 0; }}
p.facts {{ color: #444; font-size: .9rem; }}
table {{ border-collapse: collapse; width: 100%; margin: .8rem 0 1.6rem; line-height: 1.4; font-size: .9rem; }}
caption {{ text-align: left; font-weight: bold; padding: .3rem 0; break-after: avoid; }}
caption.unseen {{ position: absolute; width: 1px; height: 1px; padding: 0; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap; }}
th, td {{ border: 1px solid #555; padding: .25rem .35rem; font-weight: normal; overflow-wrap: break-word; }}
td {{ overflow-wrap: anywhere; }} th[scope=col] {{ min-width: 2em; }}
thead th, tbody th[scope=col] {{ text-align: center; background: #f5f5f5; }} th[scope=row] {{ text-align: left; }}
small {{ display: block; color: #555; font: .75em/1.25 sans-serif; hyphens: auto; }}
caption small {{ display: inline; font-weight: normal; margin-left: .6em; }}
.columns-15 th {{ padding: .25rem .1rem; }} .columns-15 th small {{ font-size: .66em; }}
.figure, .unit {{ text-align: center; }} td.figure {{ font-variant-numeric: tabular-nums; white-space: pre-line; }}
.columns-3 td {{ white-space: nowrap; }} table.form.columns-15 {{ table-layout: fixed; }}
.indent-1 {{ padding-left: 1.4rem; }} .indent-2 {{ padding-left: 2.4rem; }} .indent-3 {{ padding-left: 3.4rem; }}
.indent-4 {{ padding-left: 4.4rem; }} .indent-5 {{ padding-left: 5.4rem; }} .indent-6 {{ padding-left: 6.4rem; }}
{_FILLS}
.figure.not_asked {{ background: repeating-linear-gradient(45deg, #f2f2f2 0 4px, #c8c8c8 4px 5px); }}
.figure.suspect {{ font-weight: bold; outline: 2px solid #b00020; outline-offset: -2px; }}
.figure.deduced, .figure.summed, .figure.approximate {{ font-style: italic; }}
.references {{ font: .7em sans-serif; vertical-align: super; margin-left: .15em; white-space: nowrap; }}
.references a {{ color: #b00020; }} tr:target {{ outline: 3px solid #b00020; }}
aside {{ border-top: 2px solid #555; margin-top: 2rem; font-family: "Noto Sans CJK SC", "Source Han Sans SC",
  "Microsoft YaHei", sans-serif; }}
ul.legend {{ list-style: none; padding: 0; }} .legend .figure {{ display: inline-block; width: 2.4rem; height: 1.1rem;
  border: 1px solid #555; vertical-align: middle; }}
aside td, aside th {{ text-align: left; vertical-align: top; }}
main {{ padding: 0 1px; }}
.findings td:nth-child(-n + 3) {{ white-space: nowrap; }} .findings td:nth-child(4) {{ width: 14%; }}
.findings td:last-child {{ width: 30%; }}
aside td.n {{ text-align: right; }}
@page {{ size: A4; margin: 18mm 15mm; }} @page ledger {{ size: A4 landscape; margin: 12mm; }}
.ledger {{ page: ledger; }} .ledger table {{ font-size: .7rem; }}
@media print {{
  :root {{ font-size: 9.5pt; }} body {{ max-width: none; padding: 0; }} a {{ color: inherit; text-decoration: none; }}
  .references {{ display: none; }} /* a figure with a number beside it is no plain figure on paper */
  thead {{ display: table-header-group; }} .blocks thead {{ display: table-row-group; }}
  .ledger :is(th, td):nth-child(n + 7) {{ display: none; }} /* paths, for programs */
  tr, .blocks tbody {{ break-inside: avoid; }}
  table.columns-10 {{ font-size: .76rem; line-height: 1.2; }} .columns-10 :is(th, td) {{ padding: .1rem .2rem; }}
  table.form:not(.columns-3, .blocks) {{ break-inside: avoid; }}
  * {{ -webkit-print-color-adjust: exact; print-color-adjust: exact; }}
}}
"""
