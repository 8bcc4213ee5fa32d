"""Hostile files that are text: pages, archives of pages, JSON, csv and plain text, each made on demand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from layouts import html_page, numbers

if TYPE_CHECKING:
    from collections.abc import Callable

    from layouts import Printed

PRINTED: Printed = numbers("v2021")
PAGE = html_page("v2021", PRINTED)
XXE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd"><!ENTITY % r SYSTEM "http://192.0.2.1/a.dtd">%r;]>'
LAUGHS = (
    "<!DOCTYPE x [<!ENTITY a0 'ha'>"
    + "".join(f"<!ENTITY a{n + 1} '{f'&a{n};' * 10}'>" for n in range(9))
    + "]><x>&a9;</x>"
)
REMOTE = "http://192.0.2.1/x"  # an address that is set aside for documentation


def rows(count: int, cells: str) -> str:
    """A table of so many equal rows."""
    return f"<table>{('<tr>' + cells + '</tr>') * count}</table>"


def page(body: str, head: str = "") -> bytes:
    """A page with this body."""
    return f"<!DOCTYPE html><html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode()


HTML: dict[str, Callable[[], bytes]] = {
    "colspan": lambda: page(rows(3, '<td colspan="1000000">1</td>' * 500)),
    "rowspan": lambda: page(rows(500, '<td rowspan="1000000">1</td>' * 500)),
    "rowspan-0": lambda: page(PAGE.replace("<td>", '<td rowspan="0">')),
    "colspan-digits": lambda: page(PAGE.replace("<td>", f'<td colspan="{"9" * 5000}">')),
    "tables-5000-deep": lambda: page("<table><tr><td>" * 5000 + "1"),
    "tables-5000-deep-capitals": lambda: page("<TABLE><TR><TD>" * 5000 + "1"),
    "divs-100000-deep": lambda: page("<div>" * 100_000 + "1"),
    "odd-tags-100000-deep": lambda: page("<nobr><x-a>" * 50_000 + "1"),
    "formatting-100000": lambda: page("<b><i><u><font>" * 25_000 + "<p>1</p>" * 1000),
    "lists-20000-deep": lambda: page("<ul><li>" * 20_000 + "1"),
    "attributes": lambda: page("<p " + " ".join(f"a{n}=1" for n in range(200_000)) + ">1</p>"),
    "attribute-long": lambda: page(f"<p title='{'x' * 5_000_000}'>1</p>"),
    "comments": lambda: b"<!---->" * 500_000 + PAGE.encode(),
    "comments-and-no-page": lambda: b"<!---->" * 500 + b"x",
    "comment-open": lambda: b"<!--" + PAGE.encode(),
    "declarations": lambda: b"<?xml a?>" * 10_000 + PAGE.encode(),
    "cells-300000": lambda: page(rows(3000, "<td>1</td>" * 100)),
    "cells-one-row": lambda: page(rows(1, "<td>1</td>" * 600_000)),
    "tables-20000": lambda: page("<table><tr><td>a<td>1</table>" * 20_000),
    "report-100-times": lambda: PAGE.encode() * 100,
    "one-long-paragraph": lambda: page("<p>" + "规章1，" * 500_000),
    "one-long-number": lambda: page(PAGE.replace("<td>21</td>", f"<td>{'1' * 1_000_000}</td>")),
    "many-breaks": lambda: page(rows(2, "<td>" + "<br>1" * 100_000 + "</td><td>2</td>")),
    "entities": lambda: page("<p>" + "&#x110000;&#0;&#xD800;&bogus;" * 1000 + "</p>" + PAGE),
    "doctype-xxe": lambda: XXE.encode() + PAGE.encode(),
    "billion-laughs": lambda: LAUGHS.encode() + PAGE.encode(),
    "outside": lambda: page(
        f"<img src={REMOTE}><link rel=stylesheet href={REMOTE}><script src={REMOTE}></script><iframe src={REMOTE}>"
        f"</iframe><object data={REMOTE}></object><embed src={REMOTE}><svg><image href={REMOTE}/><use href={REMOTE}/>"
        f"</svg><meta http-equiv=refresh content='0;url={REMOTE}'>{PAGE}",
        head=f"<base href={REMOTE}><style>@import url({REMOTE});</style>",
    ),
    "nul-bytes": lambda: PAGE.replace("<td>", "<td>\0").encode(),
    "lone-surrogates": lambda: PAGE.replace("<td>", "<td>\ud800").encode("utf-8", "surrogatepass"),
    "utf-16-without-mark": lambda: PAGE.encode("utf-16-le"),
    "utf-32": lambda: PAGE.encode("utf-32"),
    "utf-7": lambda: PAGE.replace("utf-8", "utf-7").encode("utf-7"),
    "wrong-declaration": lambda: PAGE.replace("utf-8", "big5").encode("gb18030"),
    "two-encodings": lambda: PAGE[: len(PAGE) // 2].encode() + PAGE[len(PAGE) // 2 :].encode("gb18030"),
    "svg": lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><text>&e;</text></svg>".join([XXE.encode(), b""]),
}


JSON: dict[str, Callable[[], bytes]] = {
    "depth-100000": lambda: b"[" * 100_000,
    "objects-100000-deep": lambda: b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "number-of-a-million-digits": lambda: b'{"form":"v2021","year":' + b"9" * 1_000_000 + b"}",
    "exponent": lambda: b'{"form":"v2021","year":1e999999999}',
    "nan": lambda: b'{"form":"v2021","year":NaN,"x":Infinity}',
    "keys-twice": lambda: b'{"form":"v2021","form":"v2019","year":1,"year":2}',
    "keys-100000": lambda: json.dumps({"form": "v2021"} | {f"k{n}": n for n in range(100_000)}).encode(),
    "long-key": lambda: json.dumps({"form": "v2021", "k" * 1_000_000: 1}).encode(),
    "surrogates": lambda: b'{"form":"v2021","agency":{"name":"\\ud800"}}',
    "surrogates-as-bytes": lambda: b'{"form":"v2021","agency":{"name":"\xed\xa0\x80"}}',
    "utf-16": lambda: '{"form":"v2021"}'.encode("utf-16"),
    "form-unknown": lambda: b'{"form":"v2099"}',
    "list-of-a-million": lambda: b"[" + b"{}," * 1_000_000 + b"{}]",
    "open": lambda: b'{"form":"v2021"',
}
GRID: dict[str, Callable[[], bytes]] = {
    "rows-300000": lambda: b"[" + b'["a",1],' * 300_000 + b"[1]]",
    "wide": lambda: b"[[" + b"1," * 600_000 + b"1]]",
    "deep": lambda: b"[[" + b"[" * 100_000,
    "mixed": lambda: b'{"tables":[[[{"a":1},[1],null,true,1e999,NaN]]],"text":[1]}',
    "number": lambda: b'[["a",' + b"9" * 100_000 + b"]]",
}
TABLE_ROWS = "栏目,上一年项目数量,本年增/减\n行政许可,1,2\n"
CSV: dict[str, Callable[[], bytes]] = {
    "field-of-10-MB": lambda: TABLE_ROWS.encode() + b"x" * 10_000_000 + b",1,2\n",
    "quotes-open": lambda: b'"' + TABLE_ROWS.encode() * 1000,
    "columns-600000": lambda: b"1," * 600_000,
    "rows-300000": lambda: TABLE_ROWS.encode() * 150_000,
    "long-layout-huge": lambda: (
        b"# form: v2021\ncell,value,state,unit,raw\n" + b"applications.new_received.total,1,,,\n" * 100_000
    ),
    "long-layout-number": lambda: (
        b"# form: v2021\ncell,value,state,unit,raw\napplications.new_received.total," + b"9" * 100_000 + b",,,\n"
    ),
    "utf-16-without-mark": lambda: TABLE_ROWS.encode("utf-16-be") * 5,
    "gb18030-damaged": lambda: (TABLE_ROWS * 5).encode("gb18030")[:-3] + b"\xff\xff",
    "nul": lambda: TABLE_ROWS.replace(",", "\0,").encode(),
}
TEXT: dict[str, Callable[[], bytes]] = {
    "bars": lambda: b"|" * 2_000_000,
    "tabs": lambda: b"a\t" * 1_000_000,
    "one-line": lambda: "规章 1 2 3 ".encode() * 200_000,
    "blank-lines": lambda: b"\n" * 5_000_000 + b"1",
    "numbers": lambda: b"1\n" * 150_000,
    "rules": lambda: b"---|" * 300_000,
    "binary": lambda: bytes(range(256)) * 4000,
    "surrogates": lambda: "规章\n\ud800\n".encode("utf-8", "surrogatepass") * 100,
    "html-in-text": lambda: b"text <table>" * 50_000,
    "labels": lambda: "| 行政许可 | 1 |\n".encode() * 30_000,
    "dashes": lambda: "- — － / 0 ".encode() * 100_000,
}


def mime(body: bytes, kind: str = "multipart/related; boundary=a") -> bytes:
    """A web archive with this body."""
    return b"MIME-Version: 1.0\nContent-Type: " + kind.encode() + b"\n\n" + body


MHTML: dict[str, Callable[[], bytes]] = {
    "headers-100000": lambda: mime(b"--a\n" + b"X: 1\n" * 100_000 + b"Content-Type: text/html\n\n" + PAGE.encode()),
    "parts-100000": lambda: mime(b"--a\nContent-Type: text/html\n\n<p>1\n" * 100_000),
    "nested": lambda: mime(
        b"".join(b"--=%d\nContent-Type: multipart/related; boundary==%d\n\n" % (n, n + 1) for n in range(5000)),
        "multipart/related; boundary==0",
    ),
    "base64-damaged": lambda: mime(b"--a\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\nPGh0b*\xff\n"),
    "charset-unknown": lambda: mime(b"--a\nContent-Type: text/html; charset=no-such\n\n" + PAGE.encode()),
    "no-boundary": lambda: mime(PAGE.encode(), "multipart/related"),
    "header-folded": lambda: b"Subject: a\n" + b" b\n" * 200_000 + mime(PAGE.encode(), "text/html"),
}
RTF: dict[str, Callable[[], bytes]] = {
    "deep": lambda: b"{\\rtf1" + b"{" * 100_000,
    "outside": lambda: b'{\\rtf1{\\field{\\*\\fldinst INCLUDEPICTURE "' + REMOTE.encode() + b'"}{\\fldrslt 1}}}',
}
TEXTS: dict[str, dict[str, Callable[[], bytes]]] = {
    "html": HTML, "json": JSON, "grid.json": GRID, "csv": CSV, "txt": TEXT, "mht": MHTML, "rtf": RTF,
}  # fmt: skip
