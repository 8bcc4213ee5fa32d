"""Web archives, as Chromium, Internet Explorer and Word save them: the same report as from the page itself."""

from __future__ import annotations

import base64
import quopri
import re
from typing import TYPE_CHECKING

import pytest

import govinfo_schema
from govinfo_converters.html_page import FORMAT as HTML
from govinfo_converters.mhtml_page import FORMAT
from govinfo_converters.text_decoding import looks_like_web_archive
from govinfo_schema.errors import GovinfoError, ReadError, RecognitionError
from govinfo_schema.format_contract import Input, ReadOptions
from govinfo_schema.forms import cell_values
from govinfo_schema.limits import Limits
from layouts import html_page, numbers

if TYPE_CHECKING:
    from pathlib import Path

    from govinfo_schema.reading import Reading

PAGE = html_page("v2021", numbers("v2021"))
OTHER = html_page("v2021", numbers("v2021", 11))
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4
FRAMES = "<html><frameset cols='20%,80%'><frame src='cid:menu'><frame src='cid:main'></frameset></html>"


def read(data: bytes, **options: object) -> Reading:
    assert FORMAT.read is not None
    return FORMAT.read(Input(data=data, name="a.mht"), ReadOptions(**options))  # type: ignore[arg-type] - of several types


def figures(reading: Reading) -> dict[str, object]:
    return dict(cell_values(reading.report))


def expected(page: str = PAGE) -> dict[str, object]:
    assert HTML.read is not None
    return figures(HTML.read(Input(data=page.encode(), name="a.html"), ReadOptions()))


def part(content: bytes, kind: str = "text/html", coding: str = "quoted-printable", more: str = "") -> bytes:
    coded = {
        "quoted-printable": lambda: quopri.encodestring(content),
        "base64": lambda: base64.encodebytes(content),
        "binary": lambda: content,
    }[coding]()
    return f"Content-Type: {kind}\r\nContent-Transfer-Encoding: {coding}\r\n{more}\r\n".encode() + coded


def archive(
    *parts: bytes, kind: str = "multipart/related", start: str = "", preamble: str = "", top: str = ""
) -> bytes:
    head = f'{top}MIME-Version: 1.0\r\nContent-Type: {kind}; {start}\r\n\tboundary="--=_a"\r\n\r\n{preamble}'
    return head.encode() + b"".join(b"\r\n----=_a\r\n" + each for each in parts) + b"\r\n----=_a--\r\n"


CHROMIUM = archive(
    part(PAGE.encode(), more="Content-ID: <frame-1@mhtml.blink>\r\nContent-Location: https://example.org/a.html\r\n"),
    part(b"td { color: red }", "text/css"),
    part(PICTURE, "image/png", "base64"),
    top="From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/a.html\r\n"
    "Subject: =?utf-8?Q?=E5=B9=B4=E6=8A=A5?=\r\nDate: Wed, 3 Jan 2024 00:00:00 -0000\r\n",
    start='type="text/html";',
)
IE = archive(
    part(PAGE.encode("gb18030"), 'text/html;\r\n\tcharset="gb2312"', "base64"),
    part(PICTURE, "image/gif", "base64"),
    kind='multipart/related;\r\n\ttype="text/html"',
    preamble="This is a multi-part message in MIME format.\r\n",
    top="From: <Saved by Windows Internet Explorer 8>\r\nSubject: a\r\n",
)
WORD = archive(
    part(b"<xml><o:MainFile HRef=3D'a.htm'/></xml>", "text/xml"),
    part(PAGE.encode("gb18030"), 'text/html; charset="gb2312"', more="Content-Location: file:///C:/1/a.htm\r\n"),
    part(b"<html><body><p>header 7</p></body></html>", 'text/html; charset="us-ascii"'),
    preamble="本文档为“单个文件网页”，也称为“Web 档案”文件。\r\n",
)
NESTED = archive(
    archive(part(b"2023", "text/plain"), part(PAGE.encode()), kind="multipart/alternative").replace(b"--=_a", b"--=_b"),
    part(PICTURE, "image/png", "binary"),
)
PLAIN = b"\xef\xbb\xbfSubject: a\nMIME-Version: 1.0\n" + part(PAGE.encode(), "text/html; charset=utf-8", "base64")
FRAMED = archive(
    part(b"<html><body><p>menu 2023</p></body></html>", more="Content-ID: <menu>\r\n"),
    part(FRAMES.encode(), more="Content-ID: <top>\r\n"),
    part(PAGE.encode(), more="Content-ID: <main>\r\n"),
    start='start="<top>";',
)
INLINE_FRAME = archive(part(b"<html><h1>Report</h1><iframe src='cid:x'></iframe></html>"), part(PAGE.encode()))
RAW = archive(part(PAGE.encode(), coding="binary"), part(PICTURE, "image/png", "binary"))


@pytest.mark.parametrize(
    "data",
    [CHROMIUM, IE, WORD, NESTED, PLAIN, FRAMED, INLINE_FRAME, RAW, CHROMIUM.replace(b"\r\n", b"\n")],
    ids=["Chromium", "IE", "Word", "nested", "one part", "frames", "iframe", "binary", "ends of lines"],
)
def test_the_report_is_that_of_the_page(data: bytes) -> None:
    reading = read(data)
    assert figures(reading) == expected()
    assert (reading.report.source.format, reading.report.source.name) == ("mhtml", "a.mht")
    assert govinfo_schema.read(data).report == govinfo_schema.read(data, format="mhtml").report  # known by its content


def test_the_page_that_was_saved_wins_over_its_frames() -> None:
    data = archive(part(OTHER.encode()), part(PAGE.encode(), more="Content-ID: <p>\r\n"), start='start="<p>";')
    assert figures(read(data)) == expected()
    assert figures(read(data.replace(b'start="<p>";', b""))) == expected(OTHER)


def test_several_frames_with_a_report_each_are_not_chosen_from() -> None:
    with pytest.raises(RecognitionError, match="2 frames of the web archive hold a report each"):
        read(archive(part(b"<html><p>Reports</p></html>"), part(PAGE.encode()), part(OTHER.encode())))


def test_without_a_report_the_page_says_why() -> None:
    with pytest.raises(RecognitionError, match="No statistics table"):
        read(archive(part(b"<html><p>a</p></html>"), part(b"<html><p>b</p></html>"), part(b"")))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"<html><p>1</p></html>", "no MIME header"),
        (archive(part(PICTURE, "image/png", "base64")), "holds no page"),
        (archive(part(b"")), "empty"),
        (archive(part(b"<html><script>1</script></html>")), "shows no text"),
        (IE.replace(b"\n", b"\n*", 40), "no MIME header|damaged"),
        (re.sub(rb"(?m)^PHR", b"P\xffR", IE, count=1), "coding of a page is broken|bytes are damaged"),
        (IE[:2000], "coding of a page is broken"),
    ],
)
def test_what_is_no_archive_is_refused_with_a_reason(data: bytes, says: str) -> None:
    with pytest.raises(ReadError, match=says) as caught:
        read(data)
    assert caught.value.advice is not None


def test_limits_hold() -> None:
    many = archive(*[part(b"<html><p>a</p></html>")] * 4)
    with pytest.raises(ReadError, match=r"4 pages.*--max-pages 4"):
        read(many, limits=Limits(pages=3))
    with pytest.raises(ReadError, match="--max-cells 20"):
        read(CHROMIUM, limits=Limits(cells=10))


@pytest.mark.parametrize(
    "depth", [120, 2000]
)  # with the second, Python gives up first, as far as its own limit says so
def test_parts_in_parts_have_a_limit(depth: int) -> None:
    deep = part(PAGE.encode())
    for at in range(depth):
        deep = f'Content-Type: multipart/related; boundary="={at}"\n\n--={at}\n'.encode() + deep
    with pytest.raises(ReadError, match=r"nested (101 deep or more|too deeply).*--max-depth"):
        govinfo_schema.read(b"MIME-Version: 1.0\n" + deep)


@pytest.mark.parametrize("cut", range(100, len(CHROMIUM), 997))
def test_an_archive_that_is_cut_off_gives_no_wrong_number(cut: int) -> None:
    whole = expected()
    try:
        found = figures(read(CHROMIUM[:cut]))
    except GovinfoError:
        return
    assert all(value in {None, whole[path]} for path, value in found.items())


def test_its_text_is_never_read_without_undoing_its_encoding(tmp_path: Path) -> None:
    assert looks_like_web_archive(CHROMIUM)
    for name in ("a.txt", "a.html"):
        (tmp_path / name).write_bytes(CHROMIUM)
        with pytest.raises(ReadError, match="mhtml"):
            govinfo_schema.read(tmp_path / name)
    with pytest.raises(ReadError, match="--format mhtml"):
        govinfo_schema.read(CHROMIUM, format="html")
    with pytest.raises(ReadError, match="--format mhtml"):
        govinfo_schema.read(CHROMIUM, format="docx")
