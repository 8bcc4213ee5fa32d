"""Metrics: rates that people compute from the figures, each defined once: formula, source, forms, what missing means.

A metric is a share: a quotient of sums of series, of which the upper is a part of the lower. Its printed formula is
made from the same object that computes it. It has no value where a number of it is missing, where the denominator is
zero, where the part is greater than the whole, and none without a warning where the denominator is small.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import field, frozen

from govinfo_schema.forms import cell_values, form_named, form_of
from govinfo_schema.messages import Text
from govinfo_schema.panel.series import Comparability, Series, series_named, weakest
from govinfo_schema.versions import NAMES, NEWEST, version_of_year

if TYPE_CHECKING:
    from govinfo_schema.forms import Report
    from govinfo_schema.marks import CellValue

SMALL = 30
"""A denominator below this makes a rate jump with single cases; results say so."""

_RESULTS = "applications.results"
_REVIEW = "review_and_litigation"
_SUITS = ("litigation_direct", "litigation_after_reconsideration")


@frozen(kw_only=True)
class Metric:
    """A rate.

    Attributes:
        id: its name; it never changes its meaning.
        version: changes whenever a series is added to the formula or taken out.
        title: what it says.
        source: who uses it, or from which rule it follows.
        numerator: ids of the series above the line.
        denominator: ids of the series below the line.
        not_in: forms that have the figures and count them by units that do not fit each other, with the reason.
    """

    id: str
    version: str
    title: Text
    source: Text
    numerator: tuple[str, ...]
    denominator: tuple[str, ...]
    not_in: Mapping[str, Text] = field(factory=dict[str, Text])

    @property
    def series(self) -> tuple[Series, ...]:
        """The series of the formula, each once."""
        return tuple(series_named(each) for each in dict.fromkeys((*self.numerator, *self.denominator)))

    @property
    def forms(self) -> tuple[str, ...]:
        """The forms in which each of its series stands, and in which they fit each other."""
        return tuple(
            name for name in NAMES if name not in self.not_in and all(name in each.cells for each in self.series)
        )

    def comparability(self, earlier: int, later: int) -> Comparability:
        """Say how the rates of two report years compare: as the weakest of its series."""
        versions = (version_of_year(earlier), version_of_year(later))
        if any(version is None or version.name not in self.forms for version in versions):
            return "break"
        return weakest([each.comparability(earlier, later) for each in self.series])

    @property
    def formula(self) -> str:
        """The formula in printed labels."""
        above, below = (_sum_text(side) for side in (self.numerator, self.denominator))
        return f"{above} ÷ {below}"


@frozen(kw_only=True)
class Rate:
    """What a metric says of one report.

    Attributes:
        metric: id of the metric.
        value: the rate; ``None`` where it has none.
        numerator: the sum above the line; ``None`` where a number is missing.
        denominator: the sum below the line; ``None`` where a number is missing.
        missing: cells without a number.
        note: why there is no value, or why it is to be taken with care.
    """

    metric: str
    value: Fraction | None
    numerator: int | None
    denominator: int | None
    missing: tuple[str, ...] = ()
    note: Text | None = None


def rate(metric: Metric, report: Report) -> Rate:
    """Compute ``metric`` for ``report``. Nothing that is missing counts as 0.

    Returns:
        The rate, exact; without a value and with a note where the form has no such figures, where a number is missing,
        where the denominator is 0, or where the numerator is greater.
    """
    form = form_of(report).name
    if form not in metric.forms:
        none = Text(f"表式 {form} 没有所需的项目。", f"The form {form} does not have the figures.")
        note = metric.not_in.get(form, none)
        return Rate(metric=metric.id, value=None, numerator=None, denominator=None, note=note)
    values = cell_values(report)
    cells = [path for each in metric.series for path in each.cells[form]]
    missing = tuple(path for path in cells if values[path] is None)
    above, below = (_sum(side, form, values) for side in (metric.numerator, metric.denominator))
    if above is None or below is None:
        note = Text("有数字缺失。", "Numbers are missing.")
        return Rate(metric=metric.id, value=None, numerator=above, denominator=below, missing=missing, note=note)
    if below == 0 or above > below:
        zero = Text("分母为 0。", "The denominator is 0.")
        too_much = Text(
            "部分大于总数，数字互相矛盾。", "The part is greater than the whole: the figures contradict each other."
        )
        note = zero if below == 0 else too_much
        return Rate(metric=metric.id, value=None, numerator=above, denominator=below, note=note)
    small = Text(
        f"分母小于 {SMALL}，个案即可使比率大幅变动。",
        f"The denominator is below {SMALL}: single cases move the rate far.",
    )
    value = Fraction(above, below)
    return Rate(
        metric=metric.id, value=value, numerator=above, denominator=below, note=small if below < SMALL else None
    )


def _sum(ids: tuple[str, ...], form: str, values: Mapping[str, CellValue]) -> int | None:
    numbers = [values[path] for each in ids for path in series_named(each).cells[form]]
    counts = [number for number in numbers if isinstance(number, int)]
    return sum(counts) if len(counts) == len(numbers) else None


def _sum_text(ids: tuple[str, ...]) -> str:
    text = " + ".join(f"“{series_named(each).label}”" for each in ids)
    return f"({text})" if len(ids) > 1 else text


def _totals(*rows: str) -> tuple[str, ...]:
    return tuple(f"{_RESULTS}.{row}.total" for row in rows)


def _rows_under(group: str) -> tuple[str, ...]:
    """Return the totals of the rows that the newest form prints in a group of results."""
    paths = form_named(NEWEST.name).paths
    return tuple(path for path in paths if path.startswith(f"{_RESULTS}.{group}.") and path.endswith(".total"))


def _outcomes(*blocks: str) -> tuple[str, ...]:
    """Return the outcomes of cases in table four; those that are decided, which pending ones are not."""
    paths = form_named(NEWEST.name).paths
    outcomes = (path for block in blocks for path in paths if path.startswith(f"{_REVIEW}.{block}."))
    return tuple(path for path in outcomes if not path.endswith((".total", ".pending")))


_ALL_RESULTS = _totals("total")
_CORRECTED_SOURCE = Text(
    "结果纠正数占已审结数之比，不含尚未审结的。",
    "Corrected cases among those that were decided; pending ones are left out.",
)

_BY_REPLIES = Text(
    "v2014 的答复数与办结数单位不同：一件申请可有几个答复。请用答复公开率、答复不同意率。",
    "In v2014 replies and concluded applications are different units: one application may have several replies. Use "
    "reply_disclosure_rate and reply_refusal_rate.",
)
_NOT_V2014 = {"v2014": _BY_REPLIES}
_REPLIES = "applications.replies"
_OF_REPLIES = Text(
    "按统计表三（三）各类答复计算；补正告知也计入答复。",
    "From the replies in section three (3) of the table; a notice to correct counts as a reply.",
)

METRICS: tuple[Metric, ...] = (
    Metric(
        id="disclosure_rate",
        version="1",
        title=Text("公开率：予以公开和部分公开占办理结果总计", "Disclosure rate: granted or partial, of all results"),
        source=Text("按表三办理结果计算。", "From the results in table three."),
        numerator=_totals("disclosure_granted", "partial_disclosure"),
        denominator=_ALL_RESULTS,
        not_in=_NOT_V2014,
    ),
    Metric(
        id="refusal_rate",
        version="1",
        title=Text(
            "不予公开率：不予公开各项之和占办理结果总计", "Refusal rate: the grounds of refusal, of all results"
        ),
        source=Text(
            "按表三（三）各项计算；法释〔2025〕8号将不予公开限于《条例》第十四至十六条，本表第8项（行政查询）不在其内。",
            "From the rows under (三) of table three; 法释〔2025〕8号 restricts refusals to Arts 14 to 16, "
            "which leaves out row 8 (administrative inquiry).",
        ),
        numerator=_rows_under("refused"),
        denominator=_ALL_RESULTS,
        not_in=_NOT_V2014,
    ),
    Metric(
        id="unable_rate",
        version="1",
        title=Text(
            "无法提供率：无法提供各项之和占办理结果总计", "Unable rate: rows of unable to provide, of all results"
        ),
        source=Text("按表三（四）各项计算。", "From the rows under (四) of table three."),
        numerator=_rows_under("unable"),
        denominator=_ALL_RESULTS,
        not_in=_NOT_V2014,
    ),
    Metric(
        id="declined_rate",
        version="1",
        title=Text("不予处理率：不予处理各项之和占办理结果总计", "Declined rate: rows of declined, of all results"),
        source=Text("按表三（五）各项计算。", "From the rows under (五) of table three."),
        numerator=_rows_under("declined"),
        denominator=_ALL_RESULTS,
        not_in=_NOT_V2014,
    ),
    Metric(
        id="not_held_rate",
        version="1",
        title=Text(
            "不掌握率：本机关不掌握相关政府信息占办理结果总计", "Not-held rate: information not held, of all results"
        ),
        source=Text("按表三办理结果计算。", "From the results in table three."),
        numerator=_totals("unable.not_held"),
        denominator=_ALL_RESULTS,
        not_in=_NOT_V2014,
    ),
    Metric(
        id="reply_disclosure_rate",
        version="1",
        title=Text(
            "答复公开率：已主动公开、同意公开、同意部分公开占申请答复数",
            "Reply disclosure rate: already public, granted or partial, of all replies",
        ),
        source=_OF_REPLIES,
        numerator=tuple(f"{_REPLIES}.{each}" for each in ("already_proactively_disclosed", "disclosure_granted"))
        + _totals("partial_disclosure"),
        denominator=(f"{_REPLIES}.total",),
    ),
    Metric(
        id="reply_refusal_rate",
        version="1",
        title=Text("答复不同意率：不同意公开占申请答复数", "Reply refusal rate: refused, of all replies"),
        source=_OF_REPLIES,
        numerator=(f"{_REPLIES}.refused.total",),
        denominator=(f"{_REPLIES}.total",),
    ),
    Metric(
        id="on_time_rate",
        version="1",
        title=Text("按时办结率：按时办结占申请办结数", "On-time rate: concluded on time, of all concluded"),
        source=Text(
            "按统计表三（二）计算；期限为2007年《条例》第二十四条的15个工作日。",
            "From section three (2) of the table; the limit is the 15 working days of the 2007 Regulations, Art 24.",
        ),
        numerator=("applications.concluded.on_time",),
        denominator=_ALL_RESULTS,
    ),
    Metric(
        id="natural_person_share",
        version="1",
        title=Text("自然人占比：自然人申请占本年新收申请", "Natural persons, of all applications newly received"),
        source=Text("按表三新收申请的申请人类别计算。", "From the columns of applicants of table three."),
        numerator=("applications.new_received.natural_person",),
        denominator=("applications.new_received.total",),
    ),
    Metric(
        id="reconsideration_correction_rate",
        version="1",
        title=Text("复议纠错率", "Correction rate in reconsideration"),
        source=_CORRECTED_SOURCE,
        numerator=(f"{_REVIEW}.reconsideration.corrected",),
        denominator=_outcomes("reconsideration"),
    ),
    Metric(
        id="litigation_correction_rate",
        version="1",
        title=Text("诉讼纠错率", "Correction rate in court"),
        source=_CORRECTED_SOURCE,
        numerator=tuple(f"{_REVIEW}.{block}.corrected" for block in _SUITS),
        denominator=_outcomes(*_SUITS),
    ),
    Metric(
        id="carry_forward_rate",
        version="1",
        title=Text(
            "结转率：结转下年度占本年应办总数", "Carry-forward rate: carried forward, of all that was to be handled"
        ),
        source=Text(
            "按表三勾稽关系：新收与上年结转之和为应办总数。",
            "From table three: new and carried over are to be handled.",
        ),
        numerator=("applications.carried_forward.total",),
        denominator=("applications.new_received.total", "applications.carried_over.total"),
    ),
)
