"""The zip packages that Office and WPS write (docx, xlsx …): opened within limits, their XML read without entities.

A package may be damaged or made to harm: a small file that unpacks to gigabytes, parts that lie about their size, XML
that multiplies itself. What goes beyond the limits below is refused with a ``ReadError``; nothing is ever fetched.
"""

from __future__ import annotations

import codecs
import re
import zlib
from collections.abc import Callable, Mapping
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, NoReturn, TypeAlias
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, LargeZipFile, ZipFile, ZipInfo

from attrs import frozen
from lxml import etree

from govinfo_schema.errors import ReadError
from govinfo_schema.limits import STANDARD_LIMITS, Limits, shown
from govinfo_schema.messages import Text

if TYPE_CHECKING:
    # lxml gives its class of elements no public name.
    XmlElement: TypeAlias = etree._Element  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] - see above

MOST_ENTRIES = 10_000
_FREE_SHARE = 4  # up to this part of the limit any compression is believed
_DEFLATE_RATIO = 1032  # the most that a deflated byte can become
_COMPRESSIONS = (ZIP_STORED, ZIP_DEFLATED)  # others can unpack to any size in one go
_PIECE = 1 << 20

# NotImplementedError, for compressions that are not supported, is a RuntimeError.
ZIP_ERRORS = (BadZipFile, LargeZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError, OverflowError)
_WIDE_MARKS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_WIDE_STARTS = ((b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be"))
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_STRICT = b"http://purl.oclc.org/ooxml/"
# ISO 29500 strict has names of its own for the same elements.
_STRICT_NAMES = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
)
_AGAIN = Text(
    "请重新下载；若仍不行，请用 Office 或 WPS 打开后另存。",
    "Download it again; if that does not help, open it in Office or WPS and save it anew.",
)


@frozen
class Package:
    """An open package.

    Attributes:
        name: file name for messages.
        limits: what the file may ask for.
        entries: the entries of the archive by name; of several with one name the last, as zip readers have it.
    """

    name: str
    limits: Limits
    entries: Mapping[str, ZipInfo]
    _open: Callable[[ZipInfo], bytes]

    def __contains__(self, part: str) -> bool:
        return part in self.entries

    def bytes_of(self, part: str) -> bytes:
        """Return the content of a part.

        Raises:
            ReadError: there is no such part, it is too large, encrypted or damaged.
        """
        entry = self.entries.get(part)
        if entry is None:
            self._damaged(part, "part is missing")
        self.check_size((part,))
        try:
            return self._open(entry)
        except ZIP_ERRORS as error:
            if entry.flag_bits & 1:
                raise encrypted(self.name) from error
            self._damaged(part, error)

    def check_size(self, parts: tuple[str, ...]) -> None:
        """Refuse ``parts`` that state too large a size, or too much compression.

        Raises:
            ReadError: unpacking them would go beyond the limits.
        """
        entries = [self.entries[part] for part in parts]
        unpacked = sum(entry.file_size for entry in entries)
        packed = sum(entry.compress_size for entry in entries)
        if unpacked > self.limits.unpacked:
            size = shown(unpacked, "bytes")
            raise self.limits.refusal(
                "unpacked",
                Text(f"文件解压后有 {size}", f"The file unpacks to {size}"),
                where=self.name,
                needed=unpacked,
            )
        if unpacked > self.limits.unpacked // _FREE_SHARE and unpacked > self.limits.ratio * packed:
            ratio = unpacked // max(1, packed)
            what = Text(f"压缩比异常（{ratio}）", f"The file is strangely well packed ({ratio})")
            raise self.limits.refusal("ratio", what, where=self.name, needed=ratio + 1)

    def check_content(self, parts: tuple[str, ...]) -> None:
        """Unpack ``parts`` that could be larger than they state, for a library that does not look at that itself.

        Raises:
            ReadError: they are too large, or damaged.
        """
        self.check_size(parts)
        packed = sum(self.entries[part].compress_size for part in parts)
        if packed * _DEFLATE_RATIO <= self.limits.unpacked:
            return
        for part in parts:
            self.bytes_of(part)  # a part that is larger than it states fails its checksum

    def xml(self, part: str) -> XmlElement:
        """Return the root of an XML part.

        Raises:
            ReadError: the part cannot be read, is no well-formed XML, or declares entities.
        """
        return xml_root(self.bytes_of(part), self.name, part)

    def main_part(self, usual: str) -> str:
        """Return the part in which the document itself stands: what the package says, or the usual one."""
        if usual in self or "_rels/.rels" not in self:
            return usual
        for relation in self.xml("_rels/.rels").iter(f"{{{_RELATIONS}}}Relationship"):
            target = (relation.get("Target") or "").lstrip("/")
            if (relation.get("Type") or "").endswith("/officeDocument") and target in self:
                return target
        return usual

    def _damaged(self, part: str, reason: object) -> NoReturn:
        raise ReadError(
            Text(
                f"文件已损坏：压缩包中的 {part} 无法读取（{reason}）。",
                f"The file is damaged: {part} in its archive cannot be read ({reason}).",
            ),
            where=self.name,
            advice=_AGAIN,
        )


def open_package(data: bytes, name: str, limits: Limits = STANDARD_LIMITS) -> Package:
    """Open a package.

    Args:
        data: its bytes.
        name: file name for messages.
        limits: what it may ask for.

    Raises:
        ReadError: it is no zip archive, a damaged one, or one with far too many entries.
    """
    try:
        archive = ZipFile(BytesIO(data))
        listed = archive.infolist()
    except ZIP_ERRORS as error:
        raise ReadError(
            Text(
                "文件已损坏：不是完整的 zip 压缩包，可能没有下载完。",
                "The file is damaged: it is no complete zip archive, perhaps because a download broke off.",
            ),
            where=name,
            advice=_AGAIN,
        ) from error
    if len(listed) > MOST_ENTRIES:
        raise _too_many_entries(name)
    return Package(name, limits, {entry.filename: entry for entry in listed}, partial(bytes_in, archive))


def bytes_in(archive: ZipFile, entry: ZipInfo) -> bytes:
    """Return the content of an entry; never more is unpacked than it states, whatever it really holds.

    Raises:
        BadZipFile: its content is not what it states, or is packed in a way that Office does not use.
        OSError, RuntimeError, zlib.error: the archive is damaged, or the entry encrypted.
    """
    if entry.compress_type not in _COMPRESSIONS:
        raise BadZipFile(f"compression {entry.compress_type}")
    with archive.open(entry) as file:
        return file.read(entry.file_size)


def xml_root(data: bytes, name: str, part: str) -> XmlElement:
    """Return the root of XML in UTF-8 or UTF-16, the two encodings that a package may use.

    Raises:
        ReadError: it is not well-formed, or declares a document type, which no Office file does.
    """
    plain = _utf8(data)
    if b"<!DOCTYPE" in plain:
        raise ReadError(
            Text(
                f"{part} 含有 DOCTYPE 声明；Office 文件不会有，为安全起见不读取。",
                f"{part} has a DOCTYPE, which no Office file has; it is not read, for safety.",
            ),
            where=name,
            advice=_AGAIN,
        )
    if _STRICT in plain[:_PIECE]:
        for strict, usual in _STRICT_NAMES:
            plain = plain.replace(strict, usual)
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, huge_tree=True, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(plain, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        reason = str(error).splitlines()[0] if str(error) else "XML"
        raise ReadError(
            Text(
                f"文件已损坏：{part} 的 XML 有错误（{reason}）。", f"The file is damaged: bad XML in {part} ({reason})."
            ),
            where=name,
            advice=_AGAIN,
        ) from error


def _utf8(data: bytes) -> bytes:
    """Return XML as UTF-8, without byte order mark; the parser is told not to believe another declaration."""
    if data.startswith(codecs.BOM_UTF8):
        return data[len(codecs.BOM_UTF8) :]
    for mark, encoding in (*_WIDE_MARKS, *_WIDE_STARTS):
        if data.startswith(mark):
            text = data.decode(encoding, errors="replace").removeprefix("\ufeff")
            return _DECLARATION.sub("", text, count=1).encode("utf-8", errors="replace")
    return data


def _too_many_entries(name: str) -> ReadError:
    return ReadError(
        Text(
            f"压缩包中的文件超过 {MOST_ENTRIES} 个，不可能是一份年度报告。",
            f"The archive holds more than {MOST_ENTRIES} files: no annual report does.",
        ),
        where=name,
        advice=_AGAIN,
    )


def encrypted(name: str) -> ReadError:
    """Return the error for a file that a password protects."""
    return ReadError(
        Text("文件有密码保护，无法读取。", "The file is protected by a password and cannot be read."),
        where=name,
        advice=Text("请输入密码打开，另存为没有密码的文件。", "Open it with the password, and save it without one."),
    )
