"""Proposals as sentences for people: what is wrong or missing, what is proposed, what proves it, where it stands."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from attrs import frozen

from govinfo_schema.cli.console import Line, Tone
from govinfo_schema.cli.doubts import EXAMPLES
from govinfo_schema.cli.wording import in_brackets, joined, number_of, value_text
from govinfo_schema.findings import Finding
from govinfo_schema.forms import form_of
from govinfo_schema.messages import Text, enumerated
from govinfo_schema.reading import Reading
from govinfo_schema.rules import catalogue
from govinfo_schema.words import STATES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from govinfo_schema.repair.proposal import Change, Proposal

_CULPRITS = {
    "publisher": Text("可能是原文有误", "The document is likelier at fault"),
    "reader": Text("可能是读取有误", "The reading is likelier at fault"),
}


@frozen
class ProposalLines:
    """The lines about the proposals for one reading, whose checks found ``findings``."""

    reading: Reading
    findings: tuple[Finding, ...]

    def about(self, proposals: Sequence[Proposal]) -> Iterator[Line]:
        """Tell ``proposals``: problem by problem, then what can be deduced, row by row."""
        wrong = [each for each in proposals if each.kind != "deduced"]
        deduced = [each for each in proposals if each.kind == "deduced"]
        number = 0
        for number, (_, group) in enumerate(groupby(wrong, key=lambda each: each.problem), start=1):
            yield from self._problem(number, list(group))
        for note in dict.fromkeys(each.note for each in deduced):
            number += 1
            yield from self._deduced(number, [each for each in deduced if each.note == note])

    def _problem(self, number: int, members: list[Proposal]) -> Iterator[Line]:
        first = members[0]
        named, more = enumerated(first.violated[:EXAMPLES]), len(first.violated) - EXAMPLES
        zh, en = (f" 等 {len(first.violated)} 项", f" and {more} more") if more > 0 else ("", "")
        yield Line(Text(f"{number}. 不成立：{named.zh}{zh}", f"{number}. Does not hold: {named.en}{en}"), "bad")
        yield from self._failures(first.violated)
        if first.kind == "detected":
            cells = self._cells(first.cells[:EXAMPLES])
            more = len(first.cells) - EXAMPLES
            zh, en = (f" 等 {len(first.cells)} 格", f", {more} more") if more > 0 else ("", "")
            yield _indented(Text(f"涉及：{cells.zh}{zh}", f"Cells: {cells.en}{en}"))
        for each in members[:EXAMPLES] if first.changes else ():
            yield from self._way(each)
        if len(members) > EXAMPLES:
            more = len(members) - EXAMPLES
            yield _indented(
                Text(f"……另有 {more} 种改法，见 --json", f"… and {more} more ways, which --json lists"), "doubtful"
            )
        yield _indented(first.note, "good" if first.certainty == "unique" else "doubtful")

    def _way(self, proposal: Proposal) -> Iterator[Line]:
        for change in proposal.changes:
            told = self._change(change)
            yield _indented(Text(f"{proposal.id}  {told.zh}", f"{proposal.id}  {told.en}"), "doubtful")
        for text in dict.fromkeys(explanation.text for explanation in proposal.explanations):
            yield _indented(Text(f"  可能的原因：{text.zh}", f"  May have come about so: {text.en}"))
        proof = enumerated(proposal.proof)
        yield _indented(Text(f"  改后成立：{proof.zh}", f"  Holds then: {proof.en}"))
        if proposal.culprit != "unknown":
            culprit, reason = _CULPRITS[proposal.culprit], proposal.culprit_reason
            yield _indented(Text(f"  {culprit.zh}：{reason.zh}", f"  {culprit.en}: {reason.en}"))

    def _deduced(self, number: int, members: list[Proposal]) -> Iterator[Line]:
        """Tell what can be deduced with the same certainty: equal numbers of one row on one line."""
        first, cells = members[0], number_of(len(members), "cell")
        count = Text(f"没有数字的 {len(members)} 格", f"{cells} without a number")
        yield Line(Text(f"{number}. 可以推定{count.zh}：", f"{number}. Can be deduced, {count.en}:"), "doubtful")
        for _, group in groupby(members, key=self._row):
            together = list(group)
            told = self._together(together) if len(together) > 1 else self._change(together[0].changes[0])
            proof = enumerated(dict.fromkeys(name for each in together for name in each.proof))
            ids = enumerated(each.id for each in together)
            yield _indented(
                Text(f"{told.zh}；依据：{proof.zh}；编号：{ids.zh}", f"{told.en}; proof: {proof.en}; ids: {ids.en}")
            )
        yield from self._proof(name for each in members for name in each.proof)
        yield _indented(first.note, "good" if first.certainty == "unique" else "doubtful")

    def _row(self, proposal: Proposal) -> object:
        """Tell which deduced numbers stand on one line."""
        change = proposal.changes[0]
        cell = form_of(self.reading.report).by_path[change.path]
        return cell.table, cell.row, change.mark and change.mark.state, change.proposed

    def _together(self, members: Sequence[Proposal]) -> Text:
        by_path, change = form_of(self.reading.report).by_path, members[0].changes[0]
        cell = by_path[change.path]
        row, columns = cell.row or cell.table, enumerated(by_path[each.cells[0]].column for each in members)
        before, after = self._published(change), value_text(change.proposed)
        return Text(
            f"“{row}”的 {columns.zh}：{before.zh} → {after.zh}", f"“{row}”, {columns.en}: {before.en} → {after.en}"
        )

    def _failures(self, names: Iterable[str]) -> Iterator[Line]:
        """Tell the first checks that fail, with their figures."""
        told = {f"{each.rule} {each.instance}".rstrip(): each.message for each in self.findings if each.failed}
        shown = list(names)
        for name in shown[:EXAMPLES]:
            message = told.get(name) or self._title(name)
            yield _indented(Text(f"{name}：{message.zh}", f"{name}: {message.en}"))
        if len(shown) > EXAMPLES:
            more = len(shown) - EXAMPLES
            yield _indented(Text(f"……另有 {more} 项", f"… and {more} more"))

    def _proof(self, names: Iterable[str]) -> Iterator[Line]:
        """Tell the rules by which a number follows, each once."""
        by_rule = {name.partition(" ")[0]: name for name in names}
        for rule, name in by_rule.items():
            title = self._title(name)
            yield _indented(Text(f"{rule}：{title.zh}", f"{rule}: {title.en}"))

    def _title(self, name: str) -> Text:
        wanted = name.partition(" ")[0]
        return next(rule.title for rule in catalogue(self.reading.report.form) if rule.id == wanted)

    def _change(self, change: Change) -> Text:
        cell = self._cells((change.path,))
        before, after = self._published(change), value_text(change.proposed)
        return Text(f"{cell.zh}：{before.zh} → {after.zh}", f"{cell.en}: {before.en} → {after.en}")

    def _published(self, change: Change) -> Text:
        if change.mark is None:
            return value_text(change.published)
        printed = " ".join(change.mark.candidates) or change.mark.raw or ""
        state, raw = STATES[change.mark.state], in_brackets(Text(printed, printed))
        return Text(f"{state.zh}{raw.zh}", f"{state.en}{raw.en}")

    def _cells(self, paths: Iterable[str]) -> Text:
        return joined(self._cell(path) for path in paths)

    def _cell(self, path: str) -> Text:
        cell, origin = form_of(self.reading.report).by_path[path], self.reading.provenance.get(path)
        place = in_brackets(origin.place.text if origin is not None else Text("", ""))
        return Text(f"“{cell.label}”{place.zh}", f"“{cell.label}”{place.en}")


def answer(proposals: Sequence[Proposal], source: str, patch: str | None) -> Line:
    """Say in one line what to do now."""
    if not proposals:
        return Line(Text("结论：没有建议，不需要做什么。", "Result: no proposals, nothing to do."), "good")
    certain = sum(each.certainty == "unique" for each in proposals)
    open_ones = len({each.problem for each in proposals if each.certainty != "unique"})
    count = Text(
        f"可以断定的建议 {certain} 条，须由人判断的问题 {open_ones} 处",
        f"{number_of(certain, 'certain proposal')}, {number_of(open_ones, 'problem')} for a person to decide",
    )
    if not any(each.changes for each in proposals):
        return Line(
            Text(f"结论：{count.zh}。请对照原文。", f"Result: {count.en}. Compare with the document."), "doubtful"
        )
    command = f"govinfo apply {patch or 'PATCH.json'} {source} -o NEW.json"
    kept = Text("先用 -o PATCH.json 存下建议，再", "keep the proposals with -o PATCH.json, then ")
    kept = Text("", "") if patch else kept
    choose = Text("", "") if certain else Text(" --only 编号", " --only ID")
    return Line(
        Text(
            f"结论：{count.zh}；没有改动任何数字。请先对照原文，确认后{kept.zh}运行 {command}{choose.zh}。",
            f"Result: {count.en}; no figure was changed. Compare with the document; if they are right, {kept.en}run "
            f"{command}{choose.en}.",
        ),
        "doubtful",
    )


def _indented(text: Text, tone: Tone = "plain") -> Line:
    return Line(Text(f"   {text.zh}", f"   {text.en}"), tone)
