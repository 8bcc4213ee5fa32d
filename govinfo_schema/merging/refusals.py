"""Why reports are not added up: whatever would make a sum that nobody can take for what it says it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from attrs import frozen

from govinfo_schema.errors import MergeError
from govinfo_schema.forms import cell_values
from govinfo_schema.merging.given import figures_hash, has_figures
from govinfo_schema.messages import Text
from govinfo_schema.versions import NEWEST
from govinfo_schema.words import SCOPES

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence

    from govinfo_schema.findings import Finding
    from govinfo_schema.merging.given import Given

Mixture: TypeAlias = Literal["years", "scopes"]
MIXTURES: tuple[Mixture, ...] = get_args(Mixture)
_SHOWN = 4
_SUM_AND_PART = 2
_SAME_ORGAN = Text("同一机关、同一年度", "one organ and year")
_SAME_FIGURES = Text("数字完全相同，且未写明机关", "the same figures, without an organ")
_SAME_FILE = Text("同一文件", "one file")
_FEWEST_SUMS = 8  # different figures: the few small ones of small organs may be each other's sums by chance
_MORE = Text(" 等 {number} 份", " … ({number} in all)")


@frozen
class Refusal:
    """What stands against a merge, and what a person can do about it."""

    what: Text
    advice: Text


def refuse(refusals: Iterable[Refusal]) -> None:
    """Raise one error with everything that stands against a merge.

    Raises:
        MergeError: something does.
    """
    found = tuple(refusals)
    if not found:
        return
    what = Text("".join(one.what.zh for one in found), " ".join(one.what.en for one in found))
    advice = Text("".join(one.advice.zh for one in found), " ".join(one.advice.en for one in found))
    raise MergeError(what, advice=advice)


def twice(given: Sequence[Given]) -> Iterator[Refusal]:
    """Refuse a report that would count twice: one file, one organ and year, or the same figures without an organ."""
    shown = [
        Text(f"{one.where} 与 {other.where}（{why.zh}）", f"{one.where} and {other.where} ({why.en})")
        for one, other, why in (*_of_one_organ(given), *_of_the_same_figures(given))
    ]
    if shown:
        named = _listed(shown)
        yield Refusal(
            Text(f"同一份报告会被计算两次：{named.zh}。", f"A report would be counted twice: {named.en}."),
            Text(
                "请只保留一份（命令行：--without 文件；Python：不要传入另一份）。",
                "Keep one of them (on the command line: --without FILE; in Python: give only one).",
            ),
        )


def sums_beside_parts(given: Sequence[Given]) -> Iterator[Refusal]:
    """Refuse a report whose many figures are the sums of all others, in every cell: each part would count twice."""
    if len(given) <= _SUM_AND_PART or len({each.report.form for each in given}) > 1:
        return
    figures = [_counts(each) for each in given]
    whole = [sum(column) for column in zip(*figures, strict=True)]
    for each, own in zip(given, figures, strict=True):
        twice_own = all(2 * count == total for count, total in zip(own, whole, strict=True))
        if twice_own and len(set(own)) > _FEWEST_SUMS:
            yield Refusal(
                Text(
                    f"{each.where} 各格的数字都是其余各份之和，似为汇总表，会重复计算。",
                    f"Every figure of {each.where} is the sum of the others: it seems to be their sum, and each part "
                    "would count twice.",
                ),
                Text(
                    "请去掉汇总表（命令行：--without 文件；Python：不要传入）。",
                    "Leave the sum out (on the command line: --without FILE; in Python: do not give it).",
                ),
            )


def _counts(each: Given) -> list[int]:
    return [value if isinstance(value, int) else 0 for value in cell_values(each.report).values()]


def _of_one_organ(given: Sequence[Given]) -> Iterator[tuple[Given, Given, Text]]:
    for group in _groups(given, lambda each: None if each.organ is None else (each.organ, each.report.year)):
        yield from ((group[0], other, _SAME_ORGAN) for other in group[1:])


def _of_the_same_figures(given: Sequence[Given]) -> Iterator[tuple[Given, Given, Text]]:
    """Yield reports with the same figures of which one names no organ; those of zeros are told apart by their files."""
    for group in _groups(given, lambda each: figures_hash(each.report)):
        if has_figures(group[0].report):
            yield from (
                (group[0], other, _SAME_FIGURES) for other in group[1:] if None in (group[0].organ, other.organ)
            )
            continue
        for same in _groups(group, lambda each: each.report.source and each.report.source.sha256):
            yield from ((same[0], other, _SAME_FILE) for other in same[1:] if None in (same[0].organ, other.organ))


def _groups(given: Iterable[Given], key: Callable[[Given], Hashable]) -> list[list[Given]]:
    """Return the reports that share a key, those that stand alone and those without a key left out."""
    found: dict[Hashable, list[Given]] = {}
    for each in given:
        found.setdefault(key(each), []).append(each)
    return [group for of, group in found.items() if of is not None and len(group) > 1]


def mixed(given: Sequence[Given], *, to: str | None, allowed: Iterable[Mixture]) -> Iterator[Refusal]:
    """Refuse reports of several forms, years or scopes, unless that was asked for."""
    permitted = set(allowed)
    forms = _by(given, [Text(each.report.form, each.report.form) for each in given])
    if to is None and len(forms) > 1:
        yield Refusal(
            _differ(Text("表式", "forms"), forms),
            Text(
                f"表式不同的数字不能直接相加；可先迁移到同一表式："
                f"--to {NEWEST.name}（Python：to='{NEWEST.name}'），见台账。",
                f"Figures of different forms cannot be added; have them carried to one: --to {NEWEST.name} "
                f"(in Python to='{NEWEST.name}').",
            ),
        )
    years = _by(given, [_year(each) for each in given])
    if "years" not in permitted and len(years) > 1:
        yield Refusal(
            _differ(Text("年度", "years"), years),
            Text(
                "请只保留一个年度（命令行：--year 年度；Python：year=年度），未写明年度的用 --without 文件 去掉；"
                "确要相加时加 --mixed years（Python：allowed=['years']）。",
                "Keep one year (on the command line: --year YEAR; in Python year=YEAR) and leave out what states none "
                "(--without FILE), or ask for it: --mixed years (in Python allowed=['years']).",
            ),
        )
    scopes = _by(given, [SCOPES[each.report.scope] for each in given])
    if "scopes" not in permitted and len(scopes) > 1:
        yield Refusal(
            _differ(Text("统计范围", "scopes"), scopes),
            Text(
                "本级或全地区的数已含所属单位，与其相加会重复计算；确认没有重复时加 --mixed scopes"
                "（Python：allowed=['scopes']）。",
                "Summed figures hold those of their parts, which would count twice; where they do not, ask for it: "
                "--mixed scopes (in Python allowed=['scopes']).",
            ),
        )


def _year(given: Given) -> Text:
    year = given.report.year
    return Text("未写明", "not stated") if year is None else Text(str(year), str(year))


def _by(given: Sequence[Given], words: Sequence[Text]) -> dict[Text, list[str]]:
    """Return the files by what is said of them."""
    found: dict[Text, list[str]] = {}
    for each, word in zip(given, words, strict=True):
        found.setdefault(word, []).append(each.where)
    return found


def _differ(what: Text, by_word: Mapping[Text, Sequence[str]]) -> Text:
    parts: list[Text] = []
    for word, files in by_word.items():
        listed = _listed([Text(file, file) for file in files])
        parts.append(Text(f"{word.zh}：{listed.zh}", f"{word.en}: {listed.en}"))
    zh, en = "；".join(part.zh for part in parts), "; ".join(part.en for part in parts)
    return Text(f"各报告的{what.zh}不同（{zh}）。", f"The reports are of different {what.en} ({en}).")


def unexpected(given: Sequence[Given], not_expected: Sequence[str | None], missing: Sequence[str]) -> Iterator[Refusal]:
    """Refuse reports of organs that are not on the list of expected ones, or that name no organ.

    Args:
        given: the reports.
        not_expected: names of organs that are not on the list, ``None`` for reports without one.
        missing: expected organs without a report, which may be what others are called.
    """
    files = [each for each in given if each.report.agency.name in not_expected]
    if not files:
        return
    shown = _listed(
        [
            Text(
                f"{each.report.agency.name or '未写明机关'}（{each.where}）",
                f"{each.report.agency.name or 'no organ'} ({each.where})",
            )
            for each in files
        ]
    )
    absent = _listed([Text(name, name) for name in missing])
    zh = f"名单中没有报告的机关：{absent.zh}，可能只是名称不同。" if missing else ""
    en = f" On the list and without a report: {absent.en}; names may differ." if missing else ""
    yield Refusal(
        Text(
            f"这些报告的机关不在应有机关名单内：{shown.zh}。{zh}",
            f"Reports of organs that are not on the list: {shown.en}.{en}",
        ),
        Text(
            "请核对名单与报告中的名称，或不计入该文件（命令行：--without 文件；Python：不要传入）。",
            "Compare the names on the list and in the reports, or leave the file out (on the command line: --without "
            "FILE; in Python: do not give it).",
        ),
    )


def failing(given: Sequence[Given], findings: Sequence[Sequence[Finding]]) -> Iterator[Refusal]:
    """Refuse reports on which a check of severity error failed; only a strict merge does."""
    wrong = [
        Text(f"{each.where}（{rules}）", f"{each.where} ({rules})")
        for each, found in zip(given, findings, strict=True)
        if (rules := ", ".join(dict.fromkeys(one.rule for one in found if one.failed and one.severity == "error")))
    ]
    if wrong:
        named = _listed(wrong)
        yield Refusal(
            Text(f"这些报告校验不通过：{named.zh}。", f"Checks fail on these reports: {named.en}."),
            Text(
                "请先核对并改正，或不加 --strict（Python：strict=True），问题会列入来源表。",
                "Look at them and have them corrected, or merge without --strict (in Python strict=True): the sources "
                "then name what failed.",
            ),
        )


def _listed(texts: Sequence[Text]) -> Text:
    """Return the first of ``texts`` as an enumeration, and how many there are where that is more."""
    more = _MORE if len(texts) > _SHOWN else Text("", "")
    zh = "、".join(text.zh for text in texts[:_SHOWN]) + more.zh.format(number=len(texts))
    return Text(zh, ", ".join(text.en for text in texts[:_SHOWN]) + more.en.format(number=len(texts)))
