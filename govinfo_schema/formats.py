"""Reading and writing reports in any file format that is installed."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeAlias, TypeVar, cast

from govinfo_schema import isolation
from govinfo_schema.arguments import findings_in, report_in, require_word
from govinfo_schema.errors import GovinfoError, ReadError, RecognitionError
from govinfo_schema.format_contract import Input, ReadOptions, TableOptions, TemplateOptions, WriteOptions
from govinfo_schema.format_registry import Registry, installed
from govinfo_schema.forms import form_of
from govinfo_schema.given_tables import FORMAT as TABLES
from govinfo_schema.given_tables import Tables, grid_file, is_tables
from govinfo_schema.limits import STANDARD_LIMITS, Limits, bounded
from govinfo_schema.messages import LANGUAGES, Text
from govinfo_schema.places import STANDARD_STREAM, File, Target, deliver, input_from, name_of, require_target
from govinfo_schema.versions import version_named
from govinfo_schema.write_choices import ENCODINGS, LAYOUTS

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable

    from govinfo_schema.findings import Finding
    from govinfo_schema.format_contract import Format
    from govinfo_schema.format_registry import Use
    from govinfo_schema.forms import Report
    from govinfo_schema.holding import LeftOut
    from govinfo_schema.messages import Language
    from govinfo_schema.migration.ledger import Ledger
    from govinfo_schema.reading import Reading
    from govinfo_schema.tables import Table
    from govinfo_schema.write_choices import Encoding, Layout

Source: TypeAlias = "File | Tables"
_Ability = TypeVar("_Ability")
_LARGE = 4_000_000  # bytes; what takes its time anyhow can as well be read in a process of its own


def read(  # noqa: PLR0913 - what is read, what is known of it, and what it may ask for
    source: Source,
    *,
    format: str | None = None,  # noqa: A002 - called like the option
    form: str | None = None,
    report: int | None = None,
    limits: Limits = STANDARD_LIMITS,
    isolated: bool | None = False,
) -> Reading:
    """Read the report that ``source`` contains. Nothing is migrated, repaired or made up.

    Args:
        source: path of a file, ``"-"`` for standard input, the bytes themselves, or a file open for reading bytes; or
            tables that another program has read: a data frame, rows of values, or a list of several of them.
        format: name of the file format, for example ``html``; by default content and suffix decide.
        form: name of the form, for example ``v2021``; by default the document decides.
        report: which report of a file with several, counted from 1; ``read_all`` reads all of them.
        limits: what the file may ask of its reader.
        isolated: whether the file is read in a process of its own, so that a damaged file can neither end this process
            nor keep it busy for longer than ``limits.seconds``; ``None`` where its format or its size suggests it. The
            process is kept for further files; the first one costs about 0.2 s.

    Returns:
        The report in the form that the document has, with where each value stands, what was left over, and why form,
        year and agency are believed to be what the report says.

    Raises:
        ReadError: the source cannot be opened, its format is unknown, its bytes are not in that format, or it asks for
            more than ``limits`` allow.
        RecognitionError: it is no report of a known form, it has no number in any cell, or it is several reports and
            ``report`` names none of them; then the error lists them.
        StructureError: there is no form called ``form``, or structured data does not have the shape of its form.
        TypeError: ``source`` is none of these.
    """
    options = ReadOptions(form=form, report=report, limits=limits)
    (reading,) = _read(source, format, options, isolated=isolated, every=False)
    return reading


def read_all(
    source: Source,
    *,
    format: str | None = None,  # noqa: A002 - called like the option
    form: str | None = None,
    limits: Limits = STANDARD_LIMITS,
    isolated: bool | None = False,
) -> tuple[Reading, ...]:
    """Read every report that ``source`` contains: one on each sheet, or one after the other.

    Args:
        source: what ``read`` takes.
        format: name of the file format; by default content and suffix decide.
        form: name of the form; by default each report decides for itself.
        limits: as for ``read``.
        isolated: as for ``read``.

    Returns:
        The readings in the order of the document; one of them for a file with one report. Places are those in the
        whole file.

    Raises:
        ReadError: as ``read``.
        RecognitionError: no report of a known form is there, one has no number in any cell, or the tables of several
            reports stand among each other.
        StructureError: as ``read``.
        TypeError: as ``read``.
    """
    return _read(source, format, ReadOptions(form=form, limits=limits), isolated=isolated, every=True)


def _read(
    source: Source, format_name: str | None, options: ReadOptions, *, isolated: bool | None, every: bool
) -> tuple[Reading, ...]:
    _require_options(options)
    if is_tables(source):
        given, format_name = Input(data=grid_file(source), name=STANDARD_STREAM), TABLES
    else:
        given = input_from(cast("File", source), options.limits)
    if not given.data:
        raise ReadError(Text("文件是空的。", "The file is empty."), where=given.name)
    registry = Registry("read", installed())
    with naming(given.name):
        chosen = registry.named(format_name) if format_name else registry.for_content(given.data, given.name)
        if isolated or (isolated is None and (chosen.fragile or len(given.data) > _LARGE)):
            readings = isolation.read(chosen.name, given, options, every=every)
        else:
            with with_libraries_of(chosen, registry), bounded(options.limits):
                readings = chosen.readings(given, options, every=every)
        for reading in readings:
            _refuse_empty(reading)
    return readings


def _require_options(options: ReadOptions) -> None:
    """Refuse options that would fail somewhere in a reader.

    Raises:
        StructureError: there is no such form.
        TypeError: one of them is of another type than its name says.
    """
    if options.form is not None:
        version_named(options.form)
    number, limits = cast("object", options.report), cast("object", options.limits)
    if not isinstance(number, int | None) or isinstance(number, bool):
        raise TypeError(f"report takes the number of a report in the file, as in report=1, not {number!r}.")
    if not isinstance(limits, Limits):
        raise TypeError(f"limits takes Limits, as in limits=Limits(pages=600), not {type(limits).__name__}.")


def write(  # noqa: PLR0913 - what is written, where to, and what a format may show beside it
    report: Report | Reading,
    target: Target,
    *,
    format: str | None = None,  # noqa: A002 - called like the option
    findings: Iterable[Finding] | None = None,
    ledger: Ledger | None = None,
    language: Language = "zh",
    encoding: Encoding = "utf-8",
    layout: Layout = "long",
) -> tuple[LeftOut, ...]:
    """Write ``report`` to ``target``, whole or not at all, and say what the file does not give back of it.

    Args:
        report: the report, or the reading of a document, whose report is taken; it is written in the form that it has.
        target: path of a file, ``"-"`` for standard output, or a file open for writing bytes. A file that is there
            already is replaced once the new one is complete.
        format: name of the file format; by default the suffix of ``target`` decides.
        findings: results of the checks, written beside the report where the format can hold them. With a ledger they
            are those of the report as it was published, unless they name a cell that its form has not.
        ledger: account of the migration that made the report, written beside it where the format can hold it.
        language: language of everything that is not an official label.
        encoding: encoding of csv: ``utf-8``, ``utf-8-sig`` (for Excel) or ``gb18030``. Other formats have one only.
        layout: layout of csv: ``long`` (one line for each cell, which reads back) or ``wide`` (as the form prints it).

    Returns:
        What the format cannot hold of this report, or gives back only nearly; empty where the report comes back equal.

    Raises:
        WriteError: no format is known for the suffix, the format cannot hold the report, or the target cannot be
            written.
        TypeError: ``report``, ``findings`` or ``ledger`` is something else.
        ValueError: there is no such language, encoding or layout.
    """
    report = report_in(report, "write")
    if ledger is not None and not hasattr(ledger, "lines"):
        raise TypeError(f"write() takes the ledger of a migration, not {type(ledger).__name__}; give ledger=x.ledger.")
    options = write_options(
        findings=None if findings is None else findings_in(findings, "write"),
        ledger=ledger,
        language=language,
        encoding=encoding,
        layout=layout,
    )
    chosen = deliver_as("write", target, format, lambda chosen: offered(chosen.write)(report, options), options)
    return chosen.left_out(report, options)


def write_options(
    *,
    findings: tuple[Finding, ...] | None,
    language: Language,
    ledger: Ledger | None = None,
    encoding: Encoding = "utf-8",
    layout: Layout = "long",
) -> WriteOptions:
    """Return what is written beside a report, and how.

    Raises:
        ValueError: there is no such language, encoding or layout.
    """
    require_word("language", language, LANGUAGES)
    require_word("encoding", encoding, ENCODINGS)
    require_word("layout", layout, LAYOUTS)
    return WriteOptions(findings=findings, ledger=ledger, language=language, encoding=encoding, layout=layout)


def write_template(
    form: str,
    target: Target,
    *,
    previous: Report | Reading | None = None,
    format: str | None = None,  # noqa: A002 - called like the option
) -> None:
    """Write a file in which a person fills in a form, whole or not at all: its layout, formulas and checks.

    Args:
        form: name of the form, for example ``v2021``.
        target: path of a file, ``"-"`` for standard output, or a file open for writing bytes.
        previous: the report of the year before, or a reading of it, whose closing figures, organ and year are filled
            in.
        format: name of the file format; by default the suffix of ``target`` decides.

    Raises:
        StructureError: there is no such form, or it is not that of the year after ``previous``.
        WriteError: the format has no such files, or the target cannot be written.
        TypeError: ``previous`` is neither a report nor a reading.
    """
    from govinfo_schema.migration.closing import opening_after  # noqa: PLC0415 - loaded by those calls only that need it

    version_named(form)
    last = None if previous is None else report_in(previous, "write_template")
    options = TemplateOptions(opening=None if last is None else opening_after(form, last))
    deliver_as("write_template", target, format, lambda chosen: offered(chosen.write_template)(form, options))


def write_table(
    table: Table,
    target: Target,
    *,
    format: str | None = None,  # noqa: A002 - called like the option
    language: Language = "zh",
    encoding: Encoding | None = None,
) -> None:
    """Write a table of results to ``target``, whole or not at all.

    Args:
        table: the table, for example that of a ledger.
        target: path of a file, ``"-"`` for standard output, or a file open for writing bytes.
        format: name of the file format; by default the suffix of ``target`` decides.
        language: language of titles and sentences.
        encoding: encoding of csv: ``utf-8``, ``utf-8-sig`` (for Excel, the default) or ``gb18030``. Other formats pass
            over it.

    Raises:
        WriteError: no format that holds tables is known for the suffix, or the target cannot be written.
        ValueError: there is no such language or encoding.
    """
    require_word("language", language, LANGUAGES)
    if encoding is not None:
        require_word("encoding", encoding, ENCODINGS)
    options = TableOptions(language=language, encoding=encoding)
    deliver_as("write_table", target, format, lambda chosen: offered(chosen.write_table)(table, options))


def available() -> tuple[Format, ...]:
    """Return all formats that are installed and can be loaded, in the order of their names."""
    return Registry("read", installed()).loaded()


def suffix_of_format(name: str) -> str:
    """Return the usual suffix of the files that the format ``name`` writes, with its dot.

    Raises:
        WriteError: there is no such format, or it does not write.
    """
    return Registry("write", installed()).named(name).suffixes[0]


def suffixes_written() -> frozenset[str]:
    """Return the suffixes of all files that formats write."""
    return frozenset(suffix for format_ in available() if format_.write for suffix in format_.written_suffixes)


def require_format(use: Use, target: Target, name: str | None = None) -> Format:
    """Return the format of a target, and refuse one that no format writes, before any work is done for it.

    Args:
        use: what the format is to write, by the name of the function: ``write``, ``write_table``, ``write_template``.
        target: path of a file, ``"-"`` for standard output, or a file open for writing bytes.
        name: name of the file format; by default the suffix of ``target`` decides.

    Raises:
        WriteError: as that function.
    """
    with naming(name_of(target)):
        return _format_for(Registry(use, installed()), target, name)


def _format_for(registry: Registry, target: Target, name: str | None) -> Format:
    return registry.named(name) if name else registry.for_name(name_of(target))


def deliver_as(
    use: Use,
    target: Target,
    name: str | None,
    made: Callable[[Format], bytes],
    options: WriteOptions | None = None,
) -> Format:
    """Write to ``target`` what the format called ``name`` makes, or else the one that the suffix names; return it.

    Raises:
        WriteError: there is no such format, it does not serve this use, it has not what ``options`` choose, or the
            target cannot be written.
        TypeError: ``target`` is no place to write to.
    """
    require_target(target)
    registry = Registry(use, installed())
    with naming(name_of(target)):
        chosen = _format_for(registry, target, name)
        if options is not None:
            chosen.require_choices(options)
        with with_libraries_of(chosen, registry):
            data = made(chosen)
    deliver(data, target)
    return chosen


def offered(ability: _Ability | None) -> _Ability:
    """Return what a format can do; the registry gives only formats that can."""
    assert ability is not None  # noqa: S101 - see above
    return ability


@contextmanager
def naming(name: str) -> Generator[None]:
    """Make each error say which file it is about."""
    try:
        yield
    except GovinfoError as error:
        if not error.where.startswith(name):
            error.where = f"{name}, {error.where}" if error.where else name
        raise


@contextmanager
def with_libraries_of(format_: Format, registry: Registry) -> Generator[None]:
    """Turn the lack of a library that a format loads only now into an error that says how to install it."""
    try:
        yield
    except ModuleNotFoundError as error:
        missing = registry.not_installed(format_, error)
        if missing is None:
            raise
        raise missing from error


def _refuse_empty(reading: Reading) -> None:
    """Refuse a reading without a single number, which is no success, but for sums of which none is complete."""
    form, rest = form_of(reading.report), len(reading.leftovers)
    incomplete = (mark for mark in reading.report.marks.values() if mark.state == "incomplete")
    if next(incomplete, None) or any(value is not None for value in form.values(reading.report)):
        return
    raise RecognitionError(
        Text(
            f"认出了表式 {form.name}，但没有一个单元格读到数字（未归入任何单元格的：{rest} 处）。",
            f"The form {form.name} was recognised, and not one of its cells has a number (unplaced numbers: {rest}).",
        ),
        advice=Text(
            "请检查文件中的表格是否完整，或改用原始文件；如为填报表，请先填写再读取。",
            "Check whether the tables in the file are complete, or use the original; fill in a template first.",
        ),
    )
