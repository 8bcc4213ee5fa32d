"""What a file format offers to this project: the contract between ``formats`` and the modules behind entry points."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from attrs import frozen

from govinfo_schema.annotations import Annotation
from govinfo_schema.errors import RecognitionError, WriteError
from govinfo_schema.findings import Finding
from govinfo_schema.forms import Report
from govinfo_schema.holding import Holds, LeftOut, Part, left_out
from govinfo_schema.limits import STANDARD_LIMITS, Limits
from govinfo_schema.merging.merged import Merged
from govinfo_schema.messages import Language, Text
from govinfo_schema.migration.ledger import Ledger
from govinfo_schema.migration.opening import Opening
from govinfo_schema.reading import Reading
from govinfo_schema.tables import Table
from govinfo_schema.write_choices import Encoding, Layout


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
        limits: what the file may ask of its reader. ``read`` has looked at its size before.
    """

    form: str | None = None
    report: int | None = None
    limits: Limits = STANDARD_LIMITS


@frozen(kw_only=True)
class WriteOptions:
    """What is written beside the report, where the format can hold it.

    Attributes:
        findings: results of the checks, shown where the format can show them; ``None`` when nothing was checked.
        ledger: account of the migration that made the report; ``None`` when there was none.
        language: language of everything that is not an official label.
        encoding: encoding of text files that may have one of several (csv).
        layout: how a text file arranges the cells, where it can in several ways (csv).
    """

    findings: tuple[Finding, ...] | None = None
    ledger: Ledger | None = None
    language: Language = "zh"
    encoding: Encoding = "utf-8"
    layout: Layout = "long"


@frozen(kw_only=True)
class TableOptions:
    """How a table of results is written.

    Attributes:
        language: language of titles and sentences.
        encoding: encoding of csv; ``None`` takes that which spreadsheets know. Other formats pass over it.
    """

    language: Language = "zh"
    encoding: Encoding | None = None


@frozen(kw_only=True)
class TemplateOptions:
    """What is known before a form is filled in.

    Attributes:
        opening: what last year's report says of the beginning of the year; ``None`` where none is given.
    """

    opening: Opening | None = None


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
        fragile: whether a damaged file can end the process that reads it, or keep it busy for ever, because of a
            library that is not written in Python. The command line reads such formats in a process of their own.
        write: makes the bytes of a file; ``None`` where the format is only read.
        write_table: makes the bytes of a file that holds a table of results; ``None`` where the format holds none.
        read_all: makes a reading of each report of a file; ``None`` where a file holds one report only.
        annotate: makes the bytes of a copy of a file in which annotations are marked and told, and all else is as it
            was; ``None`` where the format cannot hold them. Raises ``WriteError`` for a file for which this is not
            possible without loss.
        write_template: makes the bytes of a file in which a person fills in the form of a name; ``None`` where the
            format has no such files.
        write_merged: makes the bytes of a file that holds a merged report with its sources and parts; ``None`` where
            the format can hold the report alone.
        holds: what comes back of a report that was written in this format, or that in each layout, where it can be
            written in several; ``None`` where the format does not say.
        unheld: the parts that the format holds, and cannot hold as they are in this very report; ``None`` where there
            are none of them.
        holds_filled_in: what comes back of a report that a person typed into a file of ``write_template``.
        encodings: the encodings in which its text can be written; a format that is no text has the usual one alone.
        read_only: those of its suffixes under which files are read and never written, because what is written is
            something else (.docm: no macros are written).
    """

    name: str
    description: Text
    suffixes: tuple[str, ...]
    sniff: Callable[[bytes], bool]
    read: Callable[[Input, ReadOptions], Reading] | None = None
    write: Callable[[Report, WriteOptions], bytes] | None = None
    write_table: Callable[[Table, TableOptions], bytes] | None = None
    read_all: Callable[[Input, ReadOptions], tuple[Reading, ...]] | None = None
    annotate: Callable[[Input, tuple[Annotation, ...], Language], bytes] | None = None
    write_template: Callable[[str, TemplateOptions], bytes] | None = None
    write_merged: Callable[[Merged, WriteOptions], bytes] | None = None
    fragile: bool = False
    holds: Holds | Mapping[Layout, Holds] | None = None
    unheld: Callable[[Report, WriteOptions], tuple[Part, ...]] | None = None
    holds_filled_in: Holds | None = None
    encodings: tuple[Encoding, ...] = ("utf-8",)
    read_only: tuple[str, ...] = ()

    @property
    def written_suffixes(self) -> tuple[str, ...]:
        """The suffixes of the files that it writes."""
        return tuple(suffix for suffix in self.suffixes if suffix not in self.read_only)

    @property
    def layouts(self) -> Mapping[Layout | None, Holds]:
        """What comes back in each layout; a format with one layout has it under ``None``."""
        if self.holds is None:
            return {}
        return {None: self.holds} if isinstance(self.holds, Holds) else dict(self.holds.items())

    def require_choices(self, options: WriteOptions) -> None:
        """Refuse an encoding or a layout that reports in this format do not have, and that would pass unseen.

        Raises:
            WriteError: ``options`` choose one.
        """
        if options.encoding not in self.encodings:
            chosen = f"encoding={options.encoding}"
        elif options.layout not in (WriteOptions().layout, *self.layouts):
            chosen = f"layout={options.layout}"
        else:
            return
        raise WriteError(
            Text(
                f"格式“{self.name}”没有这个选项（{chosen}），它用于 csv。",
                f"The format {self.name!r} has no such choice ({chosen}); csv has it.",
            ),
            advice=Text("请去掉这个选项，或写成 csv。", "Leave it out, or write csv."),
        )

    def left_out(self, report: Report, options: WriteOptions) -> tuple[LeftOut, ...]:
        """Return what ``report`` loses in a file of this format; empty where it loses nothing or nothing is known.

        Args:
            report: the report that is written.
            options: how it is written.
        """
        holds = self.layouts.get(options.layout, self.layouts.get(None))
        if holds is None:
            return ()
        return left_out(report, holds, () if self.unheld is None else self.unheld(report, options))

    def readings(self, given: Input, options: ReadOptions, *, every: bool) -> tuple[Reading, ...]:
        """Read a file of this format, which reads.

        Args:
            given: the file.
            options: what the caller already knows.
            every: whether all reports of the file are wanted, or the one of ``options``.

        Raises:
            GovinfoError: whatever its reader raises.
            RecognitionError: a report is asked for by its number, and files of this format hold one.
        """
        if every and self.read_all is not None:
            return self.read_all(given, options)
        assert self.read is not None  # noqa: S101 - the registry gives only formats that read
        if self.read_all is None and options.report not in (None, 1):
            raise RecognitionError(
                Text(
                    f"没有第 {options.report} 份报告：{self.name} 文件只有一份报告。",
                    f"There is no report {options.report}: a file in the format {self.name} holds one.",
                ),
                advice=Text("请不加 --report（report=）读取。", "Read it without --report (report=)."),
            )
        return (self.read(given, options),)
