"""What callers give to the public functions: taken where its meaning is certain, refused with advice where it is not.

What is wrong with a file is an error of ``errors``. A wrong argument is a mistake of the program, and so a
``TypeError`` or ``ValueError`` as everywhere in Python: a loop that passes over bad files does not hide it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

from govinfo_schema.findings import Finding
from govinfo_schema.forms import Report, require_report
from govinfo_schema.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

A_REPORT = "a Report, or the Reading that read() returns"
_REPORTS = "Reports, or the Readings that read() returns"


def report_in(given: object, caller: str, accepted: str = A_REPORT) -> Report:
    """Return the report that was given, or that of a reading.

    Args:
        given: what was given.
        caller: name of the public function.
        accepted: what it takes, as a noun of the message.

    Raises:
        TypeError: it is neither; says what to give instead.
    """
    report = given.report if isinstance(given, Reading) else given
    require_report(report, caller, accepted)
    return cast("Report", report)


def reports_in(given: object, caller: str) -> Iterator[Report | Reading]:
    """Return the reports and readings that were given, one after the other; each is looked at when its turn comes.

    Raises:
        TypeError: there are not several things, or one of them is no report; says what to give instead.
    """
    if isinstance(given, Report | Reading):
        raise TypeError(f"{caller}() takes several reports; give one of them as a list: {caller}([x]).")
    return _each_of(several_in(given, caller), caller)


def several_in(given: object, caller: str) -> Iterable[object]:
    """Return several things that were given, whatever they are.

    Raises:
        TypeError: they are a path, or no several things at all.
    """
    kind = type(given).__name__
    if isinstance(given, str | bytes | os.PathLike) or not isinstance(given, Iterable):
        raise TypeError(
            f"{caller}() takes several {_REPORTS}, not {kind}; "
            f"read the files first: {caller}([read(path) for path in paths])."
        )
    return cast("Iterable[object]", given)


def _each_of(given: Iterable[object], caller: str) -> Iterator[Report | Reading]:
    for each in given:
        report = each.report if isinstance(each, Reading) else each
        if isinstance(each, str | os.PathLike):
            several_in(cast("object", each), caller)
        require_report(report, caller, _REPORTS)
        yield cast("Report | Reading", each)


def findings_in(given: object, caller: str) -> tuple[Finding, ...]:
    """Return the findings that were given.

    Raises:
        TypeError: they are none; says what to give instead.
    """
    found = tuple(cast("Iterable[object]", given)) if isinstance(given, Iterable) else (given,)
    for each in found:
        if not isinstance(each, Finding):
            advice = f"{caller}(..., findings=x.findings)" if hasattr(each, "findings") else "validate(report).findings"
            raise TypeError(f"{caller}() takes findings, not {type(each).__name__}; give them with {advice}.")
    return cast("tuple[Finding, ...]", found)


def names_in(given: object, name: str) -> tuple[str, ...]:
    """Return a list of names that was given, without repetitions.

    Raises:
        TypeError: it is one text, whose characters would be taken for names, or no list of texts.
    """
    kind, is_one = type(given).__name__, isinstance(given, str)
    listed = tuple(cast("Iterable[object]", given)) if isinstance(given, Iterable) and not is_one else (None,)
    if not all(isinstance(each, str) for each in listed):
        raise TypeError(f"{name} takes a list of names, as in {name}=['…'], not this {kind}.")
    return tuple(dict.fromkeys(cast("tuple[str, ...]", listed)))


def require_word(name: str, word: object, words: Iterable[str]) -> None:
    """Refuse a word that an argument does not know, as what is misspelt would otherwise pass unseen.

    Raises:
        ValueError: it is none of ``words``, which are named.
    """
    known = tuple(words)
    if word not in known:
        raise ValueError(f"{name}={word!r} is none of {', '.join(known)}")
