"""Changes to the zip packages of Office: some parts are changed or added, all others keep their bytes."""

from __future__ import annotations

from io import BytesIO
from posixpath import join, normpath, relpath
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree

from govinfo_converters.office_package import Package, open_package, xml_root
from govinfo_schema.errors import WriteError
from govinfo_schema.messages import Text

if TYPE_CHECKING:
    from govinfo_converters.office_package import XmlElement

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_TYPES_PART = "[Content_Types].xml"
_STRICT = b"http://purl.oclc.org/ooxml/"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, remove_blank_text=False)


class PackageEditor:
    """A package whose parts are changed. Nothing is written before ``data`` is asked for.

    Attributes:
        package: the package as it was.
    """

    def __init__(self, data: bytes, name: str) -> None:
        """Open a package.

        Args:
            data: its bytes.
            name: file name for messages.

        Raises:
            ReadError: it is no package, or a damaged one.
        """
        self.package: Package = open_package(data, name)
        self._original = data
        self._trees: dict[str, XmlElement] = {}
        self._bytes: dict[str, bytes] = {}

    def __contains__(self, part: str) -> bool:
        return part in self.package or part in self._trees or part in self._bytes

    def root(self, part: str) -> XmlElement:
        """Return the root of an XML part, with everything that stands in it; what is changed there is written.

        Raises:
            ReadError: there is no such part, or it is no XML that an Office file may have.
            WriteError: the part is in the strict variant of the format, whose names are others.
        """
        if part not in self._trees:
            source = self.package.bytes_of(part)
            xml_root(source, self.package.name, part)  # refuses what is dangerous
            if _STRICT in source:
                raise _strict(self.package.name)
            self._trees[part] = etree.fromstring(source, _PARSER)
        return self._trees[part]

    def bytes_of(self, part: str) -> bytes:
        """Return the content of a part that is not changed as XML."""
        return self._bytes[part] if part in self._bytes else self.package.bytes_of(part)

    def put(self, part: str, content: bytes) -> None:
        """Replace or add a part."""
        self._bytes[part] = content

    def add_xml(self, part: str, root: XmlElement, content_type: str) -> None:
        """Add an XML part of a content type."""
        self._trees[part] = root
        types = self.root(_TYPES_PART)
        types.append(types.makeelement(f"{{{_TYPES}}}Override", {"PartName": f"/{part}", "ContentType": content_type}))

    def set_default_type(self, suffix: str, content_type: str) -> None:
        """Say which content type parts with ``suffix`` have, where the package does not say it."""
        types = self.root(_TYPES_PART)
        known = {(each.get("Extension") or "").lower() for each in types.iter(f"{{{_TYPES}}}Default")}
        if suffix not in known:
            types.insert(
                0, types.makeelement(f"{{{_TYPES}}}Default", {"Extension": suffix, "ContentType": content_type})
            )

    def related(self, part: str, kind: str) -> dict[str, str]:
        """Return the parts to which ``part`` has relations of a kind, such as ``comments``, by their ids."""
        relations = _relations_of(part)
        if relations not in self:
            return {}
        folder = part.rpartition("/")[0]
        found: dict[str, str] = {}
        changed = self._trees.get(relations)
        root = self.package.xml(relations) if changed is None else changed
        for relation in root.iter(f"{{{RELATIONS}}}Relationship"):
            target = relation.get("Target") or ""
            if (relation.get("Type") or "").endswith(f"/{kind}") and relation.get("TargetMode") != "External":
                found[relation.get("Id") or ""] = (
                    target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
                )
        return found

    def relate(self, part: str, kind: str, target: str) -> str:
        """Add a relation of a kind from ``part`` to the part ``target``, and return its id."""
        relations = _relations_of(part)
        if relations not in self:
            self._trees[relations] = etree.Element(f"{{{RELATIONS}}}Relationships", nsmap={None: RELATIONS})
        root = self.root(relations)
        taken = {each.get("Id") for each in root}
        name = next(name for number in range(1, len(taken) + 2) if (name := f"rIdGovinfo{number}") not in taken)
        near = relpath(target, part.rpartition("/")[0] or ".")
        given = {"Id": name, "Type": f"{OFFICE_RELATIONS}/{kind}", "Target": near}
        root.append(root.makeelement(f"{{{RELATIONS}}}Relationship", given))
        return name

    def free_name(self, pattern: str) -> str:
        """Return the first name of a part that is free; ``pattern`` has ``{}`` for a number."""
        taken = {part.lower() for part in (*self.package.entries, *self._trees, *self._bytes)}
        number = next(number for number in range(1, len(taken) + 2) if pattern.format(number).lower() not in taken)
        return pattern.format(number)

    @property
    def data(self) -> bytes:
        """The bytes of the changed package: old parts in their order, then the new ones."""
        changed = {part: _xml(root) for part, root in self._trees.items()} | self._bytes
        target = BytesIO()
        with ZipFile(BytesIO(self._original)) as old, ZipFile(target, "w", ZIP_DEFLATED) as new:
            written: set[str] = set()
            for part, entry in self.package.entries.items():
                new.writestr(_entry_like(entry), changed[part] if part in changed else old.read(entry))
                written.add(part)
            for part, content in changed.items():
                if part not in written:
                    new.writestr(_entry_like(ZipInfo(part)), content)
        return target.getvalue()


def _relations_of(part: str) -> str:
    folder, _, file = part.rpartition("/")
    return f"{folder}/_rels/{file}.rels".lstrip("/")


def _entry_like(entry: ZipInfo) -> ZipInfo:
    """Return an entry with the name and the date of another one, packed."""
    like = ZipInfo(entry.filename, entry.date_time)
    like.compress_type = ZIP_DEFLATED
    like.external_attr = entry.external_attr
    return like


def _xml(root: XmlElement) -> bytes:
    return etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)


def _strict(name: str) -> WriteError:
    return WriteError(
        Text("这是“严格”的 Open XML 文件，不能加批注。", "This is a strict Open XML file, which is not annotated."),
        where=name,
        advice=Text("请在 Office 中另存为普通的 docx 或 xlsx。", "Save it in Office as an ordinary docx or xlsx."),
    )
