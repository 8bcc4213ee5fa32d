"""What files begin with that are no report in a format of their own, or are called like another one, and what to do."""

from __future__ import annotations

from attrs import frozen

from govinfo_schema.messages import Text


@frozen
class Known:
    """A kind of files.

    Attributes:
        signature: what its files begin with.
        what: what such a file is, as the end of a sentence.
        advice: what a person does with it.
        readable: whether a format may read such files, where it is installed.
    """

    signature: bytes
    what: Text
    advice: Text
    readable: bool = False


_CONVERT = Text(
    "请用能读取这种格式的方式打开，或另存为网页或纯文本。",
    "Open it as what it is, or save it as a web page or as plain text.",
)
_NAME_OR_UNPACK = Text(
    "如果是 docx、xlsx 等文件，请改用这样的后缀；否则请解压后再读取。",
    "Where it is a docx or xlsx file, give it that suffix; otherwise unpack it first.",
)
_UNPACK = Text("请解压后再读取。", "Unpack it first.")
_TYPE_IN = Text(
    "图像里的数字不能作为文字读取。能找到原始的网页或电子文件更好；否则先做文字识别（OCR），并逐格核对。",
    "Figures in an image cannot be read as text. The original file is better; or run text recognition (OCR), and check "
    "each figure of its output.",
)
_KNOWN = (
    Known(b"%PDF-", Text("这是一个 PDF 文件", "this is a PDF file"), _CONVERT, readable=True),
    Known(
        b"PK\x03\x04",
        Text("这是一个 zip 压缩文件，如 docx、xlsx", "this is a zip file, such as docx or xlsx"),
        _NAME_OR_UNPACK,
    ),
    Known(b"PK\x05\x06", Text("这是一个空的 zip 压缩文件", "this is an empty zip file"), _CONVERT),
    Known(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        Text(
            "这是一个旧版 Office 或 WPS 文件（doc、xls、wps、et）",
            "this is an old Office or WPS file (doc, xls, wps, et)",
        ),
        _CONVERT,
        readable=True,
    ),
    Known(b"{\\rtf", Text("这是一个 RTF 文件", "this is an RTF file"), _CONVERT, readable=True),
    Known(b"\x1f\x8b", Text("这是一个 gzip 压缩文件", "this is a gzip file"), _UNPACK),
    Known(b"Rar!", Text("这是一个 rar 压缩文件", "this is a rar file"), _UNPACK),
    Known(b"7z\xbc\xaf\x27\x1c", Text("这是一个 7z 压缩文件", "this is a 7z file"), _UNPACK),
    Known(b"\x89PNG", Text("这是一个 PNG 图像", "this is a PNG image"), _TYPE_IN),
    Known(b"\xff\xd8\xff", Text("这是一个 JPEG 图像", "this is a JPEG image"), _TYPE_IN),
    Known(b"GIF8", Text("这是一个 GIF 图像", "this is a GIF image"), _TYPE_IN),
    Known(b"BM", Text("这是一个 BMP 图像", "this is a BMP image"), _TYPE_IN),
    Known(b"II*\x00", Text("这是一个 TIFF 图像", "this is a TIFF image"), _TYPE_IN),
    Known(b"MM\x00*", Text("这是一个 TIFF 图像", "this is a TIFF image"), _TYPE_IN),
    Known(b"RIFF", Text("这是一个 WebP 图像或声音、视频文件", "this is a WebP image, a sound or a video"), _TYPE_IN),
)


def known_content(data: bytes) -> Known | None:
    """Return what a file is by what it begins with; ``None`` where that says nothing."""
    for known in _KNOWN:
        if data.startswith(known.signature) and not (known.signature == b"BM" and _is_text(data[2:])):
            return known
    return None


def _is_text(data: bytes) -> bool:
    return data.isascii() and b"\x00" not in data
