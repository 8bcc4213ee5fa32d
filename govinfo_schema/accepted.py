"""Discrepancies that somebody has looked at and accepted, with the reason, in a file that is kept beside the reports.

The file is JSON: ``{"accepted": [entry, …]}``. An entry holds

- ``reason``: why it is accepted; required;
- ``fingerprint``: that of the finding (``govinfo_schema.fingerprints``), or instead of it ``rule``, ``instance``
  (absent where a rule has none) and ``cells``: what each cell holds, by path, as ``contents`` writes it;
- ``outcome``: ``failed`` (the default) or ``undecided``;
- ``form``, ``agency`` and ``year``: where given, the entry is about such reports only;
- ``by`` and ``date``: who accepted it, and when; optional, and never looked at.

An entry is void as soon as a cell of the rule holds something else: the finding counts again, and the entry is told as
stale.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, cast

from attrs import field, fields_dict, frozen

from govinfo_schema.errors import Problem, StructureError
from govinfo_schema.findings import Outcome
from govinfo_schema.fingerprints import contents, fingerprints
from govinfo_schema.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from govinfo_schema.findings import Finding
    from govinfo_schema.forms import Report

ACCEPTABLE: tuple[Outcome, ...] = ("failed", "undecided")
_KEY = "accepted"
_OUT_OF_PLACE = Text("这里应为文本。", "This must be text.")


@frozen(kw_only=True)
class Acceptance:
    """One discrepancy that is accepted.

    Attributes:
        reason: why.
        fingerprint: of the finding; ``None`` where rule, instance and cells say which one is meant.
        rule: id of the rule.
        instance: which of its instances.
        cells: what each cell of the finding holds, by path; empty where only the fingerprint is known.
        outcome: what the check found.
        form: name of the form of the report; ``None`` for any. Likewise ``agency``, its name, and ``year``.
        agency: see ``form``.
        year: see ``form``.
        by: who accepted it.
        date: when.
    """

    reason: str
    fingerprint: str | None = None
    rule: str | None = None
    instance: str = ""
    cells: dict[str, str] = field(factory=dict[str, str])
    outcome: Outcome = "failed"
    form: str | None = None
    agency: str | None = None
    year: int | None = None
    by: str | None = None
    date: str | None = None

    def is_about(self, report: Report) -> bool:
        """Say whether the entry is about reports such as ``report``."""
        wanted = ((self.form, report.form), (self.agency, report.agency.name), (self.year, report.year))
        return all(given is None or given == there for given, there in wanted)


@frozen(kw_only=True)
class Accepted:
    """What a file of accepted discrepancies says of one report.

    Attributes:
        by_finding: for each finding, in order, the entry that accepts it, or ``None``.
        stale: the entries that are about this report and accept nothing in it any more.
    """

    by_finding: tuple[Acceptance | None, ...]
    stale: tuple[Acceptance, ...]


def accept(
    findings: Sequence[Finding], report: Report, entries: Iterable[Acceptance], *, alone: bool = False
) -> Accepted:
    """Say which of ``findings`` are accepted.

    Args:
        findings: all findings on ``report``, passed ones included.
        report: the report.
        entries: what was accepted.
        alone: whether this is the only report, so that entries that name neither agency nor year are about it.

    Returns:
        The entry for each finding. An entry is stale where it is about this report, its rule and instance were checked,
        and it accepts none of the findings.
    """
    relevant = [entry for entry in entries if entry.is_about(report)]
    held, known = contents(report), fingerprints(findings, report)
    accepted = tuple(
        next((entry for entry in relevant if _accepts(entry, finding, print_, held)), None)
        for finding, print_ in zip(findings, known, strict=True)
    )
    used = {id(entry) for entry in accepted if entry is not None}
    checked = {(finding.rule, finding.instance) for finding in findings}
    stale = tuple(
        entry
        for entry in relevant
        if id(entry) not in used
        and (entry.rule, entry.instance) in checked
        and (alone or entry.agency is not None or entry.year is not None)
    )
    return Accepted(by_finding=accepted, stale=stale)


def _accepts(entry: Acceptance, finding: Finding, print_: str, held: Mapping[str, str]) -> bool:
    if finding.outcome != entry.outcome:
        return False
    if entry.fingerprint is not None:
        return entry.fingerprint == print_
    same_rule = (entry.rule, entry.instance) == (finding.rule, finding.instance)
    return same_rule and entry.cells == {path: held[path] for path in finding.cells if path in held}


def acceptances(
    findings: Iterable[Finding], report: Report, reason: str, *, by: str | None = None
) -> tuple[Acceptance, ...]:
    """Return an entry for each of ``findings``, which failed or are undecided.

    Args:
        findings: the findings to accept.
        report: the report that they are about.
        reason: why they are accepted.
        by: who accepts them.

    Raises:
        ValueError: there is no reason.
    """
    if not reason.strip():
        raise ValueError("a discrepancy is accepted for a reason: give one")
    held = contents(report)
    chosen = [finding for finding in findings if finding.outcome in ACCEPTABLE]
    return tuple(
        Acceptance(
            reason=reason,
            fingerprint=print_,
            rule=finding.rule,
            instance=finding.instance,
            cells={path: held[path] for path in finding.cells if path in held},
            outcome=finding.outcome,
            form=report.form,
            agency=report.agency.name,
            year=report.year,
            by=by,
        )
        for finding, print_ in zip(chosen, fingerprints(chosen, report), strict=True)
    )


def accepted_bytes(entries: Iterable[Acceptance]) -> bytes:
    """Return the file of ``entries``: keys in the order of ``Acceptance``, what is not given left out."""
    told = [{name: value for name in _FIELDS if (value := getattr(entry, name))} for entry in entries]
    return (json.dumps({_KEY: told}, ensure_ascii=False, indent=2) + "\n").encode()


def accepted_from(data: bytes, name: str) -> tuple[Acceptance, ...]:
    """Read a file of accepted discrepancies.

    Args:
        data: its bytes.
        name: its name for messages.

    Raises:
        StructureError: it is not such a file; lists everything that is wrong with its entries.
    """
    try:
        content: object = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise _no_such_file(name) from error
    listed = cast("dict[str, object]", content).get(_KEY) if isinstance(content, dict) else None
    if not isinstance(listed, list):
        raise _no_such_file(name)
    given = [(f"/{_KEY}/{at}", item) for at, item in enumerate(cast("list[object]", listed))]
    problems = tuple(problem for where, item in given for problem in _problems(where, item))
    if problems:
        first = problems[0]
        raise StructureError(first.what, where=f"{name}, {first.where}", problems=problems)
    return tuple(Acceptance(**cast("dict[str, object]", item)) for _, item in given)  # type: ignore[arg-type] # pyright: ignore[reportArgumentType] - checked above


def _no_such_file(name: str) -> StructureError:
    return StructureError(
        Text("不是已认可差异的文件。", "This is no file of accepted discrepancies."),
        where=name,
        advice=Text(
            '应为 JSON：{"accepted": [{"fingerprint": …, "reason": …}]}；可用 --write-accepted 生成。',
            'It is JSON: {"accepted": [{"fingerprint": …, "reason": …}]}; --write-accepted makes one.',
        ),
    )


def _problems(where: str, item: object) -> Iterator[Problem]:
    if not isinstance(item, dict):
        yield Problem(where, Text("这里应为对象。", "This must be an object."))
        return
    entry = cast("dict[str, object]", item)
    for key in entry.keys() - _FIELDS.keys():
        yield Problem(f"{where}/{key}", Text("没有这个键。", "There is no such key."))
    for key in _FIELDS.keys() & entry.keys() - {"cells", "year"}:
        if not isinstance(entry[key], str):
            yield Problem(f"{where}/{key}", _OUT_OF_PLACE)
    year, cells, reason = entry.get("year"), entry.get("cells", {}), entry.get("reason")
    if year is not None and type(year) is not int:
        yield Problem(f"{where}/year", Text("年度应为整数。", "A year is a whole number."))
    if not (
        isinstance(cells, dict) and all(isinstance(text, str) for text in cast("dict[str, object]", cells).values())
    ):
        yield Problem(f"{where}/cells", Text("这里应为路径到文本的对象。", "This must be an object of texts by path."))
    if not isinstance(reason, str) or not reason.strip():
        yield Problem(f"{where}/reason", Text("必须写明理由。", "The reason is required."))
    if not entry.get("fingerprint") and not (entry.get("rule") and entry.get("cells")):
        what = Text("应给出 fingerprint，或 rule 和 cells。", "Give fingerprint, or rule and cells.")
        yield Problem(where, what)
    if entry.get("outcome", ACCEPTABLE[0]) not in ACCEPTABLE:
        yield Problem(f"{where}/outcome", Text("应为 failed 或 undecided。", "This is failed or undecided."))


_FIELDS = fields_dict(Acceptance)
