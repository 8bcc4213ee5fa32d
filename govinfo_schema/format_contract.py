"""What a file format offers to this project: the contract between ``formats`` and the modules behind entry points."""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen

from govinfo_schema.annotations import Annotation
from govinfo_schema.findings import Finding
from govinfo_schema.forms import Report
from govinfo_schema.messages import Language, Text
from govinfo_schema.migration.ledger import Ledger
from govinfo_schema.reading import Reading
from govinfo_schema.tables import Table


@frozen(kw_only=True)
class Input:
    """The bytes to read.

    Attributes:
        data: the whole content.
        name: file name for messages and for the source of the report; ``-`` for standard input.
    """

    data: bytes
    name: str


@frozen(kw_only=True)
class ReadOptions:
    """What the caller already knows.

    Attributes:
        form: name of the form; ``None`` lets the reader recognise it.
        report: number of the report in a file with several, counted from 1; ``None`` where nobody chose.
    """

    form: str | None = None
    report: int | None = None


@frozen(kw_only=True)
class WriteOptions:
    """What is written beside the report, where the format can hold it.

    Attributes:
        findings: results of the checks, shown where the format can show them; ``None`` when nothing was checked.
        ledger: account of the migration that made the report; ``None`` when there was none.
        language: language of everything that is not an official label.
    """

    findings: tuple[Finding, ...] | None = None
    ledger: Ledger | None = None
    language: Language = "zh"


@frozen(kw_only=True)
class Format:
    """One file format.

    Attributes:
        name: the name used with ``--format``.
        description: what it is, for people.
        suffixes: file name suffixes in lower case, with the dot.
        sniff: says whether the first bytes of a file look like this format.
        read: makes a reading of a file; ``None`` where the format is only written. Raises ``ReadError`` for bytes that
            are not this format, and ``RecognitionError`` for a document that is no report, or several of which none
            was chosen.
        write: makes the bytes of a file; ``None`` where the format is only read.
        write_table: makes the bytes of a file that holds a table of results; ``None`` where the format holds none.
        read_all: makes a reading of each report of a file; ``None`` where a file holds one report only.
        annotate: makes the bytes of a copy of a file in which annotations are marked and told, and all else is as it
            was; ``None`` where the format cannot hold them. Raises ``WriteError`` for a file for which this is not
            possible without loss.
    """

    name: str
    description: Text
    suffixes: tuple[str, ...]
    sniff: Callable[[bytes], bool]
    read: Callable[[Input, ReadOptions], Reading] | None = None
    write: Callable[[Report, WriteOptions], bytes] | None = None
    write_table: Callable[[Table, Language], bytes] | None = None
    read_all: Callable[[Input, ReadOptions], tuple[Reading, ...]] | None = None
    annotate: Callable[[Input, tuple[Annotation, ...], Language], bytes] | None = None
