"""Patches: proposals as a file, made for one report, from which a person chooses those to take over.

Applying a patch makes another report that says in each changed cell what was published; undoing restores the report as
it was published, byte for byte in canonical JSON.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import TYPE_CHECKING, Literal, cast

from attrs import frozen

from govinfo_schema.arguments import names_in, report_in
from govinfo_schema.codec import to_json
from govinfo_schema.codec.structuring import structure
from govinfo_schema.codec.text import check_size, parse, text_of
from govinfo_schema.errors import StructureError
from govinfo_schema.forms import cell_values, form_of, make_report
from govinfo_schema.messages import Text
from govinfo_schema.repair.proposal import Proposal
from govinfo_schema.report import ENVELOPE_FIELDS, Correction, Source
from govinfo_schema.showing import Shown

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from govinfo_schema.forms import Report
    from govinfo_schema.marks import CellValue, Mark
    from govinfo_schema.reading import Reading
    from govinfo_schema.repair.proposal import Change

_KEPT = tuple(name for name in ENVELOPE_FIELDS if name not in ("marks", "corrections"))


@frozen(kw_only=True, repr=False)
class Patch(Shown):
    """Proposals for one report.

    Attributes:
        patch: the version of this layout.
        form: the form of the report.
        report_sha256: hash of the report as canonical JSON, by which a patch knows the report that it was made for.
        source: the document of the report.
        proposals: the proposals.
    """

    patch: Literal["1"] = "1"
    form: str
    report_sha256: str
    source: Source | None = None
    proposals: tuple[Proposal, ...] = ()

    def in_short(self) -> str:
        """Say for what it is, and how much it proposes."""
        return f"{self.form}{f', {self.source.name}' if self.source else ''}: {len(self.proposals)} proposals"


def hash_of(report: Report) -> str:
    """Return the SHA-256 hash of ``report`` as canonical JSON."""
    return sha256(to_json(report).encode()).hexdigest()


def make_patch(report: Report, proposals: Iterable[Proposal]) -> Patch:
    """Make the patch of ``proposals`` for ``report``."""
    return Patch(form=report.form, report_sha256=hash_of(report), source=report.source, proposals=tuple(proposals))


def patch_from_json(text: str | bytes) -> Patch:
    """Return the patch that stands in JSON.

    Raises:
        ReadError: the text is not JSON.
        StructureError: it is no patch; ``problems`` lists everything that is wrong.
    """
    check_size(text)
    data, repeated = parse(text_of(text))
    patch, problems = structure(data, Patch)
    problems = (*repeated, *problems)
    if problems:
        first = problems[0]
        raise StructureError(
            Text(f"这不是建议文件：{first.what.zh}", f"This is no patch: {first.what.en}"),
            where=first.where,
            advice=Text("请用 govinfo propose -o 生成。", "Make one with govinfo propose -o."),
            problems=problems,
        )
    made: Patch = patch
    return made


def apply_patch(report: Report, patch: Patch, only: Collection[str] | None = None) -> Report:
    """Return ``report`` with proposals of ``patch`` taken over; each changed cell is told in ``corrections``.

    Args:
        report: the report that the patch was made for; it stays as it is.
        patch: the patch.
        only: ids of the proposals to take over; by default those whose certainty is ``unique``.

    Raises:
        StructureError: the patch was made for another report, has no such proposal or none to take over, or proposals
            that were chosen contradict each other.
    """
    if patch.form != report.form or patch.report_sha256 != hash_of(report):
        raise StructureError(
            Text("这个建议文件是为另一份报告做的。", "This patch was made for another report."),
            advice=Text("请对这份报告重新运行 govinfo propose -o。", "Run govinfo propose -o on this report again."),
        )
    chosen = _chosen(patch, only)
    values, marks = cell_values(report), dict(report.marks)
    corrections: list[Correction] = []
    for proposal in chosen:
        for change in proposal.changes:
            _require_published(change, values, marks, proposal)
            values[change.path] = change.proposed
            mark = marks.pop(change.path, None)
            corrections.append(
                Correction(
                    form=report.form,
                    path=change.path,
                    published=change.published,
                    mark=mark,
                    corrected=change.proposed,
                    proposal=proposal.id,
                    identities=proposal.proof,
                )
            )
    return _with(report, values, marks, (*report.corrections, *corrections))


def apply(report: Report | Reading, proposals: Iterable[Proposal], *, only: Collection[str] | None = None) -> Report:
    """Return ``report`` with proposals taken over; each changed cell keeps what was published in ``corrections``.

    Args:
        report: the report, or the reading of a document, for which ``propose`` made the proposals; it stays as it is.
        proposals: the proposals.
        only: ids of those to take over; by default those whose certainty is ``unique``.

    Raises:
        StructureError: the report does not hold what a proposal says was published, there is no such proposal or none
            to take over, or proposals that were chosen contradict each other.
        TypeError: ``report`` is neither a report nor a reading, ``proposals`` are something else, or ``only`` is one
            text.
    """
    taken = report_in(report, "apply")
    given: tuple[object, ...] = tuple(proposals) if isinstance(cast("object", proposals), Iterable) else (proposals,)
    for each in given:
        if not isinstance(each, Proposal):
            raise TypeError(f"apply() takes the proposals that propose() returns, not {type(each).__name__}.")
    chosen = None if only is None else names_in(only, "only")
    return apply_patch(taken, make_patch(taken, cast("tuple[Proposal, ...]", given)), chosen)


def undo(report: Report | Reading) -> Report:
    """Return ``report`` as it was published: every correction is taken back.

    Raises:
        TypeError: ``report`` is neither a report nor a reading.
        StructureError: the report has no corrections, was carried to another form since, or a corrected cell was
            changed once more.
    """
    report = report_in(report, "undo")
    if not report.corrections:
        raise StructureError(Text("这份报告没有更正可以撤销。", "This report has no corrections to undo."))
    values, marks = cell_values(report), dict(report.marks)
    for correction in reversed(report.corrections):
        if correction.form != report.form:
            raise StructureError(
                Text(
                    f"更正是在 {correction.form} 表式下做的，而报告现在是 {report.form}。",
                    f"The corrections were made in the form {correction.form}, and the report is now in {report.form}.",
                ),
                advice=Text(
                    f"请先用 govinfo migrate --to {correction.form} 迁移回去。",
                    f"Carry it back first, with govinfo migrate --to {correction.form}.",
                ),
            )
        if values.get(correction.path) != correction.corrected:
            raise StructureError(
                Text("更正过的单元格后来又改动过。", "A cell that was corrected was changed once more."),
                where=correction.path,
                advice=Text("请从原公布的文件重新开始。", "Start again from the file as it was published."),
            )
        values[correction.path] = correction.published
        if correction.mark is not None:
            marks[correction.path] = correction.mark
    return _with(report, values, marks, ())


def _with(
    report: Report, values: Mapping[str, CellValue], marks: Mapping[str, Mark], corrections: tuple[Correction, ...]
) -> Report:
    kept = {name: getattr(report, name) for name in _KEPT}
    return make_report(form_of(report), values, marks, corrections=corrections, **kept)


def _chosen(patch: Patch, only: Collection[str] | None) -> list[Proposal]:
    """Return the proposals to take over.

    Raises:
        StructureError: one that was asked for is not there or proposes no number, two belong to the same problem, or
            there is none.
    """
    by_id = {proposal.id: proposal for proposal in patch.proposals}
    for name in only or ():
        if name not in by_id or not by_id[name].changes:
            raise StructureError(
                Text(f"建议文件中没有可以采用的建议 {name}。", f"The patch has no proposal {name} with a number."),
                advice=Text("编号见 govinfo propose 的输出。", "The output of govinfo propose shows the ids."),
            )
    chosen = [
        proposal
        for proposal in by_id.values()
        if (proposal.id in only if only is not None else proposal.certainty == "unique")
    ]
    if not chosen:
        raise StructureError(
            Text("没有可以断定的建议，因此没有采用任何一条。", "No proposal is certain, so none was taken over."),
            advice=Text(
                "对照原文后，可用 --only 编号 选用（Python：only=[编号]）。",
                "Compare with the document, then choose with --only ID (in Python only=[ID]).",
            ),
        )
    _require_apart(chosen)
    return chosen


def _require_apart(chosen: Sequence[Proposal]) -> None:
    """Refuse alternatives for one problem, and proposals for one cell: they contradict each other."""
    taken: dict[str, str] = {}
    for proposal in chosen:
        for name in {proposal.problem, *proposal.cells}:
            other = taken.setdefault(name, proposal.id)
            if other != proposal.id:
                raise StructureError(
                    Text(
                        f"建议 {other} 与 {proposal.id} 是同一个问题的不同改法，只能选用一条。",
                        f"The proposals {other} and {proposal.id} are alternatives; only one can be taken over.",
                    )
                )


def _require_published(
    change: Change, values: Mapping[str, CellValue], marks: Mapping[str, Mark], proposal: Proposal
) -> None:
    """Refuse a change of a cell that does not hold what the proposal says was published."""
    known = change.path in values
    if not known or values[change.path] != change.published or marks.get(change.path) != change.mark:
        raise StructureError(
            Text(
                f"建议 {proposal.id} 中的原公布数字与报告不符。",
                f"The report does not hold what the proposal {proposal.id} says was published.",
            ),
            where=change.path,
            advice=Text("请对这份报告重新运行 govinfo propose -o。", "Run govinfo propose -o on this report again."),
        )
