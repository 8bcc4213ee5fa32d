"""Which Office file a file really is, by its content: suffixes on government sites are often wrong.

A ``.doc`` may be a web page, a ``.docx`` an old Word file, and both old formats of Microsoft and of WPS are the same
kind of container.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Literal, TypeAlias
from zipfile import ZipFile

from govinfo_converters.office_package import ZIP_ERRORS, bytes_in
from govinfo_converters.text_decoding import looks_like_web_archive
from govinfo_schema.errors import ReadError
from govinfo_schema.messages import Text

if TYPE_CHECKING:
    from collections.abc import Collection

Kind: TypeAlias = Literal[
    "docx",
    "xlsx",
    "xlsm",
    "xlsb",
    "pptx",
    "odt",
    "ods",
    "zip",
    "doc",
    "xls",
    "locked",
    "ole",
    "rtf",
    "html",
    "mht",
    "pdf",
]

ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Names of streams, as the directory of a container holds them.
_STREAMS: tuple[tuple[str, Kind], ...] = (
    ("EncryptedPackage", "locked"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
)
_FOLDERS: tuple[tuple[str, Kind], ...] = (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx"))
_OPEN_DOCUMENT: dict[bytes, Kind] = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}
_HTML = re.compile(
    rb"(?:\s|\xef\xbb\xbf|<\?xml[^>]*>|<!--.*?-->)*+<(?:!doctype\s+html|html|head|body|table|meta)\b",
    re.IGNORECASE | re.DOTALL,
)
_HEAD = 4096  # bytes
_MACROS = b"macroEnabled"

_NAMES: dict[Kind, Text] = {
    "docx": Text("新版 Word 文件（docx）", "a Word file (docx)"),
    "xlsx": Text("Excel 工作簿（xlsx）", "an Excel workbook (xlsx)"),
    "xlsm": Text("Excel 工作簿（xlsm）", "an Excel workbook (xlsm)"),
    "xlsb": Text("Excel 工作簿（xlsb）", "an Excel workbook (xlsb)"),
    "pptx": Text("演示文稿（pptx）", "a presentation (pptx)"),
    "odt": Text("OpenDocument 文本（odt）", "an OpenDocument text (odt)"),
    "ods": Text("OpenDocument 工作簿（ods）", "an OpenDocument workbook (ods)"),
    "zip": Text("普通的 zip 压缩包", "a plain zip archive"),
    "doc": Text("旧版 Word 或 WPS 文字文件（doc、wps）", "an old Word or WPS file (doc, wps)"),
    "xls": Text("旧版 Excel 或 WPS 表格文件（xls、et）", "an old Excel or WPS workbook (xls, et)"),
    "locked": Text("有密码保护的 Office 文件", "an Office file protected by a password"),
    "ole": Text("旧版 Office 容器，但不是文字或表格", "an old Office container without text or workbook"),
    "rtf": Text("RTF 文件", "an RTF file"),
    "html": Text("网页（HTML）", "a web page (HTML)"),
    "mht": Text("网页存档（mht）", "a web archive (mht)"),
    "pdf": Text("PDF 文件", "a PDF file"),
}
# The format that reads a kind, by the name used with --format.
_READERS: dict[Kind, str] = {
    "docx": "docx",
    "xlsx": "xlsx",
    "xlsm": "xls",
    "xlsb": "xls",
    "ods": "xls",
    "xls": "xls",
    "doc": "doc",
    "rtf": "doc",
    "odt": "doc",
    "html": "html",
    "mht": "mhtml",
    "pdf": "pdf",
}


def kind_of(data: bytes) -> Kind | None:
    """Return which of the kinds ``data`` is; ``None`` for anything else."""
    if data.startswith(ZIP):
        return _kind_of_zip(data)
    if data.startswith(_OLE):
        return _kind_of_container(data)
    return _kind_of_text(data[:_HEAD])


def _kind_of_container(data: bytes) -> Kind:
    for name, kind in _STREAMS:
        if name.encode("utf-16-le") + b"\0\0" in data:
            return kind
    return "ole"


def _kind_of_text(head: bytes) -> Kind | None:
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.lstrip().startswith(b"{\\rtf"):
        return "rtf"
    if _HTML.match(head):
        return "html"
    return "mht" if looks_like_web_archive(head) else None


def _kind_of_zip(data: bytes) -> Kind:
    """Look at the names of the entries; in an archive that is cut off, at the first of them."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            names: Collection[str] = archive.NameToInfo
            kind = _kind_of_entries(names)
            if kind == "xlsx" and "[Content_Types].xml" in names:
                entry = archive.NameToInfo["[Content_Types].xml"]
                if entry.file_size < 1 << 20 and _MACROS in bytes_in(archive, entry):
                    return "xlsm"
    except ZIP_ERRORS:
        kind = "zip"
    if kind != "zip":
        return kind
    head = data[:_HEAD]
    for mimetype, open_document in _OPEN_DOCUMENT.items():
        if mimetype in head:
            return open_document
    for folder, kind in _FOLDERS:
        if folder.encode() in head:
            return kind
    return "zip"


def _kind_of_entries(names: Collection[str]) -> Kind:
    if "xl/workbook.bin" in names:
        return "xlsb"
    for start, kind in _FOLDERS:
        if any(name.startswith(start) for name in names):
            return kind
    return "zip"


def wrong_kind(kind: Kind | None, wanted: Text, name: str) -> ReadError:
    """Return the error for a file that is not what was asked for.

    Args:
        kind: what it is, by ``kind_of``.
        wanted: what it should have been.
        name: file name for messages.
    """
    if kind is None:
        what = Text(f"这不是{wanted.zh}。", f"This is not {wanted.en}.")
        return ReadError(what, where=name, advice=Text("请检查文件是否完整。", "Check whether the file is complete."))
    seen = _NAMES[kind]
    reader = _READERS.get(kind)
    advice = (
        Text(f"请用 --format {reader} 读取。", f"Read it with --format {reader}.")
        if reader
        else Text(
            "请用 Office 或 WPS 打开后另存为 docx 或 xlsx。", "Open it in Office or WPS, and save it as docx or xlsx."
        )
    )
    what = Text(f"这不是{wanted.zh}，而是{seen.zh}。", f"This is not {wanted.en}, but {seen.en}.")
    return ReadError(what, where=name, advice=advice)
