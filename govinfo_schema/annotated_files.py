"""Copies of documents in which findings are marked and told."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING, cast

from govinfo_schema import files
from govinfo_schema.annotations import annotations_of
from govinfo_schema.arguments import findings_in, require_word
from govinfo_schema.errors import WriteError
from govinfo_schema.format_registry import Registry, installed, suffix_of
from govinfo_schema.formats import naming, offered, with_libraries_of
from govinfo_schema.limits import STANDARD_LIMITS, Limits
from govinfo_schema.messages import LANGUAGES, Text
from govinfo_schema.places import File, Target, deliver, input_from, name_of
from govinfo_schema.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Iterable

    from govinfo_schema.annotations import Annotation
    from govinfo_schema.findings import Finding
    from govinfo_schema.messages import Language


def annotate(  # noqa: PLR0913 - what is copied, where to, and what is told in which words
    source: File,
    target: Target,
    findings: Iterable[Finding],
    *,
    reading: Reading,
    format: str | None = None,  # noqa: A002 - called like the option
    language: Language = "zh",
    limits: Limits = STANDARD_LIMITS,
) -> tuple[Annotation, ...]:
    """Write a copy of a document to ``target`` in which findings are marked and told. No value in it is changed.

    Args:
        source: the document, as ``read`` takes it.
        target: path of a file, ``"-"`` for standard output, or a file open for writing bytes.
        findings: findings of any outcome on the report of the document.
        reading: what was read from the same document; it knows where the cells stand.
        format: name of the file format; by default that of the reading.
        language: language of the annotations.
        limits: what the document may ask for.

    Returns:
        What was told, by place.

    Raises:
        ReadError: the source cannot be opened.
        WriteError: the format cannot hold annotations, the source is not what was read, the target is the source or is
            called like a file of another format, or it cannot be written.
        TypeError: ``findings`` or ``reading`` is something else.
        ValueError: there is no such language.
    """
    if not isinstance(cast("object", reading), Reading):
        raise TypeError(
            f"annotate() takes as reading what read(source) returns, not {type(reading).__name__}: "
            "it knows where the cells stand."
        )
    noted = findings_in(findings, "annotate")
    require_word("language", language, LANGUAGES)
    paths = [place for place in (source, target) if isinstance(place, str | os.PathLike)]
    if len(paths) > 1:
        files.refuse_same(*paths)
    given = input_from(source, limits)
    registry = Registry("annotate", installed())
    with naming(given.name):
        read_from = reading.report.source
        if read_from is None or read_from.sha256 != hashlib.sha256(given.data).hexdigest():
            raise _another_document()
        chosen = registry.named(format or read_from.format)
        _require_suffix(
            tuple(dict.fromkeys((*chosen.written_suffixes, suffix_of(given.name) or chosen.suffixes[0]))),
            name_of(target),
        )
        told = annotations_of(noted, reading)
        with with_libraries_of(chosen, registry):
            data = offered(chosen.annotate)(given, told, language)
    deliver(data, target)
    return told


def _require_suffix(fitting: tuple[str, ...], name: str) -> None:
    """Refuse a name for a copy with which programs would take it for a file of another format."""
    suffix = suffix_of(name)
    if suffix and suffix not in fitting:
        raise WriteError(
            Text(
                f"副本与原文件格式相同，后缀不能是 {suffix}。",
                f"The copy has the format of the document, not {suffix}.",
            ),
            where=name,
            advice=Text(f"可用的后缀：{'、'.join(fitting)}。", f"Suffixes that fit: {', '.join(fitting)}."),
        )


def _another_document() -> WriteError:
    return WriteError(
        Text(
            "这不是读取时的那份文件，或者它读出的报告没有说明出自哪份文件。",
            "This is not the document that was read, or the report does not say which document it comes from.",
        ),
        advice=Text("请重新读取这份文件。", "Read the document again."),
    )
